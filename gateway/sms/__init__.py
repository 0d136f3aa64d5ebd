"""Inbound SMS: the sender, the command or report in the text, and the answer."""
