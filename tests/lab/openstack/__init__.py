"""OpenStack's own Keystone, Neutron, Octavia and Designate on this host's loopback."""
