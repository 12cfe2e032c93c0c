"""OpenStack's Octavia."""
