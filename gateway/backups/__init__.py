"""Backups: one file with the database of a running Doria, and the way back into an empty place."""
