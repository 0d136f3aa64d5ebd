"""Station cases: the alerts of some weeks by the station that they were for, with what is known of the station's work.

They are read by five statements, however many there are. `gateway.incidents.police_notified` asks only whether the
police were called, former contacts without a station included; here it counts which station was, and by whom.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.insight import counting
from gateway.storage.models import CourtStepRow, Event, Incident, Notification, StationAlert
from gateway.storage.streaming import in_pieces
from menus.domain import stations
from menus.domain.categories import Track
from menus.domain.court import CourtStep
from menus.domain.incident_life import IncidentStatus
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.roles import POLICE_ROLES
from menus.domain.scorecard_spans import Span
from menus.domain.station_findings import Case
from menus.domain.timeline import EventKind

AT_ONCE = 2_000
"""The most incidents of which a page counts the alerts by itself: a page may take a second.

It reads each incident of the time, whether a station was told of it or not, with its alerts and answers. 5,000 with an
alert each took 0.2 s on SQLite and 1.1 s on PostgreSQL, on a machine with much else to do (measured). A neighbourhood
has some hundreds in ninety days.
"""
_OUTCOMES = (CourtStep.CHARGED, CourtStep.RELEASED, CourtStep.COURT, CourtStep.ENDED)
"""The steps behind an arrest that tell an outcome."""


@dataclass
class _Known:
    """The facts that are known of one incident. `reached` holds for each station when it was sent and delivered.

    `told` is the station of each contact who was told, by their row.
    """

    opened_at: datetime
    closed_at: datetime | None
    outcome_at: datetime | None
    ended_as: IncidentOutcome | None
    has_ob: bool
    reached: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    told: dict[int, str] = field(default_factory=dict)
    answered_at: datetime | None = None
    answered_by: str | None = None
    came_at: datetime | None = None

    def cases(self) -> Iterator[tuple[str, Case]]:
        """Yield the stations for which the incident counts, each with its case."""
        told = set(self.told.values())
        asked = {*self.reached, *told}
        if self.answered_at is not None and self.answered_by is None and len(asked) > 1:
            # A contact has answered who has left the file since: nobody knows of which station they were.
            return
        for station in sorted(stations.those_that_count(asked, self.answered_by)):
            if station in self.reached:
                yield station, self._case(*self.reached[station])
            elif station in told:
                # No receipt says that the alert has arrived.
                yield station, self._case(self.opened_at, None)

    def _case(self, sent_at: datetime, delivered_at: datetime | None) -> Case:
        # Whoever is there has seen it, also if they sent no word before.
        seen = [at for at in (self.answered_at, self.came_at) if at is not None]
        return Case(
            sent_at,
            delivered_at,
            min(seen, default=None),
            self.came_at,
            self.has_ob,
            self.outcome_at,
            self.ended_as,
            self.closed_at,
        )


def are_too_many(session: Session, community_id: int, span: Span) -> bool:
    """Return whether a span holds more incidents than those of which a page counts the alerts by itself."""
    return not counting.are_few(session, counting.counted(community_id, span.since, span.until), AT_ONCE)


def of_stations(
    session: Session, record: CommunityRecord, names: Sequence[str], span: Span, *which: ColumnElement[bool]
) -> dict[str, list[Case]]:
    """Return the cases of each station of `names`; a station that is none of them counts as `stations.UNNAMED`.

    Only those incidents count for which all conditions of `which` hold, too.
    """
    found: defaultdict[str, list[Case]] = defaultdict(list)
    for cases in by_incident(session, record, names, span, *which).values():
        for station, case in cases.items():
            found[station].append(case)
    return dict(found)


def by_incident(
    session: Session, record: CommunityRecord, names: Sequence[str], span: Span, *which: ColumnElement[bool]
) -> dict[int, dict[str, Case]]:
    """Return the cases of each incident by its row: one for each station for which it counts."""
    counted = (*counting.counted(record.id, span.since, span.until), *which)
    known = _incidents(session, record, names, counted)
    _read_words(session, record, names, counted, known)
    return {incident_id: dict(one.cases()) for incident_id, one in known.items()}


_Conditions = tuple[ColumnElement[bool], ...]


def _alerts(counted: _Conditions) -> Select[int, str, datetime, datetime]:
    columns = (StationAlert.incident_id, StationAlert.station, StationAlert.sent_at, StationAlert.delivered_at)
    return select(*columns).join(Incident, Incident.id == StationAlert.incident_id).where(*counted)


def _incidents(
    session: Session, record: CommunityRecord, names: Sequence[str], counted: _Conditions
) -> dict[int, _Known]:
    """Return the incidents of which a station was told, with the stations that alerts reached."""
    contacts = record.community.having(POLICE_ROLES)
    own = {record.person_ids[one.phone]: one.station for one in contacts}
    # Who was notified before stations were noted counts for that of today.
    is_contact = or_(Notification.station.is_not(None), Notification.person_id.in_(own))
    told = (
        select(Notification.incident_id, Notification.person_id, Notification.station)
        .join(Incident, Incident.id == Notification.incident_id)
        .where(*counted, Notification.track == Track.POLICE, is_contact)
    )
    told_of = session.execute(told).all()
    reached = session.execute(_alerts(counted)).all()
    ids = {row[0] for row in told_of} | {row[0] for row in reached}
    known = {one_id: one for one_id, one in _facts(session, counted) if one_id in ids}
    for incident_id, person_id, station in told_of:
        then = own[person_id] if station is None else station
        known[incident_id].told[person_id] = stations.counted_as(then, names)
    for incident_id, name, sent_at, delivered_at in reached:
        of = known[incident_id].reached
        station = stations.counted_as(name or None, names)
        before = of.get(station, (sent_at, delivered_at))
        of[station] = min(before[0], sent_at), min(before[1], delivered_at)
    return known


def _facts(session: Session, counted: _Conditions) -> Iterator[tuple[int, _Known]]:
    columns = (Incident.id, Incident.opened_at, Incident.closed_at, Incident.status, Incident.ended_as)
    rows = select(*columns, Incident.outcome.is_not(None), Incident.ob_number.is_not(None)).where(*counted)
    for row_id, opened_at, closed_at, status, ended_as, has_words, has_ob in session.execute(in_pieces(rows)):
        is_told = status is IncidentStatus.CLOSED and (has_words or ended_as is not None)
        is_known = is_told and ended_as is not IncidentOutcome.NOBODY_CLOSED
        ended_at = closed_at if status is IncidentStatus.CLOSED else None
        yield row_id, _Known(opened_at, ended_at, closed_at if is_known else None, ended_as, bool(has_ob))


def _read_words(
    session: Session,
    record: CommunityRecord,
    names: Sequence[str],
    counted: _Conditions,
    known: dict[int, _Known],
) -> None:
    """Add the first answer of the police, the first word that they are there, and what became of an arrest."""
    columns = (Event.incident_id, Event.at, Event.kind, Event.person_id, Event.facts, Event.changes)
    said = in_pieces(
        select(*columns)
        .join(Incident, Incident.id == Event.incident_id)
        .where(*counted, Event.kind.in_((EventKind.ANSWERED, EventKind.SEEN, EventKind.POLICE_CAME)))
        .order_by(Event.id)
    )
    for incident_id, at, kind, person_id, facts, changes in session.execute(said):
        one = known.get(incident_id)
        if one is None:
            continue
        if kind is EventKind.POLICE_CAME:
            one.came_at = min(at, one.came_at or at)
        elif one.answered_at is None and _is_answer(kind, facts, changes):
            one.answered_at = at
            if person_id is not None:
                then = one.told.get(person_id)
                one.answered_by = _of_today(record, names, person_id) if then is None else then
    steps = (
        select(CourtStepRow.incident_id, func.min(CourtStepRow.at))
        .join(Incident, Incident.id == CourtStepRow.incident_id)
        .where(*counted, CourtStepRow.step.in_(_OUTCOMES))
        .group_by(CourtStepRow.incident_id)
    )
    for incident_id, at in session.execute(steps):
        one = known.get(incident_id)
        if one is not None:
            one.outcome_at = min(at, one.outcome_at or at)


def _of_today(record: CommunityRecord, names: Sequence[str], person_id: int) -> str | None:
    """Return the card of somebody who answered without having been called; None if they have left the file."""
    person = record.person(person_id)
    return stations.counted_as(person.station, names) if person is not None else None


def _is_answer(kind: EventKind, facts: Mapping[str, Any], changes: Mapping[str, Any]) -> bool:
    """Return whether an event is an answer of a police contact.

    Somebody else may have stopped their track before, or the incident may be closed: then it stops nothing, and is one
    all the same. One that may be forged is none.
    """
    if kind is EventKind.ANSWERED:
        return counting.is_of_police(facts, changes)
    return facts.get("role") in POLICE_ROLES and facts.get("confirmed") is not False
