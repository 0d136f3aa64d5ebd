"""Patrol hours: the hours of a week in which no shift of a community runs, so that nobody patrols."""

from collections.abc import Sequence
from dataclasses import dataclass

from menus.domain import shifts
from menus.domain.community import Community
from menus.domain.roles import PATROL_ROLES

DAY = 1440
WEEK = 7 * DAY


@dataclass(frozen=True)
class Gap:
    """Minutes without a patrol, from `begins` on and before `ends`, counted from Monday 00:00.

    A gap that runs past the end of the week ends after WEEK.
    """

    begins: int
    ends: int


def gaps(community: Community) -> list[Gap]:
    """Return the hours of a week in which no shift with a patroller in it runs, the first of Monday first.

    Without such a shift it is the whole week. An ON or OFF is not looked at.
    """
    patrol = community.having(PATROL_ROLES)
    runs = sorted(
        (day * DAY + shift.begins, day * DAY + shift.ends + (DAY if shift.ends <= shift.begins else 0))
        for shift in community.shifts
        if any(shifts.names(community, shift, person) for person in patrol)
        for day in shift.days
    )
    if not runs:
        return [Gap(0, WEEK)]
    # The last shift of a week may run on into the next one, and what is free at its end into the next one as well.
    first, covered = runs[0][0], max(max(ends for _, ends in runs) - WEEK, runs[0][0])
    found = []
    for begins, ends in [*runs, (first + WEEK, first + WEEK)]:
        if begins > covered:
            weeks = covered // WEEK * WEEK
            found.append(Gap(covered - weeks, begins - weeks))
        covered = max(covered, ends)
    return sorted(found, key=lambda gap: gap.begins)


def each_day(found: Sequence[Gap]) -> list[Gap] | None:
    """Return the gaps of one day if those of all days are alike, else None. A gap past midnight ends after DAY."""
    days: list[list[Gap]] = [[] for _ in range(7)]
    if not found or any(gap.ends - gap.begins > DAY for gap in found):
        return None
    for gap in found:
        day = gap.begins // DAY
        days[day].append(Gap(gap.begins - day * DAY, gap.ends - day * DAY))
    return days[0] if all(other == days[0] for other in days) else None
