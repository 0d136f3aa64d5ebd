"""What the clock does each second: fire due rungs, nudge again what was lost, take back what a dead worker held."""

from collections.abc import Callable
from datetime import timedelta

from gateway.logs import logger
from gateway.nudges import HANDLE, SEND, Nudge, Nudger
from gateway.usecases import (
    beats,
    bundling,
    climbing,
    drafting,
    guarding,
    heartbeating,
    inbound,
    outbox,
    proving,
    receipts,
    second_way,
    settling,
)
from gateway.usecases.communities import Directory
from gateway.usecases.unit import Unit, UnitMaker

LOST = timedelta(seconds=2)
"""A due message that is unclaimed this long, on a lane whose queue is empty, has lost its nudge."""
_LOOK_FOR_GAPS = timedelta(seconds=30)
_LOOK_FOR_OLD = timedelta(minutes=5)
_LOOK_FOR_SILENCE = timedelta(minutes=10)
ABANDONED = timedelta(seconds=10)
"""A due red message that is unclaimed this long has no worker: the clock sends it itself."""
log = logger()


def tick(
    units: UnitMaker,
    directory: Directory,
    nudger: Nudger,
    send: Callable[[int], None],
    handle: Callable[[int], None],
    send_other_way: Callable[[int], None] | None = None,
) -> None:
    """Do what is due now; `send`, `handle` and `send_other_way` act on a row outside this thread."""
    with units() as unit:
        climbing.climb_due(unit, directory)
        with unit.apart("bundling", 0):
            bundling.bundle(unit, directory)
        beats.beat(unit, "clock")
    with units() as unit:
        # Apart from the rungs: a salvaged draft waits for its community's row, and would hold up their climbs.
        drafting.salvage_due(unit, directory)
        _look_after(unit, directory)
    with units() as unit:
        settling.sweep_leases(unit)
        if beats.is_time(unit, "old-drafts", _LOOK_FOR_OLD):
            drafting.forget_old(unit)
        receipts.match_late(unit)
        climbing.move_on(unit, directory)
        lost = outbox.overdue(unit, LOST)
        waiting_sms = inbound.unhandled(unit, LOST)
        abandoned_sms = inbound.unhandled(unit, ABANDONED)
        other_way = second_way.due(unit) if send_other_way is not None else []
        now = unit.now
    for message_id in other_way:
        if send_other_way is not None:
            send_other_way(message_id)
    for due in lost:
        if due.lane == "red" and now - due.since >= ABANDONED:
            log.warning("message.no_worker", message_id=due.message_id)
            send(due.message_id)
    for inbound_id in abandoned_sms:
        log.warning("sms.no_worker", inbound=inbound_id)
        handle(inbound_id)
    for lane in {due.lane for due in lost}:
        if nudger.waiting(lane) == 0:
            nudger.send(Nudge(lane, SEND, due.message_id) for due in lost if due.lane == lane)
    if waiting_sms and nudger.waiting("normal") == 0:
        nudger.send(Nudge("normal", HANDLE, inbound_id) for inbound_id in waiting_sms)


def _look_after(unit: Unit, directory: Directory) -> None:
    """Look after the people: those at an armed incident, gaps in the roster, numbers that have been silent."""
    with unit.apart("guarding", 0):
        guarding.ask_if_safe(unit, directory)
    with unit.apart("gaps", 0):
        if beats.is_time(unit, "gaps", _LOOK_FOR_GAPS):
            guarding.tell_gaps(unit, directory)
    with unit.apart("numbers", 0):
        if beats.is_time(unit, "numbers", _LOOK_FOR_SILENCE):
            proving.ask_untested(unit, directory)
    with unit.apart("heartbeat", 0):
        if unit.policy.has_heartbeat and beats.is_time(unit, "heart", _LOOK_FOR_GAPS):
            heartbeating.watch(unit, directory)
