"""Escalation: ladders notify more and more people of an incident until a person answers."""
