"""The roster now: who is on duty and why, who has sent OFF, whose place somebody else has, and who comes next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from menus.domain import covering, local_days, roster, roster_plan, shifts
from menus.domain.community import Community, Person, Shift
from menus.domain.cover import Cover
from menus.domain.roles import PATROL_ROLES
from menus.domain.roster import OVERRIDE, Duty
from menus.domain.shifts import Span


class Why(StrEnum):
    """Why somebody is on duty, or not; those on duty stand first."""

    SHIFT = "shift"
    COVER = "cover"
    SWAP = "swap"
    ON = "on"
    OFF = "off"
    COVERED = "covered"


_ON = frozenset({Why.SHIFT, Why.COVER, Why.SWAP, Why.ON})


@dataclass(frozen=True)
class Standing:
    """The standing of a person on the roster.

    `span` are the hours of the shift or of the cover, or those in which an ON or OFF counts.
    `other` is the person whose place they have, or who has theirs.
    """

    person: Person
    why: Why
    span: Span
    other: Person | None = None
    shift: Shift | None = None

    @property
    def is_on(self) -> bool:
        """Return whether they are on duty."""
        return self.why in _ON


@dataclass(frozen=True)
class Next:
    """The shift that begins next, with the people who serve it as far as is known."""

    shift: Shift
    span: Span
    people: tuple[Person, ...]


def standings(community: Community, now: datetime, duties: Mapping[str, Duty]) -> list[Standing]:
    """Return how each patroller stands at a moment (aware) who is on duty, has sent OFF, or is covered.

    People on duty come first, and each group is in the file's order.
    """
    people = {person.phone: person for person in community.having(PATROL_ROLES)}
    running = [
        (shift, span)
        for shift in community.shifts
        for span in shifts.spans(community, shift, local_days.today(community, now) - timedelta(days=1), 2)
        if span.runs(now)
    ]
    found = (_standing(community, person, now, duties, people, running) for person in people.values())
    return sorted((one for one in found if one is not None), key=lambda one: not one.is_on)


def _standing(
    community: Community,
    person: Person,
    now: datetime,
    duties: Mapping[str, Duty],
    people: Mapping[str, Person],
    running: list[tuple[Shift, Span]],
) -> Standing | None:
    duty = roster.stated(community, person, now, duties)
    if duty is not None:
        counts = Span(duty.at, duty.at + OVERRIDE)
        why = Why.OFF if not duty.on else Why.ON if duty.instead_of is None else Why.SWAP
        return Standing(person, why, counts, duty.instead_of)
    by_cover = covering.said_of(community, person, now)
    if by_cover is not None:
        cover = by_cover.cover
        hours = Span(cover.begins, cover.ends)
        if not by_cover.is_on:
            return Standing(person, Why.COVERED, hours, people.get(cover.phone))
        shift = community.shifts[cover.shift] if cover.shift is not None else None
        return Standing(person, Why.COVER, hours, people.get(cover.instead_of or ""), shift)
    mine = next(((shift, span) for shift, span in running if shifts.names(community, shift, person)), None)
    return Standing(person, Why.SHIFT, mine[1], shift=mine[0]) if mine is not None else None


def coming(community: Community, now: datetime, duties: Mapping[str, Duty]) -> Next | None:
    """Return the shift that begins next after a moment (aware); None if there is none."""
    first = local_days.today(community, now)
    spans = (
        (span, number)
        for number, shift in enumerate(community.shifts)
        for span in shifts.spans(community, shift, first, roster_plan.WEEK + 1)
        if span.begins > now
    )
    found = min(spans, default=None)
    if found is None:
        return None
    span, number = found
    shift = community.shifts[number]
    people = tuple(person for person, _ in roster.serving(community, shift, span.begins, duties))
    return Next(shift, span, people)


def covers_shown(community: Community, now: datetime) -> list[tuple[int, Cover]]:
    """Return the covers that are not over, by their places in the file, those that begin first on top."""
    alive = [(place, cover) for place, cover in enumerate(community.covers) if cover.ends > now]
    return sorted(alive, key=lambda one: one[1].begins)
