"""Merging: join two incidents into one, or split a report off into its own incident, at a coordinator's command."""

from sqlalchemy import select, update

from gateway.alerts import incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.core import known, report_ends, timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import acknowledgements, assignments, engine, state
from gateway.incidents import interests, lifecycle, readings, youth_tasks
from gateway.storage.models import Incident, Notification, Report
from menus.domain import joining
from menus.domain.assignment_life import AssignmentState
from menus.domain.categories import Track, first_level
from menus.domain.incident_life import INCIDENT, IncidentStatus, IncidentStep
from menus.domain.timeline import EventKind


def join(uow: UnitOfWork, record: CommunityRecord, into: Incident, other: Incident, by: Actor) -> None:
    """Join the incident `other` to `into`, at a coordinator's command.

    `into` stays open and `other` ends. Reports and notifications of `other` count for `into` from now on. The graver
    kind of the two counts. Answers of `other` count too, unless the graver one has none on that track: then that track
    is called anew, because nobody has answered to the graver kind.
    """
    plan = joining.plan(_part(uow, into), _part(uow, other))
    # The caller of an alarm does not answer their own call for help.
    answers = {
        row.track: row
        for row in state.of(uow, other)
        if row.answered_by is not None and row.answered_by != into.person_id
    }
    uow.session.execute(
        update(Report)
        .where(Report.incident_id == other.id)
        .values(incident_id=into.id, ended_at=report_ends.kept(uow.now))
        .execution_options(synchronize_session="fetch")
    )
    known.forget(uow.session)
    interests.follow_join(uow, into, other)
    _move_notifications(uow, into, other)
    readings.begin_anew(uow, into)
    youth_tasks.follow_join(uow, into, other)
    _end(uow, other, into, by)
    into.weapons = ", ".join(filter(None, (into.weapons, other.weapons))) or None
    into.update_sent = True
    changes = {
        "reports": into.reports + other.reports,
        "category": plan.category,
        "harm": plan.harm,
        "has_red_words": into.has_red_words or other.has_red_words,
        "status": INCIDENT.after(into.status, IncidentStep.TAKE_UP) if plan.goes_on else into.status,
    }
    timeline.record(uow, into, EventKind.JOINED, changes, by=by, other=other.reference)
    if plan.goes_on:
        timeline.record(uow, into, EventKind.TAKEN_UP, by=by)
    for track, row in answers.items():
        if track not in plan.call_anew:
            acknowledgements.take_over(uow, into, track, row)
    _alert(uow, record, into, plan, by)


def _end(uow: UnitOfWork, other: Incident, into: Incident, by: Actor) -> None:
    engine.stop_all(uow, other)
    other.closed_at = uow.now
    status = INCIDENT.after(other.status, IncidentStep.JOIN)
    timeline.record(uow, other, EventKind.JOINED, {"status": status}, by=by, into=into.reference)


def _alert(uow: UnitOfWork, record: CommunityRecord, into: Incident, plan: joining.Joined, by: Actor) -> None:
    """Alert the people whom the joined incident concerns: of a higher level, a graver kind, or a new call."""
    is_raised = lifecycle.raise_level(uow, record, into, plan.level, "joined", by=by)
    for track in plan.call_anew:
        _call_anew(uow, record, into, track)
    if (plan.is_graver_now or plan.call_anew) and not is_raised:
        incident_alerts.alert_again(uow, record, into, "")


def _part(uow: UnitOfWork, incident: Incident) -> joining.Part:
    rows = state.of(uow, incident)
    return joining.Part(
        incident.category,
        incident.level,
        incident.harm,
        is_over=incident.status is IncidentStatus.OVER,
        answered=frozenset(row.track for row in rows if row.phase.is_answered),
        unanswered=frozenset(row.track for row in rows if state.is_calling(row)),
    )


def _call_anew(uow: UnitOfWork, record: CommunityRecord, incident: Incident, track: Track) -> None:
    """Take back an answer to the lesser kind, and call the track from its first rung."""
    row = state.escalation_of(uow, incident, track)
    if row is None:
        return
    if row.phase.is_answered:
        engine.reopen(uow, incident, row, EventKind.CALLED_ANEW)
        assignments.lapse(uow, incident, track)
    state.restart(uow, incident, row)
    engine.fire_due(uow, record, incident, row)


def _move_notifications(uow: UnitOfWork, into: Incident, other: Incident) -> None:
    """Copy the notifications of `other` to `into`.

    People who go to `other` go to `into`, with positions behind the people who already go there.
    """
    known = {
        (notification.person_id, notification.track): notification
        for notification in uow.session.scalars(select(Notification).where(Notification.incident_id == into.id)).all()
    }
    going = max((notification.position or 0 for notification in known.values()), default=0)
    others = uow.session.scalars(
        select(Notification).where(Notification.incident_id == other.id).order_by(Notification.position)
    ).all()
    for notification in others:
        if notification.person_id == into.person_id:
            continue
        mine = known.get((notification.person_id, notification.track))
        if mine is None:
            mine = Notification(
                incident_id=into.id,
                person_id=notification.person_id,
                track=notification.track,
                at=notification.at,
                station=notification.station,
            )
            # Nobody goes to `into` without a position there.
            was_going = notification.state.is_going and notification.position is None
            mine.state, mine.safe_missed = AssignmentState.NOTIFIED if was_going else notification.state, 0
            uow.session.add(mine)
        if notification.position is not None and mine.position is None:
            going += 1
            mine.position, mine.state = going, notification.state
            mine.safe_asked_at, mine.safe_missed = notification.safe_asked_at, notification.safe_missed


def split(uow: UnitOfWork, record: CommunityRecord, report: Report, by: Actor) -> Incident:
    """Split a report off into its own incident, dispatch that incident, and return it."""
    old = uow.session.get_one(Incident, report.incident_id)
    own = uow.session.scalar(select(Incident).where(Incident.reference == report.reference))
    if own is None:
        own = _opened_by(record, report)
        uow.session.add(own)
        uow.session.flush()
        timeline.record_opened(uow, own, EventKind.SPLIT, by=by, out_of=old.reference)
    else:
        own.closed_at = None
        changes = {
            "status": INCIDENT.after(own.status, IncidentStep.TAKE_UP),
            "reports": 1,
            "unconfirmed": report.unconfirmed,
        }
        timeline.record(uow, own, EventKind.SPLIT, changes, by=by, out_of=old.reference)
    interests.follow_split(uow, old, own)
    report.incident_id = own.id
    known.forget(uow.session)
    readings.begin_anew(uow, old)
    left = {"reports": max(1, old.reports - 1), **_kind_left(uow, old, report)}
    timeline.record(uow, old, EventKind.SPLIT, left, by=by, out=own.reference)
    engine.resume(uow, record, own)
    engine.start(uow, record, own)
    return own


def _kind_left(uow: UnitOfWork, old: Incident, report: Report) -> dict[str, object]:
    """Return the category and the harm of an incident that a report has left."""
    reports = select(Report).where(Report.incident_id == old.id, Report.id != report.id).order_by(Report.id)
    left = [joining.Kind(each.category, each.harm) for each in uow.session.scalars(reports)]
    kind = joining.kind_left(joining.Kind(old.category, old.harm), joining.Kind(report.category, report.harm), left)
    return {"category": kind.category, "harm": kind.harm}


def _opened_by(record: CommunityRecord, report: Report) -> Incident:
    """Return a new incident of one report."""
    return Incident(
        community_id=record.id,
        reference=report.reference,
        category=report.category,
        level=first_level(report.category, report.harm),
        harm=report.harm,
        zone=report.zone,
        place=report.place,
        accused_group=report.accused_group,
        opened_at=report.created_at,
        status=IncidentStatus.OPEN,
        reports=1,
        unconfirmed=report.unconfirmed,
        has_red_words=False,
    )


def references_in(uow: UnitOfWork, incident: Incident) -> list[str]:
    """Return the references of an incident's reports, oldest first."""
    return list(
        uow.session.scalars(select(Report.reference).where(Report.incident_id == incident.id).order_by(Report.id))
    )
