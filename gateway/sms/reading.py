"""Reading: one text is offered to interpreters in order, until one of them answers it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gateway.sms.arrivals import Part
from gateway.sms.sender import Reply
from menus.sms import quoting

Writer = TypeVar("Writer")


@dataclass(frozen=True)
class Said(quoting.Said):
    """A text as it is read, with the other parts of the long SMS that it belongs to; None for a text of its own."""

    part: Part | None = None


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
