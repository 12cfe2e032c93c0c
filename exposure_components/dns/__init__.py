"""DNS: from an app's name to record sets of a provider's zone."""
