"""Stories of texts about tasks that change nothing: from somebody else, too early, twice, or of what is no hazard."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.storage.models import Incident
from menus.domain.categories import Category, Level
from menus.domain.lettered import Letter, mint
from menus.domain.tasks import TaskState
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, LANDLORDS, RESIDENT
from tests.town import Town
from tests.youth import OTHER_YOUTH, YOUTH, hazard, made, my_report, tasks, with_youth

THEIRS = "+254700000299"
"""The lead of a youth group of another community."""


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    return new_town(with_youth())


@pytest.mark.parametrize("verb", ["TAKE", "DONE"])
def test_only_a_youth_lead_takes_a_task(town: Town, verb: str) -> None:
    number = made(town, hazard(town, RESIDENT))
    for phone in (BONDENI, LANDLORDS, RESIDENT):
        town.texts(phone, f"{verb} {number} all clean")
    assert tasks(town)[0].state is TaskState.OPEN


def test_only_a_coordinator_makes_a_task(town: Town) -> None:
    reference = hazard(town, RESIDENT)
    for phone in (YOUTH, BONDENI, RESIDENT):
        town.texts(phone, f"TASK {reference} lamps")
    assert tasks(town) == []


def test_done_by_who_has_not_taken_it_changes_nothing(town: Town) -> None:
    reference = hazard(town, RESIDENT)
    number = made(town, reference)
    told = town.texts(YOUTH, f"DONE {number} all done")
    assert told == town.said(Text.TASK_TAKE_FIRST, to=YOUTH, task=number)
    town.texts(YOUTH, f"TAKE {number}")
    told = town.texts(OTHER_YOUTH, f"TAYARI {number} tumemaliza")
    assert told == town.said(Text.TASK_TAKEN_BY_ANOTHER, to=OTHER_YOUTH, task=number)
    assert tasks(town)[0].state is TaskState.TAKEN
    assert town.incident(reference)["status"] == "open"


def test_take_twice_says_whose_it_is(town: Town) -> None:
    number = made(town, hazard(town, RESIDENT))
    town.texts(YOUTH, f"TAKE {number}")
    town.passes(minutes=30)
    assert town.texts(YOUTH, f"TAKE {number}") == town.said(Text.TASK_TAKEN_BEFORE, to=YOUTH, task=number)
    told = town.texts(OTHER_YOUTH, f"CHUKUA {number}")
    assert told == town.said(Text.TASK_TAKEN_BY_ANOTHER, to=OTHER_YOUTH, task=number)
    town.texts(YOUTH, f"DONE {number} lamps")
    for verb in ("TAKE", "DONE"):
        town.passes(minutes=30)
        told = town.texts(YOUTH, f"{verb} {number} again")
        assert told == town.said(Text.TASK_DONE_BEFORE, to=YOUTH, task=number)


def test_done_without_words_asks_for_them(town: Town) -> None:
    number = made(town, hazard(town, RESIDENT))
    town.texts(YOUTH, f"TAKE {number}")
    assert town.texts(YOUTH, f"DONE {number}") == town.said(Text.TASK_WHAT_DONE, to=YOUTH, task=number)
    assert tasks(town)[0].state is TaskState.TAKEN


def test_a_name_in_the_words_is_crossed_out_before_it_is_kept(town: Town) -> None:
    number = made(town, hazard(town, RESIDENT), words="drain behind Kamau Njoroge")
    town.texts(YOUTH, f"TAKE {number}")
    town.texts(YOUTH, f"DONE {number} cleaned with Brayo and Mama Achieng 0711222333")
    (task,) = tasks(town)
    for name in ("Kamau", "Njoroge", "Brayo", "Achieng", "0711222333"):
        assert name not in task.project + (task.did or "")
    assert "Brayo" not in my_report(town)


@pytest.mark.parametrize("category", [Category.GUN_KILLING, Category.BREAK_IN, Category.THEFT])
def test_what_is_no_hazard_becomes_no_task(town: Town, category: Category) -> None:
    reference = town.reports(RESIDENT, category)
    told = town.texts(COORDINATOR, f"TASK {reference} lamps")
    is_major = category is Category.GUN_KILLING
    name = Text.UNKNOWN_REFERENCE if is_major else Text.TASK_NO_HAZARD
    assert told == town.said(name, to=COORDINATOR, reference=reference)
    assert tasks(town) == []


def test_what_is_private_is_answered_as_an_unknown_reference(town: Town) -> None:
    town.dials(RESIDENT, CODE, "7", "2", "1")
    with town.services.reading() as session:
        reference = session.scalars(select(Incident.reference).where(Incident.level == Level.PRIVATE)).one()
    told = town.texts(COORDINATOR, f"TASK {reference} lamps")
    assert told == town.said(Text.UNKNOWN_REFERENCE, to=COORDINATOR, reference=reference)
    unknown = mint(Letter.TASK, 777)[1:]
    assert town.texts(COORDINATOR, f"TASK {unknown} lamps") == told.replace(reference, unknown)
    assert tasks(town) == []


def test_a_closed_hazard_and_a_mistyped_one_become_no_task(town: Town) -> None:
    reference = hazard(town, RESIDENT)
    wrong = reference[:-1] + str((int(reference[-1]) + 1) % 10)
    told = town.texts(COORDINATOR, f"TASK {wrong} lamps")
    assert told == town.said(Text.WRONG_DIGIT, to=COORDINATOR, reference=wrong)
    assert town.texts(COORDINATOR, f"TASK {reference}") == town.said(
        Text.TASK_FORM, to=COORDINATOR, reference=reference
    )
    town.texts(COORDINATOR, f"CLOSE {reference} safe")
    told = town.texts(COORDINATOR, f"TASK {reference} lamps")
    assert told == town.said(Text.TASK_NO_HAZARD, to=COORDINATOR, reference=reference)
    assert tasks(town) == []


def test_a_task_of_another_community_is_unknown(new_town: Callable[..., Town]) -> None:
    theirs = f'{load_example("kawangware")}\n[[people]]\nname = "Youth (example)"\nphone = "{THEIRS}"\n'
    theirs += 'roles = ["youth-lead"]\nlanguage = "en"\n'
    town = new_town(with_youth(), theirs)
    number = made(town, hazard(town, RESIDENT))
    code = town.record(THEIRS).community.sms_codes[0]
    for verb in ("TAKE", "DONE"):
        told = town.texts(THEIRS, f"{verb} {number} lamps", to=code)
        assert told == town.said(Text.TASK_UNKNOWN, to=THEIRS, task=number)
    assert tasks(town)[0].state is TaskState.OPEN
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert town.texts(YOUTH, f"TAKE {wrong}") == town.said(Text.TASK_WRONG_DIGIT, to=YOUTH, task=wrong)


@pytest.mark.parametrize(
    "text", ["take care of the boy", "task for tomorrow", "kazi iko wapi", "done", "chukua simu yangu"]
)
def test_words_that_are_no_command_are_read_as_before(town: Town, text: str) -> None:
    for phone in (COORDINATOR, YOUTH):
        answer = town.texts(phone, text)
        assert not any(town.is_a(answer, name, phone) for name in Text if name.value.startswith("sms.task_"))
    assert tasks(town) == []
