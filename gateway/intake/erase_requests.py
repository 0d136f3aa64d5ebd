"""Requests to erase what must wait: the clock follows each one until nothing of it is left."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from sqlalchemy import ColumnElement, delete, exists

from gateway.communities.directory import Directory
from gateway.core import due_rows
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import erased_events, erasing, kept, private_erasing
from gateway.intake.erasing import Asked
from gateway.storage.models import EraseRequest, Incident, Report
from menus.domain.incident_life import LIVE

DUE = due_rows.DueRows("erase-requests", EraseRequest.id, EraseRequest.due_at)


def ask(uow: UnitOfWork, hashes: Sequence[bytes], why: str = "") -> bool:
    """Erase what is kept of a phone (its hashes) as far as it may go; return whether the clock follows with the rest.

    `why` are the words of an operator; empty if the owner of the phone asked.
    """
    asked = Asked(erasing.phone_of(uow.session, hashes), uow.now)
    if why:
        erased_events.note_reason(uow, kept.communities_of(uow.session, asked.phone), why)
    after = erasing.erase(uow, asked)
    if after is None:
        uow.session.execute(delete(EraseRequest).where(EraseRequest.phone_hash.in_(hashes)))
    else:
        _keep(uow, "phone_hash", hashes, after)
    return after is not None


def ask_soon(uow: UnitOfWork, hashes: Sequence[bytes]) -> None:
    """Let the clock erase what is kept of a phone (its hashes) within a second or two: a hop cannot wait for that.

    My reports shows the closed reports no more from now on.
    """
    _keep(uow, "phone_hash", hashes, timedelta(0))


def ask_private(uow: UnitOfWork, incident: Incident, by: int) -> bool:
    """Erase number and words of a private report if its case has ended; return whether the clock does it later.

    `by` is the helper who carries it out.
    """
    if private_erasing.erase(uow, incident, by):
        return False
    report = private_erasing.report_of(uow.session, incident)
    if report is not None:
        _keep(uow, "report_id", [report.id], erasing.SOON)
    return report is not None


def _keep(uow: UnitOfWork, by: str, values: Sequence[object], after: timedelta) -> None:
    due = {"asked_at": uow.now, "due_at": uow.now + after}
    uow.upsert(EraseRequest, [{by: value, **due} for value in values], tuple(due), by=by)


def hides() -> ColumnElement[bool]:
    """Return the condition that My reports does not show a report any more, for a query that joins its incident.

    Its owner has asked to erase it, and only its hash is left, or will be within a minute.
    """
    asked = exists().where(EraseRequest.phone_hash == Report.reporter_hash, EraseRequest.asked_at >= Report.created_at)
    return asked & Incident.status.not_in(LIVE)


def follow(uow: UnitOfWork, _directory: Directory) -> None:
    """Go on with the requests that are due."""
    due_rows.each(uow, DUE, partial(_follow_one, uow))


def _follow_one(uow: UnitOfWork, request_id: int) -> None:
    request = uow.session.get_one(EraseRequest, request_id)
    after = _go_on(uow, request)
    if after is None:
        uow.session.delete(request)
    else:
        request.due_at = uow.now + after


def _go_on(uow: UnitOfWork, request: EraseRequest) -> timedelta | None:
    if request.phone_hash is not None:
        asked = Asked(erasing.phone_of(uow.session, [request.phone_hash]), request.asked_at)
        is_new = request.due_at is not None and request.due_at <= request.asked_at
        return erasing.erase(uow, asked) if is_new else erasing.follow(uow, asked)
    report = uow.session.get(Report, request.report_id) if request.report_id is not None else None
    incident = uow.session.get(Incident, report.incident_id) if report is not None else None
    is_done = incident is None or private_erasing.erase(uow, incident, None)
    return None if is_done else erasing.SOON
