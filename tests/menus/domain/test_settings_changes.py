"""Settings changes: which need a decision, a proof and a text to oversight."""

from dataclasses import replace
from datetime import date

import pytest

from gateway.communities.file import load_example, parse
from menus.domain.community import Community, Mode, Stage
from menus.domain.roles import Role
from menus.domain.settings_changes import is_told, needs_decision, needs_proof

TOWN = parse(load_example("mlango-kubwa"))


def with_roles(number: int, roles: set[Role]) -> Community:
    people = list(TOWN.people)
    people[number] = replace(people[number], roles=frozenset(roles))
    return replace(TOWN, people=tuple(people))


def with_helpline(key: str, **values: object) -> Community:
    lines = {**TOWN.helplines, key: replace(TOWN.helplines[key], **values)}  # type: ignore[arg-type]
    return replace(TOWN, helplines=lines)


LADDER = replace(TOWN.ladders[0], repeat=9)
SLOWER = replace(TOWN.ladders[0], steps=tuple(replace(one, after=one.after * 2) for one in TOWN.ladders[0].steps))
OTHERS = replace(TOWN.ladders[0], steps=TOWN.ladders[0].steps[:-1])


@pytest.mark.parametrize(
    ("after", "decided", "proven"),
    [
        (TOWN, False, False),
        (replace(TOWN, quiet=None), False, True),
        (replace(TOWN, quiet=(60, 120)), False, True),
        *((with_helpline(key, number="0800"), False, True) for key in TOWN.helplines),
        *((with_helpline(key, verified_on=date(2020, 1, 1)), False, False) for key in TOWN.helplines),
        (replace(TOWN, helplines=dict(list(TOWN.helplines.items())[1:])), False, True),
        (replace(TOWN, zones=TOWN.zones[:-1]), False, False),
        (replace(TOWN, ladders=(LADDER, *TOWN.ladders[1:])), False, True),
        (replace(TOWN, ladders=(SLOWER, *TOWN.ladders[1:])), False, True),
        (replace(TOWN, ladders=(OTHERS, *TOWN.ladders[1:])), True, True),
        (replace(TOWN, ladders=TOWN.ladders[1:]), True, True),
        (replace(TOWN, ladders=tuple(reversed(TOWN.ladders))), False, False),
        (replace(TOWN, shifts=()), False, True),
        (replace(TOWN, mode=Mode.REFER_ONLY), True, True),
        (replace(TOWN, stage=Stage.DRY_RUN), True, True),
        (replace(TOWN, example=False), True, True),
        (with_roles(0, {Role.PATROL}), True, True),
        (with_roles(2, {Role.PATROL, Role.OVERSIGHT}), True, True),
        (replace(TOWN, people=(*TOWN.people[:2], *TOWN.people[3:])), False, True),
        (replace(TOWN, people=(replace(TOWN.people[0], phone="+254700000777"), *TOWN.people[1:])), False, True),
    ],
)
def test_what_a_change_needs(after: Community, *, decided: bool, proven: bool) -> None:
    assert needs_decision(TOWN, after) == decided
    assert needs_proof(TOWN, after) == proven
    assert is_told(TOWN, after) == proven
