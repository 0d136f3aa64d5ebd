"""Errors that a person can act on."""


class Refused(Exception):  # noqa: N818 - it is an answer to a command, not a failure of the program
    """A command was understood and refused; the message is one line that says why and what would be accepted."""
