"""Stories of calls for help that a coordinator joins with another incident, or tries to."""

from collections.abc import Callable

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category
from tests.people import BONDENI, COORDINATOR, LEADER, RESIDENT
from tests.town import Town, reference_in

WORD = "mawingu"
WITH_WORD = load_example("mlango-kubwa").replace(f'phone = "{LEADER}"', f'phone = "{LEADER}"\nduress = "{WORD}"')


def alarm_of(town: Town) -> str:
    """Return the reference of the only call for help."""
    (row,) = (row for row in town.board() if row["category"] == "officer-down")
    return str(row["reference"])


@pytest.mark.parametrize("into_alarm", [True, False])
def test_a_call_under_duress_is_never_joined_and_its_phone_is_told_nothing(
    new_town: Callable[..., Town],
    into_alarm: bool,  # noqa: FBT001 - a column
) -> None:
    town = new_town(WITH_WORD)
    break_in = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(LEADER, "going", break_in)
    town.texts(LEADER, WORD)
    alarm = alarm_of(town)
    before = len(town.inbox(LEADER))
    into, other = (alarm, break_in) if into_alarm else (break_in, alarm)
    town.texts(COORDINATOR, f"JOIN {into} {other}")
    assert len(town.board()) == 2
    assert town.incident(alarm)["flag"] == "duress"
    assert len(town.inbox(LEADER)) == before


def test_a_call_for_help_that_is_joined_to_a_break_in_makes_it_no_other_kind(town: Town) -> None:
    break_in = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(BONDENI, "going", break_in)
    town.texts(BONDENI, "5")
    town.confirms(COORDINATOR, f"JOIN {break_in} {alarm_of(town)}")
    (joined,) = town.board()
    assert (joined["reference"], joined["category"], joined["level"]) == (break_in, "break-in", "major")


def test_the_caller_of_an_alarm_does_not_answer_their_own_call(town: Town) -> None:
    killing = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", killing)
    alarm = reference_in(town.texts(BONDENI, "5"))
    before = len(town.inbox(BONDENI))
    town.confirms(COORDINATOR, f"JOIN {alarm} {killing}")
    (joined,) = town.board()
    assert (joined["reference"], joined["category"]) == (alarm, "officer-down")
    assert joined["tracks"]["patrol"]["answered_by_role"] is None
    town.passes(minutes=10)
    assert all(alarm not in text for text in town.inbox(BONDENI)[before:])
