"""Revealing: what is kept sealed of a report, shown to who asks with a reason, and that it was looked at."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Incident, Report
from menus.domain.categories import Level
from menus.domain.draft import CallWish
from menus.sms import wording


def call_wish(session: Session, incident: Incident, language: str) -> str:
    """Return in a language what a helper should know of when a caller of private help wants to be called.

    Nothing where the caller was not asked.
    """
    if Level(incident.level) is not Level.PRIVATE:
        return ""
    said = session.execute(select(Report.call_wish, Report.call_at).where(Report.incident_id == incident.id)).first()
    if said is None or said.call_wish is None:
        return ""
    return wording.call_wish(language, CallWish(said.call_wish), said.call_at or "")


@dataclass(frozen=True)
class Revealed:
    """What is kept sealed of a report: the number of who asked to be called, their words, and when to call."""

    phone: str | None
    words: str | None
    call: str | None = None


def reveal(uow: UnitOfWork, reference: str, why: str) -> Revealed | None:
    """Return what one report keeps sealed, and write down that it was looked at, and why.

    None where there is no such report. Who else reported the same incident stays hidden.
    """
    report = uow.session.scalar(select(Report).where(Report.reference == reference))
    if report is None:
        return None
    uow.note(report.incident_id, "revealed", words=why)
    return Revealed(report.reporter_phone, report.words, report.call_at or report.call_wish)
