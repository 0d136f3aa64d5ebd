"""Barazas: which meeting is the next one, whether a question may be read yet, and the facts that the pages show.

A question is hidden until two people have let it through, a coordinator and somebody of another tenure, or until 48
hours have passed: nobody can sit on it. Two such people can refuse it, for a reason of the list.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from menus.domain.community import Person
from menus.domain.roles import Role

WAITS = timedelta(hours=48)
"""The longest time for which a question is hidden (the association's rule)."""
LEAST_FIGURE = 5
"""The least incidents behind a figure that a page tells (the association's rule)."""
LONGEST_QUESTION = 160
"""The most letters of a question: an input of USSD has no more (field notes)."""
LONGEST_LINE = 80
"""The most letters of a line of the agenda. A guess: it is read out."""
LONGEST_WORDS = 300
"""The most letters of an answer, of what was done, and of a decision: they are read page by page. A guess."""
LONGEST_PLACE = 40
"""The most letters of a place, as in the community file."""
MOST_LINES = 26
"""The most lines of one agenda: they have letters."""
LOOKS_BACK = timedelta(days=90)
"""How long a closed hazard is told. A guess: a season."""
REVIEWERS = frozenset({Role.COORDINATOR, Role.OVERSIGHT, Role.TREASURER, Role.YOUTH_LEAD})
"""The roles that let a question through, or refuse it."""
WRITERS = frozenset({Role.COORDINATOR})
"""The roles that set meetings, and write agendas, answers, what was done and what was decided."""
_TENURES = {"tenant": "tenant", "landlord": "owner", "absent": "owner"}
"""Two owners have the same tenure, wherever they live."""
_LOOKS_AHEAD = timedelta(days=183)
"""A day without a year is one of the coming half year; else it is past. A guess: nobody calls a meeting earlier."""


class QuestionState(StrEnum):
    """The state of a question. The values are stored. One that waits is shown all the same after its 48 hours."""

    WAITING = "waiting"
    SHOWN = "shown"
    REFUSED = "refused"


class RefusedWhy(StrEnum):
    """The reason why a question is refused. The values are stored; their order is that of the keys 1, 2, 3."""

    NAMES = "names"
    """It names somebody."""
    NOT_OURS = "not-ours"
    """It is not about the association."""
    ASKED_BEFORE = "asked-before"


class LineKind(StrEnum):
    """The kind of a line of "You said, we did". The values are stored."""

    ANSWER = "answer"
    DID = "did"


@dataclass(frozen=True)
class Look:
    """The verdict of one person on a question: `refusal` is None if they let it through."""

    person_id: int
    is_coordinator: bool
    tenure: str | None
    refusal: RefusedWhy | None = None


def look_of(person: Person, person_id: int, refusal: RefusedWhy | None) -> Look:
    """Return the verdict of a person."""
    return Look(person_id, Role.COORDINATOR in person.roles, person.tenure, refusal)


def decided(looks: Iterable[Look]) -> QuestionState:
    """Return what the verdicts of some people make of a question.

    It takes a coordinator, and another person of another tenure: somebody whose tenure is not known is neither. One
    who has let it through and one who refused it leave it waiting.
    """
    looks = list(looks)
    for state, wanted in (
        (QuestionState.SHOWN, [look for look in looks if look.refusal is None]),
        (QuestionState.REFUSED, [look for look in looks if look.refusal is not None]),
    ):
        if any(one.is_coordinator and _is_other(one, other) for one in wanted for other in wanted):
            return state
    return QuestionState.WAITING


def _is_other(one: Look, other: Look) -> bool:
    tenures = {_TENURES.get(one.tenure or ""), _TENURES.get(other.tenure or "")}
    return one.person_id != other.person_id and None not in tenures and len(tenures) > 1


def is_shown(state: QuestionState, asked_at: datetime, now: datetime) -> bool:
    """Return whether everybody may read a question at a moment."""
    return state is QuestionState.SHOWN or (state is QuestionState.WAITING and now >= asked_at + WAITS)


def figure(count: int) -> int | None:
    """Return a count of incidents as a page may tell it; None if too few stand behind it."""
    return count if count >= LEAST_FIGURE else None


def day_in(day: int, month: int, year: int | None, today: date) -> date | None:
    """Return the day that somebody wrote as `16/01` or `16/01/2027`; None if it is past.

    Raise ValueError if no calendar has it.
    """
    if year is not None:
        found = date(year, month, day)
        return found if found >= today else None
    # 29/02 is a day of leap years alone: it must be one of the two years that may be meant.
    coming = [found for found in (_day(day, month, today.year), _day(day, month, today.year + 1)) if found is not None]
    if not coming:
        date(2000, month, day)
        return None
    ahead = [found for found in coming if today <= found <= today + _LOOKS_AHEAD]
    return ahead[0] if ahead else None


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@dataclass(frozen=True, order=True)
class Meeting:
    """A meeting: its day, its time in minutes since midnight, and its place by language."""

    on: date
    at: int
    places: tuple[tuple[str, str], ...] = ()

    def place(self, language: str) -> str:
        """Return its place in a language, else in the first one that it is known in."""
        known = dict(self.places)
        return known.get(language) or next(iter(known.values()), "")

    @property
    def when(self) -> str:
        """Its day and its time, as pages and texts show them."""
        return f"{self.on:%d/%m} {self.at // 60:02}:{self.at % 60:02}"


@dataclass(frozen=True)
class AgendaItem:
    """A line of an agenda: its words, the day of the meeting that it was written for (None: of none), and when.

    `row_id` is the id of its row.
    """

    words: str
    written_at: datetime
    for_day: date | None = None
    row_id: int = 0


def coming(meetings: Iterable[Meeting], today: date) -> tuple[Meeting, ...]:
    """Return the meetings of today and later, the next one first. Of two at one time the first one counts."""
    found: dict[tuple[date, int], Meeting] = {}
    for meeting in meetings:
        if meeting.on >= today:
            found.setdefault((meeting.on, meeting.at), meeting)
    return tuple(found[key] for key in sorted(found))


def current(items: Sequence[AgendaItem], today: date, last_past: datetime | None) -> tuple[AgendaItem, ...]:
    """Return the lines of the agenda of the next meeting.

    Those of a meeting that has passed have gone. A line that was written while no meeting was set is one of the first
    meeting after it; `last_past` is when the last one of an earlier day began.
    """
    return tuple(
        item
        for item in items
        if (item.for_day is not None and item.for_day >= today)
        or (item.for_day is None and (last_past is None or item.written_at > last_past))
    )
