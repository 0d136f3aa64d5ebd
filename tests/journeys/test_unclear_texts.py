"""Stories of unclear and forbidden commands: each gets one clear answer and changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import Event
from menus.domain import references
from menus.domain.categories import Category
from menus.text import gsm7
from menus.text.names import Text
from tests.people import (
    BONDENI,
    CODE,
    COORDINATOR,
    DEPUTY,
    FOCAL,
    FOCAL_ALTERNATE,
    KIAMUTISYA,
    LANDLORDS,
    LEADER,
    OTHER,
    POLICE,
    RESIDENT,
)
from tests.town import TOKEN, Town, reference_in


def answered_with_nothing_done(town: Town, phone: str, text: str) -> str:
    """Return the answer to a text that changes neither the board nor another inbox."""
    before, sent = town.board(), len(town.carrier.sent)
    answer = town.texts(phone, text)
    assert answer
    assert gsm7.fits(answer)
    assert len(town.carrier.sent) == sent + 1
    assert town.board() == before
    return answer


def unknown_to(town: Town, phone: str, reference: str, text: str) -> bool:
    """Return whether a text about a hidden reference gets the same answer as one about an unknown reference."""
    invented = references.mint(4711)
    answers = [
        answered_with_nothing_done(town, phone, text.replace("REF", number)).replace(number, "")
        for number in (reference, invented)
    ]
    return answers[0] == answers[1] == town.said(Text.UNKNOWN_REFERENCE, to=phone, reference="")


@pytest.mark.parametrize("text", ["DANCE REF", "dance", "moja mbili tatu", "1 moja mbili", "?!", "12 34"])
def test_a_text_that_is_no_command_is_told_how_to_report(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    answer = answered_with_nothing_done(town, LEADER, text.replace("REF", reference))
    assert answer == town.said(Text.NOT_UNDERSTOOD_ROLE, to=LEADER), "that the alert is still to be answered"


@pytest.mark.parametrize("slip", ["digit", "neighbours"])
def test_a_mistyped_reference_says_so(town: Town, slip: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    wrong = reference[:2] + str((int(reference[2]) + 1) % 10) + reference[3:]
    if slip == "neighbours":
        place = next(place for place in range(4) if reference[place] != reference[place + 1])
        wrong = reference[:place] + reference[place + 1] + reference[place] + reference[place + 2 :]
    answer = answered_with_nothing_done(town, LEADER, f"1 {wrong}")
    assert answer == town.said(Text.WRONG_DIGIT, to=LEADER, reference=wrong)


@pytest.mark.parametrize("text", ["1 REF", "REF", "2 REF", "4 REF all over"])
def test_somebody_elses_reference_is_answered_as_an_unknown_one(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert unknown_to(town, KIAMUTISYA, reference, text)
    assert unknown_to(town, FOCAL, reference, text)


@pytest.mark.parametrize(
    "text", ["REF", "CLOSE REF done", "FALSE REF joke", "ASK REF who", "POLICE REF", "SEND REF all"]
)
def test_a_private_matter_and_a_complaint_are_unknown_to_a_coordinator(town: Town, text: str) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    private = reference_in(town.inbox(FOCAL)[0])
    complaint = reference_in(town.dials(OTHER, CODE, "9", "2", "Anauza ulinzi", "1"))
    for reference in (private, complaint):
        assert unknown_to(town, COORDINATOR, reference, text)


@pytest.mark.parametrize("text", ["1 REF", "2 REF", "3 REF", "4 REF done", "OB REF 12/3/2026", "CLOSE REF done"])
def test_a_closed_incident_stays_as_it_is(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(COORDINATOR, f"CLOSE {reference} all quiet")
    who = COORDINATOR if text.startswith(("OB", "CLOSE")) else BONDENI
    answer = answered_with_nothing_done(town, who, text.replace("REF", reference))
    assert answer == town.said(Text.ALREADY_CLOSED, to=who, reference=reference)


def test_two_references_are_both_named(town: Town) -> None:
    first = town.reports(RESIDENT, Category.GUN_KILLING)
    second = town.reports(OTHER, Category.GUN_KILLING, zone="kiamutisya")
    answer = answered_with_nothing_done(town, LEADER, f"1 {first} {second}")
    assert town.is_a(answer, Text.WHICH, to=LEADER)
    assert first in answer
    assert second in answer


def test_another_scripts_digits_act_on_no_other_incident(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.reports(OTHER, Category.GUN_KILLING, zone="kiamutisya")
    arabic = "".join(chr(0x0660 + int(digit)) for digit in reference)
    answer = answered_with_nothing_done(town, LEADER, f"1 {arabic}")
    assert gsm7.fits(answer)


def test_a_text_of_459_characters_is_kept_whole_and_answered_by_one(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    note = ("alikimbia kuelekea mtoni " * 20)[: 459 - len(f"4 {reference} ")]
    answer = town.texts(BONDENI, f"4 {reference} {note}")
    assert gsm7.fits(answer)
    assert len(f"4 {reference} {note}") == 459
    with town.services.reading() as session:
        kept = session.scalars(select(Event.words).where(Event.kind == "over")).one()
    assert kept == note.strip()


def test_an_answer_before_the_alert_has_left_stops_what_was_still_to_leave(town: Town) -> None:
    town.presses("1", "2", "1", session="unsent")
    reference = reference_in(town.hop(RESIDENT, CODE, "1*2*1*1", "unsent"))
    form = {"from": LEADER, "to": "22384", "text": f"1 {reference}", "id": "early", "date": "2026-11-23"}
    assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    town.handles(1)
    town.works()
    (standing,) = town.board()
    assert standing["tracks"]["patrol"]["answered_by_role"] == "patrol-leader"
    assert town.alerts(BONDENI) == [], "the patrol's alert had not left"
    assert town.inbox(POLICE), "the police's track is another"
    town.passes(minutes=4)
    assert town.alerts(DEPUTY) == []


@pytest.mark.parametrize(
    ("text", "language"), [("1 REF", "sw"), ("REF", "sw"), ("LIST", "sw"), ("CLOSE REF done", "sw"), ("WHO", "en")]
)
def test_a_person_who_has_lost_their_role_commands_nothing_and_learns_nothing(
    town: Town, text: str, language: str
) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    fewer = load_example("mlango-kubwa").replace(COORDINATOR, "+254700000129")
    town.loads(fewer)
    answer = answered_with_nothing_done(town, COORDINATOR, text.replace("REF", reference))
    assert answer == town.said(Text.NOTHING_READABLE, to=COORDINATOR, language=language)
    assert reference not in answer


@pytest.mark.parametrize("text", ["Stop!", " stop. ", "STOP", "(acha)"])
def test_stop_in_any_form_is_confirmed_once_and_then_silent(town: Town, text: str) -> None:
    assert town.texts(RESIDENT, text) == town.said(Text.STOPPED, to=RESIDENT)
    town.passes(seconds=15)
    assert town.texts(RESIDENT, text) == ""


@pytest.mark.parametrize("text", ["4 men", "4 wounded here", "4 people over there", "4 majeruhi"])
def test_a_number_that_counts_people_ends_nothing(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    answered_with_nothing_done(town, BONDENI, text)
    assert town.incident(reference)["status"] == "open"


@pytest.mark.parametrize("text", ["OK", "ok asante", "Noted", "sawa kabisa"])
def test_a_plain_ok_to_the_one_alert_that_is_open_has_seen_it(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.texts(POLICE, text) == town.said(Text.SEEN, to=POLICE, reference=reference)
    assert town.incident(reference)["tracks"]["police"]["answered_by_role"] == "police"


def test_only_who_goes_says_that_it_is_over(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "2")
    reference = reference_in(town.inbox(FOCAL)[0])
    for text in (f"4 {reference} over", f"3 {reference}"):
        town.texts(FOCAL_ALTERNATE, text)
        assert town.incident(reference)["status"] == "open"
        assert town.incident(reference)["tracks"]["care"]["answered_at"] is None


def test_the_same_word_said_of_another_alert_is_no_echo(town: Town) -> None:
    town.texts(LEADER, "1")
    town.now += timedelta(seconds=2)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.now += timedelta(seconds=2)
    assert reference in town.texts(LEADER, "1")
    assert town.incident(reference)["tracks"]["patrol"]["answered_by_role"] == "patrol-leader"
    before = len(town.inbox(LEADER))
    assert town.texts(LEADER, "1") == "", "this one is"
    assert len(town.inbox(LEADER)) == before


def test_a_list_asked_again_after_something_has_opened_is_answered_again(town: Town) -> None:
    assert town.texts(COORDINATOR, "LIST") == town.said(Text.LIST_NONE, to=COORDINATOR)
    town.now += timedelta(seconds=2)
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert reference in town.texts(COORDINATOR, "LIST")


def test_an_sms_without_an_id_is_acted_on_once(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    form = {"from": LEADER, "to": "22384", "text": f"1 {reference}", "date": "2026-11-23 21:00:00"}
    for _ in range(2):
        assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    town.works()
    assert len(town.got(LEADER, Text.GOING, reference=reference)) == 1


def test_the_same_sms_twice_at_once_is_taken_both_times_and_acts_once(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    form = {"from": LEADER, "to": "22384", "text": f"1 {reference}", "id": "twin", "date": "2026-11-23"}
    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(lambda _: town.web.post(f"/at/{TOKEN}/sms", data=form).status_code, range(6)))
    assert statuses == [200] * 6
    town.works()
    assert len(town.got(LEADER, Text.GOING, reference=reference)) == 1


@pytest.mark.parametrize("text", ["REF {}", "SHOW {}", "{} ref", "onyesha {}"])
def test_an_incident_is_shown_by_its_number_with_or_without_the_word(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    assert town.texts(COORDINATOR, text.format(reference)) == town.texts(LANDLORDS, reference)


def test_notes_of_those_who_went_are_told_and_kept(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(POLICE, f"OB {reference} 12/23/11/2026")
    assert town.said(Text.EXTRA_OB, to=COORDINATOR, number="12/23/11/2026") in town.texts(COORDINATOR, reference)
    town.texts(LEADER, f"4 {reference} two arrested, weapon secured")
    told = town.got(COORDINATOR, Text.OVER_NOTIFIED, reference=reference)
    assert any("weapon secured" in text for text in told)
