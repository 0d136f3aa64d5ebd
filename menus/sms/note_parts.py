"""Notes in a summary: what people with a role wrote about an incident, in parts that fit into its texts."""

from collections.abc import Iterator

from menus.domain.community import Community
from menus.sms import words_to_leave
from menus.text import catalog, gsm7
from menus.text.names import Text

_NOTE_PIECE = 60
"""The most septets of a piece of a note: with hour and role, one fits behind the beginning of any further text."""


def parts(community: Community, language: str, said: str, *, at: str, by: str) -> Iterator[str]:
    """Yield the part of a text that tells a note, names and numbers crossed out; a long note goes on in further parts.

    `at` is the moment as people read it, and `by` the role of whoever wrote it.
    """
    left = words_to_leave.fit_to_relay(community, said).split()
    is_first = True
    while left:
        piece, left = _piece(left)
        yield catalog.say(language, Text.EXTRA_NOTE, at=at, by=by, said=piece) if is_first else piece
        is_first = False


def _piece(left: list[str]) -> tuple[str, list[str]]:
    """Return as many words as one piece of a note holds, and those that are left; a very long word is cut."""
    taken = 0
    while taken < len(left) and gsm7.septets(" ".join(left[: taken + 1])) <= _NOTE_PIECE:
        taken += 1
    if taken == 0:
        return gsm7.cut_to_fit(left[0], _NOTE_PIECE), left[1:]
    return " ".join(left[:taken]), left[taken:]
