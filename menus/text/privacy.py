"""The privacy of a text, and the words that show it."""

from dataclasses import dataclass
from enum import Enum


class Privacy(Enum):
    """The privacy of a text: an open matter, a private one, or one that may be private.

    `DOUBT` rests on a kin word. `UNNAMED` rests on a beating of the writer by one person, without a word that says who
    that person is.
    """

    OPEN = "open"
    UNNAMED = "unnamed"
    DOUBT = "doubt"
    PRIVATE = "private"


@dataclass(frozen=True)
class Reading:
    """The privacy of a text, and the words that show it, in the order of the text.

    `is_of_kin` means that the text names kin who may be the attackers, even if the matter stays open.
    """

    privacy: Privacy
    words: tuple[str, ...] = ()
    is_of_kin: bool = False


OPEN = Reading(Privacy.OPEN)
