"""Parts of a long SMS: phones and gateways split it into several texts. Which text continues which, and how they read.

Nobody can tell a part from a text of its own. So a part is read beside the parts before it, and a command that is
complete in itself is always a command.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from menus.domain.community import Zone
from menus.domain.references import is_valid
from menus.sms.grammar import Command
from menus.sms.verbs import Verb
from menus.text import gsm7, lexicon

FULL = 140
"""From this many characters on, a text may go on in the next one. A part in GSM-7 has 153 at most (field notes)."""
FULL_BEYOND_GSM7 = 60
"""The same for a text with other characters, as an emoji: a part of it has 67 at most (field notes)."""
GOES_ON = timedelta(minutes=1)
"""How soon after a full part its continuation comes. A guess, to be tested."""
OUT_OF_ORDER = timedelta(seconds=10)
"""How far apart parts may come in the wrong order. A guess, to be tested."""


@dataclass(frozen=True)
class Piece:
    """A text that may be a part of a long SMS.

    `sent_at` is the network's date, if it is of use. `is_taken`: it was understood as a command of its own, or it only
    repeats another text.
    """

    text: str
    arrived: datetime
    sent_at: datetime | None = None
    is_taken: bool = False

    @property
    def is_full(self) -> bool:
        """Return whether the text is so long that it may go on in the next one."""
        return len(self.text) >= (FULL if gsm7.is_gsm7(self.text) else FULL_BEYOND_GSM7)


def is_complete(command: Command) -> bool:
    """Return whether a text is a command that is complete in itself, and so never the continuation of another text.

    `5` is the alarm, whatever stands behind it. Any other verb needs a right reference beside it or nothing at all:
    `4 men ran away` may be the middle of a sentence.
    """
    if command.verb in {None, Verb.YES}:
        return command.verb is Verb.YES
    if command.verb is Verb.DANGER:
        return True
    if command.reference is not None:
        return command.is_led and is_valid(command.reference)
    return not command.rest


def continued_by(new: Piece, earlier: Sequence[Piece]) -> list[int]:
    """Return which of the earlier texts of a phone a new text continues, as places in `earlier`, the first part first.

    `earlier` begins with the newest text. A text that is no full part ends a long SMS, unless it has overtaken the part
    before it.
    """
    found: list[int] = []
    after = new
    for place, piece in enumerate(earlier):
        if after.arrived - piece.arrived > GOES_ON:
            break
        if piece.is_full:
            found.insert(0, place)
            if piece.is_taken:
                break
            after = piece
        elif not piece.is_taken and (found or new.arrived - piece.arrived > OUT_OF_ORDER or not new.is_full):
            break
    return found


def overtaken_by(new: Piece, earlier: Sequence[Piece]) -> int | None:
    """Return which earlier text is the end of a new full part that it has overtaken on its way; None if none is."""
    if not new.is_full:
        return None
    for place, piece in enumerate(earlier):
        if new.arrived - piece.arrived > OUT_OF_ORDER or piece.is_full:
            return None
        if not piece.is_taken:
            is_older = None not in {piece.sent_at, new.sent_at} and _before(piece, new)
            return None if is_older else place
    return None


def _before(one: Piece, other: Piece) -> bool:
    return one.sent_at is not None and other.sent_at is not None and one.sent_at < other.sent_at


def joined(parts: Iterable[str], zones: Sequence[Zone]) -> str:
    """Return the parts of a long SMS as one text.

    A word may be cut where a part ends, or the space there may be lost. Two parts are written as one word if more
    places or words are understood then: `Bon` and `deni` are Bondeni.
    """
    whole = ""
    for part in parts:
        if not whole:
            whole = part
            continue
        spaced, close = f"{whole} {part}", whole + part
        whole = close if _told(close, zones) > _told(spaced, zones) else spaced
    return whole


def _told(text: str, zones: Sequence[Zone]) -> tuple[bool, bool, float, int]:
    """Return how much is understood of a text: what is graver comes first."""
    hint = lexicon.hint(text, zones)
    return hint.is_private, hint.is_red, lexicon.place_score(text, zones), len(hint.words)
