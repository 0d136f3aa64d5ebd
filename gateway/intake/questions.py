"""My reports: the status of a caller's own reports, a coordinator's questions, and the hidden reporter's answers."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import board, police_notified, youth_tasks
from gateway.intake import erase_requests
from gateway.messaging.notices import notify
from gateway.storage.models import EscalationRow, Incident, PersonRow, Question, Report
from menus.domain.categories import Category, Level, Track
from menus.domain.community import Stage
from menus.domain.draft import Channel
from menus.domain.incident_life import IncidentStatus
from menus.domain.timeline import EventKind
from menus.sms import words_to_leave
from menus.text import missing
from menus.text.names import Text
from menus.ussd import flow

MOST_REPORTS = 20


def reports_of(
    session: Session, record: CommunityRecord, caller: Sequence[bytes], session_key: bytes
) -> tuple[flow.ReportLine, ...]:
    """Return a caller's own reports, newest first, without private ones.

    A question that this session has answered still appears, so that the same post gives the same page.
    """
    rows = session.execute(
        select(Report, Incident)
        .join(Incident, Incident.id == Report.incident_id)
        .where(
            Report.reporter_hash.in_(caller),
            Report.community_id == record.id,
            Incident.level != Level.PRIVATE,
            ~erase_requests.hides(),
        )
        .order_by(Report.id.desc())
        .limit(MOST_REPORTS)
    ).all()
    # The page of an ended incident shows how it ended. A question that nobody answered in time must not hide that.
    live = {report.id for report, incident in rows if incident.status.is_live}
    questions = _questions(session, [report.id for report, _ in rows], live, session_key)
    tasks = youth_tasks.of_incidents(session, {incident.id for _, incident in rows})
    of_police = _told_police(session, record, [incident for _, incident in rows])
    return tuple(
        flow.ReportLine(
            reference=report.reference,
            category=report.category,
            opened_at=report.created_at,
            status=board.status_for_reporter(session, incident),
            # Any caller on this phone reads it: only ordinary words of it stay.
            outcome=words_to_leave.fit_for_strangers(record.community, incident.outcome or "")
            if incident.status is IncidentStatus.CLOSED
            else "",
            question=questions.get(report.id, ""),
            ended_as=incident.ended_as if incident.status is IncidentStatus.CLOSED else None,
            is_missing=_tells_of_missing(report),
            task=youth_tasks.for_reporter(tasks.get(incident.id), incident),
            is_of_police=incident.id in of_police,
        )
        for report, incident in rows
    )


def _told_police(session: Session, record: CommunityRecord, incidents: Sequence[Incident]) -> frozenset[int]:
    """Return the incidents (the ids of their rows) of which police were told.

    Nobody is asked about police whose report accuses somebody, or lies in a closed circle; in a drill and before a
    community is live, police are told of nothing.
    """
    open_to_all = [
        one.id for one in incidents if one.drill is None and one.accused_group is None and not one.level.has_circle
    ]
    if record.community.stage is not Stage.LIVE or not open_to_all:
        return frozenset()
    told = select(EscalationRow.incident_id).where(
        EscalationRow.incident_id.in_(open_to_all), EscalationRow.track == Track.POLICE, EscalationRow.fired > 0
    )
    found = session.scalars(told).all()
    # A ladder of that track may have notified coordinators alone.
    return police_notified.among(session, record, [Incident.id.in_(found)]) if found else frozenset()


def _tells_of_missing(report: Report) -> bool:
    """Return whether a report was texted and tells of a missing person, which no category says."""
    is_texted = report.channel is Channel.SMS and report.category is Category.GUN_KILLING
    return is_texted and missing.is_all([report.hint_words])


def _questions(session: Session, report_ids: list[int], live: set[int], session_key: bytes) -> dict[int, str]:
    rows = session.scalars(
        select(Question)
        .where(
            Question.report_id.in_(report_ids),
            (Question.answered_at.is_(None) & Question.report_id.in_(live)) | (Question.answered_in == session_key),
        )
        .order_by(Question.id.desc())
    )
    return {row.report_id: row.text for row in rows}


def ask(uow: UnitOfWork, by: Actor, incident: Incident, text: str) -> bool:
    """Put a question to every reporter of an incident who can be found again; return False if there is none."""
    if incident.level is Level.PRIVATE:
        return False
    reports = uow.session.scalars(
        select(Report).where(Report.incident_id == incident.id, Report.reporter_hash.is_not(None))
    ).all()
    for report in reports:
        uow.session.add(Question(report_id=report.id, person_id=by.person_id, text=text, asked_at=uow.now))
    if reports:
        timeline.record(uow, incident, EventKind.ASKED, by=by)
    return bool(reports)


def answer(
    uow: UnitOfWork, record: CommunityRecord, caller: Sequence[bytes], session_key: bytes, given: flow.Answer
) -> None:
    """Send a reporter's answer to the person who asked, once, without the reporter's number."""
    rows = uow.session.execute(
        select(Question, Report)
        .join(Report, Report.id == Question.report_id)
        .where(Report.reporter_hash.in_(caller), Question.answered_at.is_(None))
        .order_by(Question.id)
        .with_for_update()
    ).all()
    found = next(((row, report) for row, report in rows if report.reference == given.reference), None)
    if found is None:
        return
    question, report = found
    question.answer, question.answered_at, question.answered_in = given.text, uow.now, session_key
    incident = uow.session.get_one(Incident, report.incident_id)
    timeline.record(uow, incident, EventKind.ANSWER_CAME, words=given.text, report=report.reference)
    asker = uow.session.get_one(PersonRow, question.person_id)
    person = record.by_phone(asker.phone)
    if person is not None:
        said = words_to_leave.fit_to_leave(record.community, given.text)
        notify(uow, record, person, Text.ANSWER_CAME, incident=incident, said=said)
