"""Inbound SMS: the sender, the command, and the answer."""
