"""Incidents of many weeks for the finder of rises: rows as they are, with reports of callers, without their stories."""

import itertools
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import CommunityVersion, Incident, InterestRow, PatrolRequest, Report, RiseRow
from menus.domain import local_weeks, rise_kinds
from menus.domain.categories import Category, Level
from menus.domain.draft import Channel
from menus.domain.incident_life import IncidentStatus
from menus.domain.interests import InterestKind
from menus.domain.rise import RiseLevel
from menus.domain.rise_told import ToldRise
from tests.town import Town

MONDAY = date(2026, 11, 23)
"""The Monday on whose evening the stories begin: it has been looked at."""
NEXT = MONDAY + timedelta(weeks=1)
ENOUGH = 40
"""Weeks for which a community is there, so that every week that is looked at is known."""
_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Weekly:
    """So many incidents in each of some weeks before a Monday (1 is the last one), each of one caller."""

    zone: str | None
    each: int
    back: Sequence[int]
    category: Category = Category.BREAK_IN
    callers: Sequence[bytes | None] = ()
    before: date = NEXT
    values: dict[str, Any] = field(default_factory=dict)


def caller(number: int) -> bytes:
    """Return the hash of a caller."""
    return number.to_bytes(16, "big")


def keep(town: Town, *found: Weekly) -> list[int]:
    """Keep incidents with a report each, and return the ids of their rows. No timeline tells them."""
    town.keeps_timeline = False
    record = town.record()
    ids: list[int] = []

    def write(uow: UnitOfWork) -> None:
        for weekly in found:
            numbers = itertools.count()
            for back in weekly.back:
                begins = local_weeks.begins(weekly.before - timedelta(weeks=back), record.community.timezone)
                for place in range(weekly.each):
                    at = begins + timedelta(days=2, hours=place)
                    incident = _incident(record.id, weekly, at)
                    uow.session.add(incident)
                    uow.session.flush()
                    ids.append(incident.id)
                    number = next(numbers)
                    who = weekly.callers[number % len(weekly.callers)] if weekly.callers else caller(1000 + number)
                    uow.session.add(_report(record.id, incident, who, at))

    town.services.do(write)
    return ids


def _incident(community_id: int, weekly: Weekly, at: datetime) -> Incident:
    values = {"level": Level.URGENT, "status": IncidentStatus.CLOSED, "closed_at": at, **weekly.values}
    return Incident(
        community_id=community_id,
        reference=f"r{next(_NUMBERS)}",
        category=weekly.category,
        zone=weekly.zone,
        opened_at=at,
        **values,
    )


def _report(community_id: int, incident: Incident, who: bytes | None, at: datetime) -> Report:
    return Report(
        community_id=community_id,
        incident_id=incident.id,
        reference=f"r{next(_NUMBERS)}",
        channel=Channel.USSD,
        language="sw",
        category=incident.category,
        zone=incident.zone,
        reporter_hash=who,
        created_at=at,
    )


def began(town: Town, weeks: int, before: date = NEXT) -> None:
    """Let the community have its first file for so many whole weeks before a Monday."""
    zone = town.community.timezone
    at = local_weeks.begins(before - timedelta(weeks=weeks), zone)

    def move(uow: UnitOfWork) -> None:
        for row in uow.session.query(CommunityVersion):
            row.loaded_at = at

    town.services.do(move)


def usual(zone: str = "bondeni", category: Category = Category.BREAK_IN, each: int = 1) -> Weekly:
    """Return what is usual: so many a week in each of the weeks that are looked at, by callers of their own."""
    return Weekly(zone, each, range(5, 31), category, [caller(number) for number in range(8)])


def risen(zone: str = "bondeni", category: Category = Category.BREAK_IN, each: int = 5) -> Weekly:
    """Return a rise: so many in each of the last four weeks."""
    return Weekly(zone, each, range(1, 5), category, [caller(100 + number) for number in range(12)])


def interest(town: Town, phone: str, incident_id: int) -> None:
    """Tie a person to an incident."""
    _tie(town, phone, incident_id=incident_id)


def interest_in_zone(town: Town, phone: str, zone: str, until: datetime | None = None) -> None:
    """Tie a person to a zone."""
    _tie(town, phone, zone=zone, until=until)


def _tie(town: Town, phone: str, **values: Any) -> None:
    record = town.record()
    row = {"incident_id": None, "zone": None, "until": None, "kind": next(iter(InterestKind)), "said_by": None}
    with town.services.uow() as uow:
        who = {"community_id": record.id, "person_id": record.person_ids[phone]}
        uow.session.add(InterestRow(at=uow.now, **who, **{**row, **values}))
    town.reads_communities_again()


def request(town: Town) -> PatrolRequest:
    """Return the one request for patrols."""
    with town.services.reading() as session:
        return session.scalars(select(PatrolRequest)).one()


def morning(town: Town, day: date = NEXT, hour: int = 6, minute: int = 0) -> None:
    """Let it be an hour of a day by the community's clock, and let the clock tick."""
    zone = town.community.timezone
    town.now = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone)
    ticks(town)


def crowd_of_alarms(town: Town) -> None:
    """Let each zone and kind be in alarm at some level, and others have been before: rows as the clock keeps them."""
    zones = [zone.key for zone in town.community.zones]
    monday = local_weeks.due(town.now, town.community.timezone)
    with town.services.uow() as uow:
        for number, kind in enumerate((*rise_kinds.KINDS, None)):
            for week in (monday, monday - timedelta(weeks=6)):
                level = list(RiseLevel)[number % 3]
                zone = zones[number % len(zones)]
                numbers = (3000, 999.9, 4000, 88.8, 3, 0.4, 12)
                told = ToldRise(week, zone, kind, level, *numbers, chance=1e-6, known=26, spread=1.5, weeks=None)
                uow.session.add(RiseRow(community_id=town.record().id, at=uow.now, **asdict(told)))


def ticks(town: Town) -> None:
    """Let the clock tick a few times, so that what is due is done and sent."""
    for _ in range(3):
        town.ticks()
        town.now += timedelta(seconds=61)


def told(town: Town) -> list[RiseRow]:
    """Return what was told, in its order."""
    with town.services.reading() as session:
        rows = list(session.query(RiseRow).order_by(RiseRow.id))
        session.expunge_all()
    return rows


def texts(town: Town, phone: str, word: str) -> list[str]:
    """Return the texts of a phone that have a word of a rise."""
    return [text for text in town.inbox(phone) if word in text]
