"""Reading: one text is offered to interpreters in order, until one of them answers it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from gateway.sms.sender import Reply
from menus.sms.grammar import Command

Writer = TypeVar("Writer")


@dataclass(frozen=True)
class Said:
    """A text as it was written, the command that the grammar reads in it, and when it came (aware)."""

    text: str
    command: Command
    received_at: datetime


Interpreter = Callable[[Writer, Said], Reply | None]
"""A function that acts on a text and returns the reply; None leaves the text to the next interpreter."""


def first_reply(interpreters: Sequence[Interpreter[Writer]], writer: Writer, said: Said) -> Reply:
    """Return the reply of the first interpreter that answers the text. The last one must answer any text."""
    for interpret in interpreters:
        reply = interpret(writer, said)
        if reply is not None:
            return reply
    message = "no interpreter answers this text"
    raise LookupError(message)
