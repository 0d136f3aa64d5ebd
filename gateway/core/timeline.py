"""The timeline: each change of an incident is applied and recorded here, with its old and new value and its actor."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from gateway.core import known, report_ends
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import EscalationRow, Event, Incident
from menus.domain.categories import Track
from menus.domain.escalation_life import EscalationPhase
from menus.domain.roles import Role
from menus.domain.timeline import INCIDENT_FACTS, EventKind
from menus.text import course_codes
from menus.text.redaction import CROSSED_OUT


@dataclass(frozen=True)
class Actor:
    """The person who changes an incident: their row, and the role in which they act; None if it needs no role."""

    person_id: int
    role: Role | None = None


def record(
    uow: UnitOfWork,
    incident: Incident,
    kind: EventKind,
    changes: Mapping[str, object] | None = None,
    *,
    on: EscalationRow | None = None,
    by: Actor | None = None,
    words: str | None = None,
    **facts: object,
) -> None:
    """Record an event of an incident, and apply its changes to the incident, or to the escalation `on`.

    `changes` holds the new value of each attribute that changes. `words` are the words of a person. `by` is the person
    who did it; without one, Doria did it.
    """
    if incident.erased_at is not None:
        # Retention looks at the incident again.
        incident.erased_at = None
    row: Incident | EscalationRow = on if on is not None else incident
    changed: dict[str, Any] = {}
    for name, new in (changes or {}).items():
        old = getattr(row, name)
        setattr(row, name, new)
        if old != new:
            changed[name] = [_plain(old), _plain(new)]
    if on is not None:
        facts = {"track": on.track, **facts}
    if on is None and "status" in changed and not incident.status.is_live:
        report_ends.note(uow, incident.id)
    # The code of a second chance stands in no history.
    fit = course_codes.without_codes(words, CROSSED_OUT) if words else words
    _insert(uow, incident, kind, {**_by(by, facts), "words": fit, "changes": changed})


def record_look(uow: UnitOfWork, incident: Incident, look_id: int, report: str) -> None:
    """Record that somebody had sealed values of an incident shown to them, of the report with this reference.

    The row of the look holds who it was, and why: see `gateway/incidents/looks.py`.
    """
    event = {**_by(None, {"report": report, "look": look_id}), "words": None, "changes": {}}
    _insert(uow, incident, EventKind.REVEALED, event)


def record_opened(
    uow: UnitOfWork, incident: Incident, kind: EventKind, *, by: Actor | None = None, **facts: object
) -> None:
    """Record that an incident begins, with every fact that the board shows. `by` is the person who did it, if any."""
    began = {name: [None, _plain(getattr(incident, name))] for name in INCIDENT_FACTS}
    _insert(uow, incident, kind, {**_by(by, facts), "words": None, "changes": began})


def record_started(uow: UnitOfWork, incident: Incident, track: Track, steps: Mapping[str, Any]) -> None:
    """Record that an escalation of an incident begins, with the number of the rungs of its ladder (as JSON)."""
    phase = _plain(EscalationPhase.CALLING)
    began = {"phase": [None, phase], "fired": [None, 0], "rungs": [None, len(steps["steps"])]}
    event = {"person_id": None, "facts": {"track": track}, "words": None, "changes": began}
    _insert(uow, incident, EventKind.LADDER_STARTED, event)


def record_ladder(uow: UnitOfWork, incident: Incident, row: EscalationRow, steps: dict[str, Any]) -> None:
    """Give an escalation another ladder (as JSON), and record the number of its rungs."""
    changed = {"rungs": [len(row.steps["steps"]), len(steps["steps"])]}
    row.steps = steps
    event = {"person_id": None, "facts": {"track": row.track}, "words": None, "changes": changed}
    _insert(uow, incident, EventKind.LADDER_CHANGED, event)


@contextmanager
def together(uow: UnitOfWork) -> Iterator[None]:
    """Write the events of a block at its end, in one statement. The block itself must read no events."""
    if uow.events is not None:
        yield
        return
    uow.events = []
    try:
        yield
        uow.insert(Event, uow.events)
    finally:
        uow.events = None


def _insert(uow: UnitOfWork, incident: Incident, kind: EventKind, event: dict[str, Any]) -> None:
    row = {"community_id": incident.community_id, "incident_id": incident.id, "at": uow.now, "kind": kind}
    event = {"looked_by": None, **event}
    if kind is EventKind.WROTE_AGAIN:
        known.forget(uow.session)
    if uow.events is None:
        uow.insert(Event, [{**row, **event}])
    else:
        uow.events.append({**row, **event})


def _by(actor: Actor | None, facts: Mapping[str, object]) -> dict[str, Any]:
    """Return the person and the facts of an event; the role in which the person acts is one of them."""
    if actor is None or actor.role is None:
        return {"person_id": actor.person_id if actor is not None else None, "facts": facts}
    return {"person_id": actor.person_id, "facts": {**facts, "role": actor.role}}


def _plain(value: object) -> object:
    """Return a value as JSON holds it."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, datetime) else value
