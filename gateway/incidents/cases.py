"""Cases of private help, for the helpers of their circle: what a caller left, and a record of each look at it.

A helper is known by the phone that dials: the network knows whose SIM card dials, and the post that says so bears the
secret of the webhook, like a text to the short code. So a number is shown on a page of its own, one caller at a time,
after a key that the helper presses for it; each such look is written down, for the other helpers and for oversight.
"""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import access, looks
from gateway.storage.models import Incident, Report
from menus.domain.cases import Case
from menus.domain.categories import Level
from menus.domain.community import Person
from menus.domain.incident_life import LIVE
from menus.domain.looks import LookKind
from menus.domain.roles import CARE_ROLES

_ENDED_LATELY = timedelta(minutes=3)
"""A case that has ended keeps its number in the list for as long as a session may live (field notes: 180 s at most)."""
_MOST = 90
"""The most cases in the list: a key has two digits, and 98 is the next page."""


def helper(record: CommunityRecord, phone: str) -> Person | None:
    """Return the helper who has a phone (E.164), or None if it is nobody's or another person's."""
    person = record.by_phone(phone)
    return person if person is not None and person.roles & CARE_ROLES else None


def is_helper(record: CommunityRecord, phone: str) -> bool:
    """Return whether a phone (E.164) is that of a helper."""
    return helper(record, phone) is not None


def of_helper(session: Session, record: CommunityRecord, phone: str, now: datetime) -> tuple[Case, ...]:
    """Return the cases that the helper of a phone may read, the oldest first; none for any other phone.

    A helper who asked for private help themselves reads nothing of it here: somebody else may hold the phone.
    """
    person = helper(record, phone)
    if person is None:
        return ()
    rows = session.execute(
        select(Incident, Report)
        .join(Report, Report.incident_id == Incident.id)
        .where(
            Incident.community_id == record.id,
            Incident.level == Level.PRIVATE,
            or_(Incident.status.in_(LIVE), Incident.closed_at > now - _ENDED_LATELY),
        )
        .order_by(Incident.id)
        .limit(_MOST)
    ).all()
    return tuple(_case(incident, report) for incident, report in rows if may_read(session, record, person, incident))


def may_read(session: Session, record: CommunityRecord, person: Person, incident: Incident) -> bool:
    """Return whether a person may read what the caller of a private incident left: a helper, but not of their own."""
    return incident.level is Level.PRIVATE and access.may_see(session, record, person, incident)


def _case(incident: Incident, report: Report) -> Case:
    is_open = incident.status.is_live
    return Case(
        reference=incident.reference,
        opened_at=incident.opened_at,
        is_danger=incident.danger_now,
        zone=incident.zone,
        place=incident.place or "",
        wish=report.call_wish,
        call_at=report.call_at or "",
        phone=(report.reporter_phone or "") if is_open else "",
        words=(report.words or "").strip() if is_open else "",
        is_open=is_open,
    )


def report_of(session: Session, incident: Incident) -> Report | None:
    """Return the report of a private incident: it has only one, because no other joins it."""
    return session.scalars(select(Report).where(Report.incident_id == incident.id).order_by(Report.id)).first()


def look(uow: UnitOfWork, record: CommunityRecord, phone: str, reference: str) -> bool:
    """Write down that a helper (by their phone) has a case shown to them; return False if they may not read it."""
    person = helper(record, phone)
    incident = access.by_reference(uow.session, reference)
    if person is None or incident is None or not may_read(uow.session, record, person, incident):
        return False
    note_look(uow, record, incident, person)
    return True


def note_look(uow: UnitOfWork, record: CommunityRecord, incident: Incident, person: Person) -> None:
    """Write down a look of a helper, once for the same post again. To read it is what they are there for."""
    looks.note_once(uow, incident, LookKind.CASE, looks.with_role(record, person))


def forget_number(uow: UnitOfWork, incident: Incident) -> None:
    """Erase the number of a private incident's caller: its case has ended."""
    of_case = update(Report).where(Report.incident_id == incident.id, Report.reporter_phone.is_not(None))
    uow.session.execute(of_case.values(reporter_phone=None).execution_options(synchronize_session="fetch"))
    uow.truncates_log = True
