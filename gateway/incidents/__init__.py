"""Incidents: opening, correlation, merging, lifecycle, access, board, statistics and disclosure."""
