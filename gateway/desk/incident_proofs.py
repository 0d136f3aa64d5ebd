"""Proofs of an incident at the desk: who gets one, against which night, and how often somebody may ask.

Oversight has the proof of every incident that it may know of. An observer has only that of an incident that had been
over a week ago, against a night as old: all others are answered in the same words, after the same work.
"""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk.viewer import Viewer
from gateway.incidents import access, looks
from gateway.record import night_words
from gateway.record.proving import Proved
from gateway.storage.models import Act, Incident, RecordCheckpoint
from menus.domain import incident_proofs as rules
from menus.domain.accused import is_accused
from menus.domain.acts import ActKind
from menus.domain.looks import LookKind
from menus.domain.marks import AlarmKind
from menus.domain.roles import Role


@dataclass(frozen=True)
class Provable:
    """An incident whose proof somebody gets, and the night that it is proved against."""

    incident: Proved
    checkpoint: RecordCheckpoint


def is_overseer(viewer: Viewer) -> bool:
    """Return whether somebody may see what stands in a proof; others only look on."""
    return viewer.has(Role.OVERSIGHT)


def ask(uow: UnitOfWork, viewer: Viewer, reference: str, why: str) -> Provable | str:
    """Return what is proved, and write down that somebody asked; or the name of the words that refuse it."""
    if not _may_ask(uow, viewer):
        return "proof.often"
    acts.note(uow, viewer.record.id, ActKind.PROOF_ASKED, by=viewer.person_id)
    found = _for_overseer(uow, viewer, reference, why) if is_overseer(viewer) else _for_onlooker(uow, viewer, reference)
    if isinstance(found, Provable):
        uow.session.expunge(found.checkpoint)
    return found


def newest_night(session: Session, viewer: Viewer) -> RecordCheckpoint | None:
    """Return the last night of the record; for somebody who only looks on, the last one that is old enough."""
    nights = select(RecordCheckpoint).where(
        RecordCheckpoint.community_id == viewer.record.id, RecordCheckpoint.day.is_not(None)
    )
    if not is_overseer(viewer):
        nights = nights.where(RecordCheckpoint.at <= viewer.now - rules.DELAY)
    return session.scalar(nights.order_by(RecordCheckpoint.id.desc()).limit(1))


def _may_ask(uow: UnitOfWork, viewer: Viewer) -> bool:
    """Return whether somebody may ask once more. Two requests at a time are counted one after the other."""
    uow.lock_key(f"proofs {viewer.person_id}".encode())
    theirs = (Act.person_id == viewer.person_id, Act.kind == ActKind.PROOF_ASKED, Act.at > uow.now - rules.WINDOW)
    return rules.may_ask(uow.session.scalar(select(func.count()).select_from(Act).where(*theirs)) or 0)


def _for_onlooker(uow: UnitOfWork, viewer: Viewer, reference: str) -> Provable | str:
    """Ask the same of the database whatever there is; only a proof that is given takes longer."""
    checkpoint = newest_night(uow.session, viewer)
    incident = access.by_reference(uow.session, reference)
    if checkpoint is None:
        return "proof.none_old"
    if checkpoint.size > night_words.MOST:
        return "words.large"
    is_theirs = (
        incident is not None
        and _may_know(viewer, incident)
        and not incident.is_hidden
        and rules.is_over(incident.status, incident.closed_at, checkpoint.at)
    )
    return _provable(viewer, incident, checkpoint) if incident is not None and is_theirs else "proof.nothing"


def _for_overseer(uow: UnitOfWork, viewer: Viewer, reference: str, why: str) -> Provable | str:
    """Look for an incident; the look at one that few may know of is written down."""
    incident = access.by_reference(uow.session, reference)
    if incident is None or not _may_know(viewer, incident) or not _may_oversee(viewer, incident):
        return "proof.unknown"
    if incident.is_hidden and not why:
        return "proof.why"
    checkpoint = newest_night(uow.session, viewer)
    if checkpoint is None:
        return "proof.none"
    if checkpoint.size > night_words.MOST:
        return "words.large"
    if incident.is_hidden:
        looks.note(uow, incident, LookKind.NOTES, looks.with_role(viewer.record, viewer.person), why=why)
    return _provable(viewer, incident, checkpoint)


def _may_know(viewer: Viewer, incident: Incident) -> bool:
    """Return whether an incident is one of the viewer's community in which they have no interest."""
    is_ours = incident.community_id == viewer.record.id
    return is_ours and viewer.person.phone not in viewer.record.recused_from(incident)


def _may_oversee(viewer: Viewer, incident: Incident) -> bool:
    """Return whether oversight may know of an incident.

    Private help, a call under duress, and a report that accuses a group of theirs are not for them.
    """
    is_closed = looks.is_closed(incident) or incident.alarm is AlarmKind.DURESS
    return not incident.is_hidden or (not is_closed and not is_accused(viewer.person, incident.accused_group))


def _provable(viewer: Viewer, incident: Incident, checkpoint: RecordCheckpoint) -> Provable:
    return Provable(Proved(incident.id, viewer.record.id, viewer.record.community.key), checkpoint)
