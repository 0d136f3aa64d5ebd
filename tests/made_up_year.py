"""A made-up year for tests, opened as a command opens it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from gateway.data_folder import DataFolder
from gateway.demo.making import Wish
from gateway.services import Services
from gateway.storage.models import Event, Incident, Row
from gateway.storage.models.giving import Movement
from workers import demo

UNTIL = datetime(2026, 11, 23, 22, 40, tzinfo=UTC)
"""The moment at which the years of tests end: after a midnight in Nairobi, so that the last look of the clock sends the
words of the night. It is given, because a year that ends now is another one in each week in which a test runs."""


class Year:
    """A year in a folder that holds none yet; without `until`, a wish makes it up to now."""

    def __init__(self, path: Path, wish: Wish) -> None:
        self.folder = DataFolder(path)
        self.calendar = demo.make(self.folder, wish, quiet)
        self.services = opened(self.folder)

    def rows(self, table: type[Row]) -> int:
        """Return how many rows a table has."""
        with self.services.reading() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0


def quiet(_done: int, _of: int) -> None:
    """Hear nothing of how far the year is."""


def opened(folder: DataFolder) -> Services:
    """Return the services over what a folder holds."""
    return Services(folder.settings(), data_folder=folder.path)


def facts(services: Services, before: datetime) -> list[tuple[Any, ...]]:
    """Return what happened before a moment: each incident, each step and each gift, but no number drawn by chance."""
    what = (Incident.opened_at, Incident.category, Incident.zone, Incident.harm)
    asked = (
        select(*what).where(Incident.opened_at < before).order_by(Incident.opened_at, Incident.id),
        select(Event.at, Event.kind).where(Event.at < before).order_by(Event.at, Event.kind),
        select(Movement.at, Movement.amount_kes).where(Movement.at < before).order_by(Movement.id),
    )
    with services.reading() as session:
        return [tuple(row) for one in asked for row in session.execute(one)]
