"""Rises: what is above usual is found each Monday at six, and told once to the coordinators of the zone."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select, update

from gateway.communities.file import load_example
from gateway.insight import rise_texts, rises
from gateway.storage.models import CommunityRow, CommunityVersion, Incident, PauseRow, Report, RiseWeek
from menus.domain import local_weeks
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Level
from menus.domain.drill import Drill
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from menus.domain.rise import RiseLevel
from menus.text import gsm7
from menus.text.names import Text
from tests.people import COORDINATOR, LANDLORDS, LEADER, OVERSIGHT, POLICE, RESIDENT
from tests.rises import (
    ENOUGH,
    MONDAY,
    NEXT,
    Weekly,
    began,
    caller,
    interest,
    keep,
    morning,
    request,
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


@pytest.mark.parametrize(
    "hidden",
    [
        {"level": Level.PRIVATE},
        {"level": Level.COMPLAINT},
        {"accused_group": AccusedGroup.POLICE},
        {"alarm": AlarmKind.DURESS},
        {"caution": Caution.MAYBE_PRIVATE},
        {"drill": next(iter(Drill))},
        {"status": IncidentStatus.FALSE},
        {"status": IncidentStatus.JOINED},
        {"status": IncidentStatus.AWAITING_REVIEW, "closed_at": None},
    ],
    ids=lambda hidden: next(iter(hidden)),
)
def test_what_is_hidden_false_or_joined_moves_no_number(town: Town, hidden: dict[str, object]) -> None:
    keep(town, usual(), risen())
    keep(town, Weekly("bondeni", 30, range(1, 5), values=hidden), Weekly("market", 30, range(1, 5), values=hidden))
    morning(town)
    (row,) = told(town)
    assert (row.zone, row.number, row.callers, row.reports) == ("bondeni", 20, 12, 20)


def test_a_joined_incident_counts_once_with_all_its_reports(town: Town) -> None:
    keep(town, usual())
    ids = keep(town, risen())
    with town.services.uow() as uow:
        # The reports of a joined incident belong to the one that goes on.
        uow.session.execute(update(Report).where(Report.incident_id == ids[0]).values(incident_id=ids[1]))
        uow.session.execute(update(Incident).where(Incident.id == ids[0]).values(status=IncidentStatus.JOINED))
    morning(town)
    (row,) = told(town)
    assert (row.number, row.reports) == (19, 20)


def test_one_caller_of_all_is_told_beside_the_number_and_an_erased_one_is_no_caller(town: Town) -> None:
    keep(town, usual(), Weekly("bondeni", 5, range(1, 5), callers=[caller(7), caller(7), caller(7), None]))
    morning(town)
    (row,) = told(town)
    assert (row.number, row.reports, row.callers, row.unknown) == (20, 20, 1, 5)
    assert "callers 1, usually 4" in texts(town, COORDINATOR, "RISE")[0]


def test_a_community_younger_than_thirteen_weeks_beside_the_last_four_is_told_nothing(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(load_example("mlango-kubwa"))
    began(town, 16)
    keep(town, Weekly("bondeni", 1, range(5, 17)), risen(each=9))
    morning(town)
    assert told(town) == []
    with town.services.reading() as session:
        assert rises.as_json(session, town.record(), town.now)["weeks_known"] == 16


def test_a_zone_that_is_new_has_no_rise_with_its_first_incidents(town: Town) -> None:
    keep(town, Weekly("market", 9, range(1, 5)))
    morning(town)
    assert [row for row in told(town) if row.zone == "market"] == []


def test_a_zone_that_the_file_has_no_more_is_told_of_no_more(town: Town) -> None:
    keep(town, usual("demolished"), risen("demolished"))
    morning(town)
    # It happened in the community, whatever its zones are now.
    assert {(row.zone, row.kind) for row in told(town)} == {(None, Category.BREAK_IN)}
    (text,) = texts(town, COORDINATOR, "RISE")
    assert "all zones" in text
    assert "PATROLS" not in text


def test_weeks_of_a_pause_are_not_what_is_usual(town: Town) -> None:
    """In a pause nobody can report: its weeks would make the ones after it look like a rise."""
    keep(town, Weekly("bondeni", 4, [*range(1, 5), *range(20, 31)]))
    with town.services.uow() as uow:
        zone = town.community.timezone
        begins, ends = (local_weeks.begins(NEXT - timedelta(weeks=back), zone) for back in (19, 4))
        uow.session.add(PauseRow(community_id=town.record().id, paused_at=begins, resumed_at=ends))
    morning(town)
    assert told(town) == []


def test_the_request_proposes_the_kind_that_was_told_and_tells_the_police_the_same_numbers(town: Town) -> None:
    keep(town, usual(), risen())
    # There were more thefts in these weeks, but no more than usual.
    keep(town, Weekly("bondeni", 8, range(1, 31), Category.THEFT))
    morning(town)
    assert RISE in texts(town, COORDINATOR, "RISE")[0]
    town.now += timedelta(days=3)
    town.reports(RESIDENT, Category.BREAK_IN)
    town.texts(COORDINATOR, "PATROLS Bondeni")
    row = request(town)
    assert (row.category, row.lately, row.usual) == (Category.BREAK_IN, 20, 4)
    town.texts(LANDLORDS, f"AGREE {row.number}")
    ticks(town)
    (text,) = [text for text in town.inbox(POLICE) if row.number in text]
    assert "20 in 4 weeks, usually 4" in text


def test_a_request_without_a_rise_counts_up_to_now_by_the_same_rule(town: Town) -> None:
    keep(town, Weekly("bondeni", 2, range(1, 31), Category.THEFT, before=MONDAY))
    town.texts(COORDINATOR, "PATROLS Bondeni theft")
    row = request(town)
    assert (row.lately, row.usual) == (8, 8)


def test_whoever_has_an_interest_reads_the_numbers_without_it_or_nothing(town: Town) -> None:
    keep(town, usual())
    ids = keep(town, Weekly("bondeni", 3, range(1, 5)), Weekly("bondeni", 1, [1, 2]))
    for incident_id in ids[:2]:
        interest(town, COORDINATOR, incident_id)
    morning(town)
    (row,) = told(town)
    assert (row.number, row.level) == (14, RiseLevel.LOOK)
    # For them it is twelve, which is no alarm: no text and no page tells that there is more.
    assert texts(town, COORDINATOR, "above usual") == []
    assert len(texts(town, LANDLORDS, "above usual")) == 1


def test_a_coordinator_of_one_zone_reads_of_theirs_and_not_of_others(new_town: Callable[..., Town]) -> None:
    text = load_example("mlango-kubwa").replace(
        f'phone = "{LANDLORDS}"\n', f'phone = "{LANDLORDS}"\nzones = ["market"]\n'
    )
    town = new_town(text.replace('language = "sw"', 'language = "en"'))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), risen(), usual("market", Category.THEFT), risen("market", Category.THEFT, 6))
    morning(town)
    assert len(texts(town, COORDINATOR, "RISE Bondeni")) == len(texts(town, COORDINATOR, "RISE Market")) == 1
    assert texts(town, LANDLORDS, "RISE Bondeni") == []
    assert len(texts(town, LANDLORDS, "RISE Market")) == 1


def test_where_nobody_has_every_zone_each_reads_of_what_is_above_usual_in_all(
    new_town: Callable[..., Town],
) -> None:
    text = load_example("mlango-kubwa").replace('language = "sw"', 'language = "en"')
    for phone, zone in ((COORDINATOR, "bondeni"), (LANDLORDS, "market")):
        text = text.replace(f'phone = "{phone}"\n', f'phone = "{phone}"\nzones = ["{zone}"]\n')
    town = new_town(text)
    began(town, ENOUGH)
    ticks(town)
    for zone in ("school", "river", "market", "bondeni"):
        keep(town, usual(zone, Category.ROBBERY), Weekly(zone, 2, range(1, 5), Category.ROBBERY))
    morning(town)
    (row,) = told(town)
    assert (row.zone, row.kind, row.number, row.usual) == (None, Category.ROBBERY, 32, 16)
    for phone in (COORDINATOR, LANDLORDS):
        assert len([text for text in town.inbox(phone) if "all zones" in text]) == 1


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


def test_no_data_at_all_is_no_alarm_and_json_says_what_is_known(town: Town) -> None:
    morning(town)
    with town.services.reading() as session:
        found = rises.as_json(session, town.record(), town.now)
    assert found == {"week": "2026-11-30", "weeks_known": 30, "weeks_needed": 17, "alarms": [], "told": []}


def test_json_tells_the_series_in_alarm_also_before_the_clock_has_looked(town: Town) -> None:
    keep(town, usual(), risen())
    town.now += timedelta(days=7)
    with town.services.reading() as session:
        before = rises.as_json(session, town.record(), town.now)
    ticks(town)
    with town.services.reading() as session:
        assert rises.as_json(session, town.record(), town.now) == before
    (alarm,) = before["alarms"]
    assert before["told"] == [alarm]
    chance = alarm.pop("chance")
    assert chance < 0.001
    assert alarm == {
        "zone": "bondeni",
        "class": "break-in",
        "level": "rise",
        "count": 20,
        "usual": 4.0,
        "reports": 20,
        "reports_before": 4.0,
        "callers_now": 12,
        "callers_before": 4.0,
        "reports_without_caller": 0,
        "since": "2026-11-30",
    }


def test_a_community_whose_file_is_gone_is_left_out_and_another_one_is_told(new_town: Callable[..., Town]) -> None:
    town = new_town(
        load_example("mlango-kubwa").replace('language = "sw"', 'language = "en"'), load_example("kawangware")
    )
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), risen())
    gone = next(one for one in town.services.directory.communities() if one.id != town.record().id)
    with town.services.uow() as uow:
        uow.session.execute(update(CommunityVersion).where(CommunityVersion.community_id == gone.id).values(body=""))
        uow.session.execute(update(CommunityRow).where(CommunityRow.id == gone.id).values(stamp=999))
    town.reads_communities_again()
    assert [one.id for one in town.services.directory.communities()] == [town.record().id]
    morning(town)
    assert len(texts(town, COORDINATOR, "RISE Bondeni")) == 1
    with town.services.reading() as session:
        looked = {row.community_id: row.week for row in session.scalars(select(RiseWeek))}
    assert looked == {town.record().id: NEXT, gone.id: MONDAY}
