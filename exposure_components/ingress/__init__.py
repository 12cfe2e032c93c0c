"""What ingress controllers are told of an app, each in its own words."""
