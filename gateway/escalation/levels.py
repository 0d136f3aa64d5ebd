"""Levels: the ladders of an incident follow its level, when it is raised and when it is lowered."""

from gateway.alerts import audience
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import assignments, engine, rungs, starting, state
from gateway.messaging import outbox
from gateway.storage.models import EscalationRow, Incident
from menus.domain import fire
from menus.domain.escalation_life import ESCALATION, EscalationPhase, EscalationStep
from menus.domain.ladders import Ladder
from menus.domain.rung_plan import Postpone
from menus.domain.timeline import EventKind


def raise_ladders(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Switch the running escalations of an incident to the ladders of the level that it was raised to.

    A track that an earlier lowering stopped is called again.
    """
    ladders = {ladder.track: ladder for ladder in fire.ladders_for(record.community, incident.category, incident.level)}
    for row in state.of(uow, incident):
        ladder, is_stopped = ladders.get(row.track), row.phase is EscalationPhase.STOPPED
        if ladder is None or (row.steps["level"] == incident.level and not is_stopped):
            continue
        _give(uow, incident, row, ladder)
        if is_stopped:
            state.restart(uow, incident, row, EscalationStep.RESUME)
        elif state.is_calling(row):
            # Start from the first rung: its people may not have been on the ladder of the lower level.
            state.restart(uow, incident, row)
        # Set the time by which a person who has already answered must arrive, too.
        engine.fire_due(uow, record, incident, row)


def lower_ladders(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Switch the escalations of an incident to the ladders of the level that it was lowered to. Answers stay.

    A track that the level does not have stops calling, and its alerts that have not left are cancelled.
    """
    ladders = {ladder.track: ladder for ladder in starting.ladders_of(record, incident)}
    for row in state.of(uow, incident):
        ladder = ladders.get(row.track)
        if ladder is None:
            outbox.cancel_for(uow, incident.id, row.track)
        else:
            _give(uow, incident, row, ladder)
            if state.is_calling(row):
                _begin_at(uow, record, incident, row)
        engine.fire_due(uow, record, incident, row)
    engine.start(uow, record, incident)
    assignments.end_safety_checks(uow, incident)


def _give(uow: UnitOfWork, incident: Incident, row: EscalationRow, ladder: Ladder) -> None:
    """Give an escalation a ladder, if that is of another level than its own."""
    if row.steps["level"] != ladder.level:
        timeline.record_ladder(uow, incident, row, state.pack(ladder))


def _begin_at(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> None:
    """Begin the lower ladder of a track: at its first rung, or behind it if all of its people have the alert.

    These people read of the new level in a text of its own, and need not be alerted twice.
    """
    people = _first_people(uow, record, incident, row)
    if not people or not people <= audience.having_the_alert(uow, incident):
        state.restart(uow, incident, row)
        return
    row.skip_wait, row.last_rung_that_reached = False, 1
    row.last_fired_at = row.started_at = uow.now
    phase = ESCALATION.after(row.phase, EscalationStep.RESTART)
    changes = {"phase": phase, "fired": 1, "exhausted_at": None}
    timeline.record(uow, incident, EventKind.RESTARTED, changes, on=row)


def _first_people(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow) -> set[int]:
    """Return the people of the first rung of an escalation; nobody if they are alerted later."""
    planned = rungs.plan(uow, record, incident, row, state.unpack(row).steps[0])
    if isinstance(planned, Postpone):
        return set()
    return {record.person_ids[each.person.phone] for each in planned}
