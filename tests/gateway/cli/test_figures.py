"""`doria figures`: the same figures as lines and as JSON with fixed keys, and a clear answer to what cannot be told."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gateway.association import decisions
from gateway.association.pulse import answers
from gateway.association.support import ledger
from gateway.cli.figures_command import SECTIONS
from gateway.communities.file import load_example
from menus.domain import local_weeks, quarters
from menus.domain.pulse import LEAST, PulseAnswer, PulseKind
from menus.domain.support import Entry, SupportGiver, SupportThing
from tests import learned, rises
from tests.gateway.cli.conftest import doria
from tests.gateway.cli.test_books import fills
from tests.people import COORDINATOR, small
from tests.town import Town

KEYS = ["rise", "scorecard", "equity", "trends", "pulse", "money"]
ZONES = ("kiamutisya", "bondeni")


def figures(*arguments: str) -> dict[str, Any]:
    told = doria("figures", "--json", *arguments)
    assert told.exit_code == 0, told.output
    found: dict[str, Any] = json.loads(told.output)
    return found


@pytest.fixture
def year(served: Town) -> Town:
    """Give a community that is known for a year, with incidents of which those of one zone wait twice as long."""
    learned.known_for(served, 52)
    found = learned.waiting(served, 420, ZONES, slow="bondeni", until=quarters_end(served))
    for number, incident_id in enumerate(found[:60]):
        learned.called(served, incident_id, bytes([number % 7]) * 16)
    return served


def last_quarter(town: Town) -> quarters.Quarter:
    return quarters.of(town.now.date()).previous


def quarters_end(town: Town) -> datetime:
    last = last_quarter(town).last
    return datetime(last.year, last.month, last.day, 12, tzinfo=UTC)


def test_the_json_has_fixed_keys_and_names_nobody(year: Town) -> None:
    found = figures("--period", last_quarter(year).name)
    assert list(found) == KEYS == list(SECTIONS)
    told = json.dumps(found)
    assert not [person for person in year.community.people if person.name in told or person.phone in told]
    assert found["trends"]["caveat"] == "reports, not crimes"
    assert found["trends"]["rows"][0]["lately"]["incidents"] == 420
    assert found["trends"]["rows"][0]["lately"]["callers"] == 7


def test_the_zone_that_waits_twice_as_long_is_named_with_its_interval(year: Town) -> None:
    period = last_quarter(year).name
    found = figures("--period", period)["equity"]
    patrol = next(one for one in found["measures"] if one["measure"] == "patrol")
    assert patrol["verdict"] == "longer"
    bondeni = next(one for one in patrol["zones"] if one["zone"] == "bondeni")
    assert 0 < bondeni["low"] < bondeni["difference"] < bondeni["high"]
    assert figures("--period", period)["equity"] == found, "the same seed gives the same answer"
    assert found["year"]["incidents"] == found["incidents"] == 420
    assert found["year"]["measures"] == found["measures"]
    lines = doria("figures", "--period", period).output
    assert f"waits {bondeni['difference']} minutes longer ({bondeni['low']} to {bondeni['high']})" in lines
    assert f"seed {found['seed']}" in lines
    assert "reports, not crimes" in lines


def test_the_default_is_the_quarter_of_today(served: Town) -> None:
    found = figures()
    assert found["equity"]["quarter"] == quarters.of(served.now.date()).name
    assert {one["verdict"] for one in found["equity"]["measures"]} == {"too_few"}
    lines = doria("figures").output
    assert "too few" in lines
    assert "no movement" in lines
    assert "fewer than 10 answers" in lines


def test_several_communities_stand_under_their_keys(served: Town) -> None:
    served.loads(small(load_example("kawangware")))
    found = figures()
    assert set(found) == {"mlango-kubwa", "kawangware"}
    assert all(list(each) == KEYS for each in found.values())
    assert list(figures("--community", "kawangware")) == KEYS
    assert doria("figures").output.count("equity,") == 2


def test_a_quarter_before_the_first_file_is_told_if_its_incidents_came_with_the_database(served: Town) -> None:
    """All figures mean the same by the weeks of a community that are known."""
    before = last_quarter(served)
    assert "was not here yet" in doria("figures", "--period", before.name).output
    learned.waiting(served, 20, ZONES, until=quarters_end(served))
    assert figures("--period", before.name)["equity"]["incidents"] == 20


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--period", "2026-Q5"), "accepted: a quarter such as 2026-Q4"),
        (("--period", ""), "accepted: a quarter such as 2026-Q4"),
        (("--period", "x" * 10_000), "accepted: a quarter such as 2026-Q4"),
        (("--period", "2099-Q1"), "it has not begun"),
        (("--period", "2001-Q1"), "was not here yet"),
        (("--community", "nowhere"), "there is no such community; there is mlango-kubwa"),
    ],
)
@pytest.mark.usefixtures("served")
def test_what_cannot_be_told_is_refused_in_one_line(arguments: tuple[str, ...], told: str) -> None:
    for form in ((), ("--json",)):
        refused = doria("figures", *form, *arguments)
        assert refused.exit_code == 1
        assert told in refused.output
        assert refused.output.count("\n") == 1


def test_a_rise_and_the_cards_of_the_police_are_told(served: Town) -> None:
    monday = local_weeks.due(served.now, served.community.timezone)
    rises.began(served, 40, monday)
    rises.keep(served, *(replace(weekly, before=monday) for weekly in (rises.usual(), rises.risen())))
    found = figures()
    (alarm,) = [one for one in found["rise"]["alarms"] if one["zone"] == "bondeni" and one["class"] == "break-in"]
    assert alarm["level"] == "rise"
    assert alarm["count"] > 2 * alarm["usual"]
    assert set(found["scorecard"]) == {"since", "until", "answers_of", "least", "stations", "together", "answers"}
    lines = doria("figures").output
    assert f"rise bondeni, break-in: {alarm['count']} incidents in 4 weeks, usually {alarm['usual']}" in lines
    assert "no figure, fewer than 10 cases" in lines


def test_a_wrong_option_is_wrong_usage() -> None:
    assert doria("figures", "--csv").exit_code == 2


def test_the_pulse_is_told_from_ten_answers_on(served: Town) -> None:
    for number in range(LEAST):
        assert figures()["pulse"]["feel_safe"] is None
        with served.services.uow() as uow:
            phone = f"+2547119000{number:02}"
            assert answers.count(uow, served.record(), phone, PulseKind.SAFE, PulseAnswer.GOOD, "bondeni")
    found = figures()["pulse"]
    assert (found["feel_safe"], found["by_zone"]) == (100, [{"zone": "bondeni", "feel_safe": 100}])
    assert "100 of 100 feel safe" in doria("figures").output


def test_money_is_told_by_month_without_a_giver(town: Town) -> None:
    town.now = datetime.now(UTC)
    number = fills(town)
    found = figures()["money"]
    (month,) = found["months"]
    assert (month["came"], month["out"], month["in_hand"]) == (500, {"tea": 120}, 380)
    assert number not in json.dumps(found)
    assert "giver" not in json.dumps(found)


def test_support_stands_beside_the_waits_by_kind_of_giver(served: Town) -> None:
    record, today = served.record(), served.now.date()
    with served.services.uow() as uow:
        decisions.write_down(uow, record, "fuel for the station", by=None)
        entry = Entry(SupportGiver.BUSINESS, SupportThing.FUEL, 3_000, "Pangani", today.replace(day=1), "D1")
        assert ledger.write(uow, record, entry, by=record.person_ids[COORDINATOR]) is None
    beside = figures()["equity"]["influence"]
    assert beside["support"] == [{"giver": "business", "kes": 3_000, "entries": 1}]
    assert {one["zone"] for one in beside["zones"]} == {zone.key for zone in served.community.zones}
    assert "3000 KES" in doria("figures").output
    assert figures("--period", last_quarter_known(served))["equity"]["influence"]["support"] == []


def last_quarter_known(town: Town) -> str:
    learned.known_for(town, 30)
    return last_quarter(town).name


def test_below_thirteen_weeks_there_is_no_trend(served: Town) -> None:
    learned.known_for(served, 12)
    learned.waiting(served, 30, ZONES)
    found = figures()["trends"]
    assert not found["has_trend"]
    assert {row["direction"] for row in found["rows"]} == {"too_young"}
    assert {row["before"]["incidents"] for row in found["rows"]} == {None}
    assert "too few for a trend" in doria("figures").output
    learned.known_for(served, 26)
    assert figures()["trends"]["has_trend"]
    assert timedelta(weeks=13) == datetime.fromisoformat(found["until"]) - datetime.fromisoformat(found["middle"])
