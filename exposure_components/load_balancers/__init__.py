"""What stands in front of the nodes, one package per way of balancing."""
