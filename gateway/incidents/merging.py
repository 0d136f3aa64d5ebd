"""Merging: two incidents made one, and one made two, at a coordinator's word."""

from sqlalchemy import select, update

from gateway.communities.directory import Town
from gateway.core.unit_of_work import Unit
from gateway.escalation import acknowledgements, engine, state
from gateway.incidents import lifecycle
from gateway.storage.models import ClimbRow, Incident, Page, Report
from gateway.storage.states import IncidentState
from menus.domain.categories import Category, Level, first_level


def join(unit: Unit, town: Town, into: Incident, other: Incident, person_id: int) -> None:
    """Make one incident of two, at a coordinator's word: the first goes on, the other's people answer for it too."""
    unit.session.execute(
        update(Report)
        .where(Report.incident_id == other.id)
        .values(incident_id=into.id)
        .execution_options(synchronize_session="fetch")
    )
    _move_pages(unit, into, other)
    answers = {
        row.track: row
        for row in unit.session.scalars(select(ClimbRow).where(ClimbRow.incident_id == other.id))
        if row.answered_at is not None
    }
    into.reports += other.reports
    into.weapons = ", ".join(filter(None, (into.weapons, other.weapons))) or None
    into.told_more = True
    engine.stop_all(unit, other)
    other.state, other.closed_at = IncidentState.JOINED, unit.now
    unit.note(into.id, "joined", person_id=person_id, other=other.reference)
    unit.note(other.id, "joined", person_id=person_id, into=into.reference)
    for track, row in answers.items():
        if row.answered_by is not None and row.answered_role is not None:
            acknowledgements.take_over(unit, into, track, row)
    lifecycle.raise_level(unit, town, into, Level(other.level), "joined")


def _move_pages(unit: Unit, into: Incident, other: Incident) -> None:
    """Let those told of the other be told of the first; who went there goes on, behind who leads already."""
    known = {
        (page.person_id, page.track): page
        for page in unit.session.scalars(select(Page).where(Page.incident_id == into.id)).all()
    }
    going = max((page.position or 0 for page in known.values()), default=0)
    others = unit.session.scalars(select(Page).where(Page.incident_id == other.id).order_by(Page.position)).all()
    for page in others:
        mine = known.get((page.person_id, page.track))
        if mine is None:
            mine = Page(incident_id=into.id, person_id=page.person_id, track=page.track, at=page.at)
            mine.is_done, mine.safe_missed = page.is_done, 0
            unit.session.add(mine)
        if page.position is not None and mine.position is None:
            going += 1
            mine.position, mine.is_done = going, page.is_done
            mine.safe_asked_at, mine.safe_missed = page.safe_asked_at, page.safe_missed


def split(unit: Unit, town: Town, report: Report, person_id: int) -> Incident:
    """Make an incident of its own of a report that had been joined to another, and dispatch it."""
    old = unit.session.get_one(Incident, report.incident_id)
    own = unit.session.scalar(select(Incident).where(Incident.reference == report.reference))
    if own is None:
        own = Incident(
            community_id=town.id,
            reference=report.reference,
            category=report.category,
            level=first_level(Category(report.category), state.harm_of(report.harm)).value,
            harm=report.harm,
            zone=report.zone,
            place=report.place,
            around=report.subject,
            opened_at=report.created_at,
        )
        unit.session.add(own)
    own.state, own.closed_at, own.reports, own.held = IncidentState.OPEN, None, 1, False
    own.unconfirmed = report.unconfirmed
    unit.session.flush()
    report.incident_id = own.id
    old.reports = max(1, old.reports - 1)
    unit.note(old.id, "split", person_id=person_id, out=own.reference)
    unit.note(own.id, "split", person_id=person_id, out_of=old.reference)
    engine.take_up(unit, town, own)
    engine.start(unit, town, own)
    return own


def references_in(unit: Unit, incident: Incident) -> list[str]:
    """Return the references of an incident's reports, oldest first."""
    rows = unit.session.scalars(select(Report).where(Report.incident_id == incident.id).order_by(Report.id))
    return [report.reference for report in rows if report.reference]
