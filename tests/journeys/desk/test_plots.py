"""The pictures of the figures: a worker draws them once, they hold nothing foreign, and a page never needs them."""

import re
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import select, update

from gateway.insight import plots
from gateway.insight.plotter import DrawingFailedError, NoLibraryError, Plotter
from gateway.storage.models import FigurePlots
from menus.domain.categories import Level
from menus.domain.drawings import FRESH, MOST, Audience, DrawingStatus
from menus.domain.roles import Role
from tests.desk import Shown
from tests.journeys.desk.figures import Past, Reading, past, table
from tests.journeys.desk.test_whose_pages import ALONE, with_every_role
from tests.people import COORDINATOR, LEADER
from tests.town import START, Town

SVG = "{http://www.w3.org/2000/svg}"
LEVELS = (Level.MAJOR, Level.URGENT, Level.MINOR, Level.HAZARD)
ALL = ["patrol", "police", "hours", "cost"]


class Pen(Plotter):
    """A plotter that draws at once, and counts how often. It fails with `error`, if there is one."""

    def __init__(self, error: Exception | None = None, *, is_there: bool = True) -> None:
        super().__init__()
        self.drawn: list[Mapping[str, Any]] = []
        self.error, self.is_there = error, is_there

    @property
    def is_installed(self) -> bool:
        """Whether the page takes the extra for installed."""
        return self.is_there

    def draw(self, wanted: Mapping[str, Any]) -> dict[str, str]:
        """Return an empty picture for each name."""
        self.drawn.append(wanted)
        if self.error is not None:
            raise self.error
        return dict.fromkeys(wanted, '<svg xmlns="http://www.w3.org/2000/svg" fill="#16181d"></svg>')


def year(town: Town, number: int = 120) -> None:
    """Write incidents of a year, of all levels, answered and not."""
    past(
        town,
        [
            Past(
                START - timedelta(hours=8_400 / number * each),
                LEVELS[each % 4],
                each % 17 or None,
                each % 50 or None,
                texts=each % 5,
            )
            for each in range(number)
        ],
    )


def with_pen(town: Town, pen: Pen) -> Reading:
    """Let a town draw with a pen, and return a coordinator."""
    town.services.override(plotter=pen)
    past(town, [Past(START, patrol=2), Past(START - timedelta(days=8), Level.MINOR, patrol=9)])
    return Reading(town, COORDINATOR)


def asks(visitor: Reading, page: Shown, which: str = "draw") -> Shown:
    """Press the button that has the pictures drawn."""
    return visitor.presses(page, visitor.words(which))


def shown(page: Shown) -> list[str]:
    """Return the addresses of the pictures of a page, those of the night, too."""
    nights = [one.attributes["srcset"] for one in page.root.all("source")]
    return [one.attributes["src"] for one in page.root.all("img")] + nights


def buttons(page: Shown) -> list[str]:
    """Return the names of the buttons that draw."""
    return [one.name for one in page.buttons() if one.address == "/desk/figures/draw"]


def test_a_worker_draws_what_is_asked_for_and_the_page_shows_it(town: Town) -> None:
    visitor = with_pen(town, pen := Pen())
    page = visitor.reads()
    assert shown(page) == []
    page = asks(visitor, page)
    assert visitor.words("under_way", at="21:00") in page.text
    assert (pen.drawn, shown(page), buttons(page)) == ([], [], [])
    town.works()
    page = visitor.reads()
    assert [list(one) for one in pen.drawn] == [ALL]
    assert visitor.words("drawn.current", at="21:00") in page.text
    assert buttons(page) == []
    for address in shown(page):
        answer = visitor.opens(address)
        assert (answer.status, answer.answer.content_type) == (200, "image/svg+xml; charset=utf-8")
        assert "default-src 'none'" in answer.answer.headers["Content-Security-Policy"]
        assert answer.answer.headers["Cache-Control"] == "no-store"
        assert ('fill="#16181d"' in answer.html) is ("dark" not in address)


def test_two_presses_draw_once(town: Town) -> None:
    visitor = with_pen(town, pen := Pen())
    page = visitor.reads()
    button = next(one for one in page.buttons() if one.address == "/desk/figures/draw")
    threads = [threading.Thread(target=lambda: visitor.sends(button.address, dict(button.fields))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    visitor.sends(button.address, dict(button.fields))
    town.works()
    visitor.sends(button.address, dict(button.fields))
    town.works()
    assert len(pen.drawn) == 1


def test_what_changed_or_is_old_is_drawn_anew_and_says_until_then_when_it_was_drawn(town: Town) -> None:
    visitor = with_pen(town, pen := Pen())
    asks(visitor, visitor.reads())
    town.works()
    past(town, [Past(START - timedelta(minutes=5), patrol=1)])
    page = visitor.reads()
    assert visitor.words("drawn.old", at="21:00") in page.text
    assert len(shown(page)) == 8
    asks(visitor, page, "draw.again")
    town.works()
    assert buttons(visitor.reads()) == []
    town.now += FRESH
    visitor.signs_in()
    page = visitor.reads()
    assert visitor.words("drawn.old", at="21:00") in page.text
    asks(visitor, page, "draw.again")
    town.works()
    assert len(pen.drawn) == 3
    assert visitor.words("drawn.current", at="22:00") in visitor.reads().text


def test_each_language_period_and_audience_has_pictures_of_its_own(new_town: Callable[..., Town]) -> None:
    town = new_town(with_every_role())
    town.services.override(plotter=(pen := Pen()))
    year(town, 900)
    overseer, coordinator = Reading(town, ALONE[Role.OVERSIGHT]), Reading(town, COORDINATOR, "sw")
    for weeks in (4, 52):
        assert shown(coordinator.reads(weeks)) == []
        asks(coordinator, coordinator.reads(weeks))
        town.works()
    assert [list(one) for one in pen.drawn] == [ALL, ALL]
    names = [one["patrol"]["names"][-1] for one in pen.drawn]
    assert names == [f"F: {coordinator.words('nobody')}"] * 2
    asks(coordinator, coordinator.reads(13))
    town.works()
    # An earlier version drew for outsiders, too.
    with town.services.uow() as uow:
        uow.session.execute(update(FigurePlots).values(audience=Audience.OUTSIDE, language=overseer.language))
    for name in (*ALL, "weeks"):
        for weeks in (4, 13, 52):
            assert overseer.opens(f"/desk/figures/{name}.svg?of=answers&period={weeks}").status == 404
    assert shown(overseer.reads(13)) == []


@pytest.mark.parametrize("error", [DrawingFailedError("x"), None])
def test_a_drawing_that_fails_or_never_comes_is_told_and_the_tables_stay(town: Town, error: Exception | None) -> None:
    visitor = with_pen(town, Pen(error))
    asks(visitor, visitor.reads())
    if error is None:
        town.redis.flushdb()
        town.now += MOST + timedelta(seconds=1)
    town.works()
    page = visitor.reads()
    assert visitor.words("failed") in page.text
    assert table(page, "patrol")[visitor.words("all")][0] == "2"
    town.services.override(plotter=(pen := Pen()))
    asks(visitor, page, "draw.again")
    town.works()
    assert len(pen.drawn) == 1
    assert len(shown(visitor.reads())) == 8


def test_without_the_extra_there_are_lines_and_tables_and_how_to_install_it(town: Town) -> None:
    visitor = with_pen(town, Pen(is_there=False))
    page = visitor.reads()
    assert ".[figures]" in page.text
    assert buttons(page) == []
    line = next(page.root.all("svg", class_="spark"))
    assert line.attributes["aria-label"] == visitor.words("line")
    assert "style" not in line.attributes
    visitor.sends("/desk/figures/draw", next(one for one in page.buttons() if one.fields).fields)
    with town.services.reading() as session:
        assert session.scalars(select(FigurePlots)).all() == []


def test_workers_without_the_extra_are_told_of(town: Town) -> None:
    visitor = with_pen(town, Pen(NoLibraryError()))
    asks(visitor, visitor.reads())
    town.works()
    assert ".[figures]" in visitor.reads().text


class Slow(Pen):
    """A plotter that takes some time, and something happens meanwhile."""

    def __init__(self, town: Town, meanwhile: Callable[[], object], seconds: float) -> None:
        super().__init__()
        self.town, self.meanwhile, self.seconds = town, meanwhile, timedelta(seconds=seconds)

    def draw(self, wanted: Mapping[str, Any]) -> dict[str, str]:
        """Return an empty picture for each name, later."""
        self.town.now += self.seconds
        self.meanwhile()
        return super().draw(wanted)


def standing(town: Town) -> DrawingStatus:
    """Return the status of the only drawing."""
    with town.services.reading() as session:
        return session.scalars(select(FigurePlots.status)).one()


def test_counting_drawing_and_waiting_have_a_minute_each(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = with_pen(town, Pen())
    told: list[str] = []
    made = plots.pictures

    def slowly(*given: Any) -> dict[str, Any]:
        town.now += timedelta(seconds=50)
        told.append(visitor.reads().text)
        return made(*given)

    # It stands behind the counting, and the page does not use it.
    monkeypatch.setattr(plots, "pictures", slowly)
    town.services.override(plotter=(pen := Slow(town, lambda: told.append(visitor.reads().text), 55)))
    asks(visitor, visitor.reads())
    town.now += timedelta(seconds=50)
    town.works()
    assert len(told) == 2
    assert not [text for text in told if visitor.words("failed") in text]
    assert len(pen.drawn) == 1
    assert standing(town) is DrawingStatus.DRAWN


def test_a_second_press_throws_no_result_away_and_draws_nothing_twice(town: Town) -> None:
    visitor = with_pen(town, Pen())
    page = visitor.reads()

    def presses() -> None:
        assert visitor.words("failed") in visitor.reads().text
        asks(visitor, visitor.reads(), "draw.again")

    town.services.override(plotter=(pen := Slow(town, presses, MOST.total_seconds() + 1)))
    asks(visitor, page)
    town.works()
    assert len(pen.drawn) == 1
    assert standing(town) is DrawingStatus.DRAWN
    assert len(shown(visitor.reads())) == 8


def test_a_drawing_that_fails_late_undoes_no_newer_one(town: Town) -> None:
    visitor = with_pen(town, Pen())
    asks(visitor, visitor.reads())

    def another_draws() -> None:
        with town.services.uow() as uow:
            row = uow.session.scalars(select(FigurePlots)).one()
            row.status, row.counted_at, row.drawn_at = DrawingStatus.DRAWN, town.now, town.now

    slow = Slow(town, another_draws, 5)
    slow.error = DrawingFailedError("x")
    town.services.override(plotter=slow)
    town.works()
    assert len(slow.drawn) == 1
    assert standing(town) is DrawingStatus.DRAWN


def test_others_find_no_picture(town: Town) -> None:
    visitor = with_pen(town, Pen())
    asks(visitor, visitor.reads())
    town.works()
    leader = Reading(town, LEADER)
    assert leader.opens("/desk/figures/patrol.svg?of=answers&period=4").status == 404
    assert leader.opens("/desk/figures").status == 404


@pytest.mark.parametrize("language", ["en", "sw"])
def test_real_pictures_hold_no_script_no_style_and_lead_nowhere(town: Town, language: str, tmp_path: Path) -> None:
    year(town)
    visitor = Reading(town, COORDINATOR, language)
    for weeks in (4, 52):
        asks(visitor, visitor.reads(weeks))
        town.works()
        page = visitor.reads(weeks)
        assert len(shown(page)) == 8
        for address in shown(page):
            svg = visitor.opens(address).html
            (tmp_path / f"{address.split('/')[-1].split('.')[0]}.svg").write_text(svg, encoding="utf-8")
            root = ET.fromstring(svg)  # noqa: S314 - we have drawn it
            assert root.tag == f"{SVG}svg"
            found = {one.tag.removeprefix(SVG) for one in root.iter()}
            assert found <= {"svg", "g", "path", "rect", "text", "line", "tspan", "defs", "clipPath", "title"}
            names = {name for one in root.iter() for name in one.attrib}
            assert not [name for name in names if name.startswith("on") or "href" in name or name == "style"]
            links = set(re.findall(r"\w+://[^\"'\s]*", svg))
            assert links <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
            assert len(svg) < 150_000
            assert float(root.attrib["width"]) <= 360
    words = visitor.opens("/desk/figures/patrol.svg?of=answers&period=52").html
    assert visitor.words("nobody") in words
    assert visitor.words("band", minutes=5) in words
