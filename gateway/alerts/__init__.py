"""Alerts: the people who are notified of an incident, and the texts that they get."""
