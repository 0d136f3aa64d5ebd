"""Naming: the incident that a command names, as its text says it."""

import pytest

from menus.domain.references import mint
from menus.sms.grammar import parse
from menus.sms.naming import Mistyped, NamesNone, NamesOne, NamesSeveral, named_by, second_of

REF, OTHER = mint(17), mint(18)
WRONG = REF[:-1] + str((int(REF[-1]) + 1) % 10)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("1", NamesNone()),
        ("LIST", NamesNone()),
        (f"1 {REF}", NamesOne(REF)),
        (f"{REF} 1", NamesOne(REF)),
        (REF, NamesOne(REF)),
        (f"1 {REF} {REF}", NamesOne(REF)),
        (f"1 {REF} {OTHER}", NamesSeveral((REF, OTHER))),
        (f"1 {WRONG} {OTHER}", NamesSeveral((WRONG, OTHER))),
        (f"1 {WRONG}", Mistyped(WRONG)),
        (f"JOIN {REF} {OTHER}", NamesOne(REF)),
        (f"JOIN {WRONG} {OTHER}", Mistyped(WRONG)),
    ],
)
def test_a_command_names_an_incident(text: str, named: NamesNone | NamesOne | NamesSeveral | Mistyped) -> None:
    assert named_by(parse(text)) == named


@pytest.mark.parametrize(
    ("text", "second"),
    [
        (f"JOIN {REF} {OTHER}", NamesOne(OTHER)),
        (f"JOIN {OTHER} {REF}", NamesOne(REF)),
        (f"JOIN {OTHER} {WRONG}", Mistyped(WRONG)),
        (f"JOIN {REF}", NamesNone()),
        (f"JOIN {REF} {REF}", NamesNone()),
        (f"JOIN {REF} {OTHER} {mint(19)}", NamesNone()),
        ("JOIN", NamesNone()),
    ],
)
def test_a_join_names_exactly_one_other_incident(text: str, second: NamesNone | NamesOne | Mistyped) -> None:
    assert second_of(parse(text)) == second
