"""Network Load Balancers of AWS."""
