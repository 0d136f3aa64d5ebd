"""Parts of a long SMS: phones and gateways split it into several texts. Which text continues which, and how they read.

Nobody can tell a part from a text of its own. So a part is read beside the parts before it, and a command that is
complete in itself is always a command.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from menus.domain.community import Zone
from menus.domain.references import is_valid
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text import gsm7, lexicon

FULL = 140
"""From this many characters on, a text may go on in the next one. A part in GSM-7 has 153 at most (field notes)."""
FULL_BEYOND_GSM7 = 60
"""The same for a text with other characters, as an emoji: a part of it has 67 at most (field notes)."""
GOES_ON = timedelta(minutes=1)
"""How soon after a full part its continuation comes. A guess, to be tested."""
BORDER = 60
"""The characters on each side of a border that tell whether a word was cut there: longer than any phrase or place.

To read whole texts for each border took 0.35 s for 12 parts of 2,000 characters, while all writers waited (measured).
"""
OUT_OF_ORDER = timedelta(seconds=10)
"""How far apart parts may come in the wrong order. A guess, to be tested."""
_APOSTROPHES = ("'", "\u2019")


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
    places or words are understood then: `Bon` and `deni` are Bondeni. Only the words around that border can tell.
    """
    whole = ""
    for part in parts:
        if not whole:
            whole = part
            continue
        whole = whole + part if _cuts_a_word(whole, part, zones) else f"{whole} {part}"
    return whole


def _cuts_a_word(before: str, after: str, zones: Sequence[Zone]) -> bool:
    if not (_ends_in_a_word(before) and _ends_in_a_word(after[:1])):
        return False
    end, beginning = end_of(before, BORDER), _beginning_of(after, BORDER)
    return _told(end + beginning, zones) > _told(f"{end} {beginning}", zones)


def _ends_in_a_word(text: str) -> bool:
    return text[-1:].isalnum() or text.endswith(_APOSTROPHES)


def newest(parts: Sequence[str]) -> Sequence[str]:
    """Return the newest of the earlier parts of a long SMS, the oldest first: no more than the lexicon reads."""
    length = 0
    for place in range(len(parts) - 1, -1, -1):
        length += len(parts[place])
        if length >= lexicon.LONGEST:
            return parts[place:]
    return parts


def read_behind(before: str, new: str, zones: Sequence[Zone]) -> str:
    """Return a new part behind the earlier ones, as it is read: with as much of them as the lexicon reads beside it.

    The new words are always read, however much was written before them.
    """
    if not before:
        return new
    return joined((end_of(before, max(FULL, lexicon.LONGEST - len(new) - 1)), new), zones)


def end_of(text: str, most: int) -> str:
    """Return the last words of a text, with at most this many characters."""
    if len(text) <= most:
        return text
    end = text[-most:]
    return end.partition(" ")[2] or end


def _beginning_of(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    beginning = text[:most]
    return beginning.rpartition(" ")[0] or beginning


def _told(text: str, zones: Sequence[Zone]) -> tuple[bool, bool, float, int]:
    """Return how much is understood of a text: what is graver comes first."""
    is_private, is_red, words = lexicon.weight(text)
    return is_private, is_red, lexicon.place_score(text, zones), words
