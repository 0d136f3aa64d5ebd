"""Starting: the escalations of a new incident, as rows. Those of a dialled report are due, and a worker fires them."""

from typing import Any

from gateway.alerts import audience
from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import duties
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import FIRE
from gateway.escalation import state
from gateway.storage.models import EscalationRow, Incident
from menus.domain import drill, fire, first_rungs, first_told
from menus.domain.categories import Level, Track
from menus.domain.escalation_life import EscalationPhase
from menus.domain.first_rungs import Begun
from menus.domain.ladders import Ladder
from menus.domain.messages import Lane

Begins = tuple[tuple[Ladder, Begun], ...]
"""The ladders of a new incident, and how each begins."""


def ladders_of(record: CommunityRecord, incident: Incident) -> tuple[Ladder, ...]:
    """Return the ladders of an incident: those of its level, and oversight's if it accuses a group.

    A drill runs those of its own tracks alone.
    """
    return drill.ladders_of(incident.drill, _all_ladders_of(record, incident))


def _all_ladders_of(record: CommunityRecord, incident: Incident) -> tuple[Ladder, ...]:
    # Papers that ended meanwhile do not change what was opened before.
    record = record.at(incident.opened_at)
    ladders = fire.ladders_for(record.community, incident.category, incident.level)
    if incident.accused_group is None or incident.level is Level.COMPLAINT:
        return ladders
    # The incident accuses a group: oversight is notified beside the people who are not accused.
    return ladders + tuple(
        ladder for ladder in record.community.ladders_for(Level.COMPLAINT) if ladder.track is Track.OVERSIGHT
    )


def columns_of(uow: UnitOfWork, incident: Incident, ladder: Ladder) -> dict[str, Any]:
    """Return the escalation of a ladder that starts now, as the columns of its row."""
    return {
        "incident_id": incident.id,
        "track": ladder.track,
        "phase": EscalationPhase.CALLING,
        "steps": state.pack(ladder),
        "fired": 0,
        "last_rung_that_reached": 0,
        "skip_wait": False,
        "started_at": uow.now,
    }


def plan(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> Begins:
    """Return how the ladders of a new incident begin, and note on it whom they will reach. Nothing is written."""
    record = record.at(incident.opened_at)
    matter, stated_duties = audience.matter_of(record, incident), duties(uow, record)
    begins = tuple(
        (ladder, first_rungs.begin(record.community, matter, ladder, uow.now, stated_duties))
        for ladder in ladders_of(record, incident)
    )
    for _, begun in begins:
        incident.told = first_told.better(incident.told, begun.told)
    return begins


def start(uow: UnitOfWork, incident: Incident, begins: Begins) -> None:
    """Write the escalations of a new incident, each when it is due, and wake a worker for those that are due now.

    Whoever waits for the page of a hop does not wait for the alerts. If no worker comes, the clock fires the rungs.
    """
    rows = []
    for ladder, begun in begins:
        row = columns_of(uow, incident, ladder)
        timeline.record_started(uow, incident, ladder.track, row["steps"])
        rows.append({**row, "due_at": begun.due_at})
    uow.insert(EscalationRow, rows)
    if any(begun.due_at <= uow.now for _, begun in begins):
        uow.wake(Lane.RED, FIRE, incident.id)
