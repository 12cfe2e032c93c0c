"""OpenStack's own Keystone, Neutron, Nova, Octavia and Designate on this host's loopback."""
