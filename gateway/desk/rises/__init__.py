"""Rises at the desk: what is above usual and what fell silent, beside callers and what changed."""
