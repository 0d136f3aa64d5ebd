"""Giving: who gave how much, whose hands it is in, and what it was spent on. It knows nothing of reports."""
