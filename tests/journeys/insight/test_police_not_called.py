"""Nobody accuses the police of a silence to which nobody called them: ladders that notify coordinators alone."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from gateway.insight import cases, counting, periods
from menus.domain import figures
from menus.domain.categories import Category, Track
from menus.domain.equity import Case, Measure
from menus.domain.figures import Answers
from menus.domain.quarters import Quarter
from menus.text.names import Text
from tests.journeys.quarters import numbers_of
from tests.people import CODE, RESIDENT
from tests.town import Town

STEERS, SECOND, CONTACT, ALTERNATE = "+254700000221", "+254700000222", "+254700000231", "+254700000232"
MINUTE = timedelta(minutes=1)
FILE = load_example("kawangware").replace("*384*78#", CODE)


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Return the example without a patrol, whose coordinators alone read of minor reports and hazards."""
    return new_town(FILE)


def reports(town: Town, category: Category, phone: str = RESIDENT, zone: str = "gatina") -> str:
    """Report by dialling; return the reference."""
    return town.reports(phone, category, zone)


def writes(town: Town, phone: str, text: str) -> None:
    """Send an SMS to the community's code."""
    town.texts(phone, text, to=town.record(STEERS).community.sms_codes[0])


def answered(town: Town, track: Track) -> Answers:
    """Return the answers on a track, as the desk's figures count them."""
    record = town.record(STEERS)
    within = figures.period(13, town.now, record.community.timezone)
    with town.services.reading() as session:
        return counting.count(session, record, within).answered(track)


def compared(town: Town) -> list[Case]:
    """Return the incidents of the quarter, as equity compares them."""
    record = town.record(STEERS)
    with town.services.reading() as session:
        return list(cases.read(session, record, periods.span(record, Quarter(2026, 4)), town.now))


def published(town: Town) -> Mapping[str, int]:
    """Return the numbers of the police in `answers.csv`, but for zeros."""
    found = {cell[2]: value for cell, value in numbers_of(town).items() if cell[:2] == ("answers", "police")}
    return {answer: value for answer, value in found.items() if value}


def test_where_coordinators_alone_were_notified_the_police_are_not_called(town: Town) -> None:
    with_answer = reports(town, Category.THEFT)
    town.passes(minutes=3)
    writes(town, STEERS, f"1 {with_answer}")
    reports(town, Category.THEFT, "+254711000102", "congo")
    town.passes(minutes=180)
    assert not [text for contact in (CONTACT, ALTERNATE) for text in town.inbox(contact)]
    assert answered(town, Track.POLICE).total == 0
    assert published(town) == {"not-called": 2}
    for case in compared(town):
        assert Measure.POLICE not in case.waits
    # There is no patrol: the coordinator's answer is the first human one.
    assert sorted(case.waits[Measure.PATROL] or -MINUTE for case in compared(town)) == [-MINUTE, 3 * MINUTE]


def test_nobody_is_asked_about_police_who_were_not_told(town: Town) -> None:
    """What residents answer stands in the pack and on the card of the station."""
    reports(town, Category.THEFT)
    reports(town, Category.GUN_KILLING, "+254711000102", "congo")
    town.passes(minutes=10)
    asks = town.said(Text.PULSE_POLICE_ASK, to=RESIDENT)
    assert asks not in town.dials(RESIDENT, CODE, "0", "1")
    assert asks in town.dials("+254711000102", CODE, "0", "1")


def test_where_a_contact_was_notified_their_silence_counts(town: Town) -> None:
    reports(town, Category.GUN_KILLING)
    town.passes(minutes=3)
    assert town.inbox(CONTACT)
    town.passes(minutes=180)
    assert (answered(town, Track.POLICE).total, answered(town, Track.POLICE).unanswered) == (1, 1)
    assert published(town) == {"nobody": 1}
    (case,) = compared(town)
    assert case.waits[Measure.POLICE] is None


def test_an_answer_of_a_coordinator_is_none_of_the_police(town: Town) -> None:
    reference = reports(town, Category.GUN_KILLING)
    town.passes(minutes=2)
    writes(town, STEERS, f"1 {reference}")
    town.passes(minutes=180)
    assert answered(town, Track.POLICE).unanswered == 1
    (case,) = compared(town)
    assert case.waits == {Measure.PATROL: 2 * MINUTE, Measure.POLICE: None}


def test_a_contact_who_left_the_file_was_notified_all_the_same(town: Town) -> None:
    """Officers are moved: what their station did not answer stays unanswered, and what was not theirs is not."""
    reports(town, Category.GUN_KILLING)
    reports(town, Category.THEFT, "+254711000102")
    town.passes(minutes=60)
    leave = {CONTACT: "+254700000261", ALTERNATE: "+254700000262", STEERS: "+254700000263", SECOND: "+254700000264"}
    text = FILE
    for old, new in leave.items():
        text = text.replace(old, new)
    town.loads(text)
    town.passes(minutes=1)
    (record,) = town.services.directory.communities()
    within = figures.period(13, town.now, record.community.timezone)
    with town.services.reading() as session:
        assert counting.count(session, record, within).answered(Track.POLICE).total == 1
