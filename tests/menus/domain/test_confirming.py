"""Confirming: what a caller's confirmed report changes. One line a case."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level
from menus.domain.confirming import Confirmed, Told, confirm
from menus.domain.draft import Draft

THEN = Told(Category.ROBBERY, None, "bondeni", None, None)
SAME = Draft("sw", Category.ROBBERY, None, "bondeni")


@pytest.mark.parametrize(
    ("draft", "is_shared", "expected"),
    [
        (SAME, False, {"level": Level.MAJOR, "has_moved": False}),
        (replace(SAME, harm=Harm.NONE), False, {"level": Level.URGENT, "incident.harm": Harm.NONE}),
        (replace(SAME, zone="mtoni"), False, {"has_moved": True, "incident.zone": "mtoni", "report.zone": "mtoni"}),
        (replace(SAME, place="by the mosque"), False, {"has_moved": True, "incident.place": "by the mosque"}),
        # Without a place the known one stays.
        (replace(SAME, zone=None), False, {"has_moved": False, "incident.zone": "bondeni"}),
        (replace(SAME, category=Category.THEFT), False, {"incident.category": Category.THEFT}),
        # The reports of others stay: only a worse harm counts.
        (replace(SAME, zone="mtoni"), True, {"has_moved": False, "incident.zone": "bondeni", "report.zone": "mtoni"}),
        (replace(SAME, category=Category.THEFT), True, {"incident.category": Category.ROBBERY}),
        (replace(SAME, harm=Harm.WEAPON), True, {"incident.harm": Harm.WEAPON}),
        (
            replace(SAME, accused_group=AccusedGroup.POLICE),
            True,
            {"accuses_now": True, "incident.accused_group": AccusedGroup.POLICE},
        ),
        (SAME, True, {"accuses_now": False, "incident.accused_group": None}),
    ],
)
def test_a_confirmation_changes_what_the_table_says(draft: Draft, is_shared: bool, expected: dict[str, Any]) -> None:  # noqa: FBT001 - a column
    after = confirm(draft, draft.zone, THEN, THEN, is_shared=is_shared)
    assert {name: _value(after, name) for name in expected} == expected


def _value(after: Confirmed, name: str) -> object:
    found: object = after
    for part in name.split("."):
        found = getattr(found, part)
    return found


TOLD = st.builds(
    Told,
    st.sampled_from([Category.ROBBERY, Category.THEFT, Category.GUN_KILLING]),
    st.none() | st.sampled_from(Harm),
    st.sampled_from([None, "bondeni", "mtoni"]),
    st.sampled_from([None, "by the mosque"]),
    st.none() | st.sampled_from(AccusedGroup),
)


@given(TOLD, TOLD)
def test_the_accused_of_an_incident_are_never_let_off_by_a_confirmation(report: Told, incident: Told) -> None:
    after = confirm(SAME, SAME.zone, report, incident, is_shared=True)
    assert after.incident.accused_group is incident.accused_group
    assert (after.incident.category, after.incident.zone) == (incident.category, incident.zone)
