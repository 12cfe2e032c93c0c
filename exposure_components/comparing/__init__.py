"""Every strategy, tried on one app: what it needs, gives, costs and breaks, and which is best."""
