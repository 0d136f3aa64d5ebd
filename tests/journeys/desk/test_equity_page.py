"""Equity at the desk: a slow zone is named with its interval, and nothing tells of an incident that is hidden."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from gateway.association import decisions
from gateway.association.support import ledger
from gateway.communities.file import load_example
from gateway.insight import cases, equity, periods
from menus.domain.categories import Category
from menus.domain.equity import Measure
from menus.domain.quarters import Quarter
from menus.domain.support import Entry, SupportGiver, SupportThing
from tests import learned
from tests.journeys.desk.figures import Past, past
from tests.journeys.desk.learned_pages import ZONES, Comparing, rows_of
from tests.people import COORDINATOR, LEADER, OVERSIGHT, POLICE, RESIDENT
from tests.town import START, Town

PAGE = "/desk/equity"
MINUTE = timedelta(minutes=1)
Q3 = Quarter(2026, 3)
IN_Q3 = datetime(2026, 8, 30, 12, tzinfo=UTC)


def figures(town: Town, quarter: Quarter | None = None) -> dict[str, dict[str, dict[str, object]]]:
    """Return what is said of each zone by each measure."""
    record = town.record(COORDINATOR)
    with town.services.reading() as session:
        found = equity.as_json(session, record, quarter or periods.running(record, town.now), town.now)
    return {one["measure"]: {zone["zone"]: zone for zone in one["zones"]} for one in found["measures"]}


def test_a_story_is_measured_as_it_went(town: Town) -> None:
    answered = town.reports(RESIDENT, Category.GUN_KILLING)
    town.passes(minutes=2)
    town.answers(LEADER, "going", answered)
    town.passes(minutes=2)
    town.answers(POLICE, "seen", answered)
    town.passes(minutes=6)
    town.texts(COORDINATOR, f"CAME {answered}")
    record = town.record(COORDINATOR)
    with town.services.reading() as session:
        (case,) = cases.read(session, record, periods.span(record, Quarter(2026, 4)), town.now)
    assert case.zone == "bondeni"
    minutes = {measure: (waited or timedelta()) // MINUTE for measure, waited in case.waits.items()}
    assert minutes == {Measure.PATROL: 2, Measure.POLICE: 4, Measure.CAME: 10}


def test_a_zone_that_waits_twice_as_long_is_named_with_its_interval(town: Town) -> None:
    learned.waiting(town, 450, ZONES, slow="river")
    found = figures(town)["patrol"]["river"]
    assert found["verdict"] == "longer"
    for language in ("en", "sw"):
        visitor = Comparing(town, COORDINATOR, language)
        page = visitor.opens(PAGE)
        names = {zone.key: zone.name(language) for zone in town.community.zones}
        cells = rows_of(page)[names["river"]]
        shown = {name: f"{found[name]:.1f}".removesuffix(".0") for name in ("difference", "low", "high")}
        values = {"minutes": shown["difference"], "low": shown["low"], "high": shown["high"]}
        assert cells[-1] == visitor.words("verdict.longer", **values)
        assert visitor.words("overall.longer", zones=names["river"]) in page.text
        assert rows_of(page)[names["school"]][-1] == visitor.words("verdict.too_few")
        assert "20261" in page.text


def test_equal_zones_wait_alike(town: Town) -> None:
    learned.waiting(town, 450, ZONES)
    visitor = Comparing(town, COORDINATOR)
    page = visitor.opens(PAGE)
    assert rows_of(page)["Bondeni"][-1] == visitor.words("verdict.no_difference_seen")
    assert visitor.words("overall.no_difference_seen") in page.text
    assert visitor.words("overall.longer", zones="").partition(":")[0] not in page.text


def test_a_quarter_without_data_and_one_zone_alone_say_so(town: Town) -> None:
    visitor = Comparing(town, COORDINATOR)
    page = visitor.opens(PAGE)
    assert page.status == 200
    assert visitor.words("overall.too_few") in page.text
    past(town, [Past(START - timedelta(hours=number), patrol=3, zone="river") for number in range(20)])
    page = visitor.opens(PAGE)
    assert visitor.words("overall.nothing_to_compare") in page.text
    assert rows_of(page)["River side"][-1] == visitor.words("verdict.nothing_to_compare")


def test_a_quarter_and_the_year_up_to_it_are_told_apart(town: Town) -> None:
    past(town, [Past(START - timedelta(days=number), patrol=3, zone="river") for number in range(3)])
    past(town, [Past(IN_Q3 - timedelta(days=number), patrol=3, zone="river") for number in range(5)])
    past(town, [Past(IN_Q3 - timedelta(days=365), patrol=3, zone="river")])
    visitor = Comparing(town, COORDINATOR)
    numbers = [
        rows_of(visitor.opens(f"{PAGE}?period={name}"))["River side"][0]
        for name in ("2026-Q4-year", "2026-Q4", "2026-Q3", "2026-Q2", "2025-Q4")
    ]
    assert numbers == ["8", "3", "5", "0", "0"]
    assert "2026-Q1 to 2026-Q4" in visitor.opens(PAGE).text


def test_a_zone_that_left_the_file_in_the_quarter_is_left_out_and_said(town: Town) -> None:
    past(town, [Past(START - timedelta(days=number), patrol=3, zone="river") for number in range(12)])
    past(town, [Past(START - timedelta(days=number), patrol=3, zone="long-gone") for number in range(12)])
    past(town, [Past(START - timedelta(days=number), patrol=3) for number in range(2)])
    visitor = Comparing(town, COORDINATOR)
    page = visitor.opens(PAGE)
    assert visitor.words("elsewhere", count=14) in page.text
    assert rows_of(page)["River side"][0] == "12"
    assert "long-gone" not in page.text


def test_an_hour_that_comes_twice_at_the_end_of_a_quarter_is_counted_once(new_town: Callable[..., Town]) -> None:
    """In Cairo the clocks went back from midnight to 23:00 on the last day of September 2010."""
    town = new_town(load_example("mlango-kubwa").replace("Africa/Nairobi", "Africa/Cairo"))
    cairo = ZoneInfo("Africa/Cairo")
    last = datetime(2010, 9, 30, 23, 30, tzinfo=cairo)
    moments = [last, last.replace(fold=1), datetime(2010, 10, 1, tzinfo=cairo)]
    assert moments[1].astimezone(UTC) - moments[0].astimezone(UTC) == timedelta(hours=1)
    past(town, [Past(moment.astimezone(UTC), patrol=3, zone="river") for moment in moments])
    record = town.record(COORDINATOR)
    third, fourth = (periods.span(record, Quarter(2010, number)) for number in (3, 4))
    assert third.until == fourth.since
    with town.services.reading() as session:
        both = [equity.as_json(session, record, Quarter(2010, number), town.now) for number in (3, 4)]
    assert [one["incidents"] for one in both] == [2, 1]


def test_support_stands_beside_the_zones_by_kind_of_giver(town: Town) -> None:
    record = town.record(COORDINATOR)
    with town.services.uow() as uow:
        decisions.write_down(uow, record, "fuel for the station", by=None)
        for giver, kes in ((SupportGiver.BUSINESS, 3_000), (SupportGiver.BUSINESS, 500), (SupportGiver.TENANTS, 40)):
            entry = Entry(giver, SupportThing.FUEL, kes, "Pangani", town.now.date().replace(day=1), "D1")
            assert ledger.write(uow, record, entry, by=record.person_ids[COORDINATOR]) is None
    visitor = Comparing(town, OVERSIGHT)
    assert visitor.words("influence.none", period="2025-Q4 to 2026-Q3") in visitor.opens(PAGE).text
    visitor = Comparing(town, COORDINATOR)
    page = visitor.opens(PAGE)
    assert rows_of(page, "influence") == {"tenants": ["40", "1"], "business": ["3500", "2"]}
    assert visitor.words("influence.how") in page.text
    (section,) = page.root.all("section", aria_labelledby="influence")
    beside = {next(row.all("th")).text: [cell.text for cell in row.all("td")] for row in list(section.all("tr"))[4:]}
    assert beside["River side"][:2] == ["low", "no"]
    assert beside["Market"][:2] == ["in the middle", "yes"]
