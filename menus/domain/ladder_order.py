"""The order of people by the ladders of a track: those whom its first rung alerts come first."""

from collections.abc import Collection, Iterable

from menus.domain.categories import Level, Track
from menus.domain.community import Community, Person
from menus.domain.roles import PRECEDENCE, Role


def in_order(
    community: Community, track: Track, people: Iterable[Person], among: Collection[Role]
) -> list[tuple[Person, Role]]:
    """Return people as the ladders of a track reach them, each with the first of their roles in `among`.

    The ladder of major incidents counts before those of other levels. Roles that no ladder of the track names come
    last, by PRECEDENCE. People of one role keep their order.
    """
    ranks = _ranks(community, track)
    held = [(person, person.roles & frozenset(among)) for person in people]
    found = [(person, min(roles, key=ranks.index)) for person, roles in held if roles]
    return sorted(found, key=lambda one: ranks.index(one[1]))


def _ranks(community: Community, track: Track) -> list[Role]:
    ladders = [ladder for level in Level for ladder in community.ladders_for(level) if ladder.track is track]
    named = [role for ladder in ladders for step in ladder.steps for role in step.notify]
    return list(dict.fromkeys((*named, *PRECEDENCE)))
