"""Stories of the clock: no failure holds up a killing, and two clocks do nothing twice."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from gateway.carrier.contract import Accepted, Outcome, Outgoing, Refused
from gateway.communities.directory import Directory
from gateway.communities.file import load_example
from gateway.messaging import claims, outbox, receipts, settlement
from gateway.safety import checks
from gateway.services import Services
from gateway.storage.models import CommunityVersion, EscalationRow, Message, ReceiptRow
from gateway.storage.sealing import UnsealError
from tests.people import ALTERNATE, BONDENI, CODE, DEPUTY, KIAMUTISYA, KILLING, LEADER, POLICE, RESIDENT, RESIDENTS
from tests.town import TOKEN, FakeCarrier, Town, reference_in
from workers import schedule


def tick_as_the_clock(town: Town) -> None:
    """Tick once; an action outside the clock's thread fails alone, as in a real clock."""

    def alone(act: Callable[[int], None]) -> Callable[[int], None]:
        def safe(row_id: int) -> None:
            with suppress(UnsealError):
                act(row_id)

        return safe

    services = town.services
    hands = schedule.ClockActions(alone(town.sends), alone(town.handles))
    assert schedule.tick(services.uow, services.directory, services.wakeup_queue, hands)


@contextmanager
def without_hints(town: Town) -> Iterator[None]:
    """Let no wakeup reach a queue, as if Redis were gone."""
    town.services.wakeup_queue._backing_off_until = float("inf")  # noqa: SLF001 - there is no other way to be sure of it
    yield
    town.services.wakeup_queue._backing_off_until = 0.0  # noqa: SLF001 - as above


def test_red_is_not_starved_by_what_is_older(town: Town) -> None:
    community = town.services.directory.communities()[0]
    with without_hints(town):
        for number in range(3):
            phones = tuple(f"+25471{number}{each:06}" for each in range(100))
            with town.services.uow() as uow:
                outbox.queue(uow, community, outbox.OutgoingText("notice", "bulk", f"MLATA: {number}", phones))
        town.now += timedelta(minutes=5)
        town.hop(RESIDENT, CODE, "*".join(KILLING), "red")
        town.passes(seconds=14)
    assert len(town.inbox(LEADER)) == 1


@pytest.mark.parametrize("state", ["sending", "queued"])
def test_a_row_that_nobody_can_read_holds_up_no_other(town: Town, state: str) -> None:
    town.dials(RESIDENT, CODE, "4", "2", "4", "1")
    with town.services.database.engine.begin() as connection:
        connection.execute(
            update(Message.__table__).values(  # type: ignore[arg-type] # it is a table
                state=state, lease_until=town.now, due_at=town.now
            )
        )
        connection.exec_driver_sql("UPDATE messages SET body = phone, phone = body")
    with without_hints(town):
        town.hop(RESIDENTS[3], CODE, "*".join(KILLING), "red")
        for _ in range(20):
            town.now += timedelta(seconds=1)
            tick_as_the_clock(town)
    assert sum("KUBWA" in text for text in town.inbox(LEADER)) == 1
    town.now += timedelta(minutes=3)
    tick_as_the_clock(town)
    town.works()
    assert len(town.inbox(DEPUTY)) == 1


def test_of_one_phones_texts_the_older_counts_first(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    with without_hints(town):
        for number, text in enumerate((f"1 {reference}", f"2 {reference}")):
            form = {"from": LEADER, "to": "22384", "text": text, "id": f"late-{number}"}
            assert town.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
    town.handles(2)
    town.works()
    assert town.incident(reference)["tracks"]["patrol"]["answered_at"] is None
    assert any("MAJOR" in text for text in town.inbox(DEPUTY))


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


def test_what_was_settled_is_not_taken_back_by_the_sweep(town: Town) -> None:
    with without_hints(town):
        town.hop(RESIDENT, CODE, "*".join(KILLING), "red")
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
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    town.texts(LEADER, f"1 {reference}")
    town.now += timedelta(minutes=16)
    barrier = threading.Barrier(2)

    def tick() -> None:
        barrier.wait()
        services = town.services
        schedule.tick(
            services.uow, services.directory, services.wakeup_queue, schedule.ClockActions(town.sends, town.handles)
        )

    clocks = [threading.Thread(target=tick) for _ in range(2)]
    for clock in clocks:
        clock.start()
    for clock in clocks:
        clock.join()
    # Each leaves undone what comes up while the other one is at work. The next tick does it.
    town.ticks()
    assert sum("salama?" in text for text in town.inbox(LEADER)) == 1


def test_reports_and_rungs_at_once_on_one_incident_all_come_through(town: Town) -> None:
    town.dials(RESIDENT, CODE, "3", "2", "4", "1")
    town.now += timedelta(minutes=5)
    pages: list[str] = []

    def report(number: int) -> None:
        pages.append(town.hop(RESIDENTS[number], CODE, "3*2*4*1", f"at-once-{number}"))

    def tick() -> None:
        services = town.services
        for _ in range(3):
            schedule.tick(
                services.uow, services.directory, services.wakeup_queue, schedule.ClockActions(town.sends, town.handles)
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
    assert any("KUBWA" in text for text in town.inbox(LEADER))
    assert town.inbox(POLICE)


def test_a_shift_and_a_page_that_fail_silence_no_others(town: Town) -> None:
    reference = reference_in(town.dials(RESIDENT, CODE, *KILLING))
    other = reference_in(town.dials(RESIDENTS[4], CODE, "1", "1", "1", "1"))
    town.texts(LEADER, f"1 {reference}")
    town.texts(KIAMUTISYA, f"1 {other}")
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
    assert any("salama?" in text for text in town.inbox(KIAMUTISYA))


def test_if_the_newest_file_cannot_be_read_those_of_the_one_before_are_told(town: Town) -> None:
    town.loads(load_example("mlango-kubwa").replace(LEADER, "+254700000109").replace('"tenant"', '"landlord"', 1))
    with town.services.uow() as uow:
        newest = uow.session.scalars(select(CommunityVersion).order_by(CommunityVersion.version.desc())).first()
        assert newest is not None
        newest.body = "written by a later Doria"
    town.services.override(directory=Directory(town.services.database, max_age=0.0))
    assert "Tumepokea" in town.dials(RESIDENT, CODE, *KILLING)
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
    town.carrier = LadderBreaker(town.services)
    town.services.override(carrier=town.carrier)
    town.carrier.outcomes = {LEADER: [Refused("UserInBlacklist")], POLICE: [Refused("UserInBlacklist")]}
    town.dials(RESIDENT, CODE, *KILLING)
    town.passes(seconds=20)
    assert len(town.inbox(BONDENI)) == 1
    assert len(town.inbox(ALTERNATE)) == 1
