"""Ladders that climb until a person answers."""
