"""Stories of callers who turn away: what they leave is never sent, nor shown to whoever holds the phone."""

import pytest

from tests.people import BONDENI, CODE, COORDINATOR, FOCAL, LEADER, OVERSIGHT, POLICE, RESIDENT
from tests.town import Town, reference_in

TO_PRIVATE = ("1", "2", "1", "3", "1", "7")
"""A killing as far as the confirming page, then Change, What, and private help."""


@pytest.mark.parametrize("further", [(), ("1",), ("1", "1"), ("1", "4"), ("2", "3"), ("4",), ("4", "1"), ("5",)])
def test_what_was_a_killing_before_it_became_private_is_never_sent(town: Town, further: tuple[str, ...]) -> None:
    town.presses(*TO_PRIVATE, *further)
    town.drops()
    town.passes(minutes=3)
    for phone in (LEADER, BONDENI, POLICE, COORDINATOR):
        assert town.inbox(phone) == []
    assert "Kuna nini" in town.presses(session="next")


@pytest.mark.parametrize("status", ["Incomplete", "Success"])
@pytest.mark.parametrize("keys", [(*TO_PRIVATE, "1", "2"), (*TO_PRIVATE, "4", "2", "2"), (*TO_PRIVATE, "1", "1")])
def test_a_private_report_is_shown_to_nobody_who_holds_the_phone(
    town: Town, keys: tuple[str, ...], status: str
) -> None:
    assert "END" in town.presses(*keys)
    told = town.inbox(FOCAL)
    assert len(told) == 1
    town.drops(status=status)
    town.passes(seconds=200)
    page = town.presses(session="next")
    assert "Kuna nini" in page
    assert reference_in(told[0]) not in page
    for phone in (LEADER, BONDENI, POLICE, COORDINATOR):
        assert town.inbox(phone) == []


def test_what_was_sent_in_silence_is_not_offered_after_private_help(town: Town) -> None:
    town.presses("1", "2", "1")
    town.passes(seconds=100)
    assert town.inbox(LEADER)
    town.hop(RESIDENT, CODE, "1*2*1*3*1*7*1*2", "ATUid_1")
    town.works()
    assert "Kuna nini" in town.presses(session="next")


def test_a_complaint_that_began_as_a_killing_tells_police_nothing(town: Town) -> None:
    town.presses("1", "2", "1", "3", "1", "9", "3", "1", "1")
    town.drops()
    town.passes(minutes=3)
    assert town.inbox(POLICE) == town.inbox(LEADER) == []
    assert len(town.inbox(OVERSIGHT)) == 1
    assert "Kuna nini" in town.presses(session="next")


def test_private_help_is_one_key_from_what_is_offered(town: Town) -> None:
    town.presses("4", "2", "4")
    town.drops()
    assert "Ulikuwa" in town.presses(session="next")
    assert "siri" in town.presses("7", session="next")
    town.presses("7", "1", "2", session="next")
    assert "Kuna nini" in town.presses(session="third")


def test_what_was_not_taken_is_not_offered(town: Town) -> None:
    town.services.__dict__.pop("desk", None)
    town.services.settings = town.services.settings.model_copy(update={"doria_reports_an_hour": 1})
    town.presses("4", "2", "4", "1", session="first")
    assert "haikutumwa" in town.presses("4", "2", "4", "1", session="second")
    page = town.presses("1", "2", "1", "1", session="third")
    assert "Tumepokea" in page
    assert any("KUBWA" in text for text in town.inbox(LEADER))


def test_who_wants_no_call_is_still_seen_by_the_helper(town: Town) -> None:
    town.presses("7", "2", "1")
    reference = reference_in(town.inbox(FOCAL)[0])
    assert "Hataki kupigiwa" in town.texts(FOCAL, reference)


def test_a_text_before_a_killing_that_breaks_off_holds_it_back_in_no_way(town: Town) -> None:
    for text in ("habari", "bunduki", "wameiba simu"):
        town.texts(RESIDENT, text)
        town.passes(seconds=12)
    town.presses("1", "3")
    town.drops()
    assert any("UNCONFIRMED" in text for text in town.inbox(LEADER))
    assert "Ulikuwa" in town.presses(session="next")


def test_a_killing_that_broke_off_twice_is_sent_once_its_place_is_known(town: Town) -> None:
    town.presses("1", "7")
    town.drops()
    (held,) = town.board()
    assert town.inbox(LEADER) == []
    town.presses("1", "2", session="second")
    town.drops(session="second")
    assert str(held["reference"]) in town.inbox(LEADER)[0]
    assert [row["status"] for row in town.board()] == ["open"]
