"""A plan as one page, which needs nothing from elsewhere."""
