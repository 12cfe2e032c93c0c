"""Gateways, and the routes that lead from them to apps."""
