"""Stories of a phone that has just written about a private matter: for half an hour, nothing comes to it."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import Incident
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, FOCAL, FOCAL_ALTERNATE, RESIDENT
from tests.town import Town, reference_in

PRIVATE_WORDS = "mume wangu ananichapa"
NOTHING_READABLE = ["", "?", "😭", "44", "sawa", "OK", "SAFE", "START", "STOP", "HELP", "MENU"]
"""Texts without a resident's words: each has an answer of its own, which a private matter must swallow."""


def wrote(town: Town, phone: str = RESIDENT) -> str:
    """Let a phone write about a private matter; return the reference that its helper reads."""
    town.texts(phone, PRIVATE_WORDS)
    return reference_in(town.last(FOCAL))


@pytest.mark.parametrize("text", NOTHING_READABLE)
def test_a_text_without_words_is_not_answered_after_a_private_one(town: Town, text: str) -> None:
    assert town.texts(RESIDENT, text) != "", "it is answered before"
    town.passes(minutes=3)
    wrote(town)
    town.passes(minutes=3)
    before = len(town.inbox(RESIDENT))
    town.texts(RESIDENT, text)
    assert len(town.inbox(RESIDENT)) == before


def test_it_is_answered_again_once_the_half_hour_is_over(town: Town) -> None:
    wrote(town)
    town.passes(minutes=36)
    assert town.texts(RESIDENT, "?") == town.said(Text.NOTHING_READABLE, to=RESIDENT)


@pytest.mark.parametrize("text", ["he is back", "?", "44", "sawa", "START", "kuna wezi sokoni"])
def test_the_end_of_the_case_lets_no_text_come_to_the_phone(town: Town, text: str) -> None:
    town.answers(FOCAL, "over", wrote(town))
    town.passes(minutes=4)
    town.texts(RESIDENT, text)
    town.passes(minutes=2)
    assert town.inbox(RESIDENT) == []


@pytest.mark.parametrize("phone", [RESIDENT, BONDENI])
def test_words_after_the_end_of_the_case_bring_a_helper_a_new_case_and_no_coordinator_reads_them(
    town: Town, phone: str
) -> None:
    first = wrote(town, phone)
    town.answers(FOCAL, "over", first)
    town.passes(minutes=1)
    town.texts(phone, "amerudi yuko mlangoni")
    second = reference_in(town.last(FOCAL))
    assert second != first
    assert town.last(FOCAL) == town.alert_to(FOCAL, second)
    assert [row["level"] for row in town.board()] == ["private", "private"]
    assert town.inbox(COORDINATOR) == town.inbox(phone) == []


def test_digits_reach_the_helper_as_words_of_the_case(town: Town) -> None:
    reference = wrote(town)
    town.passes(seconds=30)
    town.texts(RESIDENT, "44")
    assert "44" in town.dials(FOCAL, "*384*77#", "0", "8", "1", "2")
    assert len(town.board()) == 1
    town.answers(FOCAL, "over", reference)
    town.passes(seconds=30)
    town.texts(RESIDENT, "44")
    assert len(town.board()) == 1, "alone they open no case"


def test_open_news_of_a_patroller_after_a_private_text_is_told_and_not_answered(town: Town) -> None:
    wrote(town, BONDENI)
    town.passes(minutes=1)
    assert town.texts(BONDENI, "kuna wezi sokoni") == ""
    assert town.inbox(COORDINATOR)


@pytest.mark.parametrize("command", ["{0}", "REF {0}", "LIST", "NUMBER {0}", "1 {0}", "4 {0}", "CLOSE {0} helped"])
def test_a_helper_who_needs_help_themselves_finds_nothing_of_it_by_sms(town: Town, command: str) -> None:
    town.texts(FOCAL, PRIVATE_WORDS)
    reference = reference_in(town.last(FOCAL_ALTERNATE))
    unknown = {
        town.said(Text.UNKNOWN_REFERENCE, to=FOCAL, reference=reference),
        town.said(Text.LIST_NONE, to=FOCAL),
    }
    assert town.texts(FOCAL, command.format(reference)) in unknown
    assert town.incident(reference)["status"] == "open"


@pytest.mark.parametrize("command", ["POLICE {0}", "SEND {0} all", "FALSE {0} lie", "ASK {0} where"])
def test_a_helper_who_is_a_coordinator_too_has_no_coordinators_command_for_a_case(
    new_town: Callable[..., Town], command: str
) -> None:
    both = load_example("mlango-kubwa").replace(
        'roles = ["focal-alternate"]', 'roles = ["focal-alternate", "coordinator"]'
    )
    town = new_town(both)
    reference = wrote(town)
    assert town.texts(FOCAL_ALTERNATE, command.format(reference)) == town.said(Text.NOT_YOURS, to=FOCAL_ALTERNATE)
    assert town.incident(reference)["level"] == "private"
    assert list(town.incident(reference)["tracks"]) == ["care"]


@pytest.mark.parametrize("text", ["help", "HELP", "he is coming now", "nisaidie haraka", "amerudi"])
def test_a_call_for_help_after_a_private_text_tells_the_helper_of_danger_now(town: Town, text: str) -> None:
    reference = wrote(town)
    town.passes(seconds=20)
    town.texts(RESIDENT, text)
    assert town.is_a(town.last(FOCAL), Text.ALERT_CARE_DANGER, FOCAL, reference=reference)
    town.passes(seconds=20)
    told = len(town.inbox(FOCAL))
    town.texts(RESIDENT, f"{text} {text}")
    assert len(town.inbox(FOCAL)) == told, "once a minute at most"
    assert town.inbox(RESIDENT) == town.inbox(COORDINATOR) == []


@pytest.mark.parametrize("text", ["asante", "ameenda", "hakuna shida", "nitawapigia kesho"])
def test_other_words_of_a_case_wait_for_the_helper_to_read_them(town: Town, text: str) -> None:
    wrote(town)
    town.passes(seconds=20)
    town.texts(RESIDENT, text)
    assert len(town.inbox(FOCAL)) == 1


@pytest.mark.parametrize("phone", [FOCAL, COORDINATOR])
def test_help_after_a_private_text_of_a_person_with_a_role_reaches_a_helper_and_not_their_phone(
    town: Town, phone: str
) -> None:
    town.texts(phone, PRIVATE_WORDS)
    town.passes(minutes=3)
    before, told = len(town.inbox(phone)), len(town.alerts(FOCAL_ALTERNATE))
    town.texts(phone, "HELP")
    assert len(town.inbox(phone)) == before
    assert len(town.alerts(FOCAL_ALTERNATE)) == told + 1


@pytest.mark.parametrize("text", ["yuko mlangoni na panga", "kuna panga mlangoni", "wako na bunduki nje"])
def test_weapons_after_a_private_text_stay_with_the_helper_who_reads_of_danger_now(town: Town, text: str) -> None:
    reference = wrote(town)
    town.passes(minutes=1)
    town.texts(RESIDENT, text)
    assert town.last(FOCAL) == town.alert_to(FOCAL, reference)
    with town.services.reading() as session:
        case = session.scalars(select(Incident).where(Incident.reference == reference)).one()
        assert case.danger_now
    assert town.inbox(RESIDENT) == []
    for phone in (COORDINATOR, BONDENI):
        assert not any(text in told or "mlangoni" in told for told in town.inbox(phone)), "the words stay in the circle"
    assert reference not in town.dials(RESIDENT, CODE, "0", "1")


@pytest.mark.parametrize("text", ["he is back", "amerudi", "HELP"])
def test_danger_after_the_end_of_the_case_is_danger_now_at_the_same_place(town: Town, text: str) -> None:
    town.texts(RESIDENT, f"{PRIVATE_WORDS} bondeni plot 7")
    first = reference_in(town.last(FOCAL))
    town.answers(FOCAL, "over", first)
    town.passes(minutes=4)
    town.texts(RESIDENT, text)
    with town.services.reading() as session:
        case = session.scalars(select(Incident).where(Incident.reference != first)).one()
        assert (case.danger_now, case.zone) == (True, "bondeni")
    assert town.last(FOCAL) == town.alert_to(FOCAL, case.reference)
    assert "7" in town.last(FOCAL).replace(case.reference, "")
    assert town.inbox(RESIDENT) == []
