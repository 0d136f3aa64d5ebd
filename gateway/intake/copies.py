"""Copies: the words and the number of a reporter where they stand beside the report: on its incident, in texts."""

import os
from collections.abc import Iterable, Sequence

from sqlalchemy import Update, select, update

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Attempt, Inbound, Incident, Message, ReceiptRow, Report
from gateway.storage.states import MessageState

NOBODY = bytes(16)
"""The hash of a number that is erased."""


def cancel(uow: UnitOfWork, ids: Sequence[int]) -> None:
    """Cancel texts that no worker has claimed."""
    queued = update(Message).where(Message.id.in_(ids), Message.state == MessageState.QUEUED)
    _do(uow, queued.values(state=MessageState.CANCELLED, settled_at=uow.now, is_obsolete=True))


def erase_messages(uow: UnitOfWork, ids: Sequence[int]) -> None:
    """Erase the number and the words of texts that have left, and the hash of the number in their receipts."""
    if not ids:
        return
    blank = update(Message).where(Message.id.in_(ids))
    _do(uow, blank.values(phone="", body="", is_obsolete=True, erase_at=None))
    handed = select(Attempt.provider_id).where(Attempt.message_id.in_(ids), Attempt.provider_id.is_not(None))
    _do(uow, update(ReceiptRow).where(ReceiptRow.provider_id.in_(handed)).values(recipient_hash=None))


def cut_texts(uow: UnitOfWork, ids: Iterable[int]) -> None:
    """Erase what leads from texts to their phone: its hash, and the ids by which the network knows the texts."""
    blank = {
        "from_hash": None,
        "text_hash": NOBODY,
        "fetched_id": None,
        "link_hash": None,
        "twin_key": None,
        "network_date": "",
        "answer_hash": None,
    }
    cut = [{"id": found, "provider_id": f"cut-{os.urandom(16).hex()}"} | blank for found in ids]
    if cut:
        uow.session.execute(update(Inbound), cut)


def erase_of_incidents(uow: UnitOfWork, reports: Sequence[Report]) -> None:
    """Erase the place and the words of weapons that incidents have from some reports, and from no other one."""
    own = {report.id for report in reports}
    by_incident = {report.incident_id for report in reports}
    by_reference = {report.reference for report in reports}
    incidents = uow.session.scalars(
        select(Incident)
        .where(Incident.id.in_(by_incident) | Incident.reference.in_(by_reference))
        .order_by(Incident.id)
    ).all()
    others: dict[int, list[Report]] = {}
    for report in uow.session.scalars(select(Report).where(Report.incident_id.in_([one.id for one in incidents]))):
        if report.id not in own:
            others.setdefault(report.incident_id, []).append(report)
    for incident in incidents:
        # An incident that was split off or joined may hold a copy, too, but never while it is open.
        if incident.status.is_live:
            continue
        left = others.get(incident.id, [])
        if incident.place is not None and not any(report.place == incident.place for report in left):
            incident.place = None
        incident.weapons = _said_by(left, incident.weapons)


def _said_by(reports: Sequence[Report], weapons: str | None) -> str | None:
    """Return the words of weapons that stand in some reports; None without one."""
    said = "\n".join(f"{report.words or ''}\n{report.hint_words or ''}" for report in reports).casefold()
    return ", ".join(word for word in (weapons or "").split(", ") if word and word.casefold() in said) or None


def _do(uow: UnitOfWork, change: Update) -> None:
    uow.session.execute(change.execution_options(synchronize_session=False))
