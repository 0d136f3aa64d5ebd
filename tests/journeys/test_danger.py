"""Stories of patrollers in danger: calls for help, safety checks, and the duress word."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.carrier.contract import Deferred
from gateway.communities.file import load_example
from menus.domain import references
from menus.domain.categories import Category
from menus.domain.outcomes import Cause
from menus.sms import verbs
from menus.text.names import Text
from tests.people import (
    BONDENI,
    CODE,
    COORDINATOR,
    DEPUTY,
    KIAMUTISYA,
    LANDLORDS,
    LEADER,
    OTHER,
    POLICE,
    RESIDENT,
    RESIDENTS,
)
from tests.town import Town, reference_in


def test_an_officer_down_pages_everybody_but_the_one_in_danger(town: Town) -> None:
    answer = town.texts(BONDENI, "5 niko mtoni")
    reference = reference_in(answer)
    assert len(town.inbox(BONDENI)) == 1
    assert reference in town.inbox(LEADER)[0]
    town.answers(BONDENI, "going", reference)
    assert town.track(reference, "patrol")["answered_at"] is None


def test_a_second_caller_who_confirms_is_told_on(town: Town) -> None:
    town.presses("1", "2", session="first", phone=RESIDENTS[0])
    town.passes(seconds=100)
    (first,) = town.inbox(LEADER)
    reference = reference_in(first)
    assert first == town.alert_to(LEADER, reference, mark="unconfirmed")
    town.reports(RESIDENTS[1], Category.GUN_KILLING)
    assert town.inbox(LEADER) == [first, town.alert_to(LEADER, reference, mark="confirmed")]


@pytest.mark.parametrize("text", ["SAFE {}", "{} salama"])
def test_that_somebody_is_safe_answers_no_alert(town: Town, text: str) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    for phone in (LEADER, BONDENI, POLICE):
        town.texts(phone, text.format(reference))
    tracks = town.incident(reference)["tracks"]
    assert {track["answered_at"] for track in tracks.values()} == {None}


def test_a_person_who_writes_after_the_alarm_that_they_are_safe_is_passed_on_and_the_alarm_stays(town: Town) -> None:
    alarm = reference_in(town.texts(BONDENI, "5"))
    assert town.texts(BONDENI, "SALAMA") == town.said(Text.SAFE_NOTIFIED, to=BONDENI)
    assert town.got(COORDINATOR, Text.FOUND_SAFE, reference=alarm)
    assert town.incident(alarm)["status"] == "open"


def test_a_second_call_for_help_goes_where_the_patroller_is_now(town: Town) -> None:
    alarm = reference_in(town.texts(BONDENI, "5 niko mtoni"))
    assert town.incident(alarm)["zone"] == "river"
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    before = len(town.inbox(LEADER))
    assert reference_in(town.texts(BONDENI, "5")) == alarm
    assert town.incident(alarm)["zone"] == "bondeni"
    assert "Bondeni" in town.inbox(LEADER)[before]


def test_questions_that_have_not_left_count_for_no_silence(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.answers(LEADER, "there", reference)
    town.carrier.outcomes = {LEADER: [Deferred(Cause.PROVIDER_FAILED, "out of order")] * 1_000}
    for _ in range(8):
        # Messages are tried again in between without success. Only the safety questions count here.
        town.now += timedelta(minutes=15)
        town.ticks()
    assert [row["category"] for row in town.board()] == ["gun-killing"]


def test_a_phone_that_is_off_at_an_armed_incident_is_silence(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.answers(LEADER, "there", reference)
    town.carrier.outcomes = {LEADER: [Deferred(Cause.PHONE_UNREACHABLE, "CouldNotRoute")] * 1_000}
    for _ in range(4):
        town.now += timedelta(minutes=15)
        town.ticks()
    assert "officer-down" in [row["category"] for row in town.board()]


def test_a_coordinator_who_goes_calls_for_help_like_anybody(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=7)
    answer = town.answers(COORDINATOR, "going", reference)
    assert answer == town.said(Text.GOING, to=COORDINATOR, reference=reference)
    town.passes(minutes=16)
    assert town.got(COORDINATOR, Text.SAFE_ASKED, reference=reference), "it promises an answer"
    alarm = reference_in(town.texts(COORDINATOR, "5"))
    assert town.incident(alarm)["category"] == "officer-down"
    assert any(alarm in text for text in town.inbox(LEADER))


def test_a_coordinator_at_home_gets_the_commands_for_help_and_an_alarm_for_five(town: Town) -> None:
    assert town.texts(COORDINATOR, "HELP") == town.said(Text.HELP_COORDINATOR, to=COORDINATOR)
    assert town.board() == []
    alarm = reference_in(town.texts(COORDINATOR, "5"))
    assert town.incident(alarm)["level"] == "major"


def test_a_call_for_help_that_names_a_place_goes_there(town: Town) -> None:
    alarm = reference_in(town.texts(BONDENI, "5 vijana wana visu mtoni"))
    assert town.incident(alarm)["zone"] == "river"


def test_a_person_who_is_named_with_a_call_for_help_says_where(town: Town) -> None:
    first = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.reports(RESIDENTS[1], Category.GUN_KILLING, zone="kiamutisya")
    reference = reference_in(town.texts(LEADER, f"5 {first}"))
    assert "Bondeni" in next(text for text in town.inbox(BONDENI) if reference in text)


def test_people_who_go_to_either_of_two_joined_incidents_are_still_asked_if_they_are_safe(town: Town) -> None:
    first = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    second = town.reports(RESIDENTS[1], Category.GUN_KILLING, zone="kiamutisya")
    town.answers(LEADER, "going", first)
    town.answers(KIAMUTISYA, "going", second)
    town.confirms(COORDINATOR, f"JOIN {first} {second}")
    town.passes(minutes=16)
    for phone in (LEADER, KIAMUTISYA):
        assert town.got(phone, Text.SAFE_ASKED), phone


def test_people_who_go_are_asked_if_they_are_safe_and_two_misses_are_an_alarm(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    town.answers(BONDENI, "there", reference)
    town.passes(minutes=15, seconds=2)
    assert town.last(BONDENI) == town.said(Text.SAFE_ASKED, to=BONDENI, reference=reference)
    assert town.texts(BONDENI, "SALAMA")
    town.passes(minutes=40)
    assert len(town.board()) == 1
    town.passes(minutes=10)
    assert [row["category"] for row in town.board()] == ["officer-down", "gun-killing"]


def test_the_duress_word_calls_everybody_and_shows_nothing(new_town: Callable[..., Town]) -> None:
    with_word = f'phone = "{LEADER}"\nduress = "mawingu"'
    town = new_town(load_example("mlango-kubwa").replace(f'phone = "{LEADER}"', with_word))
    answer = town.texts(LEADER, "Niko sawa, MAWINGU.")
    before = len(town.inbox(LEADER))
    (alarm,) = town.board()
    reference = str(alarm["reference"])
    assert reference not in answer
    assert answer == town.said(Text.SAFE_NOTED, to=LEADER)
    assert (alarm["category"], alarm["level"], alarm["flag"]) == ("officer-down", "major", "duress")
    assert any(reference in text for text in town.inbox(BONDENI))
    town.answers(BONDENI, "going", reference)
    assert town.inbox(LEADER)[before:] == []
    assert reference not in town.texts(LEADER, "1")
    unknown = references.mint(4711)
    assert town.is_a(town.dials(LEADER, CODE, "0", "1"), Text.REPORTS_NONE)
    hidden = town.texts(LEADER, reference)
    assert hidden.replace(reference, "") == town.texts(LEADER, unknown).replace(unknown, "")


@pytest.mark.parametrize("before", [(), ("5",)], ids=["nothing asked", "an alarm is open"])
def test_safe_with_the_duress_word_is_answered_like_an_ordinary_one(
    new_town: Callable[..., Town], before: tuple[str, ...]
) -> None:
    with_word = f'phone = "{LEADER}"\nduress = "mawingu"'
    town = new_town(load_example("mlango-kubwa").replace(f'phone = "{LEADER}"', with_word))
    for text in before:
        town.texts(LEADER, text)
        town.passes(seconds=5)
    under_duress = town.texts(LEADER, "SALAMA mawingu")
    assert town.got(COORDINATOR, Text.FOUND_SAFE) == []
    assert town.board()[0]["flag"] == "duress"
    assert town.texts(LEADER, "SALAMA") == under_duress
    assert under_duress == town.said(Text.SAFE_NOTIFIED if before else Text.SAFE_NOTED, to=LEADER)


@pytest.mark.parametrize("cry", ["nisaidie", "5", "HELP"])
@pytest.mark.parametrize("is_going", [True, False], ids=["on the way", "at no incident"])
def test_a_cry_after_the_duress_word_belongs_to_the_silent_alarm_and_is_answered_like_a_safe(
    new_town: Callable[..., Town], cry: str, *, is_going: bool
) -> None:
    with_word = f'phone = "{LEADER}"\nduress = "mawingu"'
    town = new_town(load_example("mlango-kubwa").replace(f'phone = "{LEADER}"', with_word))
    if is_going:
        town.answers(LEADER, "going", town.reports(RESIDENTS[0], Category.GUN_KILLING))
    under_duress = town.texts(LEADER, "SALAMA mawingu")
    alarms = [row["reference"] for row in town.board() if row["category"] == "officer-down"]
    town.passes(seconds=40)
    before = len(town.inbox(COORDINATOR))
    assert town.texts(LEADER, cry) == under_duress
    assert len(town.inbox(COORDINATOR)) > before, "everybody is alerted again"
    town.passes(minutes=3)
    assert [row["reference"] for row in town.board() if row["category"] == "officer-down"] == alarms
    assert not any(alarms[0] in text for text in town.inbox(LEADER))


def test_help_goes_where_the_patroller_went_and_not_where_something_else_happens(town: Town) -> None:
    at_the_scene = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.answers(LEADER, "going", at_the_scene)
    town.answers(LEADER, "there", at_the_scene)
    town.reports(RESIDENTS[1], Category.THEFT, zone="school")
    reference = reference_in(town.texts(LEADER, "5"))
    assert "Bondeni" in next(text for text in town.inbox(BONDENI) if reference in text)


def test_if_a_patroller_is_cannot_be_guessed_everybody_is_called(town: Town) -> None:
    town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.reports(RESIDENTS[1], Category.GUN_KILLING, zone="kiamutisya")
    reference = reference_in(town.texts(LEADER, "5"))
    for phone in (DEPUTY, BONDENI, KIAMUTISYA, COORDINATOR, LANDLORDS, POLICE):
        assert any(reference in text for text in town.inbox(phone)), phone
    assert not any(zone in text for text in town.inbox(KIAMUTISYA) if reference in text for zone in ("Bondeni", "Kiam"))


@pytest.mark.parametrize("text", ["WHO", "NANI", "LIST 48273", "CLOSE 48274 done"])
def test_a_patroller_is_never_told_to_send_the_word_that_means_danger(town: Town, text: str) -> None:
    town.reports(RESIDENTS[0], Category.GUN_KILLING)
    answer = town.texts(LEADER, text)
    assert not town.is_a(answer, Text.NOT_YOURS, to=LEADER)
    assert not any(re.search(rf"\b{word}\b", answer) for word, verb in verbs.WORDS.items() if verb is verbs.Verb.HELP)


def test_calling_again_for_help_opens_no_second_alarm(town: Town) -> None:
    first = reference_in(town.texts(LEADER, "5"))
    assert reference_in(town.texts(LEADER, "SAIDIA")) == first
    assert len(town.board()) == 1
    assert sum(first in text for text in town.inbox(POLICE)) == 2


def test_a_person_who_falls_silent_on_the_way_is_missed(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    town.passes(minutes=46)
    assert "officer-down" in [row["category"] for row in town.board()]
    assert any("Patrol, Bondeni" in text for text in town.inbox(DEPUTY))


def test_a_person_who_was_missed_and_writes_that_they_are_safe_is_told_to_coordinators(town: Town) -> None:
    reference = town.reports(RESIDENTS[0], Category.GUN_KILLING)
    town.answers(BONDENI, "going", reference)
    town.passes(minutes=46)
    alarm = next(row["reference"] for row in town.board() if row["category"] == "officer-down")
    assert town.texts(BONDENI, "SALAMA") == town.said(Text.SAFE_NOTIFIED, to=BONDENI)
    assert town.got(COORDINATOR, Text.FOUND_SAFE, reference=alarm)


def test_safe_with_the_number_of_the_question_is_heard_as_safe(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.answers(LEADER, "there", reference)
    for _ in range(4):
        town.passes(minutes=15, seconds=5)
        assert town.last(LEADER) == town.said(Text.SAFE_ASKED, to=LEADER, reference=reference)
        town.texts(LEADER, f"SALAMA {reference}")
    assert len(town.board()) == 1


def test_an_ok_with_the_reference_of_another_alert_answers_that_alert(town: Town) -> None:
    armed = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", armed)
    other = town.reports(OTHER, Category.BREAK_IN, zone="market")
    assert town.texts(LEADER, f"OK {other}") == town.said(Text.SEEN_NOT_GOING, to=LEADER, reference=other)
    assert town.track(other, "patrol")["answered_at"] is None
    assert town.texts(LEADER, f"OK {armed}") == town.said(Text.SAFE_NOTED, to=LEADER)


def test_a_person_who_is_there_without_having_said_that_he_goes_leads_and_is_looked_after(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "there", reference)
    assert town.got(LEADER, Text.LEADS, reference=reference)
    town.passes(minutes=16)
    assert town.got(BONDENI, Text.SAFE_ASKED, reference=reference)
    town.passes(minutes=31)
    assert town.board()[0]["category"] == "officer-down"
