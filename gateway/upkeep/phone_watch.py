"""The watch over the backup phone: the clock asks how it is, and coordinators learn when it is silent and when back."""

from datetime import datetime
from functools import partial
from typing import Protocol, runtime_checkable

from gateway.carrier.contract import Carrier, CarrierError
from gateway.carrier.payloads import ReadNumber
from gateway.carrier.phone_report import PhoneReport
from gateway.communities import numbers
from gateway.communities.directory import Directory
from gateway.core import notices_once
from gateway.core.notices_once import Course, Notice
from gateway.core.unit_of_work import UnitOfWork, UnitOfWorkMaker
from gateway.logs import logger
from gateway.messaging import backup_phone
from gateway.messaging.notices import coordinators, notify
from menus.domain.backup_phone import SIGNED_WITHIN, SILENT_AFTER, is_silent
from menus.text.names import Text

log = logger()


@runtime_checkable
class Phone(Protocol):
    """A carrier that is a phone: it can be asked how it is."""

    def look(self, read: ReadNumber) -> PhoneReport:
        """Return how the phone is, with its numbers as `read` reads them; raise CarrierError if nothing answers."""


def ask(new_uow: UnitOfWorkMaker, directory: Directory, carrier: Carrier | None) -> None:
    """Ask the backup phone how it is, outside any transaction, and notify coordinators if it is silent or back."""
    if not isinstance(carrier, Phone):
        return
    report = None
    try:
        report = carrier.look(partial(numbers.read, directory))
    except CarrierError as error:
        log.warning("backup_phone.no_answer", error=str(error))
    with new_uow() as uow:
        row = backup_phone.note_report(uow, report)
        silent = is_silent(row.heard_at, row.missed_at, uow.now)
        course = notices_once.while_true(uow, Notice.BACKUP_PHONE_SILENT, condition=silent)
        if course is Course.BEGINS:
            log.error("backup_phone.silent")
            _notify(uow, directory, Text.BACKUP_PHONE_SILENT)
        elif course is Course.ENDS:
            log.warning("backup_phone.back")
            _notify(uow, directory, Text.BACKUP_PHONE_BACK)


def _notify(uow: UnitOfWork, directory: Directory, text: Text) -> None:
    for record in directory.communities():
        for person in coordinators(uow, record):
            notify(uow, record, person, text)


def doubts(report: PhoneReport, now: datetime) -> list[str]:
    """Return what is doubtful about a phone that was reached: it was not seen for long, or its clock is wrong."""
    found = []
    if report.seen_at is not None and now - report.seen_at >= SILENT_AFTER:
        found.append(f"its server has not seen the phone since {report.seen_at:%Y-%m-%d %H:%M} UTC")
    if report.date is not None and abs(report.date - now) > SIGNED_WITHIN:
        found.append(f"its clock is off by {abs(report.date - now).total_seconds() / 60:.0f} minutes")
    return found
