"""At the desk, too, a change of leaders or of the mode names a decision that is written down."""

from collections.abc import Callable

import pytest

from gateway.communities.file import load_example
from tests.journeys.desk.community import Settings, said
from tests.journeys.desk.people import clerk, versions
from tests.people import BONDENI, small
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community with few zones, whose pages are made fast."""
    return new_town(small(load_example("mlango-kubwa")))


def test_a_change_of_the_mode_with_a_decision_that_does_not_exist_is_refused(town: Town) -> None:
    visitor, before = Settings(town), said(town)
    page = visitor.asks("mode/all", mode="refer-only", decision="D99")
    assert (page.status, visitor.words("slip.decision_unknown", number="D99") in page.text) == (422, True)
    assert said(town) == before


def test_a_decision_that_nobody_needs_must_exist_all_the_same(town: Town) -> None:
    visitor = Settings(town)
    page = visitor.asks("quiet/all", begins="21:00", decision="D99")
    assert (page.status, visitor.words("slip.decision_unknown", number="D99") in page.text) == (422, True)


def test_a_change_of_leaders_with_a_decision_that_does_not_exist_is_refused(town: Town) -> None:
    visitor = clerk(town)
    page = visitor.asks(BONDENI, roles="patrol\ndeputy-leader", decision="D99")
    assert (page.status, visitor.words("fault.decision_unknown", named="D99") in page.text) == (422, True)
    assert len(versions(town)) == 1


def test_a_decision_that_was_written_down_by_sms_is_enough(town: Town) -> None:
    visitor = clerk(town)
    number = next(
        word.strip(":,") for word in town.texts("+254700000122", "DECIDED another deputy leads").split() if "D1" in word
    )
    page = visitor.asks(BONDENI, roles="patrol\ndeputy-leader", decision=number)
    assert page.status == 200
