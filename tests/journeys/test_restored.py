"""Stories of a database that was restored from a backup: nobody is called to last night's incidents."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gateway.communities.file import load_example
from gateway.safety import danger_questions
from gateway.storage.models import BackupSend, DangerQuestion, DraftRow, EscalationRow, Inbound, Mark, Message
from gateway.storage.states import MessageState
from gateway.upkeep import restored
from menus.domain.backup import BackupState
from menus.domain.categories import Category
from menus.domain.escalation_life import EscalationPhase
from menus.text.names import Text
from tests.people import BONDENI, CODE, COORDINATOR, DEPUTY, KIAMUTISYA, KILLING, LEADER, POLICE, RESIDENT
from tests.town import TOKEN, Town, reference_in

NIGHT = timedelta(hours=8)


@pytest.fixture
def town(database_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community."""
    made = Town(database_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


def is_restored(town: Town, *, after: timedelta) -> restored.Settled:
    """Let the database be as it is now, restored so long after; settle it, and let Doria work for an hour."""
    with town.services.uow() as uow:
        uow.session.add(Mark(name=restored.MARK, at=town.now))
    town.redis.flushdb()
    town.now += after
    town.carrier.sent.clear()
    settled = town.services.do(lambda uow: restored.settle(uow, town.services.directory))
    assert settled is not None
    town.works()
    return settled


def phases(town: Town) -> set[EscalationPhase]:
    with town.services.reading() as session:
        return set(session.scalars(select(EscalationRow.phase)))


def test_a_ladder_of_last_night_rests_and_its_texts_are_not_sent(town: Town) -> None:
    with town.without_hints():
        reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    settled = is_restored(town, after=NIGHT)
    assert settled.resting == (reference,)
    assert settled.going_on == ()
    town.passes(minutes=60)
    assert town.inbox(COORDINATOR) == [town.said(Text.RESTORED, to=COORDINATOR, at="23/11 21:00")]
    assert [town.inbox(phone) for phone in (LEADER, DEPUTY, BONDENI)] == [[], [], []]
    assert phases(town) == {EscalationPhase.EXHAUSTED}
    assert town.incident(reference)["status"] == "unanswered", "the coordinators decide"


def test_a_coordinator_can_still_send_people_to_what_rests(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    is_restored(town, after=NIGHT)
    town.passes(minutes=60)
    assert town.inbox(KIAMUTISYA) == []
    town.texts(COORDINATOR, f"SEND {reference} kiamutisya")
    town.passes(minutes=1)
    assert town.alerts(KIAMUTISYA, reference=reference)
    before = len(town.inbox(POLICE))
    town.texts(COORDINATOR, f"POLICE {reference}")
    town.passes(minutes=1)
    assert len(town.inbox(POLICE)) > before


def test_a_ladder_that_moved_minutes_ago_goes_on_where_it_stood(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.works()
    settled = is_restored(town, after=timedelta(minutes=10))
    assert settled.going_on == (reference,)
    assert settled.resting == ()
    town.passes(minutes=1)
    assert town.alerts(DEPUTY, reference=reference)


def test_a_red_alert_of_minutes_ago_is_sent_rather_twice_than_never(town: Town) -> None:
    with town.without_hints():
        reference = town.reports(RESIDENT, Category.GUN_KILLING)
        town.ticks()
    with town.services.uow() as uow:
        waits = {"state": MessageState.QUEUED, "settled_at": None, "due_at": uow.now}
        uow.session.execute(update(Message).where(Message.lane == "red").values(**waits))
    assert is_restored(town, after=timedelta(minutes=2)).texts == 0
    town.passes(seconds=10)
    assert town.alerts(LEADER, reference=reference)


def test_a_person_who_was_going_is_not_asked_whether_they_have_arrived_or_are_safe(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.texts(LEADER, f"1 {reference}")
    is_restored(town, after=NIGHT)
    town.passes(minutes=90)
    assert town.inbox(LEADER) == []
    assert [one for one in town.inbox(COORDINATOR) if not town.is_a(one, Text.RESTORED, to=COORDINATOR)] == []
    assert town.track(reference, "patrol")["answered_by_role"] == "patrol-leader"


def test_silence_of_last_night_raises_no_alarm(town: Town) -> None:
    person = town.record(BONDENI).person_ids[BONDENI]
    town.services.do(lambda uow: danger_questions.ask(uow, person, "5", None, None))
    with town.services.reading() as session:
        assert session.scalars(select(DangerQuestion)).all(), "the story needs an open question"
    is_restored(town, after=NIGHT)
    town.passes(minutes=30)
    assert [row for row in town.board() if row["category"] == "officer-down"] == []


def test_a_draft_that_broke_off_last_night_is_sent_to_nobody(town: Town) -> None:
    town.presses(*KILLING[:-1], session="broken")
    with town.services.reading() as session:
        assert session.scalars(select(DraftRow.due_at)).one() is not None
    is_restored(town, after=NIGHT)
    town.passes(minutes=30)
    assert town.board() == []


def test_a_text_that_nobody_had_acted_on_is_kept_and_not_acted_on(town: Town) -> None:
    form = {"from": RESIDENT, "to": "22384", "text": "wamemuua mtu Bondeni", "id": "late", "date": ""}
    with town.without_hints():
        assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    assert is_restored(town, after=NIGHT).unread == 1
    town.passes(minutes=30)
    assert town.board() == []
    with town.services.reading() as session:
        assert session.scalars(select(Inbound.result)).one() == "restored"


def test_what_is_due_in_the_morning_leaves_then(town: Town) -> None:
    town.reports(RESIDENT, Category.THEFT)
    later = town.now + NIGHT + timedelta(hours=1)
    with town.services.uow() as uow:
        waits = {"state": MessageState.QUEUED, "settled_at": None, "due_at": later}
        uow.session.execute(update(Message).values(**waits))
        waiting = len(uow.session.scalars(select(Message.id)).all())
    assert waiting
    assert is_restored(town, after=NIGHT).texts == 0
    with town.services.reading() as session:
        states = session.scalars(select(Message.state).where(Message.due_at == later)).all()
    assert states == [MessageState.QUEUED] * waiting


def test_the_phone_on_the_shelf_sends_no_alert_of_last_night(town: Town) -> None:
    town.reports(RESIDENT, Category.GUN_KILLING)
    with town.services.uow() as uow:
        ids = uow.session.scalars(select(Message.id).where(Message.lane == "red")).all()
        waiting = {"state": BackupState.WAITING, "due_at": uow.now + timedelta(seconds=60)}
        uow.insert(BackupSend, [{"message_id": one, **waiting} for one in ids])
    assert ids
    is_restored(town, after=NIGHT)
    with town.services.reading() as session:
        assert set(session.scalars(select(BackupSend.state))) == {BackupState.NOT_NEEDED}


def test_it_is_settled_once(town: Town) -> None:
    is_restored(town, after=NIGHT)
    assert town.services.do(lambda uow: restored.settle(uow, town.services.directory)) is None
