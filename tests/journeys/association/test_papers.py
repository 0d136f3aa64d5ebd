"""Stories of papers: reminders before the end, the night on which the patrols end by themselves, and their return."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from gateway.communities.directory import Directory
from gateway.storage.models import Message
from menus.domain.categories import MENU_KEYS, Category, Harm, Level, Track
from menus.domain.community import Mode
from menus.domain.messages import Lane
from menus.domain.roles import PATROL_ROLES
from menus.text import gsm7
from menus.text.names import Text
from tests.paper_files import EXAMPLE, NUMBER, paper, with_papers
from tests.people import BONDENI, COORDINATOR, DEPUTY, LANDLORDS, LEADER, OVERSIGHT, POLICE, RESIDENT, RESIDENTS
from tests.town import START, Town

LAST_DAY = "2026-11-25"
MIDNIGHT = datetime(2026, 11, 25, 21, tzinfo=UTC)
"""The midnight of Nairobi behind the last day."""
SECOND = timedelta(seconds=1)
Towns = Callable[..., Town]


@pytest.fixture
def town(new_town: Towns) -> Town:
    """Give the example community with a certificate that ends two days after the story begins."""
    return new_town(with_papers(paper(LAST_DAY)))


def at(town: Town, moment: datetime) -> None:
    """Let it be a moment, and let the clock tick."""
    town.now = moment
    town.ticks()


def mode(town: Town) -> Mode:
    """Return the mode in force now."""
    return town.community.mode


def tracks(town: Town, reference: str) -> set[str]:
    return set(town.incident(reference)["tracks"])


@pytest.mark.parametrize(("days", "stage"), [(60, "60"), (30, "30"), (7, "7")])
def test_coordinators_are_told_60_30_and_7_days_before_a_paper_ends_once_each(
    new_town: Towns, days: int, stage: str
) -> None:
    """60, 30 and 7 days before a paper expires coordinators get a text, once each."""
    ends = (START + timedelta(days=61)).date()
    town = new_town(with_papers(paper(f"{ends}")))
    at(town, START)
    assert not town.got(COORDINATOR, Text.PAPER_ENDS)
    for _ in range(3):
        at(town, START + timedelta(days=61 - days, hours=0) + SECOND)
        town.now += timedelta(minutes=2)
        town.ticks()
    for phone in (COORDINATOR, LANDLORDS):
        (told,) = town.got(phone, Text.PAPER_ENDS)
        assert stage in told
        assert f"{ends:%d/%m}" in told
    assert not town.got(OVERSIGHT, Text.PAPER_ENDS)
    assert NUMBER not in told


def test_all_three_reminders_come_as_the_days_pass_and_each_once(new_town: Towns) -> None:
    ends = (START + timedelta(days=61)).date()
    town = new_town(with_papers(paper(f"{ends}")))
    for day in range(61):
        at(town, START + timedelta(days=day))
        # A clock that is put back a day sends nothing twice.
        at(town, START + timedelta(days=day - 1, minutes=1))
    assert [text for text in town.got(COORDINATOR, Text.PAPER_ENDS) if " 60 " in text or " 30 " in text] != []
    assert len(town.got(COORDINATOR, Text.PAPER_ENDS)) == 3


def test_a_reminder_at_night_waits_for_the_end_of_the_quiet_hours_in_the_bulk_lane(new_town: Towns) -> None:
    ends = (START + timedelta(days=8)).date()
    town = new_town(with_papers(paper(f"{ends}")))
    at(town, datetime(2026, 11, 23, 21, 0, 1, tzinfo=UTC))
    assert not town.got(COORDINATOR, Text.PAPER_ENDS), "it is one minute past midnight"
    with town.services.reading() as session:
        (lane,) = set(session.scalars(select(Message.lane)))
    assert lane is Lane.BULK
    at(town, datetime(2026, 11, 24, 3, 0, 1, tzinfo=UTC))
    assert len(town.got(COORDINATOR, Text.PAPER_ENDS)) == 1


def test_another_paper_is_counted_down_and_turns_nothing(new_town: Towns) -> None:
    town = new_town(with_papers(paper(LAST_DAY, kind="permit")))
    at(town, START)
    (told,) = town.got(COORDINATOR, Text.PAPER_ENDS_OTHER)
    assert "the permit" in told
    at(town, MIDNIGHT + SECOND)
    assert mode(town) is Mode.PATROL


def test_nobody_is_told_in_a_pause_and_the_reminder_comes_after_it(new_town: Towns) -> None:
    ends = (START + timedelta(days=61)).date()
    town = new_town(with_papers(paper(f"{ends}")))
    town.confirms(COORDINATOR, "PAUSE the patrol is in danger")
    at(town, START + timedelta(days=2))
    assert not town.got(COORDINATOR, Text.PAPER_ENDS)
    town.confirms(COORDINATOR, "RESUME")
    town.now += timedelta(minutes=1)
    town.ticks()
    assert len(town.got(COORDINATOR, Text.PAPER_ENDS)) == 1


def test_at_expiry_the_next_report_climbs_the_refer_only_ladders_with_no_restart(town: Town) -> None:
    """At expiry the next report climbs the refer-only ladders with no restart."""
    town.now = MIDNIGHT - SECOND
    before = town.reports(RESIDENT, Category.GUN_KILLING, harm=Harm.WEAPON_AND_HURT)
    assert tracks(town, before) == {Track.PATROL, Track.POLICE}
    town.now = MIDNIGHT
    sent = len(town.inbox(LEADER)), len(town.inbox(BONDENI))
    after = town.reports(RESIDENTS[2], Category.GUN_KILLING, zone="kiamutisya", harm=Harm.WEAPON_AND_HURT)
    assert tracks(town, after) == {Track.POLICE}
    assert (len(town.inbox(LEADER)), len(town.inbox(BONDENI))) == sent, "no patrol is called any more"
    assert after in town.last(POLICE)


_CIRCLES = {Category.ABUSE_CHILD, Category.COMPLAINT_OTHER}


@pytest.mark.parametrize("category", sorted(set(MENU_KEYS.values()) - _CIRCLES))
def test_every_kind_of_report_reaches_somebody_without_a_patrol(town: Town, category: Category) -> None:
    town.now = MIDNIGHT + timedelta(hours=9)
    town.carrier.sent.clear()
    town.reports(RESIDENT, category)
    reached = {phone for phone, _ in town.carrier.sent}
    patrol = {person.phone for person in town.community.having(PATROL_ROLES)}
    assert reached - {RESIDENT}, "somebody reads of it"
    assert not reached & patrol


def test_private_reports_and_complaints_keep_their_circles(town: Town) -> None:
    before = {level: town.community.ladders_for(level) for level in (Level.PRIVATE, Level.COMPLAINT)}
    town.now = MIDNIGHT
    assert mode(town) is Mode.REFER_ONLY
    assert {level: town.community.ladders_for(level) for level in before} == before


def test_a_ladder_that_is_open_at_midnight_goes_on_with_the_patrol(town: Town) -> None:
    town.now = MIDNIGHT - timedelta(minutes=1)
    reference = town.reports(RESIDENT, Category.GUN_KILLING, harm=Harm.WEAPON_AND_HURT)
    town.passes(minutes=4)
    assert town.now > MIDNIGHT
    assert reference in town.last(DEPUTY), "the deputy is called after midnight"
    town.answers(DEPUTY, "going", reference)
    assert town.track(reference, "patrol")["answered_by_role"] == "deputy-leader"


def test_a_team_on_its_shift_is_still_called_to_what_was_opened_before_midnight(new_town: Towns) -> None:
    text = EXAMPLE.replace('roles = ["patrol", "patrol-leader", "deputy-leader"]\ndays', 'team = "all"\ndays')
    assert text != EXAMPLE
    town = new_town(with_papers(paper(LAST_DAY), text=text))
    town.now = MIDNIGHT - timedelta(minutes=1)
    reference = town.reports(RESIDENT, Category.GUN_KILLING, harm=Harm.WEAPON_AND_HURT)
    town.passes(minutes=4)
    assert reference in town.last(DEPUTY)


def test_what_is_raised_after_midnight_has_the_ladders_of_the_time_at_which_it_was_opened(town: Town) -> None:
    town.now = MIDNIGHT - timedelta(minutes=1)
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    town.passes(minutes=2)
    # A further report says that somebody was hurt.
    town.reports(RESIDENTS[3], Category.BREAK_IN, harm=Harm.WEAPON_AND_HURT)
    assert town.incident(reference)["level"] == "major"
    assert tracks(town, reference) == {Track.PATROL, Track.POLICE}


def test_a_patroller_in_danger_after_midnight_is_helped_by_everybody(town: Town) -> None:
    town.now = MIDNIGHT + timedelta(minutes=5)
    town.texts(BONDENI, "5")
    for phone in (LEADER, DEPUTY, COORDINATOR, POLICE):
        assert town.got(phone, Text.ALERT_PATROL) or town.got(phone, Text.ALERT_POLICE)


def test_coordinators_and_oversight_read_once_that_the_mode_has_turned(town: Town) -> None:
    at(town, MIDNIGHT - SECOND)
    assert not town.got(COORDINATOR, Text.PAPERS_ENDED)
    for minutes in (0, 1, 2):
        at(town, MIDNIGHT + timedelta(minutes=minutes))
    for phone in (COORDINATOR, LANDLORDS, OVERSIGHT):
        assert len(town.got(phone, Text.PAPERS_ENDED)) == 1
    assert not town.got(LEADER, Text.PAPERS_ENDED)


def test_a_clock_that_is_put_back_turns_the_mode_back_and_tells_nobody_twice(town: Town) -> None:
    at(town, MIDNIGHT + SECOND)
    assert mode(town) is Mode.REFER_ONLY
    at(town, MIDNIGHT - timedelta(minutes=30))
    assert mode(town) is Mode.PATROL
    assert not town.got(COORDINATOR, Text.PAPERS_BACK)
    at(town, MIDNIGHT + timedelta(minutes=1))
    assert mode(town) is Mode.REFER_ONLY
    assert len(town.got(COORDINATOR, Text.PAPERS_ENDED)) == 1


def test_a_paper_that_is_renewed_before_its_end_turns_nothing(town: Town) -> None:
    town.loads(with_papers(paper(LAST_DAY), paper("2028-11-25", "2026-11-26", number="CG/2290")))
    at(town, MIDNIGHT + SECOND)
    assert mode(town) is Mode.PATROL
    assert not town.got(COORDINATOR, Text.PAPERS_ENDED)
    assert not town.got(COORDINATOR, Text.PAPER_ENDS), "the renewal stands in the file"


def test_a_new_paper_after_the_end_brings_the_patrol_back_and_they_read_it(town: Town) -> None:
    at(town, MIDNIGHT + SECOND)
    town.now = MIDNIGHT + timedelta(days=10)
    town.loads(with_papers(paper("2028-12-01")))
    town.ticks()
    assert mode(town) is Mode.PATROL
    for phone in (COORDINATOR, OVERSIGHT):
        assert len(town.got(phone, Text.PAPERS_BACK)) == 1
    reference = town.reports(RESIDENT, Category.GUN_KILLING, harm=Harm.WEAPON_AND_HURT)
    assert tracks(town, reference) == {Track.PATROL, Track.POLICE}
    # It turns again at the new end, and they are told again.
    at(town, datetime(2028, 12, 1, 21, tzinfo=UTC))
    assert len(town.got(COORDINATOR, Text.PAPERS_ENDED)) == 2


def test_papers_that_are_taken_out_of_the_file_bring_the_patrol_back_too(town: Town) -> None:
    at(town, MIDNIGHT + SECOND)
    town.loads(EXAMPLE)
    town.now += timedelta(minutes=1)
    town.ticks()
    assert mode(town) is Mode.PATROL
    assert len(town.got(COORDINATOR, Text.PAPERS_BACK)) == 1


def test_a_file_that_refers_every_report_is_told_nothing_of_a_turn(town: Town) -> None:
    at(town, MIDNIGHT + SECOND)
    turned = town.record()
    assert turned.of_file is not None
    assert turned.of_file.community.mode is Mode.PATROL
    assert not any(ladder.track is Track.PATROL for ladder in turned.community.ladders)
    assert not any(PATROL_ROLES & set(step.notify) for ladder in turned.community.ladders for step in ladder.steps)


def test_two_processes_agree_at_the_second_of_midnight(town: Town) -> None:
    other = Directory(town.services.database, max_age=float("inf"), clock=town.services.clock)
    try:
        for moment, wanted in ((MIDNIGHT - SECOND, Mode.PATROL), (MIDNIGHT, Mode.REFER_ONLY)):
            town.now = moment
            for directory in (other, town.services.directory):
                (record,) = directory.communities()
                assert record.community.mode is wanted
                known = directory.known_by_ussd_code("*384*77#")
                assert known is None or known.community.mode is wanted
    finally:
        other.close()


def test_a_coordinator_cannot_send_a_team_any_more(town: Town) -> None:
    town.now = MIDNIGHT - SECOND
    reference = town.reports(RESIDENT, Category.THEFT)
    town.now = MIDNIGHT + SECOND
    sent = len(town.inbox(BONDENI))
    town.texts(COORDINATOR, f"SEND {reference} bondeni")
    assert len(town.inbox(BONDENI)) == sent


def test_police_read_the_registration_number_the_day_before_the_end_and_not_the_day_after(town: Town) -> None:
    """Number present the day before expiry, absent the day after; alert still one segment."""
    for days, is_there in ((-1, True), (0, True), (1, False)):
        town.now = MIDNIGHT + timedelta(days=days, hours=-12)
        resident = RESIDENTS[days + 3]
        reference = town.reports(resident, Category.GUN_KILLING, zone="kiamutisya", harm=Harm.WEAPON_AND_HURT)
        alert = next(text for text in reversed(town.inbox(POLICE)) if reference in text)
        assert (NUMBER in alert) is is_there
        assert gsm7.fits(alert)
        town.texts(COORDINATOR, f"CLOSE {reference} over")
    assert not any(NUMBER in text for phone in (LEADER, BONDENI, COORDINATOR) for text in town.inbox(phone))


@pytest.mark.parametrize(
    ("opened", "category", "phone"),
    [
        (MIDNIGHT - timedelta(hours=1), Category.GUN_KILLING, LEADER),
        (MIDNIGHT + timedelta(hours=1), Category.THEFT, COORDINATOR),
    ],
    ids=["opened before", "opened after"],
)
def test_whoever_says_an_interest_after_the_papers_ended_is_alerted_no_more(
    town: Town, opened: datetime, category: Category, phone: str
) -> None:
    """The record has another mode than its file then: the interest counts in both, and at once."""
    at(town, opened)
    reference = town.reports(RESIDENT, category)
    at(town, max(opened + timedelta(seconds=30), MIDNIGHT + SECOND))
    town.answers(phone, "going", reference)
    before = len(town.inbox(phone))
    town.texts(phone, f"INTEREST {reference}")
    town.passes(minutes=40)
    told = [text for text in town.inbox(phone)[before:] if reference in text]
    assert told == [town.said(Text.INTEREST_OUT, phone, reference=reference)]
