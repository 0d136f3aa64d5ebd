"""Stories of erasing: what is over goes in short batches, what is not over any more stays, nothing is done twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text, update

from gateway.core import known, timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import access
from gateway.storage.models import Event, Incident, Message, Notification, ReceiptRow
from gateway.storage.states import MessageState
from gateway.upkeep import batches, retention
from menus.domain.categories import Category, Track
from menus.domain.messages import Lane, MessageKind
from menus.domain.timeline import EventKind
from tests.people import BREAK_IN, CODE, COORDINATOR, LEADER, RESIDENT
from tests.statements import counted
from tests.town import Town, reference_in


def keep_old_texts(town: Town, number: int) -> None:
    """Let the database hold texts of forty days ago."""
    old = town.now - timedelta(days=40)
    row: dict[str, Any] = {
        "lane": Lane.RED,
        "kind": MessageKind.ALERT,
        "batch": b"b" * 16,
        "phone_hash": b"p" * 16,
        "phone": RESIDENT,
    }
    row |= {"body": "x", "state": MessageState.DELIVERED, "created_at": old, "due_at": old, "attempts": 1}
    with town.services.uow() as uow:
        community_id = town.services.directory.communities()[0].id
        uow.insert(Message, [{"community_id": community_id, "is_obsolete": False, **row} for _ in range(number)])


def erase(town: Town) -> int:
    """Erase what is over, as the clock does."""
    return retention.erase_expired(town.services.uow, town.services.reading, town.now)


def with_phone(town: Town) -> int:
    with town.services.reading() as session:
        return session.scalar(select(func.count()).where(func.length(Message.phone) > 0)) or 0


def test_many_old_rows_go_in_one_run_of_short_batches(town: Town) -> None:
    keep_old_texts(town, 2 * batches.MOST + 50)
    with counted(town.services) as seen:
        assert erase(town) == 2 * batches.MOST + 50
    assert len([one for one in seen if one.startswith("UPDATE messages")]) == 3
    assert with_phone(town) == 0


def test_what_was_erased_is_not_met_again(town: Town) -> None:
    keep_old_texts(town, 50)
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(COORDINATOR, f"CLOSE {reference} settled")
    town.places()
    town.now += timedelta(days=400)
    assert erase(town) > 50
    with counted(town.services) as seen:
        assert erase(town) == 0
    assert [one for one in seen if one.startswith(("UPDATE", "DELETE"))] == []


def test_what_is_not_over_any_more_when_its_turn_comes_stays(town: Town) -> None:
    keep_old_texts(town, 10)

    @contextmanager
    def late() -> Iterator[UnitOfWork]:
        with town.services.uow() as uow:
            uow.session.execute(update(Message).values(created_at=town.now))
        with town.services.uow() as uow:
            yield uow

    assert retention.erase_expired(late, town.services.reading, town.now) == 0
    assert with_phone(town) == 10


def test_words_that_were_recorded_after_the_erasing_go_too(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *BREAK_IN))
    town.texts(COORDINATOR, f"CLOSE {reference} settled")
    town.now += timedelta(days=366)
    town.ticks()
    with town.services.uow() as uow:
        incident = uow.session.scalars(select(Incident)).one()
        assert incident.erased_at is not None
        timeline.record(uow, incident, EventKind.NOTED, words="a note")
    town.passes(minutes=6)
    with town.services.reading() as session:
        assert set(session.execute(select(Event.words, Event.looked_by))) == {(None, None)}


def test_nothing_is_erased_while_another_process_does_it(town: Town) -> None:
    if town.services.database.on_sqlite:
        pytest.skip("on SQLite a writer is always alone")
    keep_old_texts(town, 10)
    with town.services.database.engine.begin() as other:
        other.execute(text("SELECT pg_advisory_xact_lock(4846388)"))
        assert erase(town) == 0
    assert erase(town) == 10


def test_a_process_that_ends_erases_nothing_more(town: Town) -> None:
    keep_old_texts(town, 10)
    assert retention.erase_expired(town.services.uow, town.services.reading, town.now, lambda: True) == 0


def test_receipts_without_a_message_go_after_their_time_alone(town: Town) -> None:
    town.receives("nobody's", "Success")
    for days, left in ((89, 1), (2, 0)):
        town.now += timedelta(days=days)
        erase(town)
        with town.services.reading() as session:
            assert len(session.scalars(select(ReceiptRow.id)).all()) == left


def test_what_is_known_of_an_incident_is_read_again_once_somebody_was_notified_of_it(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    record = town.services.directory.communities()[0]
    person = record.by_phone(LEADER)
    assert person is not None
    with town.services.uow() as uow:
        incident = access.find(uow.session, record, person, reference)
        assert incident is not None
        person_id = record.person_ids[LEADER]
        assert known.of(uow.session, incident, person_id) is not None
        assert access.notified_tracks(uow.session, record, person, incident) == {Track.PATROL}
        key = {"incident_id": incident.id, "person_id": person_id, "track": Track.POLICE}
        uow.session.add(Notification(**key, at=uow.now))
        uow.session.flush()
        assert access.notified_tracks(uow.session, record, person, incident) == {Track.PATROL, Track.POLICE}
