"""Youth work in a real browser: no barrier, nothing cut off, and a certificate that fits on a sheet of A5."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gateway.association.vetting import vettings
from gateway.storage.models import DutyLogRow
from menus.domain.vetting import VettingCheck
from tests.desk import Visitor
from tests.desk_crowd import LONG, renamed
from tests.desk_rules import assert_breaks_no_rule
from tests.desk_served import Served, served
from tests.people import COORDINATOR, RESIDENT, RESIDENTS
from tests.town import Town
from tests.youth import YOUTH, hazard, task_in, with_youth

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
SIZES = {"small": (360, 740), "phone": (390, 844), "laptop": (1366, 768)}
A5 = (420, 595)
"""A sheet in points."""


@pytest.fixture
def crowded(new_town: Callable[..., Town]) -> Town:
    """Give a town with long names, tasks in each state, two years of duty, and people who want to patrol."""
    town = new_town(renamed(with_youth()))
    numbers = []
    for number, phone in enumerate(RESIDENTS[:12]):
        words = "lamps drains garbage fence wall lamps at the river side market"[: 61 - number]
        numbers.append(task_in(town.texts(COORDINATOR, f"TASK {hazard(town, phone)} {words}")))
        town.now += timedelta(minutes=10)
    for task in numbers[:10]:
        town.texts(YOUTH, f"TAKE {task}")
    for task in numbers[:9]:
        town.texts(YOUTH, f"DONE {task} {'three lamps put up and the drain cleaned ' * 3}")
    record = town.record()
    with town.services.uow() as uow:
        for months in range(30):
            on_at = uow.now - timedelta(days=30 * (30 - months))
            times = {"on_at": on_at, "last_on_at": on_at, "off_at": on_at + timedelta(hours=9)}
            uow.session.add(
                DutyLogRow(person_id=record.person_ids[YOUTH], lapses_at=on_at + timedelta(hours=12), **times)
            )
        for number in range(3):
            vettings.begin(uow, record, f"{LONG} {number}"[: vettings.LONGEST_NAME], by=record.person_ids[COORDINATOR])
        uow.session.flush()
        first, second, _ = vettings.shown(uow.session, record, 3)
        vettings.tick(uow, record, first.id, set(VettingCheck))
        vettings.refuse(uow, record, second.id, "not-met", by=record.person_ids[COORDINATOR])
    return town


@pytest.fixture
def coordinator(crowded: Town) -> Visitor:
    visitor = Visitor(crowded, COORDINATOR)
    visitor.signs_in()
    return visitor


def opened(desk: Served, browser: "Browser", visitor: Visitor, where: str, *, size: str, **more: bool | str) -> "Page":
    page = desk.window(browser, visitor, SIZES[size], **more)  # type: ignore[arg-type] # language, and day or night
    page.goto(f"{desk.address}/desk/{where}")
    return page


def certificate_of(town: Town) -> str:
    return f"youth/certificate/{town.record().person_ids[YOUTH]}"


def test_no_rule_of_wcag_2_2_aa_is_broken_and_nothing_is_cut_off(
    crowded: Town, coordinator: Visitor, browser: "Browser"
) -> None:
    with served(crowded) as desk:
        for where in ("youth", "vetting", certificate_of(crowded)):
            for size, is_dark in (("small", True), ("phone", False), ("laptop", False)):
                page = opened(desk, browser, coordinator, where, size=size, is_dark=is_dark)
                assert page.locator("h1").count() == 1
                assert_breaks_no_rule(page)
                assert page.evaluate("document.documentElement.scrollWidth") == SIZES[size][0], (where, size)
                assert RESIDENT not in page.content()
                page.context.close()


@pytest.mark.parametrize("language", ["en", "sw"])
def test_a_certificate_fits_on_one_sheet_of_a5(
    crowded: Town, coordinator: Visitor, browser: "Browser", language: str
) -> None:
    with served(crowded) as desk:
        page = opened(desk, browser, coordinator, certificate_of(crowded), size="laptop", language=language)
        printed = page.pdf(prefer_css_page_size=True)
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
        box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
        assert box is not None
        assert (round(float(box[1])), round(float(box[2]))) == A5
        page.emulate_media(media="print")
        for hidden in (".top", ".screen", "button", ".skip"):
            assert not any(one.is_visible() for one in page.locator(hidden).all()), hidden
        page.context.close()
