"""Figures that a worker counts: two who ask get one counting, a lost hint loses nothing, old ones are counted anew."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.insight import kept
from gateway.insight.kept import Asked, Counter
from gateway.storage.models import CommunityRow, KeptFigures
from menus.domain import kept_figures
from menus.domain.drawings import FRESH, MOST
from menus.domain.kept_figures import FigureSubject
from tests import learned
from tests.people import COORDINATOR
from tests.town import START, Town


def asked(town: Town, period: str = "2026-Q4") -> Asked:
    return Asked(town.record(COORDINATOR).id, FigureSubject.EQUITY, period)


def asks(town: Town, of: Asked) -> bool:
    return town.services.do(lambda uow: kept.ask(uow, of))


def counter(town: Town) -> Counter:
    services = town.services
    return Counter(services.do, services.reading, services.directory, services.clock)


def found(town: Town, of: Asked) -> kept.Kept | None:
    with town.services.reading() as session:
        return kept.find(session, of)


def row_of(town: Town) -> int:
    with town.services.reading() as session:
        return session.scalars(select(KeptFigures.id)).one()


def test_two_who_ask_get_one_counting(town: Town) -> None:
    learned.waiting(town, 20, ("market",))
    assert asks(town, asked(town))
    assert not asks(town, asked(town))
    town.works()
    there = found(town, asked(town))
    assert there is not None
    assert there.found is not None
    assert there.found["incidents"] == 20
    assert there.counted_at == town.now
    assert not asks(town, asked(town)), "they are fresh"
    town.now += FRESH
    assert asks(town, asked(town))


def test_a_lost_hint_is_asked_for_again(town: Town) -> None:
    assert asks(town, asked(town))
    town.redis.flushdb()
    town.now += MOST + timedelta(seconds=1)
    assert asks(town, asked(town))
    town.works()
    there = found(town, asked(town))
    assert there is not None
    assert there.counted_at is not None


def test_a_row_that_is_counted_is_not_counted_again(town: Town) -> None:
    asks(town, asked(town))
    town.works()
    assert not kept.count(counter(town), row_of(town))
    assert not kept.count(counter(town), 999)


@pytest.mark.parametrize("period", ["x", "", "2026-Q9", "2026-Q4-years"])
def test_a_period_that_is_none_is_never_counted(town: Town, period: str) -> None:
    asks(town, asked(town, period))
    town.works()
    there = found(town, asked(town, period))
    assert there is not None
    assert there.found is None


def test_a_community_that_is_not_in_force_any_more_is_not_counted(town: Town) -> None:
    with town.services.uow() as uow:
        gone = CommunityRow(key="gone", version=0)
        uow.session.add(gone)
        uow.session.flush()
        of = Asked(gone.id, FigureSubject.TRENDS, "latest")
    asks(town, of)
    assert not kept.count(counter(town), row_of(town))
    there = found(town, of)
    assert there is not None
    assert there.counted_at is None


def test_who_may_ask() -> None:
    minute = timedelta(minutes=1)
    assert kept_figures.may_ask(None, None, START)
    assert not kept_figures.may_ask(START - MOST, None, START)
    assert kept_figures.may_ask(START - MOST - timedelta(seconds=1), None, START)
    assert not kept_figures.is_under_way(START - MOST - timedelta(seconds=1), None, START)
    assert not kept_figures.may_ask(START - 2 * minute, START - minute, START)
    assert kept_figures.may_ask(START - 2 * FRESH, START - FRESH, START)
    assert kept_figures.is_under_way(START - minute, START - FRESH, START)
