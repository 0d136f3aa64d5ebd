"""New files: what a file is refused for when somebody brings it, and no longer once it was stored.

Doria goes on with a stored file that an earlier release took: a community without any file would be worse off.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from gateway.communities.file_parts import Finding
from gateway.communities.ladder_checks import REFER_ONLY_LADDERS
from menus.domain import ladder_waits
from menus.domain.categories import Level
from menus.domain.community import Community
from menus.domain.ladders import Ladder
from menus.domain.roles import POLICE_ROLES
from menus.domain.said import Said
from menus.text import station_names

AHEAD = timedelta(days=2 * 365)
"""How far ahead a cover may end. A guess: later is a slip of the year, and nobody knows who patrols then."""


def findings(community: Community, before: Community | None, now: datetime | None) -> Iterator[Finding]:
    """Yield (path, message) for every fault that only a new file has.

    `before` is the file that it was made of, if there was one: its ladders may stay as they are. `now` (aware) is when
    it is brought; None for one that got no new cover.
    """
    of_before = (before.ladders, before.refer_only_ladders) if before is not None else ((), ())
    slow = [("ladders", one) for one in ladder_waits.too_long(community.ladders, of_before[0])]
    slow += [(REFER_ONLY_LADDERS, one) for one in ladder_waits.too_long(community.refer_only_ladders, of_before[1])]
    for section, one in slow:
        longest = _said(one.longest)
        yield (
            (section, one.ladder, "steps", one.rung, "after"),
            Said(
                "too long for a {level} report; accepted: a wait of at most {longest} for this level",
                level=one.level.value,
                longest=longest,
            ),
        )
    known = {(ladder.level, ladder.track, ladder.steps) for ladder in of_before[0]}
    for place, ladder in enumerate(community.ladders):
        if (ladder.level, ladder.track, ladder.steps) not in known and ladder.decision is None:
            yield from _minor_to_police(place, ladder)
    stored = {person.station for person in before.people} if before is not None else set()
    for place, person in enumerate(community.people):
        named = station_names.person_in(person.station or "")
        if named and person.station not in stored:
            message = "{words} reads like a person, and the figures of stations are published; accepted: a place alone"
            yield ("people", place, "station"), Said(message, words=named)
    for place, cover in enumerate(community.covers if now is not None else ()):
        for key, moment in (("from", cover.begins), ("to", cover.ends)):
            if now is not None and moment > now + AHEAD:
                message = "{year} is more than two years ahead; accepted: a day of the next two years"
                yield ("covers", place, key), Said(message, year=moment.year)


def _minor_to_police(place: int, ladder: Ladder) -> Iterator[Finding]:
    """Yield a fault for each rung that brings a petty matter to police by itself: jail hardens petty offenders."""
    for rung, step in enumerate(ladder.steps):
        for number, role in enumerate(step.notify):
            if ladder.level is Level.MINOR and role in POLICE_ROLES:
                message = (
                    "{role} would be told of every minor report, and a person asks police where it is needed; "
                    'accepted: another role, or decision = "D12" with the decision of the association'
                )
                yield ("ladders", place, "steps", rung, "notify", number), Said(message, role=role.value)


def _said(wait: timedelta) -> str:
    hours = wait // timedelta(hours=1)
    return f"{hours}h" if hours else f"{wait // timedelta(minutes=1)}m"
