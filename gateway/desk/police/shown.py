"""Cards as the page shows them: each figure in words, for somebody who reads every number or shares alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gateway.desk import moments
from gateway.desk.answers import Words
from gateway.desk.viewer import Viewer
from gateway.insight import station_pictures
from gateway.insight.scorecards import QUALITY, Scorecards
from gateway.storage.models import StationMeeting, StationReply
from menus.domain import stations
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.scorecard import Figure, FigureName
from menus.text import catalog
from menus.text.names import Text

_HUNDRED = 100


@dataclass(frozen=True)
class Line:
    """A figure on the page. Where it is told, `share`, `low` and `high` are whole percents, and the others words.

    `share` alone is told to somebody who reads no numbers. It is None where there is no figure yet.
    """

    name: str
    number: str = ""
    between: str = ""
    unknown: str = ""
    share: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Meeting:
    """A joint baraza or a visit as the page tells it."""

    day: str
    kind: str
    standing: str
    words: str


@dataclass(frozen=True)
class Reply:
    """The reply of a station, with who wrote it down and when."""

    words: str
    by: str
    at: str


@dataclass(frozen=True)
class Shown:
    """The card of a station on the page. `key` is its name in forms, `plot` that of its picture.

    The newest of the `replies` comes first. Nobody may write down the words of what is no station of the file.
    """

    key: str
    plot: str
    name: str
    lines: Sequence[Line]
    outcomes: Sequence[tuple[str, int]]
    unplanned: int
    meetings: Sequence[Meeting]
    replies: Sequence[Reply]
    may_reply: bool


@dataclass(frozen=True)
class Beside:
    """Notes beside the figures: the meetings, and the replies of stations, the newest first."""

    meetings: Iterable[StationMeeting]
    replies: Iterable[StationReply]


class Pages:
    """Makes the cards of a page for a viewer. `is_inside`: they read every number."""

    def __init__(self, viewer: Viewer, names: Sequence[str], *, is_inside: bool) -> None:
        self._viewer, self._names, self._is_inside = viewer, names, is_inside
        self._say = Words(viewer.language, "police")

    def cards(self, found: Scorecards, beside: Beside) -> list[Shown]:
        """Return the cards in the order of the file. They are never put in the order of a result."""
        meetings, replies = list(beside.meetings), list(beside.replies)
        return [
            Shown(
                one.station,
                station_pictures.name_of(one.station),
                self.name(one.station),
                [self.line(name, figure) for name, figure in one.figures.items()],
                self._outcomes(one.outcomes),
                one.unplanned,
                [self._meeting(row) for row in meetings if self._is_of(row.station, one.station)],
                [self._reply(row) for row in replies if self._is_of(row.station, one.station)],
                one.station in self._names,
            )
            for one in found.cards
        ]

    def name(self, station: str) -> str:
        """Return the name of a station as a heading."""
        return station or self._say("unnamed" if tuple(self._names) == (stations.UNNAMED,) else "others")

    def line(self, name: FigureName, figure: Figure) -> Line:
        """Return a figure in words."""
        title = self._say(f"figure.{name}")
        if not self._is_inside:
            return Line(title, share=figure.share_outside)
        interval, unknown = figure.interval, str(figure.unknown)
        if interval is None:
            return Line(title, unknown=unknown)
        share, low, high = (round(_HUNDRED * part) for part in (figure.hits / figure.of, interval.low, interval.high))
        number = self._say("number", hits=figure.hits, of=figure.of, share=share)
        return Line(title, number, self._say("between", low=low, high=high), unknown, share, low, high)

    def _outcomes(self, outcomes: Mapping[IncidentOutcome, int]) -> list[tuple[str, int]]:
        if not self._is_inside:
            return []
        return [
            (catalog.say(self._viewer.language, Text(f"outcome.{outcome.value}")).rstrip("."), number)
            for outcome, number in outcomes.items()
        ]

    def _meeting(self, row: StationMeeting) -> Meeting:
        day, kind = f"{row.day:%d/%m/%Y}", self._say(f"kind.{row.kind}")
        return Meeting(day, kind, self._say(f"standing.{self._standing(row)}"), row.words)

    def _standing(self, row: StationMeeting) -> str:
        if row.held_at is not None:
            return "held" if row.planned_at is not None else "unplanned"
        return "not-held" if row.day < self._viewer.today else "planned"

    def _reply(self, row: StationReply) -> Reply:
        by = self._viewer.record.person(row.person_id)
        return Reply(row.words, by.name if by is not None else self._say("has_left"), moments.at(self._viewer, row.at))

    def _is_of(self, station: str, card: str) -> bool:
        return stations.counted_as(station or None, self._names) == card


def together(pages: Pages, found: Scorecards) -> list[Line]:
    """Return the figures of all stations together, unless one card alone shows them as its own."""
    if len(found.cards) == 1 and set(QUALITY) <= set(found.cards[0].figures):
        return []
    return [pages.line(name, figure) for name, figure in found.together.items()]


def local(viewer: Viewer, moment: datetime) -> datetime:
    """Return a moment in the time of the viewer's community."""
    return moment.astimezone(viewer.record.community.timezone)
