"""One incident, many reports: which incident a report tells of, and a coordinator's word on it."""

from sqlalchemy import bindparam, func, select, update

from gateway.alerts import incident_alerts
from gateway.communities.directory import Town
from gateway.core.unit_of_work import Unit
from gateway.escalation import acknowledgements, engine, state
from gateway.incidents import lifecycle
from gateway.storage.models import ClimbRow, CommunityRow, Event, Incident, Page, Report
from gateway.storage.states import IncidentState
from menus.domain.categories import Category, Level, are_akin, first_level, is_graver, is_worse
from menus.domain.draft import Draft

CORROBORATED = 3
"""Callers of one urgent incident after whom it is major."""

# Not against those who only refer to the community: whatever is written does.
_HELD = select(CommunityRow.id).where(CommunityRow.id == bindparam("town")).with_for_update(key_share=True)
_TOLD = (
    select(Incident)
    .where(
        Incident.community_id == bindparam("town"),
        Incident.state == IncidentState.OPEN,
        Incident.held.is_(False),
        Incident.zone.in_(bindparam("near", expanding=True)),
        func.coalesce(Incident.around, "") == bindparam("around"),
        Incident.category.in_(bindparam("akin", expanding=True)),
        Incident.opened_at > bindparam("since"),
        ~select(Event.id).where(Event.incident_id == Incident.id, Event.kind == "over").exists(),
    )
    .order_by(Incident.id.desc())
)
"""Open incidents of a kind, in some zones, about the same people, that are not old."""


def told_already(unit: Unit, town: Town, draft: Draft) -> Incident | None:
    """Return the open incident that a report of this most likely tells of, or None.

    The same kind of thing, in the same or a neighbouring zone, not long after it was opened, and about the same
    people, if about any: whom a report is about would learn of it from an incident that they answer. Filing holds
    the community's row meanwhile, so that two first reports at once open one incident.
    """
    zone = town.community.zone(draft.zone)
    if draft.category is None or zone is None or first_level(draft.category, draft.harm).has_circle:
        return None
    unit.hold(_HELD, {"town": town.id})
    wanted = {
        "town": town.id,
        "near": sorted(town.community.around(zone.key)),
        "around": draft.subject or "",
        "akin": [kind.value for kind in Category if are_akin(kind, draft.category)],
        "since": unit.now - unit.policy.join_window,
    }
    found = unit.session.scalars(_TOLD, wanted).all()
    for incident in sorted(found, key=lambda each: each.zone != zone.key):
        # Whoever closes it may have been faster.
        unit.lock(incident)
        if incident.state == IncidentState.OPEN:
            return incident
    return None


def add(unit: Unit, town: Town, incident: Incident, report: Report) -> None:
    """Count a further report of an incident; responders learn once that others report it too.

    What it adds, a weapon, a level or a graver kind, is taken over; a third caller makes an urgent incident major.
    """
    incident.reports += 1
    unit.note(incident.id, "also-reported", channel=report.channel)
    was_unconfirmed, was = incident.unconfirmed, incident.category
    level = _taken_over(unit, incident, report)
    if lifecycle.raise_level(unit, town, incident, level, "reports"):
        incident.told_more = True
    elif incident.category != was:
        # What was a fight is a killing: everybody learns of it, whatever they have answered to.
        incident.told_more = True
        engine.climb_again(unit, town, incident)
        engine.tell_first(unit, town, incident)
        incident_alerts.tell_again(unit, town, incident, "")
    elif engine.climb_again(unit, town, incident):
        # Nobody had answered: whoever is asked anew reads how many report it.
        return
    elif was_unconfirmed and not incident.unconfirmed:
        incident.told_more = True
        incident_alerts.tell_again(unit, town, incident, "confirmed")
    elif not incident.told_more and _callers(unit, incident) > 1:
        incident.told_more = True
        incident_alerts.tell_again(unit, town, incident, "")


def _taken_over(unit: Unit, incident: Incident, report: Report) -> Level:
    """Take over what a report adds; return the level that follows."""
    if not report.unconfirmed:
        incident.unconfirmed = False
    if report.harm is not None and is_worse(report.harm, incident.harm):
        incident.harm = report.harm
    category = Category(report.category)
    if is_graver(category, Category(incident.category)):
        incident.category = report.category
    if _callers(unit, incident) >= CORROBORATED and Level(incident.level) is Level.URGENT:
        return Level.MAJOR
    if report.unconfirmed and report.harm is None:
        return Level.MAJOR if category is Category.GUN_KILLING else Level(incident.level)
    return first_level(category, state.harm_of(report.harm))


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


def _callers(unit: Unit, incident: Incident) -> int:
    found = unit.session.scalar(
        select(func.count(func.distinct(Report.reporter_hash))).where(
            Report.incident_id == incident.id, Report.unconfirmed.is_(False)
        )
    )
    return found or 0
