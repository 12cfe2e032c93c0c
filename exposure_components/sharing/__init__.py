"""What apps of a stack share: balancers, controllers, gateways."""
