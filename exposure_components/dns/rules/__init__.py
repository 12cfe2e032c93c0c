"""What each provider of zones refuses: one module each, without its package."""
