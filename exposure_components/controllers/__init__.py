"""Ingress controllers: how each is run."""
