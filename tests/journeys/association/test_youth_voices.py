"""Stories of callers who will come to a project, or say that what was done is still undone: without their numbers."""

from collections.abc import Callable
from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select, text

from gateway.storage.models import Act, Report, Task, TaskVoice
from menus.domain.acts import ActKind
from menus.domain.tasks import TaskState
from menus.text.names import Text
from tests.people import CODE, COORDINATOR, LANDLORDS, RESIDENT, RESIDENTS
from tests.town import Town
from tests.youth import OTHER_YOUTH, YOUTH, hazard, task_in, with_youth

COME, STILL = ("0", "4", "2", "1"), ("0", "4", "2", "3")
"""Keys of the one task of a community, behind the project of its file."""


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    return new_town(with_youth())


def done(town: Town) -> str:
    """Make a task of a hazard, have it taken and done, and return its number."""
    number = task_in(town.texts(COORDINATOR, f"TASK {hazard(town, RESIDENT)} lamps"))
    town.texts(YOUTH, f"TAKE {number}")
    town.texts(YOUTH, f"DONE {number} 3 lamps put up")
    return number


def state_of(town: Town) -> TaskState:
    with town.services.reading() as session:
        return session.scalars(select(Task)).one().state


def voices(town: Town) -> list[TaskVoice]:
    with town.services.reading() as session:
        return list(session.scalars(select(TaskVoice)))


def test_three_different_phones_reopen_a_task_and_leads_and_coordinators_are_told(town: Town) -> None:
    """Three voices that say "still dark" open the task again; the reporter reads it without a text."""
    number = done(town)
    for phone in RESIDENTS[2:4]:
        assert town.is_a(town.dials(phone, CODE, *STILL), Text.YOUTH_THANKS_STILL)
    assert state_of(town) is TaskState.DONE
    assert town.got(COORDINATOR, Text.TASK_STILL) == []
    town.dials(RESIDENTS[4], CODE, *STILL)
    assert state_of(town) is TaskState.OPEN
    for phone in (YOUTH, OTHER_YOUTH, COORDINATOR, LANDLORDS):
        assert len(town.got(phone, Text.TASK_STILL, task=number)) == 1
    assert town.said(Text.STATUS_TASK_REOPENED, to=RESIDENT) in town.dials(RESIDENT, CODE, "0", "1", "1")
    assert voices(town) == []
    assert all(town.inbox(phone) == [] for phone in RESIDENTS)
    told = town.texts(OTHER_YOUTH, f"TAKE {number}")
    assert town.is_a(told, Text.TASK_TAKEN_NOW, OTHER_YOUTH)


def test_three_voices_from_one_phone_are_one(town: Town) -> None:
    done(town)
    for _ in range(4):
        assert town.is_a(town.dials(RESIDENTS[2], CODE, *STILL), Text.YOUTH_THANKS_STILL)
    assert state_of(town) is TaskState.DONE
    assert len(voices(town)) == 1


def test_the_same_post_twice_is_one_voice_and_gives_the_same_page(town: Town) -> None:
    done(town)
    for number, phone in enumerate(RESIDENTS[2:5]):
        pages = set()
        for _ in range(2):
            pages.add(town.hop(phone, CODE, "*".join(STILL), f"session-{number}"))
        assert len(pages) == 1
        town.works()
    assert state_of(town) is TaskState.OPEN
    assert len(town.got(COORDINATOR, Text.TASK_STILL)) == 1


def test_three_phones_at_once_reopen_a_task_once(town: Town) -> None:
    done(town)
    threads = [
        Thread(target=town.hop, args=(phone, CODE, "*".join(STILL), f"at-once-{phone}")) for phone in RESIDENTS[2:5]
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    town.works()
    assert state_of(town) is TaskState.OPEN
    assert len(town.got(COORDINATOR, Text.TASK_STILL)) == 1


def test_hands_are_counted_once_for_each_phone_and_without_a_name(town: Town) -> None:
    number = task_in(town.texts(COORDINATOR, f"TASK {hazard(town, RESIDENT)} lamps"))
    for phone in (*RESIDENTS[2:6], RESIDENTS[2]):
        assert town.is_a(town.dials(phone, CODE, *COME), Text.YOUTH_THANKS_COME)
    assert town.said(Text.YOUTH_HANDS, to=RESIDENT, count="4") in town.dials(RESIDENT, CODE, *COME[:3])
    town.dials(RESIDENT, CODE, "0", "4", "1", "1")
    assert town.said(Text.YOUTH_HANDS, to=RESIDENT, count="1") in town.dials(RESIDENT, CODE, "0", "4", "1")
    town.texts(YOUTH, f"TAKE {number}")
    town.texts(YOUTH, f"DONE {number} lamps")
    assert {voice.subject for voice in voices(town)} == {town.community.projects[0].names["sw"]}


def test_a_voice_leads_to_no_report_and_to_no_other_voice_of_its_phone(town: Town) -> None:
    first = done(town)
    hazard(town, RESIDENTS[2])
    town.dials(RESIDENTS[2], CODE, *STILL)
    town.dials(RESIDENTS[2], CODE, "0", "4", "1", "1")
    kept = [voice.voice for voice in voices(town)]
    assert len(set(kept)) == 2
    with town.services.reading() as session:
        hashes = set(session.scalars(select(Report.reporter_hash)))
        assert not hashes & set(kept)
        for phone in RESIDENTS:
            assert not {*town.services.keyring.phones(phone)} & set(kept)
        rows = str(session.execute(text("SELECT * FROM task_voices")).all())
    assert RESIDENTS[2] not in rows
    assert first in rows


def test_voices_are_erased_after_thirty_days(town: Town) -> None:
    done(town)
    town.dials(RESIDENTS[2], CODE, *STILL)
    for days, left in ((29, 1), (2, 0)):
        town.now += timedelta(days=days)
        town.ticks()
        assert len(voices(town)) == left


def test_nothing_is_said_of_a_task_that_is_not_done(town: Town) -> None:
    town.texts(COORDINATOR, f"TASK {hazard(town, RESIDENT)} lamps")
    for phone in RESIDENTS[2:6]:
        town.dials(phone, CODE, *STILL)
    assert voices(town) == []
    assert state_of(town) is TaskState.OPEN


def test_a_task_is_reopened_on_record_without_anybody(town: Town) -> None:
    number = done(town)
    for phone in RESIDENTS[2:5]:
        town.dials(phone, CODE, *STILL)
    with town.services.reading() as session:
        (act,) = session.scalars(select(Act).where(Act.kind == ActKind.TASK_REOPENED))
        assert (act.facts, act.person_id, act.words) == ({"task": number}, None, None)
