"""The crew of an incident: the first person who goes leads, the second supports, and the others stand by."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

LEAD, SUPPORT = 1, 2


@dataclass(frozen=True)
class Member:
    """A person with a position in the crew, from 1. `is_going`: they go or are there, and have not reported it over."""

    person_id: int
    position: int
    is_going: bool


def next_position(crew: Iterable[Member]) -> int:
    """Return the position of the next person who goes."""
    return max((member.position for member in crew), default=0) + 1


def going(crew: Iterable[Member]) -> tuple[Member, ...]:
    """Return the members who go or are there, the lead first."""
    return tuple(member for member in _in_order(crew) if member.is_going)


def without(crew: Iterable[Member], people: Collection[int]) -> tuple[Member, ...]:
    """Return the crew after some people have left it: everybody behind them moves up."""
    staying = (member for member in _in_order(crew) if member.person_id not in people)
    return tuple(replace(member, position=position) for position, member in enumerate(staying, start=LEAD))


def led_anew(crew: Iterable[Member], person_id: int) -> tuple[Member, ...]:
    """Return the crew after its lead has left: those who go come first, so that one of them leads.

    Return nobody if nobody else goes.
    """
    staying = sorted(without(crew, (person_id,)), key=lambda member: not member.is_going)
    if not staying or not staying[0].is_going:
        return ()
    return tuple(replace(member, position=position) for position, member in enumerate(staying, start=LEAD))


def promoted(before: Iterable[Member], after: Iterable[Member]) -> tuple[Member, ...]:
    """Return the members who lead or support now and did not do so at that position before."""
    was = {member.person_id: member.position for member in before}
    return tuple(
        member for member in after if member.position <= SUPPORT and was.get(member.person_id) != member.position
    )


def _in_order(crew: Iterable[Member]) -> list[Member]:
    return sorted(crew, key=lambda member: member.position)
