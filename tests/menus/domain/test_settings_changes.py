"""Settings changes: which need a decision, a proof and a text to oversight."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.communities.file import load_example, parse
from menus.domain.community import Community, Mode, Role, Stage
from menus.domain.settings_changes import decision, is_told, needs_decision, needs_proof, reason

TOWN = parse(load_example("mlango-kubwa"))


@given(st.integers(1, 999_999), st.sampled_from(["D", "d", "D ", " d"]))
def test_a_decision_is_a_letter_and_digits(number: int, letter: str) -> None:
    assert decision(f"{letter}{number}") == f"D{number}"
    assert reason(decision(f"{letter}{number}"), "why") == f"D{number}: why"
    assert reason(None, "why") == "why"


@given(st.text(max_size=12).filter(lambda text: not text.strip().lower().startswith("d")))
def test_other_words_are_no_decision(text: str) -> None:
    assert decision(text) is None


@pytest.mark.parametrize("text", ["", "D", "D0", "D012", "DD1", "D1234567", "D-1", "D1.", "D٣", "D²", "12", "D1\nD2"])
def test_what_only_looks_like_a_decision_is_none(text: str) -> None:
    assert decision(text) is None


def with_roles(number: int, roles: set[Role]) -> Community:
    people = list(TOWN.people)
    people[number] = replace(people[number], roles=frozenset(roles))
    return replace(TOWN, people=tuple(people))


LADDER = replace(TOWN.ladders[0], repeat=9)


@pytest.mark.parametrize(
    ("after", "decided", "proven"),
    [
        (TOWN, False, False),
        (replace(TOWN, quiet=None), False, False),
        (replace(TOWN, zones=TOWN.zones[:-1]), False, False),
        (replace(TOWN, ladders=(LADDER, *TOWN.ladders[1:])), False, True),
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
