"""Trying endpoints from where it runs, and telling why one does not answer."""
