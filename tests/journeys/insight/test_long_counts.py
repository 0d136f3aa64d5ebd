"""Long counts: they read first and count afterwards, so that no reading of the database stays open meanwhile."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.pool import QueuePool

from gateway.cli import figure_pictures, figures_command
from gateway.insight import drawings, kept
from gateway.insight.drawings import Studio, Wanted
from gateway.insight.kept import Asked, Counter
from gateway.storage.models import FigurePlots, KeptFigures
from menus.domain import equity, stratified
from menus.domain.classes import CrimeClass
from menus.domain.drawings import Audience, PlotSubject
from menus.domain.equity import Case, Measure
from menus.domain.kept_figures import FigureSubject
from menus.domain.parts_of_day import Part
from menus.domain.quarters import Quarter
from menus.domain.stratified import Difference, Sample
from tests import learned
from tests.people import COORDINATOR
from tests.town import Town

Q4 = Quarter(2026, 4)
LONG = timedelta(days=9)
compare = stratified.compare


@dataclass
class Watched:
    """For each comparison how many connections were in use, and whether the log of SQLite could be emptied."""

    town: Town
    seen: list[tuple[int, bool]] = field(default_factory=list)

    def compare(
        self, samples: Iterable[Sample], groups: Collection[str], seed: int, limit: float
    ) -> dict[str, Difference]:
        """Compare as ever, and look what is open."""
        database = self.town.services.database
        pool = database.engine.pool
        assert isinstance(pool, QueuePool)
        in_use = pool.checkedout()
        self.seen.append((in_use, database.truncate_log() or not database.on_sqlite))
        return compare(samples, groups, seed, limit)

    def has_held_nothing_open(self) -> bool:
        """Return whether something was compared, and no reading was open meanwhile."""
        return set(self.seen) == {(0, True)}


@pytest.fixture
def watched(town: Town, monkeypatch: pytest.MonkeyPatch) -> Watched:
    """Return a town with incidents to compare, of which each comparison is watched."""
    learned.waiting(town, 60, ("market", "river"))
    found = Watched(town)
    monkeypatch.setattr(equity, "REMEMBERED", 0)
    monkeypatch.setattr(stratified, "compare", found.compare)
    return found


def test_a_worker_counts_after_its_reading_has_ended(watched: Watched) -> None:
    services = watched.town.services
    asked = Asked(watched.town.record(COORDINATOR).id, FigureSubject.EQUITY, Q4.name)
    services.do(lambda uow: kept.ask(uow, asked))
    with services.reading() as session:
        (row,) = session.execute(select(KeptFigures.id)).one()
    assert kept.count(Counter(services.do, services.reading, services.directory, services.clock), row)
    assert watched.has_held_nothing_open()


def test_a_worker_draws_after_its_reading_has_ended(watched: Watched) -> None:
    services = watched.town.services
    wanted = Wanted(watched.town.record(COORDINATOR).id, PlotSubject.EQUITY, Q4.name, Audience.INSIDE, "en")
    services.do(lambda uow: drawings.ask(uow, wanted, None))
    with services.reading() as session:
        (row,) = session.execute(select(FigurePlots.id)).one()
    studio = Studio(services.do, services.reading, services.directory, services.clock, services.plotter)
    assert drawings.draw(studio, row, "KES")
    assert watched.has_held_nothing_open()


def test_the_commands_count_after_their_reading_has_ended(watched: Watched) -> None:
    town = watched.town
    found = figures_command.of_community(town.services, town.record(), Q4, town.now)
    assert (found["equity"]["incidents"], found["equity"]["year"]["incidents"]) == (60, 60)
    assert watched.has_held_nothing_open()
    watched.seen.clear()
    assert figure_pictures.of(town.services, town.record(), Q4, town.now)
    assert watched.has_held_nothing_open()


def test_what_is_read_and_counted_later_is_what_is_counted_at_once(town: Town) -> None:
    learned.waiting(town, 60, ("market", "river"))
    record = town.record(COORDINATOR)
    for subject, period in (
        (FigureSubject.EQUITY, Q4.name),
        (FigureSubject.TRENDS, "latest"),
        (FigureSubject.EQUITY, "x"),
    ):
        with town.services.reading() as session:
            at_once = kept.now(session, record, subject, period, town.now)
            later = kept.read(session, record, subject, period, town.now)
        assert later() == at_once
        assert (at_once is None) == (period == "x")


def test_many_samples_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is opened again shuffles nothing again; whole years would fill the memory of a worker."""
    done: list[int] = []

    def counted(samples: Collection[Sample], groups: Collection[str], seed: int, limit: float) -> dict[str, Difference]:
        done.append(len(samples))
        return compare(samples, groups, seed, limit)

    monkeypatch.setattr(stratified, "compare", counted)
    for number, times in ((equity.REMEMBERED, 1), (equity.REMEMBERED + 1, 2)):
        own = [
            Case("ab"[each % 2], CrimeClass.BREW, Part.DAY, LONG, {Measure.PATROL: each * timedelta(seconds=7)})
            for each in range(number)
        ]
        for _ in range(2):
            equity.waits(own, Measure.PATROL, ("a", "b"))
        assert done == [number] * times
        done.clear()
