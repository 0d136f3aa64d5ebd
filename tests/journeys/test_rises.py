"""Rises: what is above usual is found each Monday at six, and told once to the coordinators of the zone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, update

from gateway.communities.file import load_example
from gateway.insight import rise_texts
from gateway.storage.models import Incident, PauseRow, RiseWeek
from menus.domain import local_weeks
from menus.domain.categories import Category
from menus.domain.rise import RiseLevel
from menus.text import gsm7
from menus.text.names import Text
from tests.people import COORDINATOR, LEADER, OVERSIGHT, POLICE, RESIDENT
from tests.rises import (
    ENOUGH,
    MONDAY,
    NEXT,
    Weekly,
    began,
    caller,
    keep,
    morning,
    risen,
    texts,
    ticks,
    told,
    usual,
)
from tests.town import Town

RISE = "RISE Bondeni: Break-in 20 in 4 weeks, usually 4"


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community that is there for long, and was looked at on the Monday before."""
    town = new_town(load_example("mlango-kubwa").replace('language = "sw"', 'language = "en"'))
    began(town, ENOUGH)
    ticks(town)
    return town


def test_a_rise_is_told_on_monday_at_six_and_not_before(town: Town) -> None:
    keep(town, usual(), risen())
    morning(town, hour=5, minute=50)
    assert texts(town, COORDINATOR, "RISE") == []
    morning(town)
    (text,) = texts(town, COORDINATOR, "RISE")
    assert RISE in text
    assert "callers 12, usually 4" in text
    assert "PATROLS Bondeni" in text
    assert gsm7.fits(text)
    assert [row.level for row in told(town)] == [RiseLevel.RISE]
    # Nobody else reads of it by SMS: who leads the patrol sees it on the desk.
    for phone in (LEADER, OVERSIGHT, POLICE, RESIDENT):
        assert texts(town, phone, "Bondeni") == []


def test_it_is_told_once_however_often_the_clock_looks_and_rests_four_weeks(town: Town) -> None:
    keep(town, usual(), risen(each=6))
    morning(town)
    for weeks in range(1, 4):
        keep(town, Weekly("bondeni", 6, [1], before=NEXT + timedelta(weeks=weeks)))
        morning(town, NEXT + timedelta(weeks=weeks))
    assert len(texts(town, COORDINATOR, "RISE")) == 1
    # After four weeks the same is told again, if it still is above what is usual by then.
    keep(town, Weekly("bondeni", 20, [1], before=NEXT + timedelta(weeks=4)))
    morning(town, NEXT + timedelta(weeks=4))
    assert len(texts(town, COORDINATOR, "RISE")) == 2


def test_two_workers_who_look_at_once_tell_it_once(town: Town) -> None:
    keep(town, usual(), risen())
    town.now += timedelta(days=7)
    record, both = town.record(), Barrier(2)

    def looks() -> bool:
        with town.services.reading() as session:
            found = rise_texts.find(session, record, town.now)
        both.wait()
        with town.services.uow() as uow:
            return rise_texts.tell(uow, record, found)

    with ThreadPoolExecutor(2) as pool:
        done = [one.result() for one in [pool.submit(looks), pool.submit(looks)]]
    assert sorted(done) == [False, True]
    assert len(told(town)) == 1
    ticks(town)
    assert len(texts(town, COORDINATOR, "RISE")) == 1


def test_a_clock_that_was_away_tells_it_when_it_is_back_once(town: Town) -> None:
    keep(town, usual(), risen())
    # The rise was due on Monday. The clock comes back in the third week after it.
    morning(town, NEXT + timedelta(weeks=2, days=2), hour=11)
    assert len(texts(town, COORDINATOR, "RISE")) == 1
    assert next(iter(told(town))).week == NEXT
    morning(town, NEXT + timedelta(weeks=3))
    assert len(texts(town, COORDINATOR, "RISE")) == 1


def test_a_rise_of_long_ago_is_kept_and_told_to_nobody(new_town: Callable[..., Town]) -> None:
    """A database of an earlier release is looked at for a year, so that the desk can show what was."""
    town = new_town(load_example("mlango-kubwa"))
    began(town, 80)
    long_ago = NEXT - timedelta(weeks=20)
    keep(town, Weekly("bondeni", 1, range(1, 80)), Weekly("bondeni", 7, range(1, 5), before=long_ago))
    ticks(town)
    rows = told(town)
    assert RiseLevel.RISE in {row.level for row in rows}
    assert all(long_ago - timedelta(weeks=4) < row.week <= long_ago + timedelta(weeks=4) for row in rows)
    assert texts(town, COORDINATOR, "ONGEZEKO") == texts(town, COORDINATOR, "juu ya kawaida") == []


def test_what_is_to_be_looked_at_is_one_line_with_the_strongest(town: Town) -> None:
    keep(town, usual("bondeni"), Weekly("bondeni", 4, range(1, 5), callers=[caller(1)]))
    keep(town, usual("market", Category.THEFT), Weekly("market", 3, range(1, 5), Category.THEFT))
    keep(town, Weekly("market", 1, [1, 2], Category.THEFT))
    morning(town)
    assert [(row.zone, row.number, row.level) for row in told(town)] == [
        ("bondeni", 16, RiseLevel.LOOK),
        ("market", 14, RiseLevel.LOOK),
    ]
    (line,) = texts(town, COORDINATOR, "above usual")
    strongest = {"kind": "Break-in", "where": "Bondeni", "now": "16", "usual": "4", "callers": "1"}
    assert line == town.said(Text.RISE_LOOKS, COORDINATOR, count="2", **strongest)
    assert texts(town, COORDINATOR, "RISE") == []


def test_nothing_above_usual_is_no_text(town: Town) -> None:
    keep(town, usual(), Weekly("bondeni", 1, range(1, 5)))
    before = len(town.inbox(COORDINATOR))
    morning(town)
    assert town.inbox(COORDINATOR)[before:] == []
    assert told(town) == []


def test_a_zone_whose_callers_vanish_is_told_as_silent_and_not_as_safe(town: Town) -> None:
    keep(town, Weekly("river", 6, range(5, 31), callers=[caller(number) for number in range(24)]))
    keep(town, Weekly("bondeni", 2, range(1, 31)))
    morning(town)
    (row,) = told(town)
    assert (row.zone, row.level, row.number, row.usual) == ("river", RiseLevel.SILENT, 0, 24)
    (text,) = texts(town, COORDINATOR, "SILENT")
    assert "SILENT River side: 0 callers in 4 weeks, usually 24" in text
    assert "Silence is not safety" in text
    for weeks in range(1, 4):
        morning(town, NEXT + timedelta(weeks=weeks))
    assert len(texts(town, COORDINATOR, "SILENT")) == 1


def test_a_community_whose_callers_all_vanish_is_told_once_though_no_zone_has_enough_to_be_missed(town: Town) -> None:
    for place, zone in enumerate(town.community.zones):
        callers = [caller(10 * place + number) for number in range(4)]
        keep(town, Weekly(zone.key, 1, range(5, 31), callers=callers))
    morning(town)
    (row,) = told(town)
    assert (row.zone, row.kind, row.level, row.number, row.usual) == (None, None, RiseLevel.SILENT, 0, 24)
    (text,) = texts(town, COORDINATOR, "SILENT")
    assert "SILENT all zones: 0 callers in 4 weeks, usually 24" in text
    for weeks in range(1, 4):
        morning(town, NEXT + timedelta(weeks=weeks))
    assert len(texts(town, COORDINATOR, "SILENT")) == 1


def test_in_a_pause_nothing_is_told_and_silence_of_it_is_no_silence(town: Town) -> None:
    keep(town, Weekly("river", 6, range(5, 31), callers=[caller(number) for number in range(24)]))
    with town.services.uow() as uow:
        begins = local_weeks.begins(NEXT - timedelta(weeks=3), town.community.timezone)
        uow.session.add(PauseRow(community_id=town.record().id, paused_at=begins))
    town.reads_communities_again()
    morning(town)
    with town.services.reading() as session:
        assert session.scalars(select(RiseWeek.week)).one() == MONDAY
    with town.services.uow() as uow:
        uow.session.execute(update(PauseRow).values(resumed_at=uow.now))
    town.reads_communities_again()
    ticks(town)
    assert told(town) == []


@pytest.mark.parametrize(
    ("day", "zone"), [(date(2026, 10, 26), "Europe/London"), (date(2026, 11, 2), "America/New_York")]
)
def test_a_week_in_which_the_clock_goes_back_an_hour_ends_at_midnight_and_is_told_at_six(
    new_town: Callable[..., Town], day: date, zone: str
) -> None:
    """Half past midnight of Monday belongs to the new week, half past eleven of Sunday to the old one."""
    town = new_town(load_example("mlango-kubwa").replace("Africa/Nairobi", zone))
    town.now = local_weeks.begins(day - timedelta(days=5), town.community.timezone)
    began(town, ENOUGH, day)
    ticks(town)
    keep(town, Weekly("bondeni", 1, range(5, 31), before=day), Weekly("bondeni", 5, range(1, 5), before=day))
    edge = local_weeks.begins(day, town.community.timezone)
    ids = keep(town, Weekly("bondeni", 2, [1], before=day))
    with town.services.uow() as uow:
        for incident_id, at in zip(ids, (edge - timedelta(minutes=1), edge), strict=True):
            uow.session.execute(update(Incident).where(Incident.id == incident_id).values(opened_at=at))
    morning(town, day, 5, 59 - 3)
    assert told(town) == []
    morning(town, day)
    (row,) = told(town)
    assert (row.week, row.number) == (day, 21)
