"""Settings changes: what a new community file needs beside it: a decision, a fresh proof, or a text to oversight."""

from menus.domain import new_numbers, papers
from menus.domain.community import Community, Mode
from menus.domain.roles import Role


def needs_decision(before: Community, after: Community) -> bool:
    """Return whether the community must have decided a change.

    It is one of its mode, its stage, who leads or watches it, which roles are called one after the other, or what is
    given and spent on what. So is a paper by which it may send patrols again, or for longer.
    """
    if after.mode is Mode.PATROL and papers.extends(before.papers, after.papers):
        return True
    then, now = (
        (one.mode, one.stage, one.example, _called(one), one.giving, one.leadership) for one in (before, after)
    )
    return then != now or _holders(before, after) != _holders(after, after)


def needs_proof(before: Community, after: Community) -> bool:
    """Return whether a change needs a fresh proof: it says who is called, when, or whether anybody is.

    So does another number of a helpline: whoever is told to call it, a child or a woman who was hurt, trusts who
    answers. The day on which somebody last called it is no such change.
    """
    return (
        needs_decision(before, after)
        or frozenset(before.ladders) != frozenset(after.ladders)
        or frozenset(before.refer_only_ladders) != frozenset(after.refer_only_ladders)
        or before.people != after.people
        or before.shifts != after.shifts
        or before.quiet != after.quiet
        or _numbers(before) != _numbers(after)
    )


def is_told(before: Community, after: Community) -> bool:
    """Return whether oversight reads of a change by SMS: all that needs a proof, for others are called by it."""
    return needs_proof(before, after)


def _numbers(community: Community) -> dict[str, str]:
    """Return the number of each helpline."""
    return {key: line.number for key, line in community.helplines.items()}


def _called(community: Community) -> frozenset[tuple[object, ...]]:
    """Return the roles on the rungs of each ladder; how long each waits is no decision."""
    return frozenset(
        (number, one.level, one.track, *(frozenset(step.notify) for step in one.steps))
        for number, ladders in enumerate((community.ladders, community.refer_only_ladders))
        for one in ladders
    )


def _holders(community: Community, after: Community) -> frozenset[tuple[str, Role]]:
    """Return who holds which role, patrollers left out. Somebody with another number in `after` is the same person."""
    moved = new_numbers.moved(community, after)
    return frozenset(
        (moved.get(person.phone, person.phone), role)
        for person in community.people
        for role in person.roles
        if role is not Role.PATROL
    )
