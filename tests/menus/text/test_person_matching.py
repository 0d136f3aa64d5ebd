"""Person matching: one person by a name in any spelling, or nobody if two could be meant."""

import pytest

from menus.domain.community import Person
from menus.domain.roles import Role
from menus.text.person_matching import closest


def named(name: str) -> Person:
    """Return a patroller of that name."""
    return Person(name, f"+2547000{len(name):05}", frozenset({Role.PATROL}), frozenset(), "sw")


OTIENO, WANJIRU = named("Otieno (patrol)"), named("Wanjiru wa Kamau")
TWINS = [named("Achieng one"), named("Achieng three")]


@pytest.mark.parametrize(
    ("name", "people", "found"),
    [
        ("Otieno", [OTIENO, WANJIRU], OTIENO),
        ("OTIENO", [OTIENO, WANJIRU], OTIENO),
        ("otienno", [named("Otieno"), WANJIRU], named("Otieno")),
        ("kamau wanjiru", [OTIENO, WANJIRU], WANJIRU),
        ("Njoroge", [OTIENO, WANJIRU], None),
        ("Achieng", TWINS, None),
        ("", [OTIENO], None),
        ("Otieno", [], None),
    ],
)
def test_a_name_means_the_closest_person(name: str, people: list[Person], found: Person | None) -> None:
    assert closest(name, people) == found
