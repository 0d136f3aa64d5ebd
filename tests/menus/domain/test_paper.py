"""The facts that a report from paper must have."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import paper, references
from menus.domain.categories import Category, Harm, first_level
from menus.domain.paper import Fault, OnPaper

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
RIGHT = OnPaper(references.mint(7), Category.THEFT, Harm.NONE, "bondeni", "", NOW - timedelta(hours=3))


def test_a_right_one_has_no_fault() -> None:
    assert paper.fault(RIGHT, NOW) is None
    assert paper.fault(replace(RIGHT, zone=None, place="Daraja"), NOW) is None


@given(st.text(max_size=12))
def test_only_a_reference_with_its_check_digit_is_taken(typed: str) -> None:
    is_wrong = paper.fault(replace(RIGHT, reference=typed), NOW) is Fault.DIGITS
    assert is_wrong is not references.is_valid(typed)


@given(st.none() | st.sampled_from(Category), st.none() | st.sampled_from(Harm))
def test_no_matter_of_a_closed_circle_is_entered(kind: Category | None, harm: Harm | None) -> None:
    found = paper.fault(replace(RIGHT, kind=kind, harm=harm), NOW)
    if kind is None or first_level(kind, harm).has_circle:
        assert found is Fault.KIND
    if found is None and harm is Harm.FIRE:
        assert kind is Category.FIRE_HAZARD


@given(st.timedeltas(timedelta(days=-90), timedelta(days=90)))
def test_a_time_lies_behind_us_and_not_too_far(ago: timedelta) -> None:
    found = paper.fault(replace(RIGHT, at=NOW - ago), NOW)
    assert (found is Fault.OLD) is (ago > paper.OLDEST)
    assert (found is Fault.AHEAD) is (ago < timedelta(minutes=-5))
    late = paper.late_since(NOW - ago, NOW)
    assert (late is not None) is (ago >= paper.LATE)


def test_somewhere_and_sometime_must_be_said() -> None:
    assert paper.fault(replace(RIGHT, zone=None), NOW) is Fault.PLACE
    assert paper.fault(replace(RIGHT, at=None), NOW) is Fault.TIME
    assert paper.fault(replace(RIGHT, harm=None), NOW) is Fault.HARM
