"""The week of the roster: each shift of each day with its people, page by page, and the gaps of the next days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from gateway.desk.answers import Words
from gateway.desk.roster.hours import Clock, shift_name
from gateway.desk.viewer import Viewer
from menus.domain import roster_plan
from menus.domain.community import Community
from menus.domain.roster_plan import Cell, Gap
from menus.domain.shifts import Span

CELLS = 60
"""The most cells on a page. A guess: with six long names in each it stays small."""
MOST_NAMES = 6
"""The most names in a cell. A guess: more do not help anybody on a phone."""
MOST_GAPS = 20
"""The most gaps in the list on top. A guess."""
_COVER = "/desk/roster/cover"
_LAST_YEARS = 1
"""The number of years before and after this one that have a page."""


@dataclass(frozen=True)
class Shown:
    """A cell as the page shows it: `covers` are lines, `more` is how many names are left out."""

    shift: str
    names: tuple[str, ...]
    more: int
    covers: tuple[str, ...]
    is_empty: bool
    is_now: bool


@dataclass(frozen=True)
class Day:
    """A day with its cells; `address` names it in the form of a cover."""

    name: str
    is_today: bool
    cells: tuple[Shown, ...]


@dataclass(frozen=True)
class Week:
    """A week as the page shows it. The weeks beside it are None where the pages end."""

    name: str
    key: str
    before: str | None
    after: str | None
    days: tuple[Day, ...]
    page: int
    pages: int


def asked(text: str, today: date) -> date | None:
    """Return the Monday of a week such as `2026-W50`; None for any other text."""
    year, _, number = text.partition("-W")
    if all(part.isascii() and part.isdecimal() for part in (year, number)) and len(text) <= len("2026-W50"):
        try:
            found = date.fromisocalendar(int(year), int(number), 1)
        except ValueError:
            return None
        if _has_page(found, today):
            return found
    return None


def _has_page(monday: date, today: date) -> bool:
    return abs(monday.isocalendar().year - today.year) <= _LAST_YEARS


def key(monday: date) -> str:
    """Return how the address names a week."""
    year, number, _ = monday.isocalendar()
    return f"{year}-W{number:02}"


def read(viewer: Viewer, community: Community, say: Words, first: date, page: int) -> Week:
    """Return a week, or one page of it."""
    clock, today = Clock(viewer, say), viewer.today
    cells = roster_plan.week(community, first)
    pages = max(1, -(-len(cells) // CELLS))
    page = min(max(page, 1), pages)
    shown = cells[(page - 1) * CELLS : page * CELLS]
    days = [first + timedelta(days=number) for number in range(roster_plan.WEEK)]
    wanted = {cell.day for cell in shown} if pages > 1 else set(days)
    before, after = (first + timedelta(weeks=weeks) for weeks in (-1, 1))
    return Week(
        say("week", number=first.isocalendar().week, first=f"{days[0]:%d/%m}", last=f"{days[-1]:%d/%m/%Y}"),
        key(first),
        key(before) if _has_page(before, today) else None,
        key(after) if _has_page(after, today) else None,
        tuple(
            Day(
                clock.day(day),
                day == today,
                tuple(_shown(viewer, community, say, one) for one in shown if one.day == day),
            )
            for day in days
            if day in wanted
        ),
        page,
        pages,
    )


def _shown(viewer: Viewer, community: Community, say: Words, cell: Cell) -> Shown:
    names = tuple(person.name for person in cell.named[:MOST_NAMES])
    return Shown(
        shift_name(community, say, cell.shift),
        names,
        len(cell.named) - len(names),
        tuple(cover_lines(viewer, say, cell)),
        not cell.named and not cell.covers,
        cell.span.runs(viewer.now),
    )


def cover_lines(viewer: Viewer, say: Words, cell: Cell) -> list[str]:
    """Return a line for each cover of a cell, with its hours if they are not those of the whole shift."""
    clock, known = Clock(viewer, say), {person.phone: person for person in cell.away}
    lines = []
    for person, cover in cell.covers:
        covered = known.get(cover.instead_of or "")
        line = say("cell.for", name=person.name, other=covered.name) if covered else say("cell.joins", name=person.name)
        hours = Span(max(cover.begins, cell.span.begins), min(cover.ends, cell.span.ends))
        if hours != cell.span:
            begins, ends = clock.local(hours.begins), clock.local(hours.ends)
            line = say("cell.hours", line=line, begins=f"{begins:%H:%M}", ends=f"{ends:%H:%M}")
        lines.append(line)
    return lines


def people_line(say: Words, cell: Cell, covers: list[str]) -> str:
    """Return all who serve in a cell on one line."""
    names = [person.name for person in cell.named[:MOST_NAMES]]
    more = [say("more", count=len(cell.named) - MOST_NAMES)] if len(cell.named) > MOST_NAMES else []
    return " · ".join([*names, *more, *covers]) or say("nobody")


@dataclass(frozen=True)
class GapLine:
    """A gap in words, and the address of the form that covers it."""

    text: str
    address: str


def gap_lines(viewer: Viewer, community: Community, say: Words, gaps: list[Gap]) -> list[GapLine]:
    """Return the first gaps in words, at most MOST_GAPS."""
    clock = Clock(viewer, say)
    lines = []
    for gap in gaps[:MOST_GAPS]:
        hours = {"begins": _wall(clock, gap.span.begins), "ends": _wall(clock, gap.span.ends)}
        if gap.shift is None:
            lines.append(GapLine(say("gap.hours", when=clock.span(gap.span)), f"{_COVER}?{urlencode(hours)}"))
            continue
        number = community.shifts.index(gap.shift) + 1
        text = say("gap.shift", when=clock.at(gap.span.begins), shift=shift_name(community, say, gap.shift))
        lines.append(GapLine(text, f"{_COVER}?{urlencode({**hours, 'shift': number})}"))
    return lines


def _wall(clock: Clock, at: datetime) -> str:
    """Return a moment as a field of a form has it."""
    return f"{clock.local(at):%Y-%m-%dT%H:%M}"
