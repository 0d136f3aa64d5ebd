"""Revealing: what is kept sealed of a report, shown to who asks with a reason, and that it was looked at."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.storage.models import Incident, Report
from gateway.usecases.unit import Unit
from menus.rules.categories import Level

_CALL = ";call:"
_NO_CALL = (";no-call", ";safe")


def call_wish(session: Session, incident: Incident) -> str:
    """Return when the caller of a private report wants to be called: `now`, `none`, what they typed, or nothing."""
    if Level(incident.level) is not Level.PRIVATE:
        return ""
    said = session.scalars(select(Report.words).where(Report.incident_id == incident.id)).first() or ""
    if said.endswith(_NO_CALL):
        return "none"
    return said.partition(_CALL)[2].partition(";")[0]


@dataclass(frozen=True)
class Revealed:
    """What is kept sealed of a report: the number of who asked to be called, and their words."""

    phone: str | None
    words: str | None


def reveal(unit: Unit, reference: str, why: str) -> Revealed | None:
    """Return what one report keeps sealed, and write down that it was looked at, and why.

    None where there is no such report. Who else reported the same incident stays hidden.
    """
    report = unit.session.scalar(select(Report).where(Report.reference == reference))
    if report is None:
        return None
    unit.note(report.incident_id, "revealed", words=why)
    return Revealed(report.reporter_phone, report.words)
