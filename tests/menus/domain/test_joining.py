"""Joining: which two incidents may become one, and which report may leave again."""

from dataclasses import replace

import pytest

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Level
from menus.domain.joining import Joinable, may_join, may_split

ONE = Joinable(1, Level.URGENT, is_open=True, awaits_review=False, accused_group=None)
OTHER = replace(ONE, incident_id=2, level=Level.MAJOR)


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        (ONE, OTHER, True),
        (ONE, ONE, False),
        (replace(ONE, is_open=False), OTHER, False),
        (replace(ONE, level=Level.PRIVATE), OTHER, False),
        (replace(ONE, level=Level.COMPLAINT), OTHER, False),
        (replace(ONE, accused_group=AccusedGroup.PATROL), OTHER, False),
        (replace(ONE, accused_group=AccusedGroup.PATROL), replace(OTHER, accused_group=AccusedGroup.POLICE), False),
        (replace(ONE, accused_group=AccusedGroup.PATROL), replace(OTHER, accused_group=AccusedGroup.PATROL), True),
        (replace(ONE, is_duress=True), OTHER, False),
    ],
    ids=[
        "two open ones",
        "one and the same",
        "one is closed",
        "one is private",
        "one is a complaint",
        "one accuses the patrol",
        "they accuse different groups",
        "they accuse the same group",
        "one is a call under duress",
    ],
)
def test_two_incidents_may_become_one(one: Joinable, other: Joinable, *, may: bool) -> None:
    assert may_join(one, other) is may
    assert may_join(other, one) is may


def test_a_report_that_awaits_review_joins_one_that_was_dispatched_and_none_joins_it() -> None:
    waits = replace(ONE, awaits_review=True)
    assert may_join(OTHER, waits)
    assert not may_join(waits, OTHER)
    assert not may_join(waits, replace(OTHER, awaits_review=True))


@pytest.mark.parametrize(
    ("reference", "inside", "may"),
    [
        ("22222", ["11111", "22222"], True),
        ("11111", ["11111", "22222"], False),
        ("11111", ["11111"], False),
        ("33333", ["11111", "22222"], False),
        (None, ["11111", "22222"], False),
    ],
    ids=["a further one", "the first one", "the only one", "another incident's", "none is named"],
)
def test_a_report_may_leave_the_incident_11111(reference: str | None, inside: list[str], *, may: bool) -> None:
    assert may_split(reference, "11111", inside) is may
