"""Stories of answers that somebody cannot do without, while others forge their number or repeat a command for ever."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import Incident
from menus.domain.answer_limits import AnswerKind
from menus.domain.categories import Category
from menus.domain.reference_tries import SILENT_FROM
from menus.domain.references import is_valid
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, DEPUTY, KIAMUTISYA, LEADER, OTHER, RESIDENT
from tests.shelf import KEY, event, posts
from tests.town import Town, code_in

MOST = AnswerKind.REFUSAL.limits[0].most
SHORT = 30
"""Texts of a loop: six times as many as the most answers that are allowed."""
FORGED, TRUE = "ordinary number", "short code"


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community whose backup phone takes SMS, on each kind of database in turn."""
    return new_town(load_example("mlango-kubwa"), doria_second_signing_key=KEY)


def sends(town: Town, way: str, phone: str, text: str) -> str:
    """Send an SMS to the short code, or to the ordinary number of the backup phone; return the answer."""
    town.now += timedelta(seconds=1)
    if way == TRUE:
        return town.texts(phone, text)
    before = len(town.inbox(phone))
    given = {"messageId": "hash", "message": text, "phoneNumber": phone, "receivedAt": town.now.isoformat()}
    assert posts(town.web, event("sms:received", None, **given), town.now) == 200
    town.works()
    return "".join(town.inbox(phone)[before:][-1:])


def mistyped(reference: str, step: int = 1) -> str:
    """Return a reference with another, wrong check digit."""
    return reference[:-1] + str((int(reference[-1]) + step) % 10)


def two_killings(town: Town) -> tuple[str, str]:
    """Let two killings be reported; return their references."""
    first = town.reports(RESIDENT, Category.GUN_KILLING)
    return first, town.reports(OTHER, Category.GUN_KILLING, zone="kiamutisya")


def is_which(town: Town, answer: str) -> bool:
    return town.is_a(answer, Text.WHICH, to=LEADER)


@pytest.mark.parametrize("way", [FORGED, TRUE])
def test_after_forged_wrong_numbers_a_bare_answer_is_still_asked_back(town: Town, way: str) -> None:
    two_killings(town)
    for number in range(MOST):
        sends(town, FORGED, LEADER, f"1 {10_000 + number}")
    assert is_which(town, sends(town, way, LEADER, "1"))


@pytest.mark.parametrize("number", [MOST, SILENT_FROM + 2])
@pytest.mark.parametrize("forged", ["1 #", "1"])
def test_a_forger_uses_up_no_answer_of_the_short_code(town: Town, forged: str, number: int) -> None:
    first, _ = two_killings(town)
    for count in range(number):
        sends(town, FORGED, LEADER, forged.replace("#", str(10_000 + count)))
    assert is_which(town, sends(town, TRUE, LEADER, "1"))
    wrong = mistyped(first)
    assert sends(town, TRUE, LEADER, f"1 {wrong}") == town.said(Text.WRONG_DIGIT, to=LEADER, reference=wrong)
    assert sends(town, TRUE, LEADER, "ON") == town.said(Text.ON, to=LEADER)


def test_a_mistyped_number_of_somebody_who_is_called_is_explained_after_many_tries_by_the_same_way(town: Town) -> None:
    first, _ = two_killings(town)
    foreign = next(one for one in map(str, range(10_000, 99_999)) if is_valid(one) and one != first)
    for _ in range(SILENT_FROM + 1):
        town.now += timedelta(minutes=2)
        sends(town, FORGED, LEADER, f"REF {foreign}")
    assert town.last(LEADER) == town.said(Text.UNKNOWN_REFERENCE, to=LEADER, reference=foreign)
    wrong = mistyped(first)
    assert sends(town, FORGED, LEADER, f"1 {wrong}") == town.said(Text.WRONG_DIGIT, to=LEADER, reference=wrong)


def test_an_answer_that_came_too_late_is_told_after_five_refusals(town: Town) -> None:
    town.texts(DEPUTY, "kila siku", date="2026-11-23 18:00:00")
    town.reports(RESIDENT, Category.GUN_KILLING)
    for number in range(MOST):
        town.texts(LEADER, f"SWAP nobody {number}")
    town.texts(LEADER, "WHO", date=f"{town.now:%Y-%m-%d %H:%M:%S}")
    old = town.now - timedelta(hours=2)
    answer = town.texts(LEADER, "OFF", date=f"{old:%Y-%m-%d %H:%M:%S}")
    assert town.is_a(answer, Text.CAME_LATE, to=LEADER)


@pytest.mark.parametrize("words", [("1",), ("1 1234#", "4 1000#"), ("1 1234#",), ("1", "1 1234#")])
@pytest.mark.parametrize("way", [FORGED, TRUE])
def test_a_loop_of_somebody_who_is_called_costs_at_most_five(town: Town, way: str, words: tuple[str, ...]) -> None:
    two_killings(town)
    before = len(town.inbox(LEADER))
    for number in range(SHORT):
        sends(town, way, LEADER, words[number % len(words)].replace("#", str(number)))
    assert len(town.inbox(LEADER)) - before <= 5


def test_whoever_mixes_refusals_on_purpose_gets_two_more_of_each_needed_answer(town: Town) -> None:
    first, _ = two_killings(town)
    before = len(town.inbox(LEADER))
    for number in range(SHORT):
        sends(town, TRUE, LEADER, f"SWAP nobody {number}")
    for number in range(20):
        sends(town, TRUE, LEADER, "1")
        sends(town, TRUE, LEADER, f"1 {mistyped(first, 1 + number % 9)}")
    assert len(town.inbox(LEADER)) - before == MOST + 2 * AnswerKind.NEEDED.limits[0].most


def test_who_is_called_to_nothing_has_no_such_allowance(town: Town) -> None:
    for number in range(MOST):
        assert sends(town, TRUE, LEADER, f"SWAP nobody {number}")
    assert sends(town, TRUE, LEADER, "1 12345") == ""


def floods(town: Town, way: str, phone: str, text: str, number: int = 20) -> list[str]:
    """Send a text again and again for eleven minutes, with a number for each `#`; return the answers."""
    before = len(town.inbox(phone))
    for count in range(number):
        town.now += timedelta(seconds=32)
        sends(town, way, phone, text.replace("#", str(count)))
    return town.inbox(phone)[before:]


@pytest.mark.parametrize("way", [FORGED, TRUE])
@pytest.mark.parametrize("text", ["FALSE REF lie", "FALSE REF lie #", "CLOSE REF all quiet #", "JOIN REF OTHER"])
def test_a_command_that_asks_for_a_code_is_answered_five_times(town: Town, way: str, text: str) -> None:
    first, second = two_killings(town)
    answers = floods(town, way, COORDINATOR, text.replace("REF", first).replace("OTHER", second))
    assert len([answer for answer in answers if re.search(r"\b\d{4}\b", answer)]) == 5


@pytest.mark.parametrize("text", ["SAY market habari ya # leo", "SAY market habari ya leo"])
def test_a_text_to_a_zone_that_is_asked_for_again_and_again_is_answered_five_times(town: Town, text: str) -> None:
    assert len(floods(town, FORGED, COORDINATOR, text.replace("#", "mkutano #"))) == 5


@pytest.mark.parametrize("text", ["OFF", "STOP", "SWAP NAME"])
def test_the_last_patroller_who_leaves_again_and_again_is_answered_five_times(town: Town, text: str) -> None:
    for phone in (DEPUTY, BONDENI, KIAMUTISYA):
        town.texts(phone, "OFF")
    assert len(floods(town, FORGED, LEADER, text.replace("NAME", town.person(DEPUTY).name))) == 5


def test_ten_incidents_are_closed_in_ten_minutes_with_every_answer(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"), doria_join_window="0s")
    references = [town.reports(f"+2547110077{number:02}", Category.GUN_KILLING) for number in range(10)]
    for reference in references:
        asked = sends(town, TRUE, COORDINATOR, f"CLOSE {reference} all quiet")
        assert town.is_a(asked, Text.CONFIRM_CLOSE, to=COORDINATOR, reference=reference)
        answer = sends(town, TRUE, COORDINATOR, f"YES {code_in(asked)}")
        assert answer == town.said(Text.CLOSED, to=COORDINATOR, reference=reference)
    assert {town.incident(reference)["status"] for reference in references} == {"closed"}


def test_six_texts_to_a_zone_are_sent_in_ten_minutes_with_every_answer(town: Town) -> None:
    for number in range(6):
        asked = sends(town, TRUE, COORDINATOR, f"SAY market mkutano wa {number}")
        assert town.is_a(asked, Text.SAY_CONFIRM, to=COORDINATOR)
        town.now += timedelta(seconds=100)
        sends(town, TRUE, COORDINATOR, f"YES {code_in(asked)}")
    assert len(town.got(COORDINATOR, Text.SAID)) == 6


def test_a_command_that_was_sent_again_keeps_its_code(town: Town) -> None:
    first, _ = two_killings(town)
    asked = floods(town, TRUE, COORDINATOR, f"CLOSE {first} all quiet", number=3)
    assert asked == [asked[0]] * 3
    town.texts(COORDINATOR, f"YES {code_in(asked[0])}")
    assert town.incident(first)["status"] == "closed"


def test_forged_commands_that_get_no_answer_replace_nothing(town: Town) -> None:
    first, _ = two_killings(town)
    floods(town, FORGED, COORDINATOR, f"CLOSE {first} forged #", number=6)
    asked = sends(town, TRUE, COORDINATOR, f"CLOSE {first} the police are there")
    floods(town, FORGED, COORDINATOR, f"CLOSE {first} forged again #", number=6)
    sends(town, TRUE, COORDINATOR, f"YES {code_in(asked)}")
    with town.services.reading() as session:
        assert session.scalars(select(Incident.outcome).where(Incident.outcome.is_not(None))).all() == [
            "the police are there"
        ]
