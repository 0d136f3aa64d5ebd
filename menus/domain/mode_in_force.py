"""The mode in force: of a community that sends patrols, its papers say when it does, and when it refers every report.

It is a function of the file and the time alone, so that every process says the same, and none has to be started again.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from menus.domain import local_weeks, mode_ladders, papers
from menus.domain.community import Community, Mode
from menus.domain.ladders import OTHERWISE, Ladder, Step
from menus.domain.mode_ladders import Kept


@dataclass(frozen=True)
class Turns:
    """The moments (aware, UTC) at which the mode may turn, in order, and the modes: the first holds before them all."""

    at: tuple[datetime, ...]
    modes: tuple[Mode, ...]

    def mode(self, now: datetime) -> Mode:
        """Return the mode at a moment (aware)."""
        return self.modes[bisect_right(self.at, now)]


def turns(community: Community) -> Turns:
    """Return the turns of a community, as its file says them: each is a midnight of its time zone."""
    if community.mode is Mode.REFER_ONLY:
        return Turns((), (Mode.REFER_ONLY,))
    days = papers.turning_days(community.papers)
    at = tuple(local_weeks.begins(day, community.timezone) for day in days)
    return Turns(at, tuple(_mode(community, day) for day in (date.min, *days)))


def in_force(community: Community, now: datetime) -> Mode:
    """Return the mode of a community at a moment (aware); `community` is what its file says."""
    return turns(community).mode(now)


def next_refer_only(community: Community, now: datetime) -> datetime | None:
    """Return when a community will refer every report by itself, if its file stays as it is; None for never."""
    found = turns(community)
    return next(
        (at for at, mode in zip(found.at, found.modes[1:], strict=True) if at > now and mode is Mode.REFER_ONLY), None
    )


def _mode(community: Community, day: date) -> Mode:
    return Mode.PATROL if papers.let_patrol(community.papers, day) else Mode.REFER_ONLY


def refer_only(community: Community) -> Community:
    """Return a community as it is without valid papers: no ladder calls a patrol, and every level still has one.

    If the file has ladders for this, these are they. Else what is left of its ladders goes on, as `mode_ladders` says
    it. A level of which nothing is left gets the ladder that a file without one gets.
    """
    return replace(community, mode=Mode.REFER_ONLY, ladders=_ladders(community))


def _ladders(community: Community) -> tuple[Ladder, ...]:
    made = list(community.refer_only_ladders)
    if not made:
        held = {role for person in community.people for role in person.roles}
        left = mode_ladders.without_patrol(community.ladders, held)
        made = [_made(ladder, kept) for ladder, kept in zip(community.ladders, left, strict=True) if kept is not None]
    levels = {ladder.level for ladder in made}
    return (*made, *(ladder for level, ladder in OTHERWISE.items() if level not in levels))


def _made(ladder: Ladder, kept: Kept) -> Ladder:
    steps = tuple(
        Step(roles, ladder.steps[place].after if number else timedelta(0))
        for number, (place, roles) in enumerate(kept.rungs)
    )
    return Ladder(ladder.level, kept.track, steps, ladder.repeat if any(step.after for step in steps) else 0)


def unanswered(community: Community) -> Sequence[Ladder]:
    """Return the ladders of `refer_only` whose roles nobody has: their reports would reach nobody."""
    held = {role for person in community.people for role in person.roles}
    return [
        ladder
        for ladder in refer_only(community).ladders
        if not any(role in held for step in ladder.steps for role in step.notify)
    ]
