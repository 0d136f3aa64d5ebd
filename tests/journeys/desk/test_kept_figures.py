"""Figures that a worker counts: two who ask get one counting, a lost hint loses nothing, old ones are counted anew."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from gateway.insight import kept
from gateway.insight.kept import Asked, Counter
from gateway.storage.models import CommunityRow, KeptFigures
from menus.domain.drawings import FRESH, MOST
from menus.domain.kept_figures import LONGEST, FigureSubject, Times
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
    assert there.times.counted_at == town.now
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
    assert there.times.counted_at is not None


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
    assert there.times.counted_at is None


def test_a_slow_count_is_not_begun_beside_itself(town: Town) -> None:
    """It takes longer than a minute, somebody asks again, and another worker follows the hint: only one counts."""
    learned.waiting(town, 20, ("market",))
    asks(town, asked(town))
    begun: list[bool] = []
    own = counter(town)

    def slowly() -> datetime:
        if not begun:
            town.now += MOST + timedelta(seconds=1)
            begun.append(asks(town, asked(town)))
            begun.append(kept.count(own, row_of(town)))
        return town.now

    assert kept.count(replace(own, clock=slowly), row_of(town))
    assert begun == [False, False]
    there = found(town, asked(town))
    assert there is not None
    assert there.found is not None
    assert not there.times.is_under_way(town.now)


def test_a_worker_that_ended_while_it_counted_is_followed_by_another_one(town: Town) -> None:
    learned.waiting(town, 20, ("market",))
    asks(town, asked(town))

    def dies() -> datetime:
        raise MemoryError

    with pytest.raises(MemoryError):
        kept.count(replace(counter(town), clock=dies), row_of(town))
    town.now += LONGEST
    assert not asks(town, asked(town))
    town.now += timedelta(seconds=1)
    assert asks(town, asked(town))
    town.works()
    there = found(town, asked(town))
    assert there is not None
    assert there.found is not None


def test_figures_for_interests_that_nobody_has_any_more_are_not_counted(town: Town) -> None:
    of = replace(asked(town), left_out="f" * 64)
    asks(town, of)
    town.works()
    there = found(town, of)
    assert there is not None
    assert there.found is None


def test_who_may_ask() -> None:
    second, minute = timedelta(seconds=1), timedelta(minutes=1)
    assert not Times(START - MOST).may_ask(START)
    assert Times(START - MOST - second).may_ask(START)
    assert not Times(START - MOST - second).is_under_way(START)
    assert not Times(START - 2 * minute, None, START - minute).may_ask(START)
    assert Times(START - 2 * FRESH, None, START - FRESH).may_ask(START)
    assert Times(START - minute, None, START - FRESH).is_under_way(START)
    assert not Times(START - LONGEST, START - LONGEST).may_ask(START)
    assert Times(START - LONGEST, START - LONGEST - second).may_ask(START)


@given(asked=st.integers(0, 2_000), begun=st.none() | st.integers(0, 2_000), counted=st.none() | st.integers(0, 9_000))
def test_nobody_asks_while_a_worker_counts(asked: int, begun: int | None, counted: int | None) -> None:
    """Whatever the times are: what is under way is not asked for, and a worker that may begin leaves no other one."""
    ago = [None if each is None else START - timedelta(seconds=each) for each in (begun, counted)]
    times = Times(START - timedelta(seconds=asked), *ago)
    assert not (times.is_under_way(START) and times.may_ask(START))
    if times.may_begin(START):
        assert not replace(times, begun_at=START).may_begin(START)
