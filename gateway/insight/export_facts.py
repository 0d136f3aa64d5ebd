"""Facts for what is published: the incidents of a quarter as the tables count them, without words and references.

The same incidents count as in the figures. A hazard stands in no table: it is in the list of hazards alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from gateway.communities.records import CommunityRecord
from gateway.insight import counting
from gateway.storage.models import EscalationRow, Event, Incident
from menus.domain import figures, mode_in_force
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.classes import CrimeClass, class_of
from menus.domain.figures import COUNTED, Period
from menus.domain.incident_life import IncidentStatus
from menus.domain.open311 import FIRE, HAZARD, Hazard
from menus.domain.published import ALL, UNKNOWN, UNLISTED, Fact
from menus.domain.published_stations import CAME, OB_GIVEN, SEEN, StationFact
from menus.domain.published_words import ABOUT_POLICE, PRIVATE
from menus.domain.quarters import Quarter
from menus.domain.timeline import EventKind
from menus.sms import wording

_DAY = timedelta(days=1)
_SEEN_WITHIN = figures.BANDS.index(5)


@dataclass(frozen=True)
class Found:
    """The facts of a quarter: those of the tables, those of stations, and the hazards."""

    incidents: Sequence[Fact]
    stations: Sequence[StationFact]
    hazards: Sequence[Hazard]


@dataclass(frozen=True)
class _Row:
    """An incident as it was read: when each track that it calls first answered, and what the police did."""

    incident: Incident
    answers: dict[Track, datetime | None]
    came: bool
    ob_given: bool


def within(record: CommunityRecord, quarter: Quarter) -> Period:
    """Return a quarter as a period: its days are those of the community, also where its clocks go back."""
    begins = mode_in_force.begin_of(record.community, quarter.first)
    ends = mode_in_force.begin_of(record.community, quarter.last + _DAY)
    return Period((quarter.first,), begins, ends, record.community.timezone)


def zones_of(record: CommunityRecord) -> list[str]:
    """Return the keys of the zones in the order of the file. What happened in a zone that is gone has none."""
    return [zone.key for zone in record.community.zones if zone.key not in {ALL, UNKNOWN}]


def of_quarter(session: Session, record: CommunityRecord, quarter: Quarter) -> Found:
    """Return the facts of a quarter."""
    incidents, stations, hazards = [], [], []
    zones = set(zones_of(record))
    for row in _rows(session, record, within(record, quarter)):
        crime = class_in(row.incident)
        if row.incident.category is Category.FIRE_HAZARD and crime is CrimeClass.NONE:
            hazards.append(_hazard(record, row.incident, zones))
            continue
        fact = _fact(record, row, crime)
        incidents.append(fact)
        if Track.POLICE in row.answers and crime not in UNLISTED:
            stations.append(_station(record, row, fact))
    return Found(incidents, stations, hazards)


def of_year(session: Session, record: CommunityRecord, year: int) -> dict[str, int]:
    """Return how many asked for private help in a year, and how many complained about the police."""
    begins = mode_in_force.begin_of(record.community, date(year, 1, 1))
    ends = mode_in_force.begin_of(record.community, date(year + 1, 1, 1))
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


def class_in(incident: Incident) -> CrimeClass:
    """Return the class of an incident: that of its closing, else the one that its kind means."""
    return incident.crime_class or class_of(incident.category, incident.harm)


def _rows(session: Session, record: CommunityRecord, of: Period) -> Iterator[_Row]:
    counted = counting.counted_in(record.id, of)
    first = counting.first_answers(session, counted)
    patrol, police = aliased(EscalationRow), aliased(EscalationRow)
    kinds = (EventKind.POLICE_CAME, EventKind.OB_NUMBER)
    told = select(Event.incident_id, Event.kind).join(Incident, Incident.id == Event.incident_id)
    done = {(incident_id, kind) for incident_id, kind in session.execute(told.where(*counted, Event.kind.in_(kinds)))}
    rows = (
        select(Incident, patrol.id, police.id)
        .outerjoin(patrol, (patrol.incident_id == Incident.id) & (patrol.track == Track.PATROL))
        .outerjoin(police, (police.incident_id == Incident.id) & (police.track == Track.POLICE))
        .where(*counted)
        .execution_options(yield_per=1_000)
    )
    for incident, patrol_id, police_id in session.execute(rows):
        called = [track for track, row in ((Track.PATROL, patrol_id), (Track.POLICE, police_id)) if row is not None]
        answers = {track: first.get((incident.id, track)) for track in called}
        came, ob_given = ((incident.id, kind) in done for kind in kinds)
        yield _Row(incident, answers, came, ob_given)


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


def _station(record: CommunityRecord, row: _Row, fact: Fact) -> StationFact:
    seen = fact.slots[Track.POLICE] <= _SEEN_WITHIN
    return StationFact(station_of(record, row.incident), {SEEN: seen, CAME: row.came, OB_GIVEN: row.ob_given})


def station_of(record: CommunityRecord, incident: Incident) -> str | None:
    """Return the station of an incident: the one that gave its number; None for none, and for what may be a person."""
    typed = " ".join((incident.ob_station or "").split())
    is_fit = typed and wording.place_to_leave(record.community, typed) == typed and typed.replace(" ", "").isalpha()
    return typed.title() if is_fit else None


def _hazard(record: CommunityRecord, incident: Incident, zones: set[str]) -> Hazard:
    zone = incident.zone if incident.zone is not None and incident.zone in zones else UNKNOWN
    service = FIRE if incident.harm is Harm.FIRE else HAZARD
    return Hazard(_day(record, incident), zone, service, incident.status is IncidentStatus.CLOSED)


def _day(record: CommunityRecord, incident: Incident) -> date:
    return incident.opened_at.astimezone(record.community.timezone).date()
