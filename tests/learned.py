"""Incidents from which something can be learned: by zone and class, with answers and callers, as use leaves them."""

import itertools
import random
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update

from gateway.storage.models import CommunityVersion, Event, Report
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category
from menus.domain.draft import Channel
from menus.domain.timeline import EventKind
from tests.journeys.desk.figures import Past, past
from tests.town import Town

CATEGORIES = (Category.ROBBERY, Category.THEFT, Category.FIGHT_THREAT)
_NUMBERS = itertools.count(1)


def known_for(town: Town, weeks: float) -> None:
    """Let the community have its first file so many weeks ago."""
    with town.services.uow() as uow:
        first = uow.session.scalar(select(CommunityVersion.version).order_by(CommunityVersion.version).limit(1))
        uow.session.execute(
            update(CommunityVersion)
            .where(CommunityVersion.version == first)
            .values(loaded_at=town.now - timedelta(weeks=weeks))
        )


def waiting(
    town: Town, number: int, zones: Sequence[str], slow: str = "", seed: int = 1, until: datetime | None = None
) -> list[int]:
    """Write made-up incidents of the last forty days, of which those of one zone wait twice as long."""
    chance = random.Random(seed)  # noqa: S311 - for made-up data
    ends = until or town.now - timedelta(hours=2)
    found = []
    for _ in range(number):
        zone, times = chance.choice(list(zones)), 1
        if zone == slow:
            times = 2
        found.append(
            Past(
                ends - timedelta(minutes=chance.randrange(40 * 24 * 60)),
                patrol=None if chance.random() < 0.1 else chance.expovariate(1 / 6) * times,
                police=None if chance.random() < 0.3 else chance.expovariate(1 / 20) * times,
                texts=0,
                zone=zone,
                category=chance.choice(CATEGORIES),
            )
        )
    return past(town, found)


def police_came(town: Town, incidents: Iterable[tuple[int, datetime]]) -> None:
    """Note that the police were there, each at its moment."""
    record = town.record()
    with town.services.uow() as uow:
        for incident_id, at in incidents:
            uow.session.add(
                Event(community_id=record.id, incident_id=incident_id, at=at, kind=EventKind.POLICE_CAME, facts={})
            )


def called(town: Town, incident_id: int, *callers: bytes | None, accused_group: AccusedGroup | None = None) -> None:
    """Write reports of an incident, one for each caller: a keyed hash, or None for one whom nobody knows any more."""
    record = town.record()
    with town.services.uow() as uow:
        for caller in callers:
            uow.session.add(
                Report(
                    community_id=record.id,
                    incident_id=incident_id,
                    channel=Channel.USSD,
                    language="en",
                    category=Category.THEFT,
                    reporter_hash=caller,
                    accused_group=accused_group,
                    created_at=town.now,
                    reference=f"r{next(_NUMBERS)}",
                )
            )
