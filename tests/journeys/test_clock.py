"""Stories of the clock: no failure holds up a killing, and two clocks do nothing twice."""

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gateway.carrier.contract import Accepted, Outcome, Outgoing, Refused
from gateway.communities.directory import Directory
from gateway.communities.file import load_example
from gateway.escalation import engine
from gateway.messaging import claims, outbox, receipts, settlement
from gateway.safety import checks
from gateway.services import Services
from gateway.storage.models import CommunityVersion, EscalationRow, Incident, Message, ReceiptRow
from gateway.storage.sealing import UnsealError
from menus.domain.categories import Category
from menus.domain.messages import Lane, MessageKind
from menus.domain.outcomes import Cause
from menus.text.names import Text
from tests.fakes import FakeCarrier
from tests.people import (
    ALTERNATE,
    BONDENI,
    BREAK_IN,
    CODE,
    DEPUTY,
    KIAMUTISYA,
    KILLING,
    LEADER,
    POLICE,
    RESIDENT,
    RESIDENTS,
)
from tests.town import TOKEN, Town, reference_in
from workers import clock_actions, schedule


def tick_as_the_clock(town: Town) -> None:
    """Tick once; an action outside the clock's thread fails alone, as in a real clock."""

    def alone(act: Callable[[int], bool]) -> Callable[[int], bool]:
        def safe(row_id: int) -> bool:
            with suppress(UnsealError):
                return act(row_id)
            return True

        return safe

    services = town.services
    hands = clock_actions.ClockActions(alone(town.sends), alone(town.handles))
    assert schedule.tick(services.uow, services.directory, services.wakeup_queue, hands)


def test_red_is_not_starved_by_what_is_older(town: Town) -> None:
    community = town.services.directory.communities()[0]
    with town.without_hints():
        for number in range(3):
            phones = tuple(f"+25471{number}{each:06}" for each in range(100))
            with town.services.uow() as uow:
                outbox.queue(
                    uow, community, outbox.OutgoingText(MessageKind.NOTICE, Lane.BULK, f"MLATA: {number}", phones)
                )
        town.now += timedelta(minutes=5)
        town.hop(RESIDENT, CODE, "*".join(KILLING), "red")
        town.passes(seconds=14)
    assert len(town.inbox(LEADER)) == 1


@pytest.mark.parametrize("state", ["sending", "queued"])
def test_a_row_that_nobody_can_read_holds_up_no_other(town: Town, state: str) -> None:
    town.reports(RESIDENT, Category.THEFT)
    with town.services.database.engine.begin() as connection:
        connection.execute(
            update(Message.__table__).values(  # type: ignore[arg-type] # it is a table
                state=state, lease_until=town.now, due_at=town.now
            )
        )
        connection.exec_driver_sql("UPDATE messages SET body = phone, phone = body")
    with town.without_hints():
        town.hop(RESIDENTS[3], CODE, "*".join(KILLING), "red")
        for _ in range(20):
            town.now += timedelta(seconds=1)
            tick_as_the_clock(town)
    assert len(town.alerts(LEADER, level=town.said(Text.LEVEL_MAJOR, to=LEADER))) == 1
    town.now += timedelta(minutes=3)
    tick_as_the_clock(town)
    town.works()
    assert len(town.inbox(DEPUTY)) == 1


def test_of_one_phones_texts_the_older_counts_first(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    with town.without_hints():
        for number, text in enumerate((f"1 {reference}", f"2 {reference}")):
            form = {"from": LEADER, "to": "22384", "text": text, "id": f"late-{number}"}
            assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    town.handles(2)
    town.works()
    assert town.incident(reference)["tracks"]["patrol"]["answered_at"] is None
    assert town.inbox(DEPUTY) == [town.alert_to(DEPUTY, reference)]


def test_receipts_of_nothing_known_hide_none_that_is(town: Town) -> None:
    town.dials(RESIDENT, CODE, *KILLING)
    with town.services.uow() as uow:
        for number in range(250):
            uow.session.add(ReceiptRow(provider_id=f"lost-{number}", status="Success", received_at=uow.now))
        uow.session.add(ReceiptRow(provider_id="id-0", status="Success", received_at=uow.now))
    town.ticks()
    with town.services.uow() as uow:
        receipts.match_late(uow)
        matched = uow.session.scalars(select(ReceiptRow).where(ReceiptRow.message_id.is_not(None))).all()
        assert [row.provider_id for row in matched] == ["id-0"]


def test_the_sweep_takes_back_no_message_that_was_settled(town: Town) -> None:
    with town.without_hints():
        town.hop(RESIDENT, CODE, "*".join(KILLING), "red")
        with town.services.uow() as uow:
            incident_id = uow.session.scalars(select(Incident.id)).one()
            assert engine.fire_due_of(uow, town.services.directory, incident_id) == 2
    with town.services.uow() as uow:
        claimed = claims.claim(uow, 1)
    assert claimed is not None
    town.now += claims.LEASE + timedelta(seconds=1)
    with town.services.uow() as uow:
        settlement.settle(uow, claimed, {phone: Accepted(f"id-{phone}") for phone in claimed.ids}, "fake")
    with town.services.uow() as uow:
        assert settlement.sweep_leases(uow) == 0
    town.passes(seconds=30)
    assert town.inbox(LEADER) == []


@pytest.mark.postgres
def test_two_clocks_at_once_do_nothing_twice(town: Town) -> None:
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.now += timedelta(minutes=16)
    barrier = threading.Barrier(2)

    def tick() -> None:
        barrier.wait()
        services = town.services
        schedule.tick(
            services.uow,
            services.directory,
            services.wakeup_queue,
            clock_actions.ClockActions(town.sends, town.handles),
        )

    clocks = [threading.Thread(target=tick) for _ in range(2)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join()
    # Each leaves undone what comes up while the other one is at work. The next tick does it.
    town.ticks()
    assert town.got(LEADER, Text.SAFE_ASKED) == [town.said(Text.SAFE_ASKED, to=LEADER, reference=reference)]


def test_reports_and_rungs_at_once_on_one_incident_all_come_through(town: Town) -> None:
    town.reports(RESIDENT, Category.BREAK_IN)
    town.now += timedelta(minutes=5)
    pages: list[str] = []

    def report(number: int) -> None:
        pages.append(town.hop(RESIDENTS[number], CODE, "*".join(BREAK_IN), f"at-once-{number}"))

    def tick() -> None:
        services = town.services
        for _ in range(3):
            schedule.tick(
                services.uow,
                services.directory,
                services.wakeup_queue,
                clock_actions.ClockActions(town.sends, town.handles),
            )

    at_once = [threading.Thread(target=report, args=(number,)) for number in range(2, 8)]
    at_once.append(threading.Thread(target=tick))
    for each in at_once:
        each.start()
    for each in at_once:
        each.join()
    town.works()
    assert all(page.startswith("END ") and reference_in(page) for page in pages)
    (incident,) = town.board()
    assert (incident["reports"], incident["level"]) == (7, "major")
    assert town.alerts(LEADER, level=town.said(Text.LEVEL_MAJOR, to=LEADER))
    assert town.inbox(POLICE)


def test_a_shift_and_a_page_that_fail_silence_no_others(town: Town) -> None:
    town.keeps_timeline = False
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    other = town.reports(RESIDENTS[4], Category.GUN_KILLING, zone="kiamutisya")
    town.answers(LEADER, "going", reference)
    town.answers(KIAMUTISYA, "going", other)
    with town.services.database.engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE incidents SET place = outcome, person = reference WHERE reference = '{reference}'"  # noqa: S608 - our own digits
            if town.services.database.on_sqlite
            else f"UPDATE incidents SET person = reference::bytea WHERE reference = '{reference}'"  # noqa: S608 - as above
        )
    town.now += timedelta(minutes=16)
    with town.services.uow() as uow:
        checks.ask_if_safe(uow, town.services.directory)
    town.works()
    assert town.got(KIAMUTISYA, Text.SAFE_ASKED, reference=other)


def test_if_the_newest_file_cannot_be_read_those_of_the_one_before_are_told(town: Town) -> None:
    town.keeps_timeline = False
    town.loads(load_example("mlango-kubwa").replace(LEADER, "+254700000109").replace('"tenant"', '"landlord"', 1))
    with town.services.uow() as uow:
        newest = uow.session.scalars(select(CommunityVersion).order_by(CommunityVersion.version.desc())).first()
        assert newest is not None
        newest.body = "written by a later Doria"
    town.services.override(directory=Directory(town.services.database, max_age=0.0))
    assert town.is_a(town.dials(RESIDENT, CODE, *KILLING), Text.FILED_MAJOR)
    assert len(town.inbox(LEADER)) == 1
    assert len(town.inbox(POLICE)) == 1


class LadderBreaker(FakeCarrier):
    """A carrier that makes the patrol's ladders unreadable while it answers its first call."""

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services

    def send(self, outgoing: Outgoing) -> dict[str, Outcome]:
        """Break the ladders once, then answer."""
        if not self.calls:
            with self._services.uow() as uow:
                uow.session.execute(update(EscalationRow).where(EscalationRow.track == "patrol").values(steps={}))
        return super().send(outgoing)


def test_a_ladder_that_cannot_be_read_undoes_neither_what_was_accepted_nor_another_ladder(town: Town) -> None:
    town.keeps_timeline = False
    town.carrier = LadderBreaker(town.services)
    town.services.override(carrier=town.carrier)
    town.carrier.outcomes = {
        LEADER: [Refused(Cause.BLOCKED, "UserInBlacklist")],
        POLICE: [Refused(Cause.BLOCKED, "UserInBlacklist")],
    }
    town.dials(RESIDENT, CODE, *KILLING)
    town.passes(seconds=20)
    assert len(town.inbox(BONDENI)) == 1
    assert len(town.inbox(ALTERNATE)) == 1
