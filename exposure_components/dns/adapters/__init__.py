"""Who registers the resources of each provider: one module each, alone with its package."""
