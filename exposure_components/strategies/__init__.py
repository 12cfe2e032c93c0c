"""The ways to expose an app: one module each."""
