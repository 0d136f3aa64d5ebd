"""The backup phone: what is known of it, kept in one row, and whether an event is of this phone."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from gateway.carrier.phone_report import PhoneReport
from gateway.core import liveness
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import BackupPhone
from menus.domain import backup_phone as rules
from menus.domain.backup_phone import Known, Refusal

_ONE = 1
"""The id of the row: there is one backup phone."""
_REFUSED, _TOLD_FOR = "backup-phone-refused-", timedelta(days=1)


def note_heard(uow: UnitOfWork) -> None:
    """Note a sign of the phone."""
    _row(uow).heard_at = uow.now


def note_device(uow: UnitOfWork, device: str | None) -> None:
    """Note the id that the app gave itself with an answer."""
    if device is None:
        return
    row = _row(uow)
    if device not in row.devices:
        row.devices = [*row.devices, device]


def note_report(uow: UnitOfWork, report: PhoneReport | None) -> BackupPhone:
    """Note what the phone told of itself, or that a question got no answer; return what is known now.

    Where a server answers for the phone, its word on when it saw the phone counts.
    """
    row = _row(uow)
    heard_at = uow.now
    if report is not None and report.seen_at is not None:
        heard_at = min(report.seen_at, uow.now)
    if report is None or uow.now - heard_at >= rules.SILENT_AFTER:
        row.missed_at = uow.now
    else:
        row.heard_at = max(row.heard_at, heard_at)
    if report is None:
        return row
    if report.devices:
        row.devices = sorted(report.devices)
        row.numbers = sorted(uow.keyring.phone(number).hex() for number in report.numbers)
    if report.date is not None:
        row.clock_ahead, row.clock_at = round((report.date - uow.now).total_seconds()), uow.now
    return row


def note_refused(uow: UnitOfWork, why: Refusal) -> None:
    """Note that an event was not taken, for the doctor."""
    liveness.mark_now(uow, _REFUSED + why)


def heard(session: Session) -> tuple[datetime, datetime | None] | None:
    """Return when the phone last gave a sign, and when it last missed a question; None if nothing is known of it."""
    row = session.get(BackupPhone, _ONE)
    return (row.heard_at, row.missed_at) if row is not None else None


def refused(session: Session, now: datetime) -> list[Refusal]:
    """Return the reasons for which events were not taken in the last day."""
    ages = liveness.ages(session, now)
    return [why for why in Refusal if ages.get(_REFUSED + why, _TOLD_FOR) < _TOLD_FOR]


def known(uow: UnitOfWork, sim: int | None = None, device: str | None = None) -> Known:
    """Return what is known of the phone; a SIM card and a device that the settings name count alone."""
    row = uow.session.get(BackupPhone, _ONE)
    devices = [device] if device else []
    if row is None:
        return Known(frozenset(devices), sim=sim)
    return Known(
        frozenset(devices or row.devices),
        frozenset(row.numbers),
        sim,
        timedelta(seconds=row.clock_ahead) if row.clock_ahead is not None else None,
        row.clock_at,
    )


def _row(uow: UnitOfWork) -> BackupPhone:
    """Return the row of the phone; the first time, it counts as heard now."""
    uow.upsert(BackupPhone, [{"id": _ONE, "heard_at": uow.now, "devices": [], "numbers": []}], changed=("id",))
    return uow.session.get_one(BackupPhone, _ONE)
