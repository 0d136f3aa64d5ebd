"""Texts at the backup provider: one process sends each, once, and only while it is needed."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from gateway.carrier.contract import Accepted, Deferred, Outcome, Outgoing, Refused
from gateway.communities.file import load_example
from gateway.messaging import failover, outbox
from gateway.storage.models import Attempt, BackupSend, Message
from gateway.storage.states import MessageState
from menus.domain.backup import BackupState
from menus.domain.messages import Lane, MessageKind
from menus.domain.outcomes import Cause, Fate
from tests.fakes import FakeCarrier
from tests.people import BONDENI, CODE, KILLING, LEADER, RESIDENT
from tests.town import Town, reference_in

BLOCKED = Refused(Cause.BLOCKED, "UserInBlacklist")
AWAY = Deferred(Cause.PROVIDER_AWAY, "HTTP 503")


@dataclass
class Backup(FakeCarrier):
    """A backup provider; while it sends, something else happens, once."""

    name: str = "android"
    meanwhile: list[Callable[[], object]] = field(default_factory=list)

    def send(self, outgoing: Outgoing) -> dict[str, Outcome]:
        """Let something happen, then answer."""
        if self.meanwhile:
            self.meanwhile.pop()()
        return super().send(outgoing)


@pytest.fixture
def backup() -> Backup:
    """Give a backup provider."""
    return Backup()


@pytest.fixture
def town(database_url: str, redis_url: str, backup: Backup) -> Iterator[Town]:
    """Give a community with that backup provider."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    made.services.override(backup_carrier=backup)
    made.services.remake("policy")
    yield made
    made.close()


def queue(town: Town, *, kind: MessageKind = MessageKind.ALERT, lane: Lane = Lane.RED, at_once: bool = False) -> int:
    """Queue a text for the leader, let a worker send it, and return its id."""
    (record,) = town.services.directory.communities()
    with town.services.uow() as uow:
        outbox.queue(uow, record, outbox.OutgoingText(kind, lane, "example", (LEADER,), by_backup_at_once=at_once))
    with town.services.reading() as session:
        message_id = session.scalars(select(Message.id).order_by(Message.id.desc()).limit(1)).one()
    town.works()
    return message_id


def state(town: Town, message_id: int) -> BackupState | None:
    with town.services.reading() as session:
        return session.scalar(select(BackupSend.state).where(BackupSend.message_id == message_id))


def sent_by(carrier: FakeCarrier) -> int:
    return len([phone for phone, _ in carrier.sent if phone == LEADER])


def test_two_processes_send_a_text_once(town: Town, backup: Backup) -> None:
    town.carrier.outcomes = {LEADER: [BLOCKED]}
    message_id = queue(town)
    others: list[bool] = []

    def tries_too() -> None:
        others.append(failover.send(town.services.uow, town.services.directory, backup, message_id))

    backup.meanwhile = [tries_too]
    assert failover.send(town.services.uow, town.services.directory, backup, message_id)
    assert others == [False]
    assert (sent_by(backup), state(town, message_id)) == (1, BackupState.SENT)
    assert not failover.send(town.services.uow, town.services.directory, backup, message_id)
    assert sent_by(backup) == 1


def test_a_failure_that_comes_during_the_call_makes_no_second_process_send(town: Town, backup: Backup) -> None:
    town.carrier.outcomes = {LEADER: [Accepted("first")]}
    message_id = queue(town)
    town.now += timedelta(seconds=61)

    def fails() -> None:
        town.receives("first", "Failed")
        town.ticks()

    backup.meanwhile = [fails]
    town.sends_by_backup(message_id)
    town.passes(minutes=2)
    assert (sent_by(backup), state(town, message_id)) == (1, BackupState.SENT)


def test_a_text_whose_process_died_is_sent_by_another_one(town: Town, backup: Backup) -> None:
    town.carrier.outcomes = {LEADER: [BLOCKED]}
    message_id = queue(town)

    def dies() -> None:
        raise KeyboardInterrupt

    backup.meanwhile = [dies]
    with pytest.raises(KeyboardInterrupt):
        town.sends_by_backup(message_id)
    assert state(town, message_id) is BackupState.SENDING
    town.passes(seconds=29)
    assert sent_by(backup) == 0
    town.passes(seconds=3)
    assert (sent_by(backup), state(town, message_id)) == (1, BackupState.SENT)


def test_an_answer_that_comes_after_its_lease_ends_the_tries_of_the_others(town: Town, backup: Backup) -> None:
    town.carrier.outcomes = {LEADER: [BLOCKED]}
    message_id = queue(town)

    def another_one_tries() -> None:
        town.now += timedelta(seconds=31)
        backup.outcomes = {LEADER: [AWAY]}
        town.sends_by_backup(message_id)
        backup.outcomes = {}

    backup.meanwhile = [another_one_tries]
    town.sends_by_backup(message_id)
    town.passes(minutes=2)
    assert (sent_by(backup), state(town, message_id)) == (1, BackupState.SENT)


def test_a_try_that_is_deferred_after_its_lease_leaves_the_text_to_the_process_that_sends_it(town: Town) -> None:
    town.carrier.outcomes = {LEADER: [BLOCKED]}
    message_id = queue(town)
    slow, other = Backup(outcomes={LEADER: [AWAY]}), Backup()
    slow_calls, other_calls = threading.Event(), threading.Event()
    states: list[BackupState | None] = []

    def send(backup: Backup) -> None:
        failover.send(town.services.uow, town.services.directory, backup, message_id)

    def slow_one_waits() -> None:
        slow_calls.set()
        other_calls.wait(10)

    def slow_one_ends() -> None:
        other_calls.set()
        thread.join(10)
        states.append(state(town, message_id))

    slow.meanwhile, other.meanwhile = [slow_one_waits], [slow_one_ends]
    thread = threading.Thread(target=send, args=(slow,))
    thread.start()
    assert slow_calls.wait(10)
    town.now += timedelta(seconds=31)
    send(other)
    assert states == [BackupState.SENDING]
    assert (sent_by(slow), sent_by(other), state(town, message_id)) == (0, 1, BackupState.SENT)


def test_a_text_is_given_up_when_it_is_old(town: Town, backup: Backup) -> None:
    town.carrier.outcomes = {LEADER: [BLOCKED]}
    backup.outcomes = {LEADER: [AWAY] * 1_000}
    message_id = queue(town)
    # Only its age counts, and no number of tries: each of them takes 40 ms of a processor, so that most are left out.
    town.passes(minutes=4)
    assert len(backup.calls) > 10
    town.now += timedelta(minutes=24)
    town.passes(minutes=1)
    assert state(town, message_id) is BackupState.WAITING
    town.passes(minutes=2)
    assert state(town, message_id) is BackupState.GIVEN_UP


@pytest.mark.parametrize(
    ("kind", "lane"), [(MessageKind.ALERT, Lane.NORMAL), (MessageKind.ANSWER, Lane.RED), (MessageKind.NOTICE, Lane.RED)]
)
def test_nothing_but_a_red_alert_goes_by_the_backup_provider(town: Town, kind: MessageKind, lane: Lane) -> None:
    town.carrier.outcomes = {LEADER: [BLOCKED]}
    assert state(town, queue(town, kind=kind, lane=lane)) is None


def test_a_text_may_ask_for_the_backup_provider_at_once(town: Town, backup: Backup) -> None:
    message_id = queue(town, at_once=True)
    assert sent_by(town.carrier) == 1
    assert state(town, message_id) is BackupState.WAITING
    town.passes(seconds=2)
    assert (sent_by(backup), state(town, message_id)) == (1, BackupState.SENT)


def test_without_a_backup_provider_a_text_that_asks_for_it_asks_in_vain(town: Town) -> None:
    town.services.override(backup_carrier=None)
    town.services.remake("policy")
    assert state(town, queue(town, at_once=True)) is None


def test_a_delivered_text_is_not_needed_any_more(town: Town, backup: Backup) -> None:
    town.carrier.outcomes = {LEADER: [Accepted("first")]}
    message_id = queue(town)
    assert state(town, message_id) is BackupState.WAITING
    town.receives("first", "Success")
    assert state(town, message_id) is BackupState.NOT_NEEDED
    town.passes(minutes=2)
    assert sent_by(backup) == 0


def test_an_alert_that_was_cancelled_by_an_answer_does_not_go_by_the_backup_provider(
    town: Town, backup: Backup
) -> None:
    town.carrier.outcomes = {LEADER: [AWAY] * 100}
    backup.outcomes = {LEADER: [AWAY]}
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.passes(seconds=5)
    assert town.texts(BONDENI, f"1 {reference}")
    town.passes(minutes=2)
    assert sent_by(backup) == 0


def test_a_text_that_failed_at_both_providers_has_failed(town: Town, backup: Backup) -> None:
    town.carrier.outcomes = {LEADER: [Accepted("first")]}
    backup.outcomes = {LEADER: [BLOCKED]}
    message_id = queue(town)
    town.passes(seconds=62)
    assert state(town, message_id) is BackupState.GIVEN_UP
    town.receives("first", "Failed")
    town.passes(minutes=2)
    with town.services.reading() as session:
        row = session.get_one(Message, message_id)
        assert (row.state, row.attempts) == (MessageState.FAILED, 1)


def test_the_newest_try_decides_whose_receipt_it_is(town: Town, backup: Backup) -> None:
    town.carrier.outcomes = {LEADER: [BLOCKED]}
    message_id = queue(town)
    backup.outcomes = {LEADER: [Accepted("newer")]}
    town.sends_by_backup(message_id)
    with town.services.uow() as uow:
        newest = uow.session.scalars(select(Attempt).where(Attempt.provider_id == "newer")).one()
        tried = {"message_id": message_id, "carrier": "android", "outcome": Fate.ACCEPTED, "at": town.now}
        uow.session.execute(insert(Attempt), [{**tried, "id": newest.id + 1_000, "provider_id": "newest"}])
        # PostgreSQL writes a changed row behind the others: their order on disk is not the order of the tries.
        uow.session.execute(update(Attempt).where(Attempt.id == newest.id).values(provider_id="older"))
    town.receives("newest", "Failed")
    assert sent_by(town.carrier) == 1
    assert state(town, message_id) is BackupState.SENT


def test_rows_of_the_backup_provider_go_with_the_record_of_tries(town: Town) -> None:
    town.carrier.outcomes = {LEADER: [BLOCKED]}
    message_id = queue(town)
    town.passes(seconds=2)
    for days, kept in ((89, BackupState.SENT), (2, None)):
        town.now += timedelta(days=days)
        town.ticks()
        assert state(town, message_id) is kept
