"""Open cases of private help, as a helper reads them on pages that leave no text on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from menus.domain.draft import CallWish


@dataclass(frozen=True)
class Case:
    """One case. It names no kind of abuse: somebody may look on.

    `zone` is a zone's key, `place` the plot or the landmark, as typed. `wish` is None if nobody asked whether a call is
    safe, and `call_at` is the wanted time of a call, as typed. `phone` (E.164) is the number that the caller left, and
    `words` are what they wrote by SMS; each is empty if there is none. A case that ended a moment ago is not `is_open`.
    """

    reference: str
    opened_at: datetime
    is_danger: bool
    zone: str | None = None
    place: str = ""
    wish: CallWish | None = None
    call_at: str = ""
    phone: str = ""
    words: str = ""
    is_open: bool = True


def listed(cases: Sequence[Case]) -> list[tuple[int, Case]]:
    """Return the open cases with their numbers, danger now first, then the newest. `cases` are the oldest first.

    The number of a case stays the same while a helper reads, although other cases come and end: the key that they press
    must not lead to the number of another caller.
    """
    numbered = [(number, case) for number, case in enumerate(cases, start=1) if case.is_open]
    return sorted(numbered, key=lambda one: (not one[1].is_danger, -one[0]))
