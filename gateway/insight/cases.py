"""Cases: the incidents of a time as they are compared for equity, with the first answers that they got.

The first human answer is that of the patrol. Where an incident has no track of the patrol, it is that of whoever first
answered on the track of the police, such as a coordinator.
"""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.incidents import police_notified
from gateway.insight import counting
from gateway.insight.periods import Span
from gateway.storage.models import Event, Incident
from menus.domain import classes, police_coming
from menus.domain.categories import Track
from menus.domain.equity import Case, Measure
from menus.domain.parts_of_day import part_of
from menus.domain.timeline import EventKind
from menus.domain.trends import ELSEWHERE


def read(
    session: Session, record: CommunityRecord, within: Span, now: datetime, *which: ColumnElement[bool]
) -> Iterator[Case]:
    """Yield the cases of a time, by a few statements. Only those for which all of `which` holds."""
    counted = (*counting.counted(record.id, within.since, within.until), *which)
    answered = counting.first_answers(session, counted)
    police = police_notified.among(session, record, counted)
    came = _police_came(session, counted)
    kind = (Incident.category, Incident.harm, Incident.crime_class)
    rows = counting.with_ladders(Incident.id, Incident.opened_at, Incident.zone, *kind, Incident.ended_as)
    rows, zone = rows.where(*counted), record.community.timezone
    for incident_id, opened_at, key, category, harm, chosen, ended_as, *ladders in session.execute(rows):
        tracks = counting.with_ladder(ladders)
        firsts: dict[Measure, datetime | None] = {}
        if Track.PATROL in tracks:
            firsts[Measure.PATROL] = answered.on(incident_id, Track.PATROL)
        elif tracks:
            firsts[Measure.PATROL] = answered.of_anybody.get(incident_id)
        if Track.POLICE in counting.called(incident_id, ladders, police):
            firsts[Measure.POLICE] = answered.on(incident_id, Track.POLICE)
        if Track.POLICE in tracks:
            # A coordinator may have phoned them: whoever says whether they came knows that they were called.
            firsts[Measure.CAME] = came.get(incident_id)
        waits = {measure: None if at is None else at - opened_at for measure, at in firsts.items()}
        unknown: frozenset[Measure] = frozenset()
        coming = police_coming.of(firsts[Measure.CAME], ended_as) if Measure.CAME in firsts else None
        if Measure.CAME in waits and not police_coming.tells(firsts[Measure.CAME], ended_as):
            del waits[Measure.CAME]
            unknown = frozenset((Measure.CAME,))
        crime = classes.known(category, harm, chosen)
        yield Case(key or ELSEWHERE, crime, part_of(opened_at, zone), now - opened_at, waits, unknown, coming)


def _police_came(session: Session, counted: tuple[ColumnElement[bool], ...]) -> dict[int, datetime]:
    """Return when somebody first said that the police were there, by incident."""
    rows = (
        select(Event.incident_id, func.min(Event.at))
        .join(Incident, Incident.id == Event.incident_id)
        .where(*counted, Event.kind == EventKind.POLICE_CAME)
        .group_by(Event.incident_id)
    )
    return {row[0]: row[1] for row in session.execute(rows)}
