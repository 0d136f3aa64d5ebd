"""Texts that are written together: one statement for all, and nothing that reads or changes messages misses one."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.core import known
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.messaging.outbox import OutgoingText
from gateway.storage.models import Incident, Message, PersonRow
from gateway.storage.states import MessageState
from menus.domain.categories import Category, Track
from menus.domain.messages import Lane, MessageKind
from tests.people import DEPUTY, LEADER, POLICE, RESIDENT
from tests.statements import counted
from tests.town import Town


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


def queue(town: Town, uow: UnitOfWork, phone: str, text: str = "example", **more: object) -> None:
    """Queue a red text for a phone."""
    record = town.services.directory.communities()[0]
    outbox.queue(uow, record, OutgoingText(MessageKind.ALERT, Lane.RED, text, (phone,), **more))  # type: ignore[arg-type]


def bodies(town: Town) -> list[tuple[str, str, MessageState]]:
    """Return the phone, the words and the state of each message, in the order of their ids."""
    with town.services.reading() as session:
        rows = session.scalars(select(Message).where(Message.body.is_not(None)).order_by(Message.id)).all()
        return [(row.phone, row.body, row.state) for row in rows]


def test_texts_of_a_block_are_written_by_one_statement_each_with_its_wakeup(town: Town) -> None:
    with counted(town.services) as seen, town.services.uow() as uow:
        with outbox.together(uow):
            for phone in (LEADER, DEPUTY, POLICE):
                queue(town, uow, phone, f"for {phone}")
            assert uow.wakeups == []
        hinted = [wakeup.row_id for wakeup in uow.wakeups]
        uow.wakeups.clear()
    assert len([one for one in seen if one.startswith("INSERT INTO messages")]) == 1
    written = [(phone, body) for phone, body, _ in bodies(town)]
    assert written == [(one, f"for {one}") for one in (LEADER, DEPUTY, POLICE)]
    with town.services.reading() as session:
        assert hinted == list(session.scalars(select(Message.id).order_by(Message.id)))


def test_a_text_that_waits_to_be_written_is_cancelled_with_its_incident(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    with town.services.uow() as uow:
        incident_id = uow.session.scalars(select(Incident.id)).one()
        with outbox.together(uow):
            queue(town, uow, LEADER, "first", incident_id=incident_id, track=Track.PATROL)
            outbox.cancel_for(uow, incident_id, Track.PATROL)
            queue(town, uow, LEADER, "second", incident_id=incident_id, track=Track.PATROL)
        uow.wakeups.clear()
    states = {body: state for _, body, state in bodies(town)}
    assert (states["first"], states["second"]) == (MessageState.CANCELLED, MessageState.QUEUED)


def test_texts_that_count_to_the_limit_see_those_that_wait_to_be_written(town: Town) -> None:
    record = town.services.directory.communities()[0]
    limit = town.services.policy.texts_an_hour
    with town.services.uow() as uow:
        with outbox.together(uow):
            for number in range(limit + 1):
                notice = OutgoingText(MessageKind.NOTICE, Lane.NORMAL, f"number {number}", (RESIDENT,))
                outbox.queue(uow, record, notice)
        uow.wakeups.clear()
        now = uow.now
    with town.services.reading() as session:
        due = session.scalars(select(Message.due_at).order_by(Message.id)).all()
    assert [at <= now for at in due] == [True] * limit + [False]


def test_what_is_undone_in_a_savepoint_is_not_written_later(town: Town) -> None:
    def fails(uow: UnitOfWork) -> None:
        queue(town, uow, DEPUTY, "undone")
        raise ValueError

    with town.services.uow() as uow:
        with outbox.together(uow):
            queue(town, uow, LEADER, "stays")
            assert not uow.in_savepoint("part", 1, lambda: fails(uow))
        uow.wakeups.clear()
    assert [body for _, body, _ in bodies(town)] == ["stays"]


def test_nothing_is_written_of_a_block_that_fails(town: Town) -> None:
    def fails() -> None:
        with town.services.uow() as uow, outbox.together(uow):
            queue(town, uow, LEADER)
            raise LookupError

    with pytest.raises(LookupError):
        fails()
    assert bodies(town) == []


def test_a_number_that_wrote_a_moment_ago_is_not_noted_again_and_an_older_one_is(town: Town) -> None:
    def wrote_at() -> object:
        with town.services.reading() as session:
            row = session.scalars(select(PersonRow).where(PersonRow.id == record.person_ids[LEADER])).one()
            return row.last_wrote_at

    record = town.services.directory.communities()[0]
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=90)
    town.answers(LEADER, "going", reference)
    first = wrote_at()
    assert first == town.now
    town.passes(minutes=30)
    town.answers(LEADER, "there", reference)
    assert wrote_at() == first
    town.passes(minutes=31)
    town.answers(LEADER, "over", reference)
    assert wrote_at() == town.now


def test_a_number_that_is_asked_for_an_ok_is_noted_at_once(town: Town) -> None:
    record = town.services.directory.communities()[0]
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    with town.services.uow() as uow:
        row = uow.session.get_one(PersonRow, record.person_ids[LEADER])
        row.last_wrote_at, row.asked_at = uow.now, uow.now
    town.answers(LEADER, "going", reference)
    with town.services.reading() as session:
        assert session.get_one(PersonRow, record.person_ids[LEADER]).asked_at is None
        assert known.wrote(session, record.person_ids[LEADER]) is None
