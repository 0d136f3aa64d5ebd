"""Counts of incidents by zone, for the picture of the zones: what is open now, and what came in each of the last weeks.

Nothing of a closed circle counts, and nothing that accuses a group, for nobody: a number must not tell of it. Drills,
false reports and incidents that were joined to another do not count either. Nobody's own call under duress counts for
themselves. Two statements count everything, whatever the number of zones and of incidents.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal_column, or_, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.incidents import known_weeks, openness
from gateway.storage.models import EscalationRow, Incident, Notification
from menus.domain import seeing, usual
from menus.domain.categories import Level
from menus.domain.community import Person
from menus.domain.incident_life import LIVE, IncidentStatus
from menus.domain.roles import Role

_COUNTED = frozenset(IncidentStatus) - {IncidentStatus.FALSE, IncidentStatus.JOINED}
_NO_ZONE = "-"
"""A key that no zone has: zones of an earlier file are nobody's in particular."""


@dataclass(frozen=True)
class ZoneCounts:
    """The counts of one zone for a viewer: the open incidents by level, and those of each week, the oldest first."""

    open: Counter[Level] = field(default_factory=Counter)
    weeks: list[int] = field(default_factory=lambda: [0] * usual.WEEKS)


@dataclass(frozen=True)
class Counts:
    """The counts of each zone of the file by its key; `elsewhere` is what has no zone, or one that is not there now.

    `known` says of each week, the oldest first, whether it tells anything of the community.
    """

    zones: dict[str, ZoneCounts]
    elsewhere: ZoneCounts
    known: tuple[bool, ...]


def read(session: Session, record: CommunityRecord, person: Person, now: datetime) -> Counts:
    """Return what a person may count, in the zones that they look after."""
    seen = [*_open_to_all(record, person), _seen_by(record, person)]
    zones: defaultdict[str | None, ZoneCounts] = defaultdict(ZoneCounts)
    named = {zone.key for zone in record.community.zones}
    opened = select(Incident.zone, Incident.level, func.count()).where(*seen, Incident.status.in_(LIVE))
    for zone, level, number in session.execute(opened.group_by(Incident.zone, Incident.level)):
        zones[zone if zone in named else None].open[level] += number
    begins = usual.begins(now)
    week = case(*((Incident.opened_at > moment, place) for place, moment in enumerate(begins))).label("week")
    lately = select(Incident.zone, week, func.count()).where(*seen, Incident.status.in_(_COUNTED))
    lately = lately.where(Incident.opened_at > begins[-1])
    for zone, place, number in session.execute(lately.group_by(Incident.zone, literal_column("week"))):
        zones[zone if zone in named else None].weeks[-1 - place] += number
    known = known_weeks.between(session, record, [*reversed(begins), now])
    return Counts({key: zones[key] for key in named}, zones[None], known)


def _open_to_all(record: CommunityRecord, person: Person) -> list[ColumnElement[bool]]:
    """Return the conditions of an incident that may count for anybody but those it is hidden from."""
    return [
        Incident.community_id == record.id,
        *openness.for_viewer(record.person_ids[person.phone], record.interests),
        Incident.drill.is_(None),
    ]


def _seen_by(record: CommunityRecord, person: Person) -> ColumnElement[bool]:
    """Return the condition of an incident that a person may see, as `menus/domain/seeing.py` says, in their zones."""
    community = record.community
    theirs = [zone.key for zone in seeing.zones_of(community, person)]
    where = or_(Incident.zone.is_(None), Incident.zone.in_(theirs))
    if Role.COORDINATOR in person.roles:
        if seeing.is_theirs(community, person, _NO_ZONE):
            return or_(where, Incident.zone.not_in([zone.key for zone in community.zones]))
        return where
    if person.covers(_NO_ZONE):
        where = or_(where, Incident.zone.not_in([zone.key for zone in community.zones]))
    own_id = record.person_ids[person.phone]
    steps = cast(EscalationRow.steps, String)
    named = or_(*(steps.contains(f'"{role}"') for role in sorted(person.roles)))
    # Numbers, and not EXISTS: PostgreSQL would read every ladder there ever was for that.
    notified = select(func.count()).where(Notification.incident_id == Incident.id, Notification.person_id == own_id)
    on_ladder = select(func.count()).where(EscalationRow.incident_id == Incident.id, named)
    return and_(where, or_(*(one.correlate(Incident).scalar_subquery() > 0 for one in (notified, on_ladder))))
