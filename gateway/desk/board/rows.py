"""The rows of the board as a template shows them: words and numbers, and the moments that the browser counts from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

from menus.domain.categories import Level, Track
from menus.domain.desk_board import TrackView
from menus.domain.standing import BoardStatus

_STAMP_BYTES = 8


def stamp_of(*facts: object) -> str:
    """Return a short hash of what somebody sees: other facts have another one."""
    return blake2b(repr(facts).encode(), digest_size=_STAMP_BYTES).hexdigest()


@dataclass(frozen=True)
class TrackLine:
    """A track: how it stands in words, and when its next step is due (None if none is)."""

    track: Track
    view: TrackView
    text: str
    due_at: datetime | None = None


@dataclass(frozen=True)
class BoardRow:
    """An incident on the board.

    `flags` are the names of the words that make somebody look twice. `people` are who is on it, and `more_people` how
    many others. `last` is the last fact, and `last_at` its moment. `seen` is the mark of the newest event that the
    viewer may know of: a form with an older one is out of date.
    """

    reference: str
    level: Level
    status: BoardStatus
    is_red: bool
    kind: str
    place: str
    opened_at: datetime
    reports: int
    flags: tuple[str, ...]
    tracks: tuple[TrackLine, ...]
    people: tuple[str, ...]
    more_people: int
    last: str
    last_at: datetime | None
    seen: str
    has_acts: bool
    version: str = field(default="", compare=False)


@dataclass(frozen=True)
class Warn:
    """A line of the red strip: the name of its words, and the incident that it leads to, if it is about one."""

    name: str
    reference: str = ""
    kind: str = ""
    place: str = ""


@dataclass(frozen=True)
class Ended:
    """An incident that has ended lately, and how."""

    reference: str
    status: BoardStatus


@dataclass(frozen=True)
class Board:
    """The board as one viewer sees it now.

    `rows` holds each row with whether it lies beyond the page. `total` counts what the filters leave, and `is_empty`
    says that nothing at all is open. `until` is when time alone changes it; None if never.
    """

    rows: Sequence[tuple[BoardRow, bool]]
    warns: Sequence[Warn]
    more_warns: int
    ended: Sequence[Ended]
    page: int
    pages: int
    total: int
    is_empty: bool
    until: datetime | None

    @property
    def stamp(self) -> str:
        """The hash of everything that a poll would tell anew. An ended incident shows by its missing row."""
        rows = [(row.version, is_beyond) for row, is_beyond in self.rows]
        return stamp_of(rows, self.warns, self.more_warns, self.page, self.pages, self.total, self.is_empty)
