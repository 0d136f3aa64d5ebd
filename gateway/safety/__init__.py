"""Patrollers in danger: questions, alarms, the silent word."""
