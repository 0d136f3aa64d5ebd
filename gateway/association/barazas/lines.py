"""Lines of the page "You said, we did": answers and what was done, decisions, and hazards that were closed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.association import decisions
from gateway.association.barazas import questions
from gateway.association.tasks import lately
from gateway.association.votes import results as counted
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import BarazaLine, Incident
from menus.domain import baraza, local_days
from menus.domain.acts import ActKind
from menus.domain.baraza import LineKind
from menus.domain.baraza_facts import DecidedLine, DoneLine, ResultLine, SaidLine
from menus.domain.categories import Category
from menus.domain.incident_life import IncidentStatus
from menus.sms import words_to_leave

_MOST = 12
"""The most lines that the pages show, the newest first. A guess: each is a page of a phone or more."""
_MOST_DECISIONS = 3
"""The newest decisions that stand among them. All newer ones stand under "What was decided"."""


def write(
    uow: UnitOfWork, record: CommunityRecord, kind: LineKind, about: str, words: str, *, by: int, fit: str | None = None
) -> str:
    """Write an answer down, or what was done; return its words as they are kept. Names are crossed out."""
    kept = words_to_leave.fit_for_strangers(record.community, words) if fit is None else fit
    row = {"community_id": record.id, "kind": kind, "about": about, "words": kept, "at": uow.now, "person_id": by}
    uow.insert(BarazaLine, [row])
    acts.note(uow, record.id, ActKind.BARAZA_ANSWERED, by=by, about=about, line=kind.value)
    return kept


def said(session: Session, record: CommunityRecord, now: datetime) -> tuple[SaidLine, ...]:
    """Return the lines, the newest first; then the hazards of lately."""
    own = select(BarazaLine).where(BarazaLine.community_id == record.id)
    written: list[tuple[datetime, SaidLine]] = []
    for row in session.scalars(own.order_by(BarazaLine.id.desc()).limit(_MOST)):
        question = questions.find(session, record.id, row.about, now)
        asked = question.words if question is not None and question.is_shown else ""
        written.append((row.at, SaidLine(row.about, asked, row.words)))
    newest = decisions.newest(session, record.id, _MOST_DECISIONS)
    written += [(one.at, SaidLine(one.number, words=one.words)) for one in newest]
    lines = [line for _, line in sorted(written, key=lambda each: each[0], reverse=True)]
    return (*lines[:_MOST], *hazards(session, record, now))


def hazards(session: Session, record: CommunityRecord, now: datetime) -> Sequence[SaidLine]:
    """Return a line for each zone in which hazards of lately were closed; with a figure if enough stand behind it."""
    count = func.count()
    closed = (
        Incident.community_id == record.id,
        Incident.category == Category.FIRE_HAZARD,
        Incident.status == IncidentStatus.CLOSED,
        Incident.closed_at > now - baraza.LOOKS_BACK,
        Incident.accused_group.is_(None),
        Incident.drill.is_(None),
        Incident.zone.is_not(None),
    )
    rows = session.execute(select(Incident.zone, count).where(*closed).group_by(Incident.zone))
    found = {row[0]: row[1] for row in rows}
    return [
        SaidLine("", zone=zone.key, count=baraza.figure(found[zone.key]))
        for zone in record.community.zones
        if zone.key in found
    ]


def done(session: Session, record: CommunityRecord, now: datetime) -> tuple[DoneLine, ...]:
    """Return the tasks that were done lately, the newest first, but those of which somebody has written it down."""
    written = select(BarazaLine.about).where(BarazaLine.community_id == record.id, BarazaLine.kind == LineKind.DID)
    told = set(session.scalars(written))
    zone = record.community.timezone
    return tuple(
        DoneLine(one.number, one.kind, one.project, one.zone, local_days.day_of(one.done_at, zone), one.did)
        for one in lately.done_lately(session, record.id, now - baraza.LOOKS_BACK)[:_MOST]
        if one.number not in told
    )


def results(session: Session, record: CommunityRecord, most: int) -> tuple[ResultLine, ...]:
    """Return the newest votes that were counted, the newest first, each with its local day."""
    zone = record.community.timezone
    return tuple(
        ResultLine(local_days.day_of(one.closed_at, zone), one.questions, one.options, one.count)
        for one in counted.results(session, record.id, most)
    )


def decided(session: Session, record: CommunityRecord, most: int) -> tuple[DecidedLine, ...]:
    """Return the newest decisions, the newest first, each with its local day."""
    zone = record.community.timezone
    newest = decisions.newest(session, record.id, most)
    return tuple(DecidedLine(one.number, local_days.day_of(one.at, zone), one.words) for one in newest)
