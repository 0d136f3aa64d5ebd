"""Answering: the tracks that a person's answer counts for, and the role in which they give it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from menus.domain.categories import Track
from menus.domain.ladders import Ladder, answering_role
from menus.domain.roles import GOING_ROLES, Role, acting_role


@dataclass(frozen=True)
class Escalating:
    """One track of an incident: its ladder, and how many of its rungs were fired, through all rounds."""

    ladder: Ladder
    fired: int


def answered_tracks(
    roles: Collection[Role], notified: Collection[Track], escalations: Sequence[Escalating], wanted: Track
) -> dict[Track, Role]:
    """Return the tracks that an answer of a person with `roles` counts for, each with the role that it counts as.

    A track counts if its ladder names a role of theirs. If they were `notified` on some of these tracks, only those
    count. A coordinator who was not notified answers for one track: `wanted`, if the incident has it.
    """
    named = _named(roles, notified, escalations)
    told = {track: role for track, role in named.items() if track in notified}
    if told or Role.COORDINATOR not in roles:
        return told or named
    chosen = _chosen(notified, [each.ladder.track for each in escalations], wanted)
    return {track: named.get(track, Role.COORDINATOR) for track in chosen}


def _chosen(notified: Collection[Track], known: list[Track], wanted: Track) -> list[Track]:
    """Return the tracks that a coordinator answers for whom no ladder has alerted."""
    if wanted in known:
        return [wanted]
    return [track for track in Track if track in notified] or known[:1]


def _named(
    roles: Collection[Role], notified: Collection[Track], escalations: Sequence[Escalating]
) -> dict[Track, Role]:
    """Return the tracks whose ladders name a role of a person, each with that role.

    A person who was sent in addition to the ladder, or who stands in, answers for the patrol like anybody else.
    """
    by_ladder = ((each.ladder.track, answering_role(each.ladder, each.fired, roles)) for each in escalations)
    named = {track: role for track, role in by_ladder if role is not None}
    going = acting_role(roles, GOING_ROLES)
    if Track.PATROL in notified and going is not None:
        named.setdefault(Track.PATROL, going)
    return named
