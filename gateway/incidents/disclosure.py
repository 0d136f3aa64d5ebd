"""Disclosure: show the sealed parts of a report to somebody who gives a reason, and record that they were shown."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import looks
from gateway.incidents.looks import Looker
from gateway.storage.models import Incident, Report
from menus.domain.categories import Level
from menus.domain.draft import CallWish
from menus.domain.looks import LookKind, shown
from menus.text import call_wishes


def call_wish(session: Session, incident: Incident, language: str) -> str:
    """Return, in a language, whether and when a caller of private help wants a call from a helper.

    A caller who was not asked is told as such. Return an empty string if the incident is not private.
    """
    if incident.level is not Level.PRIVATE:
        return ""
    said = session.execute(select(Report.call_wish, Report.call_at).where(Report.incident_id == incident.id)).first()
    return call_wishes.call_wish(language, said.call_wish, said.call_at or "") if said is not None else ""


@dataclass(frozen=True)
class Revealed:
    """The sealed parts of a report: the phone of a caller who allowed a call, their words, and when to call.

    `is_erased`: a call was asked for, and the number has been erased since. `is_unasked`: nobody asked this caller of
    private help whether a call is safe.
    """

    phone: str | None
    words: str | None
    call: str | None = None
    is_erased: bool = False
    is_unasked: bool = False


@dataclass(frozen=True)
class Look:
    """The look of an operator: the name of the person who looks, and why."""

    by: str
    why: str


def look_at_notes(uow: UnitOfWork, reference: str, look: Look) -> bool:
    """Write down that an operator reads the notes of people with a role about a hidden incident, and why.

    Return False if the incident is not hidden, or is not there: nothing was written down.
    """
    report = uow.session.scalar(select(Report).where(Report.reference == reference))
    incident = uow.session.get_one(Incident, report.incident_id) if report is not None else None
    if incident is None or not incident.is_hidden:
        return False
    looks.note(uow, incident, LookKind.NOTES, Looker(look.by), why=look.why, report=report)
    return True


def reveal(uow: UnitOfWork, reference: str, look: Look) -> Revealed | None:
    """Return the sealed parts of one report, once it is written down who looks at them, and why.

    A report without a number and without words has nothing to look at.

    Return None if there is no such report. Other reporters of the same incident stay hidden. The number of a private
    report is erased some time after it was first shown: see `gateway/upkeep/retention.py`.
    """
    report = uow.session.scalar(select(Report).where(Report.reference == reference))
    if report is None:
        return None
    words, wish = report.words or report.private_kind, report.call_wish
    incident = uow.session.get_one(Incident, report.incident_id)
    kind = shown(number=report.reporter_phone is not None, words=bool(words))
    if kind is not None:
        looks.note(uow, incident, kind, Looker(look.by), why=look.why, report=report)
    if report.reporter_phone is not None and report.number_shown_at is None:
        report.number_shown_at = uow.now
    is_erased = report.reporter_phone is None and wish not in {None, CallWish.NONE}
    is_unasked = report.reporter_phone is not None and incident.level is Level.PRIVATE and wish is None
    return Revealed(report.reporter_phone, words, report.call_at or wish, is_erased=is_erased, is_unasked=is_unasked)
