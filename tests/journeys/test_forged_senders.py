"""Stories of forged senders: a number alone stops no ladder, ends no duty and guesses no code."""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category
from menus.domain.confirmation_codes import LONG, MOST_WRONG_A_DAY, TRIES
from menus.domain.reference_tries import PLAIN_FROM, SILENT_FROM
from menus.domain.references import is_valid
from menus.text import gsm7
from menus.text.names import Text
from tests.people import (
    BONDENI,
    COORDINATOR,
    DEPUTY,
    KIAMUTISYA,
    LANDLORDS,
    LEADER,
    OTHER,
    POLICE,
    RESIDENT,
)
from tests.town import Town, code_in

KEY = "example-signing-key"


@pytest.fixture
def shelf(new_town: Callable[..., Town]) -> Town:
    """Give a community whose backup phone takes SMS, on each kind of database in turn."""
    return new_town(load_example("mlango-kubwa"), doria_second_signing_key=KEY)


def by_ordinary_number(town: Town, phone: str, text: str) -> str:
    """Send an SMS to the ordinary number of the backup phone, as anybody can in that name; return the answer."""
    payload = {"messageId": "hash", "message": text, "phoneNumber": phone, "receivedAt": f"{town.now.isoformat()}"}
    body = json.dumps({"event": "sms:received", "payload": payload}).encode()
    signature = hmac.new(KEY.encode(), body + b"1", hashlib.sha256).hexdigest()
    before = len(town.inbox(phone))
    headers = {"X-Timestamp": "1", "X-Signature": signature}
    assert town.web.post("/android/events", data=body, headers=headers).status_code == 200
    town.works()
    town.passes(seconds=1)
    return "".join(town.inbox(phone)[before:][-1:])


def answered_by(town: Town, reference: str, track: str = "patrol") -> str | None:
    """Return the role that has answered a track."""
    role: str | None = town.track(reference, track)["answered_by_role"]
    return role


@pytest.mark.parametrize("word", ["1", "naenda", "NAENDA sasa", "3", "nimefika", "4 all quiet", "tayari"])
def test_a_bare_answer_by_the_ordinary_number_stops_no_ladder(shelf: Town, word: str) -> None:
    reference = shelf.reports(RESIDENT, Category.GUN_KILLING)
    answer = by_ordinary_number(shelf, LEADER, word)
    assert shelf.is_a(answer, Text.ANSWER_NEEDS_REFERENCE, to=LEADER, reference=reference)
    assert answered_by(shelf, reference) is None
    shelf.passes(minutes=4)
    assert any(reference in text for text in shelf.inbox(DEPUTY)), "the ladder goes on"
    assert shelf.incident(reference)["status"] == "open"


@pytest.mark.parametrize("word", ["SAWA", "ok", "1", "OB 12/23/11/2026"])
def test_a_bare_answer_of_the_police_by_the_ordinary_number_stops_no_ladder(shelf: Town, word: str) -> None:
    reference = shelf.reports(RESIDENT, Category.GUN_KILLING)
    answer = by_ordinary_number(shelf, POLICE, word)
    assert shelf.is_a(answer, Text.ANSWER_NEEDS_REFERENCE, to=POLICE, reference=reference)
    assert answered_by(shelf, reference, "police") is None


@pytest.mark.parametrize("again", ["short code", "ordinary number"])
def test_the_reference_answers_by_whichever_way_it_comes(shelf: Town, again: str) -> None:
    reference = shelf.reports(RESIDENT, Category.GUN_KILLING)
    by_ordinary_number(shelf, LEADER, "1")
    send = shelf.texts if again == "short code" else lambda phone, text: by_ordinary_number(shelf, phone, text)
    assert send(LEADER, f"1 {reference}") == shelf.said(Text.GOING, to=LEADER, reference=reference)
    assert answered_by(shelf, reference) == "patrol-leader"
    before = len(shelf.inbox(DEPUTY))
    shelf.passes(minutes=4)
    assert len(shelf.inbox(DEPUTY)) == before


def test_an_answer_with_its_reference_by_the_ordinary_number_counts_as_ever(shelf: Town) -> None:
    reference = shelf.reports(RESIDENT, Category.GUN_KILLING)
    answer = by_ordinary_number(shelf, LEADER, f"1 {reference}")
    assert answer == shelf.said(Text.GOING, to=LEADER, reference=reference)
    assert answered_by(shelf, reference) == "patrol-leader"
    assert by_ordinary_number(shelf, POLICE, f"SAWA {reference}") == shelf.said(
        Text.SEEN, to=POLICE, reference=reference
    )


def test_a_bare_answer_to_a_lesser_alert_counts_by_the_ordinary_number_too(shelf: Town) -> None:
    reference = shelf.reports(RESIDENT, Category.BREAK_IN)
    by_ordinary_number(shelf, BONDENI, "1")
    assert answered_by(shelf, reference) == "patrol"


def test_nobody_supports_or_stands_by_because_of_a_forged_answer(shelf: Town) -> None:
    reference = shelf.reports(RESIDENT, Category.GUN_KILLING)
    by_ordinary_number(shelf, LEADER, "1")
    answer = shelf.answers(BONDENI, "going", reference)
    assert answer == shelf.said(Text.GOING, to=BONDENI, reference=reference), "they lead"
    assert shelf.texts(LEADER, f"1 {reference}") == shelf.said(Text.GOING_SUPPORT, to=LEADER, reference=reference)


def test_who_goes_by_a_bare_answer_is_asked_if_they_are_safe_and_their_cry_is_the_alarm(shelf: Town) -> None:
    reference = shelf.reports(RESIDENT, Category.GUN_KILLING)
    by_ordinary_number(shelf, LEADER, "1")
    shelf.passes(minutes=16)
    assert shelf.got(LEADER, Text.SAFE_ASKED, reference=reference)
    assert shelf.is_a(by_ordinary_number(shelf, LEADER, "5"), Text.OFFICER_DOWN_STARTED, to=LEADER)


def test_who_goes_by_a_bare_answer_is_told_that_it_is_over(shelf: Town) -> None:
    reference = shelf.reports(RESIDENT, Category.GUN_KILLING)
    by_ordinary_number(shelf, LEADER, "1")
    shelf.confirms(COORDINATOR, f"FALSE {reference} a firework")
    assert shelf.got(LEADER, Text.STAND_DOWN_FALSE, reference=reference)


def test_who_cannot_go_after_all_says_so_by_the_ordinary_number(shelf: Town) -> None:
    reference = shelf.reports(RESIDENT, Category.GUN_KILLING)
    by_ordinary_number(shelf, LEADER, "1")
    answer = by_ordinary_number(shelf, LEADER, "2")
    assert answer == shelf.said(Text.CANNOT, to=LEADER, reference=reference)
    assert any(reference in text for text in shelf.inbox(DEPUTY)), "the next rung is asked at once"


def test_a_join_says_what_it_does_and_does_it_with_the_code_alone(town: Town) -> None:
    first = town.reports(RESIDENT, Category.GUN_KILLING)
    second = town.reports(OTHER, Category.GUN_KILLING, zone="river")
    asked = town.texts(COORDINATOR, f"JOIN {first} {second}")
    assert town.is_a(asked, Text.CONFIRM_JOIN, to=COORDINATOR, reference=first, other=second)
    assert len(town.board()) == 2
    answer = town.texts(COORDINATOR, f"YES {code_in(asked)}")
    assert answer == town.said(Text.JOINED, to=COORDINATOR, reference=first, other=second)
    assert [row["reference"] for row in town.board()] == [first]


def test_a_join_is_done_with_the_state_of_the_moment_of_its_code(town: Town) -> None:
    first = town.reports(RESIDENT, Category.BREAK_IN)
    second = town.reports(OTHER, Category.BREAK_IN, zone="river")
    code = code_in(town.texts(COORDINATOR, f"JOIN {first} {second}"))
    town.texts(LANDLORDS, f"CLOSE {second} all quiet")
    answer = town.texts(COORDINATOR, f"YES {code}")
    assert answer == town.said(Text.ALREADY_CLOSED, to=COORDINATOR, reference=second)
    assert len(town.board()) == 2


def test_two_coordinators_who_join_the_same_pair_leave_one_open(town: Town) -> None:
    first = town.reports(RESIDENT, Category.BREAK_IN)
    second = town.reports(OTHER, Category.BREAK_IN, zone="river")
    one = code_in(town.texts(COORDINATOR, f"JOIN {first} {second}"))
    other = code_in(town.texts(LANDLORDS, f"JOIN {second} {first}"))
    town.texts(COORDINATOR, f"YES {one}")
    town.texts(LANDLORDS, f"YES {other}")
    assert [(row["reference"], row["status"]) for row in town.board()] == [(first, "open")]


def alone_on_duty(town: Town) -> None:
    """Let everybody of the patrol but the leader go off duty."""
    for phone in (DEPUTY, BONDENI, KIAMUTISYA):
        assert town.texts(phone, "OFF") == town.said(Text.OFF, to=phone)


@pytest.mark.parametrize("word", ["OFF", "sipo", "STOP"])
def test_the_last_patroller_on_duty_goes_off_with_the_code_alone(town: Town, word: str) -> None:
    alone_on_duty(town)
    asked = town.texts(LEADER, word)
    assert town.is_a(asked, Text.CONFIRM_OFF, to=LEADER)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.alert_to(LEADER, reference) in town.inbox(LEADER), "still on duty"
    assert town.texts(LEADER, f"YES {code_in(asked)}") == town.said(Text.OFF, to=LEADER)
    assert town.texts(COORDINATOR, "WHO") == town.said(Text.WHO_NONE, to=COORDINATOR)
    assert bool(town.got(COORDINATOR, Text.STOPPED_DUTY)) is (word == "STOP")


@pytest.mark.parametrize("way", ["short code", "ordinary number"])
def test_the_last_patroller_on_duty_is_replaced_with_the_code_alone(shelf: Town, way: str) -> None:
    alone_on_duty(shelf)
    send = shelf.texts if way == "short code" else lambda phone, text: by_ordinary_number(shelf, phone, text)
    name = shelf.person(DEPUTY).name
    asked = send(LEADER, f"SWAP {name}")
    assert shelf.is_a(asked, Text.CONFIRM_SWAP, to=LEADER, said=name)
    reference = shelf.reports(RESIDENT, Category.GUN_KILLING)
    assert shelf.alert_to(LEADER, reference) in shelf.inbox(LEADER), "still on duty"
    assert shelf.got(DEPUTY, Text.SWAPPED_IN) == []
    answer = send(LEADER, f"YES {code_in(asked)}")
    assert answer == shelf.said(Text.SWAPPED, to=LEADER, said=name)
    assert shelf.got(DEPUTY, Text.SWAPPED_IN) != []
    on_duty = shelf.texts(COORDINATOR, "WHO")
    assert gsm7.plain(name) in on_duty
    assert gsm7.plain(shelf.person(LEADER).name) not in on_duty


def test_a_swap_whose_other_one_has_left_the_file_does_nothing(town: Town) -> None:
    alone_on_duty(town)
    name = town.person(DEPUTY).name
    asked = town.texts(LEADER, f"SWAP {name}")
    town.loads(load_example("mlango-kubwa").replace(DEPUTY, "+254711099099").replace(name, "Another deputy (example)"))
    assert town.texts(LEADER, f"YES {code_in(asked)}") == town.said(Text.EXPIRED, to=LEADER)
    assert gsm7.plain(town.person(LEADER).name) in town.texts(COORDINATOR, "WHO")


def test_a_code_for_going_off_counts_even_if_somebody_else_is_on_duty_by_then(town: Town) -> None:
    alone_on_duty(town)
    asked = town.texts(LEADER, "OFF")
    town.texts(DEPUTY, "ON")
    assert town.texts(LEADER, f"YES {code_in(asked)}") == town.said(Text.OFF, to=LEADER)


def test_who_is_not_on_duty_goes_off_without_a_code(town: Town) -> None:
    alone_on_duty(town)
    town.passes(seconds=11)
    assert town.texts(BONDENI, "OFF") == town.said(Text.OFF, to=BONDENI)


def sends_wrong_codes(town: Town, phone: str, right: str, number: int) -> list[str]:
    """Send different wrong codes in somebody's name; return the answers."""
    wrong = [f"{(int(right) + step) % 10_000:04d}" for step in range(1, number + 1)]
    return [town.texts(phone, f"YES {code}") for code in wrong]


def test_a_command_lapses_after_five_wrong_codes_and_the_next_one_works(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    code = code_in(town.texts(COORDINATOR, f"CLOSE {reference} settled"))
    answers = sends_wrong_codes(town, COORDINATOR, code, TRIES)
    assert set(answers) == {town.said(Text.EXPIRED, to=COORDINATOR)}
    assert town.texts(COORDINATOR, f"YES {code}") == "", "it has lapsed, and so many refusals are not answered"
    assert town.incident(reference)["status"] == "open"
    town.confirms(COORDINATOR, f"CLOSE {reference} settled")
    assert town.incident(reference)["status"] == "closed"


def test_wrong_codes_count_against_the_newest_command_alone(town: Town) -> None:
    first = town.reports(RESIDENT, Category.GUN_KILLING)
    second = town.reports(OTHER, Category.GUN_KILLING, zone="river")
    own = code_in(town.texts(COORDINATOR, f"CLOSE {first} settled"))
    forged = code_in(town.texts(COORDINATOR, f"FALSE {second} joke"))
    wrong = next(code for code in ("1111", "2222", "3333") if code not in {own, forged})
    for _ in range(TRIES):
        town.passes(seconds=11)
        town.texts(COORDINATOR, f"YES {wrong}")
    town.texts(COORDINATOR, f"YES {forged}")
    town.texts(COORDINATOR, f"YES {own}")
    assert town.incident(first)["status"] == "closed"
    assert town.incident(second)["status"] == "open"


def test_a_flood_of_wrong_codes_never_locks_the_right_person_out(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    for _ in range(MOST_WRONG_A_DAY // TRIES):
        code = code_in(town.texts(COORDINATOR, f"CLOSE {reference} settled"))
        sends_wrong_codes(town, COORDINATOR, code, TRIES)
    assert town.incident(reference)["status"] == "open"
    asked = town.texts(COORDINATOR, f"CLOSE {reference} settled")
    values = town.values_of(asked, Text.CONFIRM_CLOSE, to=COORDINATOR, reference=reference)
    assert values is not None
    assert len(values["code"]) == LONG, "longer than anybody can guess"
    town.texts(COORDINATOR, f"YES {values['code']}")
    assert town.incident(reference)["status"] == "closed"


def test_wrong_codes_are_told_once_a_day(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    name = next(person.name for person in town.community.people if person.phone == COORDINATOR)
    for _ in range(2):
        code = code_in(town.texts(COORDINATOR, f"CLOSE {reference} settled"))
        sends_wrong_codes(town, COORDINATOR, code, TRIES)
    for phone in (COORDINATOR, LANDLORDS):
        assert town.got(phone, Text.WRONG_CODES) == [town.said(Text.WRONG_CODES, to=phone, said=name, count=str(TRIES))]
    town.passes(minutes=24 * 60)
    code = code_in(town.texts(COORDINATOR, f"CLOSE {reference} settled"))
    sends_wrong_codes(town, COORDINATOR, code, TRIES)
    assert len(town.got(LANDLORDS, Text.WRONG_CODES)) == 2


def foreign_references(number: int) -> list[str]:
    """Return references that have the right check digit and belong to nobody."""
    return [str(one) for one in range(10_000, 99_999) if is_valid(str(one))][:number]


def tries_slowly(town: Town, text: str) -> str:
    """Send a text some time after the one before: so many refusals at once would not be answered anyway."""
    town.now += timedelta(minutes=2, seconds=30)
    return town.texts(BONDENI, text)


def test_a_patroller_who_tries_references_is_told_less_and_less_and_coordinators_know(town: Town) -> None:
    own = town.reports(RESIDENT, Category.GUN_KILLING)
    tries = [one for one in foreign_references(SILENT_FROM + 5) if one != own]
    answers = [tries_slowly(town, f"REF {one}") for one in tries[:SILENT_FROM]]
    assert answers == [town.said(Text.UNKNOWN_REFERENCE, to=BONDENI, reference=one) for one in tries[:SILENT_FROM]]
    assert [tries_slowly(town, one) for one in tries[SILENT_FROM:]] == [""] * len(tries[SILENT_FROM:])
    name = next(person.name for person in town.community.people if person.phone == BONDENI)
    for phone in (COORDINATOR, LANDLORDS):
        told = town.said(Text.TRIES_REFERENCES, to=phone, said=name, count=str(PLAIN_FROM))
        assert town.got(phone, Text.TRIES_REFERENCES) == [told]
    assert town.answers(BONDENI, "going", own) == town.said(Text.GOING, to=BONDENI, reference=own), "as ever"


def test_after_many_tries_a_mistyped_reference_is_as_unknown_as_any(town: Town) -> None:
    tries = foreign_references(PLAIN_FROM)
    mistyped = tries[0][:-1] + str((int(tries[0][-1]) + 1) % 10)
    assert town.texts(BONDENI, f"1 {mistyped}") == town.said(Text.WRONG_DIGIT, to=BONDENI, reference=mistyped)
    for one in tries:
        tries_slowly(town, f"1 {one}")
    assert tries_slowly(town, f"1 {mistyped}") == town.said(Text.UNKNOWN_REFERENCE, to=BONDENI, reference=mistyped)
    town.passes(minutes=61)
    assert town.texts(BONDENI, f"1 {mistyped}") == town.said(Text.WRONG_DIGIT, to=BONDENI, reference=mistyped)
