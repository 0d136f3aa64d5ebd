"""The pictures of rises, equity and the police: really drawn, black and white, and with the numbers of the page."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select

from gateway.communities.file import load_example
from gateway.insight import pictures, plots
from gateway.storage.models import FigurePlots
from menus.domain.drawings import PlotSubject
from tests import learned
from tests.desk import Shown, Visitor
from tests.journeys.desk.test_plots import SVG, Pen
from tests.journeys.desk.test_police_page import LOG
from tests.journeys.insight.stations import all_happen
from tests.people import COORDINATOR, LANDLORDS, LEADER, OVERSIGHT
from tests.rises import ENOUGH, Weekly, began, interest, keep, morning, risen, ticks, told, usual
from tests.town import Town

PAGES = {"rises": "/desk/rises", "equity": "/desk/equity", "police": "/desk/police"}
LARGEST = 60_000


def opened(town: Town, phone: str = COORDINATOR, language: str = "en") -> Visitor:
    visitor = Visitor(town, phone, language)
    visitor.signs_in()
    return visitor


def rising(new_town: Callable[..., Town]) -> Town:
    """Give a community with a rise that was told this morning."""
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), risen())
    morning(town)
    return town


def with_numbers(new_town: Callable[..., Town], subject: str) -> Town:
    """Give a community with something to draw of a subject."""
    if subject == "rises":
        return rising(new_town)
    town = new_town(load_example("mlango-kubwa"))
    if subject == "equity":
        learned.waiting(town, 450, ("bondeni", "market", "river"), slow="river")
        return town
    all_happen(town, LOG)
    town.now += timedelta(days=15)
    return town


def images(page: Shown) -> list[str]:
    """Return the addresses of the pictures by day."""
    return [one.attributes["src"] for one in page.root.all("img")]


def presses(visitor: Visitor, subject: str, which: str = "draw") -> Shown:
    return visitor.presses(visitor.opens(PAGES[subject]), visitor.says("figures", which))


def assert_gray_and_harmless(svg: str) -> None:
    """Assert that a picture has shades alone, fits a phone, and holds nothing foreign."""
    root = ET.fromstring(svg)  # noqa: S314 - we have drawn it
    assert root.tag == f"{SVG}svg"
    assert float(root.attrib["width"]) <= 360
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        *("svg", "g", "path", "rect", "text", "line", "tspan", "defs", "clipPath", "title"),
    }
    names = {name for one in root.iter() for name in one.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name or name == "style"]
    paints = {one.attrib[name] for one in root.iter() for name in ("fill", "stroke") if name in one.attrib}
    assert paints <= {*pictures.colours(), "none", "transparent", "black", "white"} | {"#000", "#fff"}
    for colour in (*pictures.colours(), *pictures.colours().values()):
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        assert max(abs(one - other) for one, other in pairwise((red, green, blue, red))) <= 24
    assert len(svg) < LARGEST


@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize("subject", list(PAGES))
def test_a_picture_is_drawn_beside_its_table_in_each_language(
    new_town: Callable[..., Town], subject: str, language: str
) -> None:
    town = with_numbers(new_town, subject)
    visitor = opened(town, language=language)
    assert images(visitor.opens(PAGES[subject])) == []
    presses(visitor, subject)
    town.works()
    page = visitor.opens(PAGES[subject])
    found = images(page)
    assert found
    assert len(page.html.encode()) <= LARGEST
    assert list(page.root.all("table"))
    for address in found:
        svg = visitor.opens(address).html
        assert_gray_and_harmless(svg)
        by_night = visitor.opens(f"{address}&theme=dark").html
        assert by_night == pictures.in_the_night(svg) != svg
    assert not [one for one in page.buttons() if one.address == "/desk/figures/draw"]


def drawn(town: Town, language: str = "en") -> dict[str, list[list[str]]]:
    """Return the tables of the pictures that were drawn, by their names."""
    with town.services.reading() as session:
        (row,) = session.scalars(select(FigurePlots))
        made = plots.MAKERS[row.subject].pictures(row.counts, town.record(COORDINATOR), language, "KES")
        assert set(row.plots) == set(made)
    return {name: [list(row) for row in picture["table"][1:]] for name, picture in made.items()}


def test_the_weeks_of_the_picture_are_those_of_the_page(new_town: Callable[..., Town]) -> None:
    town = rising(new_town)
    visitor = opened(town)
    presses(visitor, "rises")
    town.works()
    (rows,) = drawn(town).values()
    page = visitor.opens(PAGES["rises"])
    weeks = [
        (next(row.all("th")).text, next(row.all("td")).text)
        for row in list(list(page.root.all("table"))[1].all("tr"))[1:]
    ]
    assert [count for _, count in reversed(weeks)] == [row[1] for row in rows]
    assert [row[0] for row in rows] == ["-".join(reversed(day.split("/"))) for day, _ in reversed(weeks)]
    assert [row[1] for row in rows[-4:]] == ["5"] * 4
    # One a week is usual: five are above it, one lies within.
    assert all(int(row[3]) <= 1 <= int(row[4]) < 5 for row in rows)
    svg = visitor.opens(images(page)[0]).html
    assert "20 in 4 weeks, usually 4" in re.sub(r"<[^>]+>", " ", svg)


def test_the_figures_of_the_picture_are_those_of_the_card(new_town: Callable[..., Town]) -> None:
    town = with_numbers(new_town, "police")
    visitor = opened(town)
    presses(visitor, "police")
    town.works()
    (rows,) = drawn(town).values()
    seen = next(row for row in rows if row[0] == visitor.says("police", "figure.seen"))
    assert seen[1:] == ["8", "14", "0.5714", "0.3259", "0.7862", "1"]
    svg = visitor.opens(images(visitor.opens(PAGES["police"]))[0]).html
    assert "8/14, 57 %" in svg
    assert visitor.says("police", "none_yet") in svg


def test_the_picture_of_equity_shows_each_zone_and_the_line_of_no_difference(new_town: Callable[..., Town]) -> None:
    town = with_numbers(new_town, "equity")
    visitor = opened(town)
    presses(visitor, "equity")
    town.works()
    rows = drawn(town)["patrol"]
    names = {zone.key: zone.name("en") for zone in town.community.zones}
    assert [row[0] for row in rows] == list(names.values())
    slow = next(row for row in rows if row[0] == names["river"])
    assert float(slow[6]) > 0
    page = visitor.opens(PAGES["equity"])
    (address,) = [one for one in images(page) if "/patrol.svg" in one]
    svg = visitor.opens(address).html
    assert visitor.says("plots", "equity.zero") in svg
    assert "stroke-dasharray" in svg
    assert visitor.says("plots", "verdict.too_few") in svg


@pytest.mark.parametrize("subject", list(PAGES))
def test_without_numbers_there_is_no_button_and_no_picture(town: Town, subject: str) -> None:
    town.services.override(plotter=(pen := Pen()))
    page = opened(town).opens(PAGES[subject])
    assert images(page) == []
    assert not [one for one in page.buttons() if one.address == "/desk/figures/draw"]
    assert len(page.text) > 100
    assert pen.drawn == []


@pytest.mark.parametrize("subject", list(PAGES))
def test_whoever_has_no_part_in_the_incidents_gets_no_picture(new_town: Callable[..., Town], subject: str) -> None:
    town = with_numbers(new_town, subject)
    town.services.override(plotter=(pen := Pen()))
    coordinator = opened(town)
    presses(coordinator, subject)
    town.works()
    (address, *_) = images(coordinator.opens(PAGES[subject]))
    for phone in (OVERSIGHT, LEADER):
        other = opened(town, phone)
        page = other.opens(PAGES[subject])
        assert images(page) == []
        assert not [one for one in page.buttons() if one.address == "/desk/figures/draw"]
        assert other.opens(address).status == 404
    assert len(pen.drawn) == 1


def test_whoever_has_an_interest_gets_a_picture_without_it(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    began(town, ENOUGH)
    ticks(town)
    keep(town, usual(), risen(each=4))
    for incident_id in keep(town, Weekly("bondeni", 2, [2])):
        interest(town, COORDINATOR, incident_id)
    morning(town)
    town.services.override(plotter=(pen := Pen()))
    sums = []
    for phone in (LANDLORDS, COORDINATOR):
        visitor = opened(town, phone)
        presses(visitor, "rises")
        town.works()
        assert len(images(visitor.opens(PAGES["rises"]))) == 1
        (picture,) = pen.drawn[-1].values()
        sums.append(sum(row["count"] for row in picture["rows"][-4:]))
    assert sums == [18, 16]
    (one,) = told(town)
    assert list(pen.drawn[-1]) == [f"rise.bondeni.{one.kind}.{one.week.isoformat()}"]
    (address,) = images(visitor.opens(PAGES["rises"]))
    assert visitor.opens(address).status == 200
    (later,) = keep(town, Weekly("market", 1, [1]))
    interest(town, COORDINATOR, later)
    assert images(visitor.opens(PAGES["rises"])) == [], "it was drawn before they had the newer interest"
    assert visitor.opens(address).status == 404


def test_another_subject_is_drawn_by_itself(new_town: Callable[..., Town]) -> None:
    town = rising(new_town)
    town.services.override(plotter=(pen := Pen()))
    visitor = opened(town)
    presses(visitor, "rises")
    town.works()
    visitor.presses(visitor.opens("/desk/figures?weeks=13"), visitor.says("figures", "draw"))
    town.works()
    assert [min(one).split(".")[0] for one in pen.drawn] == ["rise", "cost"]
    with town.services.reading() as session:
        kept = {row.subject: row.period for row in session.scalars(select(FigurePlots))}
    assert kept[PlotSubject.ANSWERS] == "13"
    assert set(kept) == {PlotSubject.ANSWERS, PlotSubject.RISES}
