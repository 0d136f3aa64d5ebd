"""Opening: how a new report begins. One line a case."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.categories import Category, Harm, Level
from menus.domain.draft import CallWish, Draft, Safety
from menus.domain.incident_life import IncidentStatus
from menus.domain.opening import begin

ROBBERY = Draft("sw", Category.ROBBERY, Harm.NONE)
PRIVATE = Draft("sw", Category.ABUSE_CHILD)
SENT: dict[str, Any] = {"unconfirmed": False, "needs_review": False, "is_alarm": False}
DROPPED = SENT | {"unconfirmed": True}
WAITS = SENT | {"needs_review": True}
ALARM = SENT | {"is_alarm": True}


@pytest.mark.parametrize(
    ("draft", "manner", "expected"),
    [
        (ROBBERY, SENT, {"level": Level.URGENT, "status": IncidentStatus.OPEN, "may_join": True}),
        (replace(ROBBERY, harm=None), SENT, {"level": Level.MAJOR}),
        (Draft("sw", Category.THEFT), DROPPED, {"level": Level.MINOR}),
        (Draft("sw", None), WAITS, {"category": Category.UNKNOWN, "level": Level.MINOR}),
        (ROBBERY, WAITS, {"status": IncidentStatus.AWAITING_REVIEW, "may_join": False}),
        (ROBBERY, ALARM, {"may_join": False, "keeps_caller": False, "status": IncidentStatus.OPEN}),
        (ROBBERY, SENT, {"keeps_number": False, "keeps_caller": True, "is_hidden": False}),
        (replace(ROBBERY, callback=True), SENT, {"keeps_number": True}),
        # A closed circle reads at once, and a private report leaves no trace.
        (PRIVATE, WAITS, {"status": IncidentStatus.OPEN, "is_hidden": True, "keeps_caller": False}),
        (replace(PRIVATE, call=CallWish.NONE), SENT, {"keeps_number": False}),
        (replace(PRIVATE, call=CallWish.NOW), SENT, {"keeps_number": True}),
        (replace(PRIVATE, call=CallWish.AT), SENT, {"keeps_number": True}),
        (replace(PRIVATE, safety=Safety.DANGER), SENT, {"in_danger": True}),
        (replace(PRIVATE, safety=Safety.SAFE), SENT, {"in_danger": False}),
        (PRIVATE, SENT | {"is_danger": True}, {"in_danger": True}),
        # A helper has no other way to somebody who wrote of a private matter; anybody else is never asked by number.
        (PRIVATE, DROPPED | {"is_texted": True}, {"keeps_number": True, "keeps_caller": False, "is_hidden": True}),
        (ROBBERY, DROPPED | {"is_texted": True}, {"keeps_number": False}),
        (Draft("sw", Category.COMPLAINT_OTHER), WAITS, {"status": IncidentStatus.OPEN, "keeps_caller": True}),
    ],
)
def test_a_report_begins_as_the_table_says(draft: Draft, manner: dict[str, Any], expected: dict[str, Any]) -> None:
    begins = begin(draft, **manner)
    assert {name: getattr(begins, name) for name in expected} == expected


@given(
    st.sampled_from([None, *Category]),
    st.sampled_from([None, *Harm]),
    st.tuples(st.booleans(), st.booleans(), st.booleans(), st.booleans()),
)
def test_no_number_is_kept_unasked_and_nothing_leads_to_a_private_caller(
    category: Category | None, harm: Harm | None, flags: tuple[bool, bool, bool, bool]
) -> None:
    unconfirmed, needs_review, is_alarm, callback = flags
    draft = Draft("sw", category, harm, callback=callback)
    begins = begin(draft, unconfirmed=unconfirmed, needs_review=needs_review, is_alarm=is_alarm)
    assert begins.keeps_number == callback
    assert begins.is_hidden == (begins.level is Level.PRIVATE)
    assert not (begins.is_hidden and begins.keeps_caller)
    assert (begins.status is IncidentStatus.AWAITING_REVIEW) <= needs_review
