"""From what a stack has to what it shall have: what changes, and what clients notice of it."""
