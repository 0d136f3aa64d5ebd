"""Stories of phones that answer every text by themselves: they get a few answers, and coordinators a line about it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from gateway.storage.models import Inbound
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, DEPUTY, KIAMUTISYA, LANDLORDS, LEADER, RESIDENT
from tests.town import TOKEN, Town


def floods(town: Town, phone: str, *words: str, number: int = 60, seconds: float = 1 / 60) -> int:
    """Send texts of a phone, one after the other, with a number behind the words; return how many it was answered."""
    before = len(town.inbox(phone))
    for count in range(number):
        town.now += timedelta(seconds=seconds)
        town.texts(phone, words[count % len(words)].replace("#", str(count)))
    return len(town.inbox(phone)) - before


LONG = ("I am driving, # minutes more",)
"""Words that are sent for longer than a second."""
SHORT = 30
"""Texts of the other loops, which differ in their words alone: six times as many as the most answers allowed."""


@pytest.mark.parametrize(
    "words",
    [
        LONG,
        ("Niko kazini, nitakupigia baadaye #",),
        ("12 34 #",),
        ("Call me later #", "I am busy #"),
        ("OK", "Sawa", "Asante"),
        ("1", "naenda", "going"),
        ("1 1234#", "4 1000#"),
        ("SWAP somebody #",),
        ("HELP", "help me please #"),
        ("niko na shida #",),
        ("wezi wako sokoni #",),
    ],
)
def test_a_loop_of_sixty_texts_a_second_costs_at_most_five(town: Town, words: tuple[str, ...]) -> None:
    assert floods(town, KIAMUTISYA, *words, number=90 if words == LONG else SHORT) <= 5


@pytest.mark.parametrize("words", ["I am driving #", "12 34 #", "wezi wako sokoni #", "HELP", "moto, moto! #"])
def test_a_residents_loop_costs_at_most_five_too(town: Town, words: str) -> None:
    assert floods(town, RESIDENT, words, number=SHORT) <= 5


def test_a_phone_that_answers_each_of_our_texts_falls_silent_with_us(town: Town) -> None:
    town.texts(BONDENI, "I am driving")
    turns = 0
    heard = 0
    while len(town.inbox(BONDENI)) > heard and turns < 20:
        heard, turns = len(town.inbox(BONDENI)), turns + 1
        town.now += timedelta(seconds=20)
        town.texts(BONDENI, "I am driving")
    assert turns <= 3
    assert [town.got(phone, Text.ANSWERS_END) for phone in (COORDINATOR, LANDLORDS)] == [
        [town.said(Text.ANSWERS_END, to=phone, said=town.person(BONDENI).name)] for phone in (COORDINATOR, LANDLORDS)
    ]


def test_two_phones_that_answer_everything_do_not_keep_each_other_going(town: Town) -> None:
    """Both are coordinators: the line about the one is a text to the other."""
    town.texts(COORDINATOR, "I am driving")
    heard = {COORDINATOR: 0, LANDLORDS: 0}
    for _ in range(60):
        town.now += timedelta(seconds=15)
        for phone, before in heard.items():
            heard[phone] = len(town.inbox(phone))
            if heard[phone] > before:
                town.texts(phone, "I am driving")
    sent = len(town.carrier.sent)
    assert sent <= 8
    assert all(len(town.inbox(phone)) == before for phone, before in heard.items()), "nothing moves any more"


def test_commands_and_reports_of_such_a_phone_are_still_answered(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    floods(town, LEADER, "I am driving #", number=10)
    assert town.answers(LEADER, "going", reference) == town.said(Text.GOING, to=LEADER, reference=reference)
    assert town.texts(LEADER, "ON") == town.said(Text.ON, to=LEADER)
    assert town.texts(LEADER, "kuna wezi sokoni") == town.said(Text.KEPT_WITH_REFERENCE, to=LEADER)
    assert town.texts(LEADER, "I am driving on") == ""


def test_the_coordinators_get_one_line_an_hour_for_a_phone(town: Town) -> None:
    for _ in range(3):
        floods(town, BONDENI, "I am driving #", number=8, seconds=30)
        floods(town, BONDENI, "wezi wako sokoni #", number=8, seconds=20)
    assert len(town.got(COORDINATOR, Text.ANSWERS_END)) == 1
    town.now += timedelta(minutes=61)
    assert floods(town, BONDENI, "I am driving #", number=8) == 3
    assert len(town.got(COORDINATOR, Text.ANSWERS_END)) == 2
    floods(town, DEPUTY, "I am driving #", number=8)
    assert len(town.got(COORDINATOR, Text.ANSWERS_END)) == 3, "one for each phone"


def test_the_line_about_a_resident_says_nothing_of_them(town: Town) -> None:
    floods(town, RESIDENT, "12 34 #", number=8)
    assert town.got(COORDINATOR, Text.ANSWERS_END_RESIDENT) == [town.said(Text.ANSWERS_END_RESIDENT, to=COORDINATOR)]
    assert not any(character.isdigit() for character in town.last(COORDINATOR))


def test_every_text_of_a_flood_is_kept_and_its_words_of_danger_count(town: Town) -> None:
    floods(town, RESIDENT, "12 34 #", number=30)
    town.texts(RESIDENT, "wana bunduki Bondeni")
    floods(town, BONDENI, "I am driving #", number=30)
    reference = town.texts(BONDENI, "5 nimevamiwa")
    assert town.got(COORDINATOR, Text.HINT_RED)
    assert [entry["category"] for entry in town.board()] == [Category.OFFICER_DOWN, Category.GUN_KILLING]
    assert reference
    with town.services.reading() as session:
        assert session.scalar(select(func.count()).select_from(Inbound)) == 62


def test_an_alarm_that_a_person_repeats_is_always_acted_on_and_answered(town: Town) -> None:
    answered = floods(town, BONDENI, "5 #", number=12, seconds=11)
    assert answered == 12
    assert len(town.board()) == 1
    assert len(town.alerts(LEADER)) == 12


def test_a_command_is_answered_as_often_as_a_person_asks_and_not_as_often_as_a_machine(town: Town) -> None:
    assert floods(town, COORDINATOR, "LIST", number=20, seconds=11) == 20
    town.passes(minutes=120)
    assert floods(town, COORDINATOR, "LIST", number=40, seconds=11) == 30
    town.now += timedelta(minutes=28)
    assert floods(town, COORDINATOR, "LIST", number=5, seconds=11) == 0, "half an hour later it is the same machine"


def test_a_flood_of_alarms_alerts_everybody_a_few_times_and_again_when_its_sender_has_moved(town: Town) -> None:
    floods(town, BONDENI, "5 #")
    assert len(town.alerts(LEADER)) == 4
    town.texts(BONDENI, "5 Kiamutisya")
    assert len(town.alerts(LEADER)) == 5
    town.now += timedelta(seconds=40)
    town.texts(BONDENI, "5 haraka")
    assert len(town.alerts(LEADER)) == 6


def test_workers_that_act_on_a_flood_side_by_side_send_no_more_answers(town: Town) -> None:
    with town.without_hints():
        for number in range(24):
            form = {"from": BONDENI, "to": "22384", "text": f"I am driving {number}", "id": f"loop-{number}"}
            assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(town.handles, range(24, 0, -1)))
    town.ticks()
    assert len(town.inbox(BONDENI)) <= 3


def test_texts_that_tell_of_two_things_in_turn_are_two_reports(town: Town) -> None:
    floods(town, RESIDENT, "moto sokoni #", "wezi mtoni #", number=30)
    assert {entry["category"] for entry in town.board()} == {Category.FIRE_HAZARD, Category.THEFT}
    assert len(town.board()) == 2
    assert len(town.carrier.sent) <= 8
