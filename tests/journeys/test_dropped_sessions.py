"""Stories of sessions that break off: a killing is sent unconfirmed, a lesser draft is offered to its caller alone."""

import pytest
from sqlalchemy import select

from gateway.intake import hidden_sessions
from gateway.storage.models import DraftRow
from menus.text.names import Text
from tests.people import CODE, COORDINATOR, LEADER, OTHER, POLICE, RESIDENT
from tests.town import Town, reference_in

SESSION = "ATUid_1"


def test_a_killing_dropped_after_the_place_is_sent_unconfirmed_then_confirmed(town: Town) -> None:
    town.presses("1", "2")
    town.drops()
    (told,) = town.inbox(LEADER)
    reference = reference_in(told)
    assert told == town.alert_to(LEADER, reference, mark="unconfirmed")
    assert "Bondeni" in told
    assert town.inbox(POLICE)
    assert town.inbox(RESIDENT) == []
    page = town.presses(session="second")
    assert page.startswith("CON ")
    assert town.is_a(page, Text.OFFER_SENT, place="Bondeni", reference=reference)
    end = town.presses("1", "1", "1", session="second")
    assert reference_in(end) == reference
    (incident,) = town.board()
    assert incident["unconfirmed"] is False
    assert incident["reports"] == 1
    assert town.inbox(LEADER) == [told, town.alert_to(LEADER, reference, mark="confirmed")]
    assert town.presses("1", "1", "1", session="second") == end
    assert len(town.board()) == 1
    assert town.presses(session="third") == town.page()


def test_an_offer_is_the_same_page_however_late_it_is_posted_again(town: Town) -> None:
    town.presses("1", "2")
    offered = town.hop(RESIDENT, CODE, "", "second")
    town.drops()
    assert town.inbox(LEADER)
    assert town.hop(RESIDENT, CODE, "", "second") == offered
    assert reference_in(town.presses("2", session="second")) in town.inbox(LEADER)[0]
    assert len(town.board()) == 1


def test_a_person_who_starts_again_has_cancelled_nothing_and_what_they_say_then_is_the_same_report(town: Town) -> None:
    town.presses("1", "2")
    town.drops()
    end = town.presses("3", "1", "2", "1", "1", session="second")
    assert reference_in(end) in town.inbox(LEADER)[0]
    assert town.inbox(COORDINATOR) == []
    assert len(town.board()) == 1


def test_a_person_who_cancels_what_was_sent_is_told_so_and_coordinators_decide(town: Town) -> None:
    town.presses("1", "2")
    town.drops()
    assert town.presses("0", session="second").startswith("END ")
    (incident,) = town.board()
    assert incident["status"] == "open"
    assert town.got(COORDINATOR, Text.WITHDRAWN, reference=str(incident["reference"]))


def test_silence_counts_as_a_drop_and_is_acted_on_once(town: Town) -> None:
    town.presses("1", "2", "1")
    town.passes(seconds=88)
    assert town.inbox(LEADER) == []
    town.passes(seconds=4)
    assert len(town.inbox(LEADER)) == 1
    town.drops()
    town.drops()
    assert len(town.board()) == 1


@pytest.mark.parametrize("status", ["Incomplete", "Failed", "failed", "Teleported"])
def test_whatever_is_no_success_is_a_drop(town: Town, status: str) -> None:
    town.presses("6", "2")
    town.drops(status=status)
    assert len(town.inbox(LEADER)) == 1


def test_a_report_that_was_sent_is_not_sent_again_at_its_end(town: Town) -> None:
    town.presses("1", "2", "1", "1")
    town.drops(status="Success")
    town.drops()
    town.passes(minutes=2)
    assert len(town.board()) == 1
    assert len(town.inbox(LEADER)) == 1


def test_confirming_late_in_the_same_session_opens_no_second_incident(town: Town) -> None:
    town.presses("1", "2", "1")
    town.drops()
    assert reference_in(town.hop(RESIDENT, CODE, "1*2*1*1", SESSION)) in town.inbox(LEADER)[0]
    assert len(town.board()) == 1


def test_starting_again_with_the_same_replaces_what_was_sent_unconfirmed(town: Town) -> None:
    town.presses("1", "2")
    town.drops()
    town.presses("3", "1", "2", "1", "1", session="second")
    (incident,) = town.board()
    assert incident["unconfirmed"] is False


def test_a_lesser_draft_is_offered_and_sent_as_it_is(town: Town) -> None:
    town.presses("4", "2", "4")
    town.drops()
    town.passes(minutes=3)
    assert town.board() == []
    assert town.is_a(town.presses(session="second"), Text.OFFER, place="Bondeni")
    end = town.presses("2", session="second")
    assert reference_in(end)
    (incident,) = town.board()
    assert incident["category"] == "theft"
    assert incident["level"] == "minor"
    assert town.presses(session="third") == town.page()


def test_an_offer_can_be_left_and_is_then_gone(town: Town) -> None:
    town.presses("4", "2")
    town.drops()
    assert town.presses("0", session="second").startswith("END ")
    assert town.presses(session="third") == town.page()
    assert town.board() == []


def test_an_offer_outlives_a_wiped_redis(town: Town) -> None:
    town.presses("4", "2")
    town.drops()
    assert town.is_a(town.presses(session="second"), Text.OFFER, place="Bondeni")
    town.redis.flushdb()
    assert town.hop(RESIDENT, CODE, "1", "second") == town.page("4", "2")


def test_the_id_of_an_erased_draft_never_offers_the_draft_of_somebody_else(town: Town) -> None:
    town.presses("4", "2", session="first")
    assert town.is_a(town.presses(session="second"), Text.OFFER, place="Bondeni")
    town.presses("4", "2", "00", "7", "2", "1", session="first")
    town.presses("4", "3", session="others", phone=OTHER)
    assert town.hop(RESIDENT, CODE, "1", "second") != town.page("4", "3")
    assert town.hop(RESIDENT, CODE, "", "second") == town.page()


@pytest.mark.parametrize("by", ["redis", "hidden"])
def test_a_draft_is_shown_to_its_own_caller_alone_whatever_else_names_it(town: Town, by: str) -> None:
    """Redis may be older than the database: its word for a draft may then be the id of another caller's."""
    town.presses("4", "3", session="others", phone=OTHER)
    services = town.services
    key = services.keyring.session("mine", RESIDENT)
    with services.uow() as uow:
        (draft,) = uow.session.scalars(select(DraftRow.id))
        if by == "hidden":
            hidden_sessions.hide(uow, key, 0, offered_id=draft)
    if by == "redis":
        town.redis.set(f"ussd:{key.hex()}:began", f"|{draft}|0")
    assert town.hop(RESIDENT, CODE, "", "mine") == town.page()
    assert town.hop(RESIDENT, CODE, "1", "mine") == town.page("1")
