"""Stories of the question whether a patroller is in danger: an answer settles it, and silence raises the alarm."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy import text as sql

from gateway.communities.file import load_example
from gateway.core.unit_of_work import FAILED_WAITS, UnitOfWork
from gateway.safety import danger_questions
from gateway.storage.models import DangerQuestion, PersonRow
from menus.domain.categories import Category
from menus.domain.safety import SILENCE, UNREAD
from menus.text.names import Text
from tests.people import BONDENI, COORDINATOR, KIAMUTISYA, LEADER, POLICE, RESIDENT
from tests.town import TOKEN, Town, reference_in


def alarms(town: Town) -> list[str]:
    """Return the references of all alarms, the newest first."""
    return [str(row["reference"]) for row in town.board() if row["category"] == "officer-down"]


def is_asked_back(town: Town, phone: str, text: str) -> bool:
    return town.texts(phone, text) == town.said(Text.ARE_YOU_IN_DANGER, to=phone) and alarms(town) == []


@pytest.mark.parametrize("text", ["nisaidie", "HELP"])
def test_a_call_for_help_that_nobody_explains_is_the_alarm_after_three_minutes(town: Town, text: str) -> None:
    assert is_asked_back(town, BONDENI, text)
    town.passes(minutes=2, seconds=50)
    assert alarms(town) == []
    town.passes(seconds=12)
    (alarm,) = alarms(town)
    assert town.last(BONDENI) == town.said(Text.OFFICER_DOWN_STARTED, to=BONDENI, reference=alarm)
    for phone in (LEADER, KIAMUTISYA, COORDINATOR, POLICE):
        assert town.alerts(phone, reference=alarm), phone
    town.passes(minutes=4)
    assert alarms(town) == [alarm], "and it is raised once"


@pytest.mark.parametrize("text", ["niko salama", "hapana"])
def test_whoever_answers_that_nothing_is_wrong_raises_no_alarm(town: Town, text: str) -> None:
    assert is_asked_back(town, BONDENI, "nimevamiwa")
    town.passes(minutes=1)
    assert town.texts(BONDENI, text) == town.said(Text.SAFE_NOTED, to=BONDENI)
    town.passes(minutes=5)
    assert alarms(town) == []
    assert town.inbox(LEADER) == town.inbox(COORDINATOR) == []


@pytest.mark.parametrize("text", ["ndio", "siko salama"])
def test_whoever_answers_that_they_are_in_danger_is_helped_at_once(town: Town, text: str) -> None:
    assert is_asked_back(town, BONDENI, "nisaidie mtoni")
    town.passes(seconds=20)
    alarm = reference_in(town.texts(BONDENI, text))
    assert town.incident(alarm)["category"] == "officer-down"
    assert town.incident(alarm)["zone"] == "river", "where the first text said"
    town.passes(minutes=4)
    assert alarms(town) == [alarm]


def test_a_command_settles_the_question_and_is_obeyed(town: Town) -> None:
    assert is_asked_back(town, BONDENI, "HELP")
    town.passes(seconds=20)
    assert town.texts(BONDENI, "ON") == town.said(Text.ON, to=BONDENI)
    town.passes(minutes=5)
    assert alarms(town) == []


def test_no_alone_about_danger_declines_no_alert(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(BONDENI, "HELP")
    town.passes(seconds=20)
    assert town.texts(BONDENI, "hapana") == town.said(Text.SAFE_NOTED, to=BONDENI)
    assert town.texts(BONDENI, "hapana") != town.said(Text.SAFE_NOTED, to=BONDENI)
    assert town.incident(reference)["status"] == "open"


def test_help_with_words_of_danger_is_a_report_for_the_coordinators_as_well(town: Town) -> None:
    assert town.texts(BONDENI, "HELP wana bunduki mtoni") == town.said(Text.ARE_YOU_IN_DANGER, to=BONDENI)
    assert town.got(COORDINATOR, Text.HINT_RED)
    town.passes(minutes=3, seconds=2)
    assert town.incident(alarms(town)[0])["zone"] == "river"


def test_at_an_incident_help_is_the_alarm_and_five_is_everywhere(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.answers(BONDENI, "going", reference)
    alarm = reference_in(town.texts(BONDENI, "SAIDIA"))
    assert town.incident(alarm)["category"] == "officer-down"
    other = reference_in(town.texts(KIAMUTISYA, "5"))
    assert town.incident(other)["category"] == "officer-down"


def test_help_from_a_coordinator_and_a_police_contact_shows_the_commands(town: Town) -> None:
    assert town.texts(COORDINATOR, "HELP") == town.said(Text.HELP_COORDINATOR, to=COORDINATOR)
    assert town.texts(POLICE, "HELP") == town.said(Text.HELP_POLICE, to=POLICE)
    town.passes(minutes=4)
    assert town.board() == []


def test_a_text_that_has_come_in_and_waits_for_a_worker_is_no_silence(town: Town) -> None:
    assert is_asked_back(town, BONDENI, "HELP")
    with town.without_hints():
        form = {"from": BONDENI, "to": "22384", "text": "niko salama", "id": "waits", "date": "2026-11-23"}
        assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    town.now += SILENCE + timedelta(seconds=1)
    town.ticks()
    assert alarms(town) == []
    town.passes(minutes=3)
    assert alarms(town) == []


def test_a_text_that_nobody_acts_on_delays_the_alarm_by_a_minute_at_most(town: Town) -> None:
    assert is_asked_back(town, BONDENI, "HELP")
    with town.without_hints():
        form = {"from": BONDENI, "to": "22384", "text": "niko salama", "id": "waits", "date": "2026-11-23"}
        assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    town.now += SILENCE + UNREAD
    with town.services.uow() as uow:
        danger_questions.raise_unanswered(uow, town.services.directory)
    assert len(alarms(town)) == 1


def test_a_question_that_fails_delays_no_other_alarm_and_is_tried_again(town: Town) -> None:
    assert is_asked_back(town, BONDENI, "nisaidie")
    with town.services.database.engine.begin() as connection:
        (words,) = connection.exec_driver_sql("SELECT words FROM danger_questions").one()
        connection.exec_driver_sql("UPDATE danger_questions SET words = phone FROM people WHERE people.id = person_id")
    town.now += timedelta(seconds=20)
    assert is_asked_back(town, KIAMUTISYA, "nisaidie")
    town.now += SILENCE
    town.ticks()
    (alarm,) = alarms(town)
    assert town.last(KIAMUTISYA) == town.said(Text.OFFICER_DOWN_STARTED, to=KIAMUTISYA, reference=alarm)
    with town.services.reading() as session:
        assert session.scalars(select(DangerQuestion.due_at)).one() > town.now, "it does not stay at the head"
    with town.services.database.engine.begin() as connection:
        connection.execute(sql("UPDATE danger_questions SET words = :words"), {"words": words})
    town.now += FAILED_WAITS
    town.ticks()
    assert town.last(BONDENI) == town.said(Text.OFFICER_DOWN_STARTED, to=BONDENI, reference=alarms(town)[0])


def without_bondeni(text: str) -> str:
    """Return the example file without the patroller of Bondeni, as if they had left."""
    start = text.rindex("[[people]]", 0, text.index(f'phone = "{BONDENI}"'))
    return text[:start] + text[text.index("[[", start + 2) :]


def test_whoever_is_taken_off_the_file_while_they_are_asked_is_helped_under_their_name(town: Town) -> None:
    name = town.person(BONDENI).name
    assert is_asked_back(town, BONDENI, "nisaidie mtoni")
    town.loads(without_bondeni(load_example("mlango-kubwa")))
    town.passes(minutes=3, seconds=2)
    (alarm,) = alarms(town)
    assert town.incident(alarm)["zone"] == "river"
    assert name in town.last(LEADER)


def test_two_cries_of_one_person_at_once_ask_one_question(town: Town) -> None:
    with town.services.reading() as session:
        person_id = session.scalars(select(PersonRow.id).limit(1)).one()

    def ask(uow: UnitOfWork, words: str) -> None:
        danger_questions.ask(uow, person_id, words, None, None)

    def ask_too() -> None:
        with town.services.uow() as uow:
            ask(uow, "second")
            asked_too.set()

    asked_too = threading.Event()
    other = threading.Thread(target=ask_too)
    with town.services.uow() as uow:
        ask(uow, "first")
        other.start()
        other.join(0.2)
        assert not asked_too.is_set(), "the second one waits for the first"
    other.join()
    assert asked_too.is_set()
    with town.services.reading() as session:
        assert session.scalars(select(DangerQuestion.words)).all() == ["first"]


def test_the_question_is_kept_in_the_database_alone_and_not_longer_than_it_is_open(town: Town) -> None:
    town.texts(BONDENI, "nisaidie")
    town.loses_redis()
    with town.services.reading() as session:
        (question,) = session.scalars(select(DangerQuestion)).all()
        assert question.words == "nisaidie"
    town.passes(minutes=3, seconds=2)
    assert len(alarms(town)) == 1
    with town.services.reading() as session:
        assert session.scalars(select(DangerQuestion)).all() == []


def test_the_duress_word_answers_the_question_and_no_other_alarm_follows(new_town: Callable[..., Town]) -> None:
    with_word = f'phone = "{BONDENI}"\nduress = "mawingu"'
    town = new_town(load_example("mlango-kubwa").replace(f'phone = "{BONDENI}"', with_word))
    town.texts(BONDENI, "HELP")
    assert town.texts(BONDENI, "niko sawa mawingu") == town.said(Text.SAFE_NOTED, to=BONDENI)
    town.passes(minutes=4)
    (alarm,) = town.board()
    assert alarm["flag"] == "duress"


def test_no_to_the_question_whether_they_are_safe_is_no_refusal_to_go(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(BONDENI, "there", reference)
    town.passes(minutes=15, seconds=2)
    assert town.last(BONDENI) == town.said(Text.SAFE_ASKED, to=BONDENI, reference=reference)
    assert town.texts(BONDENI, "hapana") == town.said(Text.ARE_YOU_IN_DANGER, to=BONDENI)
    town.passes(minutes=3, seconds=2)
    assert len(alarms(town)) == 1
