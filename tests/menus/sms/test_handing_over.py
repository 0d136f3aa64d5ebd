"""Handing over: whom a name means, and how the gravest references are named."""

import pytest

from menus.domain.community import Person
from menus.domain.roles import Role
from menus.sms import handing_over
from menus.sms.handing_over import Unmet


def person(name: str, number: int, *roles: Role) -> Person:
    return Person(name, f"+25470000{number:04}", frozenset(roles), frozenset(), "en")


WANJIRU, OTIENO, OTHER_OTIENO, AKINYI = (
    person("Wanjiru (example)", 1, Role.COORDINATOR),
    person("Otieno A (example)", 2, Role.COORDINATOR),
    person("Otieno B (example)", 3, Role.COORDINATOR),
    person("Akinyi (example)", 4, Role.PATROL),
)
PEOPLE = (WANJIRU, OTIENO, OTHER_OTIENO, AKINYI)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("otieno a", OTIENO),
        ("OTIENO B", OTHER_OTIENO),
        ("Otieno", Unmet.SEVERAL),
        ("wanjiru", Unmet.ONESELF),
        ("Akinyi", Unmet.NO_COORDINATOR),
        ("Zablon", Unmet.NOBODY),
    ],
)
def test_whom_a_name_means(name: str, expected: Person | Unmet) -> None:
    assert handing_over.whom(name, WANJIRU, PEOPLE) == expected


def test_more_references_than_fit_are_counted() -> None:
    assert handing_over.named(["48273"]) == "48273"
    assert handing_over.named([str(number) for number in range(10000, 10007)]) == "10000 10001 10002 10003 +3"
