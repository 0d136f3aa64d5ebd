"""Quarters for what is published: incidents of the past by zone and class, as half a year of use leaves them."""

import csv
import io
import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from gateway.insight import edition_list, editions, export_facts, scorecards
from gateway.insight.edition_list import Edition
from gateway.insight.editions import Terms
from gateway.insight.export_facts import Found
from gateway.storage.models import EditionRow, Incident
from menus.domain import published
from menus.domain.categories import Category, Harm, Level
from menus.domain.classes import CrimeClass
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.quarters import Quarter
from menus.domain.suppression import Cell
from tests.journeys.desk.figures import Past, past
from tests.town import Town

Q4 = Quarter(2026, 4)
BEGINS = datetime(2026, 9, 30, 21, tzinfo=UTC)
"""When the quarter begins in Nairobi."""
SETTLED = datetime(2027, 1, 8, 9, tzinfo=UTC)
"""A morning from which on it may be published."""


@dataclass(frozen=True)
class Happened:
    """An incident of the past with its zone and class."""

    past: Past
    zone: str | None = "bondeni"
    crime: CrimeClass | None = CrimeClass.ROBBERY
    category: Category = Category.ROBBERY
    harm: Harm | None = None
    ended_as: IncidentOutcome | None = None


def happen(town: Town, incidents: Iterable[Happened]) -> None:
    """Write incidents."""
    found = list(incidents)
    past(town, [one.past for one in found])
    with town.services.uow() as uow:
        newest = select(Incident.id).order_by(Incident.id.desc()).limit(len(found))
        for row_id, one in zip(reversed(uow.session.scalars(newest).all()), found, strict=True):
            values: dict[str, Any] = {"zone": one.zone, "crime_class": one.crime, "category": one.category}
            values |= {"harm": one.harm, "ended_as": one.ended_as}
            uow.session.execute(update(Incident).where(Incident.id == row_id).values(**values))


def at(day: int, hour: int = 12) -> datetime:
    """Return a moment of the quarter: an hour (in Nairobi) of one of its days, from 0."""
    return BEGINS + timedelta(days=day, hours=hour)


def busy(seed: int, count: int, zones: Iterable[str], first: datetime = BEGINS, days: int = 92) -> list[Happened]:
    """Return so many incidents of a quarter."""
    chance = random.Random(seed)  # noqa: S311 - made-up incidents
    places = [*zones, None]
    crimes = [CrimeClass(one) for one in published.CLASSES]
    made = []
    for _ in range(count):
        opened = first + timedelta(minutes=chance.randrange(days * 24 * 60))
        answered = chance.choice([None, 0.5, 2, 4, 9, 40])
        one = Past(opened, chance.choice([Level.MAJOR, Level.MINOR]), patrol=answered, police=answered, texts=0)
        (crime,) = chance.choices(crimes, [9, 6, 5, 4, 3, 2, *[1] * (len(crimes) - 6)])
        made.append(Happened(one, chance.choice(places), crime, ended_as=chance.choice([None, *IncidentOutcome])))
    return made


def publishes(town: Town, *, corrects: bool = False, quarter: Quarter = Q4, terms: Terms | None = None) -> Edition:
    """Publish a quarter as the command does; return the edition, or the one that stands."""
    record = town.record()
    with town.services.reading() as session:
        made = editions.cut(session, record, quarter, town.now, corrects=corrects)
        stands = edition_list.newest(session, record, quarter)
    if made is None:
        assert stands is not None
        return stands
    with town.services.uow() as uow:
        return editions.keep(uow, record, made, terms or Terms(), by=None)


def without(one: Happened, **changes: Any) -> Happened:
    """Return an incident with something else about it."""
    return replace(one, past=replace(one.past, **changes))


def rows(edition: Edition, table: str) -> list[dict[str, str]]:
    """Return a table of an edition, without the line of tags."""
    return list(csv.DictReader(io.StringIO(edition.files[f"{table}.csv"])))[1:]


def kept(town: Town) -> list[EditionRow]:
    """Return the rows of all editions."""
    with town.services.reading() as session:
        return list(session.scalars(select(EditionRow).order_by(EditionRow.id)))


def facts_of(town: Town) -> Found:
    """Return the facts of the quarter."""
    record = town.record()
    with town.services.reading() as session:
        return export_facts.of_quarter(session, record, Q4, scorecards.names(record), town.now)


def numbers_of(town: Town) -> dict[Cell, int]:
    """Return the true numbers of the incidents of the quarter."""
    zones = export_facts.zones_of(town.record())
    return dict(published.numbers(facts_of(town).incidents, Q4, zones).values)
