"""Facts for what is published: the incidents of a quarter as the tables count them, without words and references.

The same incidents count as in the figures, but for hazards: they stand in no table, and in the list of hazards alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gateway.communities.records import CommunityRecord
from gateway.incidents import police_notified
from gateway.insight import counting, periods, station_cases
from gateway.storage.models import Incident
from menus.domain import classes, figures, local_days, local_weeks, published_stations, scorecard_spans
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.classes import CrimeClass
from menus.domain.figures import COUNTED
from menus.domain.incident_life import IncidentStatus
from menus.domain.open311 import FIRE, HAZARD, Hazard
from menus.domain.published import ALL, CLASSES, UNKNOWN, UNLISTED, Fact
from menus.domain.published_stations import StationFact
from menus.domain.published_tables import ABOUT_POLICE, PRIVATE
from menus.domain.quarters import Quarter


@dataclass(frozen=True)
class Found:
    """The facts of a quarter: those of the tables, those of stations, and the hazards."""

    incidents: Sequence[Fact]
    stations: Sequence[StationFact]
    hazards: Sequence[Hazard]


@dataclass(frozen=True)
class _Row:
    """An incident as it was read, and when each track that it calls first answered."""

    incident: Incident
    answers: dict[Track, datetime | None]


def zones_of(record: CommunityRecord) -> list[str]:
    """Return the keys of the zones in the order of the file. What happened in a zone that is gone has none."""
    return [zone.key for zone in record.community.zones if zone.key not in {ALL, UNKNOWN}]


def of_quarter(
    session: Session,
    record: CommunityRecord,
    quarter: Quarter,
    stations: Sequence[str],
    now: datetime,
    listed: Sequence[str] = CLASSES,
) -> Found:
    """Return the facts of a quarter, those of these stations as they are known at `now` (aware).

    `listed` are the classes that the tables list.
    """
    incidents, of_stations, hazards = [], [], []
    zones = set(zones_of(record))
    span = scorecard_spans.of_quarter(quarter, now, record.community.timezone)
    cases = station_cases.by_incident(session, record, stations, span)
    within = periods.span(record, quarter)
    for row in _rows(session, record, counting.counted(record.id, within.since, within.until)):
        crime = classes.known(row.incident.category, row.incident.harm, row.incident.crime_class)
        if row.incident.category is Category.FIRE_HAZARD and crime is CrimeClass.NONE:
            hazards.append(_hazard(record, row.incident, zones))
            continue
        incidents.append(_fact(record, row, _listed(row.incident, crime, listed)))
        if crime not in UNLISTED:
            of_incident = cases.get(row.incident.id, {})
            of_stations += [
                published_stations.fact(name, case, now, row.incident.zone, row.incident.id)
                for name, case in of_incident.items()
            ]
    return Found(incidents, of_stations, hazards)


def of_year(session: Session, record: CommunityRecord, year: int) -> dict[str, int]:
    """Return how many asked for private help in a year, and how many complained about the police."""
    begins, ends = (local_weeks.begins(date(one, 1, 1), record.community.timezone) for one in (year, year + 1))
    ours = (
        Incident.community_id == record.id,
        Incident.status.in_(COUNTED),
        Incident.opened_at >= begins,
        Incident.opened_at < ends,
        Incident.drill.is_(None),
    )
    kinds = {PRIVATE: Incident.level == Level.PRIVATE, ABOUT_POLICE: Incident.accused_group == AccusedGroup.POLICE}
    return {
        kind: session.scalar(select(func.count()).select_from(Incident).where(*ours, which)) or 0
        for kind, which in kinds.items()
    }


def _listed(incident: Incident, crime: CrimeClass, listed: Sequence[str]) -> CrimeClass:
    """Return the class of an incident among those that tables list.

    A class that came after an edition stands in no table of it: the incident counts there as what its kind means.
    """
    if crime in UNLISTED or crime.value in listed:
        return crime
    by_kind = classes.class_of(incident.category, incident.harm)
    return by_kind if by_kind.value in listed else CrimeClass.NONE


def _rows(session: Session, record: CommunityRecord, counted: Sequence[ColumnElement[bool]]) -> Iterator[_Row]:
    first = counting.first_answers(session, counted)
    police = police_notified.among(session, record, counted)
    for incident, *ladders in session.execute(counting.with_ladders(Incident).where(*counted)):
        called = counting.called(incident.id, ladders, police)
        yield _Row(incident, {track: first.on(incident.id, track) for track in called})


def _fact(record: CommunityRecord, row: _Row, crime: CrimeClass) -> Fact:
    slots = {
        track: figures.slot_of(at - row.incident.opened_at if at is not None else None)
        for track, at in row.answers.items()
    }
    return Fact(_day(record, row.incident), row.incident.zone, crime, slots, _outcome(row.incident))


def _outcome(incident: Incident) -> str:
    if incident.status is not IncidentStatus.CLOSED:
        return "open"
    return incident.ended_as.value if incident.ended_as is not None else "other"


def _hazard(record: CommunityRecord, incident: Incident, zones: set[str]) -> Hazard:
    zone = incident.zone if incident.zone is not None and incident.zone in zones else UNKNOWN
    service = FIRE if incident.harm is Harm.FIRE else HAZARD
    return Hazard(_day(record, incident), zone, service, incident.status is IncidentStatus.CLOSED)


def _day(record: CommunityRecord, incident: Incident) -> date:
    return local_days.day_of(incident.opened_at, record.community.timezone)
