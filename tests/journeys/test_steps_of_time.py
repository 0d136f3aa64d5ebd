"""Steps of the clock: nothing waits longer or fires earlier when somebody sets a clock, or simulates time."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import String, select, text, type_coerce, update
from sqlalchemy.orm import Session

from gateway.association import decisions
from gateway.core import liveness, time_steps
from gateway.core.locks import Lock
from gateway.core.simulated_time import simulate
from gateway.core.time_steps import StepFollower
from gateway.core.timekeeper import Timekeeper
from gateway.storage.columns import UtcDateTime
from gateway.storage.models import ClockRow, EscalationRow, Incident, MachineClock, Message, Row, SupportRow, Vote
from gateway.storage.states import MessageState
from menus.domain.categories import Category
from menus.domain.timekeeping import Kept, Look
from menus.domain.vote_life import VoteState
from menus.text.names import Text
from tests.people import COORDINATOR, DEPUTY, LANDLORDS, LEADER, OTHER, RESIDENT
from tests.town import Town, code_in
from tests.voting import OPTIONS, QUESTIONS

HOUR = 3600.0


class SetClock(Timekeeper):
    """The timekeeper of a database whose clock somebody sets: it is wrong by `stepped_by` seconds."""

    stepped_by = 0.0

    def _ask(self, session: Session, before: float, lock: Lock | None) -> tuple[Look, float, Kept | None]:
        look, simulated, kept = super()._ask(session, before, lock)
        return replace(look, database=look.database + self.stepped_by), simulated, kept


class SteppedTown:
    """A town that lives by a real timekeeper. Time passes by simulation, and the database's clock can step."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.clock = SetClock(town.services.database.read)
        town.services.override(clock=self.clock, timekeeper=self.clock)
        self.follower = StepFollower(town.services.uow, self.clock)
        self.follower.check()

    def passes(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass in one step, and let the clock tick."""
        self.town.services.do(lambda uow: simulate(uow, timedelta(minutes=minutes, seconds=seconds)))
        self.ticks()

    def ticks(self) -> None:
        """Let the clock of Doria tick once, as its process does."""
        self.follower.check()
        self.town.ticks()

    def steps(self, seconds: float) -> None:
        """Step the database's clock."""
        self.clock.stepped_by += seconds


@pytest.fixture
def stepped(town: Town) -> SteppedTown:
    """Give a town at nine in the evening, when the patrol is on duty."""
    made = SteppedTown(town)
    now = made.clock().astimezone(town.services.directory.communities()[0].community.timezone)
    until_nine = (now.replace(hour=21, minute=0, second=0) - now) % timedelta(days=1)
    made.passes(seconds=until_nine.total_seconds())
    return made


def openings(town: Town) -> dict[str, datetime]:
    """Return when each incident was opened, by its reference."""
    with town.services.reading() as session:
        return {row.reference: row.opened_at for row in session.execute(select(Incident.reference, Incident.opened_at))}


both_ways = pytest.mark.parametrize("step", [HOUR, -HOUR], ids=["forward", "back"])


@both_ways
def test_a_rung_fires_after_its_wait_in_real_time(stepped: SteppedTown, step: float) -> None:
    town = stepped.town
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    stepped.passes(minutes=1)
    stepped.steps(step)
    # The first tick follows the step. Nothing is due because of it.
    stepped.ticks()
    stepped.ticks()
    assert town.alerts(DEPUTY) == []
    stepped.passes(minutes=1, seconds=50)
    assert town.alerts(DEPUTY) == []
    stepped.passes(seconds=15)
    assert town.alerts(DEPUTY) == [town.alert_to(DEPUTY, reference)]


@both_ways
def test_nothing_fires_before_the_step_is_followed(stepped: SteppedTown, step: float) -> None:
    town = stepped.town
    town.reports(RESIDENT, Category.GUN_KILLING)
    stepped.steps(step)
    town.ticks()
    assert town.alerts(DEPUTY) == []


@both_ways
def test_a_code_is_good_for_ten_minutes_of_real_time(stepped: SteppedTown, step: float) -> None:
    town = stepped.town
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    code = code_in(town.texts(COORDINATOR, f"FALSE {reference} nothing there"))
    stepped.steps(step)
    stepped.ticks()
    stepped.passes(minutes=9)
    town.texts(COORDINATOR, f"YES {code}")
    assert town.incident(reference)["status"] == "false"


@both_ways
def test_a_code_lapses_after_ten_minutes_of_real_time(stepped: SteppedTown, step: float) -> None:
    town = stepped.town
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    code = code_in(town.texts(COORDINATOR, f"FALSE {reference} nothing there"))
    stepped.steps(step)
    stepped.ticks()
    stepped.passes(minutes=11)
    town.texts(COORDINATOR, f"YES {code}")
    assert town.incident(reference)["status"] != "false"


@both_ways
def test_the_processes_are_not_counted_dead(stepped: SteppedTown, step: float) -> None:
    services = stepped.town.services
    with services.uow() as uow:
        for name in ("clock", "worker-red", "worker-normal", "worker-bulk"):
            liveness.mark_now(uow, name)
    stepped.steps(step)
    stepped.ticks()
    with services.reading() as session:
        assert liveness.silent(session, services.clock.begin(session).now) == []


@both_ways
def test_a_process_that_begins_right_after_a_step_hurries_and_delays_nothing(stepped: SteppedTown, step: float) -> None:
    town = stepped.town
    town.reports(RESIDENT, Category.GUN_KILLING)
    stepped.passes(minutes=1)
    stepped.steps(step)
    # A worker begins before the step is followed. It writes its heartbeat, and a report comes in through it.
    fresh = SetClock(town.services.database.read)
    fresh.stepped_by = stepped.clock.stepped_by
    town.services.override(clock=fresh)
    with town.services.uow() as uow:
        liveness.mark_now(uow, "worker-red")
    other = town.reports(OTHER, Category.GUN_KILLING, zone="kiamutisya")
    town.services.override(clock=stepped.clock)
    stepped.ticks()
    stepped.ticks()
    assert town.alerts(DEPUTY) == []
    stepped.passes(minutes=1, seconds=50)
    assert town.alerts(DEPUTY) == []
    stepped.passes(minutes=1, seconds=15)
    assert town.alert_to(DEPUTY, other) in town.alerts(DEPUTY)


def test_a_value_that_nobody_can_read_holds_up_no_step(stepped: SteppedTown) -> None:
    town = stepped.town
    town.keeps_timeline = False
    town.reports(OTHER, Category.ROBBERY, zone="kiamutisya")
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    with town.services.uow() as uow:
        # Each incident has a sealed value that no key opens.
        uow.session.connection().exec_driver_sql("UPDATE incidents SET weapons = '0'")
    opened = openings(town)
    stepped.steps(-HOUR)
    stepped.ticks()
    moved = openings(town)
    with town.services.uow() as uow:
        uow.session.connection().exec_driver_sql("UPDATE incidents SET weapons = NULL")
    assert all(abs(opened[one] - moved[one] - timedelta(hours=1)) < timedelta(seconds=1) for one in opened)
    stepped.passes(minutes=3, seconds=5)
    assert town.alerts(DEPUTY) == [town.alert_to(DEPUTY, reference)]


def test_an_incident_that_cannot_be_moved_holds_up_no_other(stepped: SteppedTown) -> None:
    town = stepped.town
    town.keeps_timeline = False
    odd = town.reports(OTHER, Category.ROBBERY, zone="kiamutisya")
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    with town.services.uow() as uow:
        # The escalation belongs to a track that nobody knows.
        which = select(Incident.id).where(Incident.reference == odd).scalar_subquery()
        table: Any = EscalationRow.__table__
        uow.session.connection().execute(
            update(table).where(table.c.incident_id == which).values(track=type_coerce("odd", String))
        )
    before = openings(town)
    stepped.steps(-HOUR)
    stepped.follower.check()
    after = openings(town)
    assert after[odd] == before[odd]
    assert timedelta(minutes=59) < before[reference] - after[reference] < timedelta(minutes=61)


def test_a_machine_that_stood_still_believes_the_others(stepped: SteppedTown) -> None:
    town = stepped.town
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    # For ten minutes this machine stood still with its clocks, while another one went on.
    other = SetClock(town.services.database.read, machine=lambda: "another")
    town.services.override(clock=other)
    StepFollower(town.services.uow, other).check()
    stepped.steps(600)
    with town.services.uow() as uow:
        went_on = {"seen": MachineClock.seen + 600_000_000}
        uow.session.execute(update(MachineClock).where(MachineClock.machine == "another").values(went_on))
    town.services.override(clock=stepped.clock)
    stepped.ticks()
    stepped.ticks()
    assert town.alerts(DEPUTY) == [town.alert_to(DEPUTY, reference)]


def test_a_simulated_move_is_no_step(stepped: SteppedTown) -> None:
    town = stepped.town
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    stepped.passes(minutes=3, seconds=1)
    assert town.alerts(DEPUTY) == [town.alert_to(DEPUTY, reference)]


def test_a_simulated_move_ends_no_call_and_no_process(stepped: SteppedTown) -> None:
    town = stepped.town
    with town.services.uow() as uow:
        liveness.mark_now(uow, "worker-red")
    town.carrier.outcomes = {}
    town.reports(RESIDENT, Category.GUN_KILLING)
    with town.services.uow() as uow:
        message = uow.session.scalars(select(Message).limit(1)).one()
        message.state, message.lease_until = MessageState.SENDING, uow.now + timedelta(seconds=15)
        message_id, attempts = message.id, message.attempts
    town.services.do(lambda uow: simulate(uow, timedelta(hours=1)))
    town.ticks()
    with town.services.uow() as uow:
        message = uow.session.get_one(Message, message_id)
        assert (message.state, message.attempts) == (MessageState.SENDING, attempts)
        assert liveness.ages(uow.session, uow.now)["worker-red"] < timedelta(seconds=30)


@both_ways
def test_an_entry_that_the_database_lets_nobody_change_holds_up_no_step(stepped: SteppedTown, step: float) -> None:
    town = stepped.town
    with town.services.uow() as uow:
        decisions.write_down(uow, town.record(COORDINATOR), "fuel for the station", by=None)
    town.texts(LANDLORDS, "SUPPORT LANDLORDS FUEL 3000 PANGANI NOV D1")
    with town.services.reading() as session:
        written = session.scalars(select(SupportRow.at)).one()
    stepped.steps(step)
    stepped.ticks()
    with town.services.reading() as session:
        followed = sum(session.scalars(select(ClockRow.stepped))) / 1_000_000
        assert session.scalars(select(SupportRow.at)).one() == written
    assert abs(followed - step) < 1


@both_ways
def test_a_vote_opens_and_closes_at_the_times_that_its_page_has_told(stepped: SteppedTown, step: float) -> None:
    town = stepped.town
    times = (timedelta(hours=2), timedelta(days=3))
    with town.services.uow() as uow:
        opens_at, closes_at = (uow.now + each for each in times)
        vote = Vote(
            community_id=town.record(COORDINATOR).id,
            state=VoteState.PROPOSED,
            is_poll=False,
            questions=QUESTIONS,
            options=list(OPTIONS),
            opens_at=opens_at,
            closes_at=closes_at,
            proposed_by=town.record(COORDINATOR).person_ids[COORDINATOR],
        )
        uow.session.add(vote)
    stepped.steps(step)
    stepped.ticks()
    with town.services.reading() as session:
        assert session.execute(select(Vote.opens_at, Vote.closes_at)).one() == (opens_at, closes_at)


def test_no_step_moves_a_column_of_rows_that_the_database_lets_nobody_change(town: Town) -> None:
    with town.services.reading() as session:
        is_sqlite = town.services.database.on_sqlite
        known = (
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%BEFORE UPDATE%'"
            if is_sqlite
            else "SELECT event_object_table FROM information_schema.triggers WHERE event_manipulation = 'UPDATE'"
        )
        fixed = set(session.scalars(text(known)))
    assert {"movements", "support"} <= fixed
    assert [str(column) for column in time_steps.waiting_columns() if column.table.name in fixed] == []


def test_every_moment_either_waits_or_belongs_to_the_record() -> None:
    moves = {f"{column.table.name}.{column.name}" for column in time_steps.waiting_columns()}
    moments: set[Any] = {
        f"{table.name}.{column.name}"
        for table in Row.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, UtcDateTime)
    }
    assert moments >= time_steps.RECORD
    assert moves == moments - time_steps.RECORD - time_steps.ON_THE_TIMELINE
    assert moments >= time_steps.ON_THE_TIMELINE
    assert {"climbs.due_at", "messages.lease_until", "drafts.due_at", "confirmations.expires_at", "beats.at"} <= moves


def test_the_leader_is_alerted_at_once_whatever_the_clock_does(stepped: SteppedTown) -> None:
    town = stepped.town
    stepped.steps(-HOUR)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.works()
    assert town.alerts(LEADER) == [town.alert_to(LEADER, reference)]
    assert town.is_a(town.answers(LEADER, "going", reference), Text.GOING, to=LEADER, reference=reference)
