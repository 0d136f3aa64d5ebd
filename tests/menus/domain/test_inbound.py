"""Inbound SMS: when an answer needs the reference to stop anything."""

from itertools import product

import pytest

from menus.domain.categories import Level
from menus.domain.inbound import InboundRoute, needs_reference


@pytest.mark.parametrize(("route", "level", "names_one"), list(product(InboundRoute, Level, [True, False])))
def test_only_a_bare_answer_to_a_major_by_the_ordinary_number_needs_its_reference(
    route: InboundRoute,
    level: Level,
    names_one: bool,  # noqa: FBT001 - a column
) -> None:
    needs = (route, level, names_one) == (InboundRoute.BACKUP_PHONE, Level.MAJOR, False)
    assert needs_reference(route, level, names_one=names_one) is needs
