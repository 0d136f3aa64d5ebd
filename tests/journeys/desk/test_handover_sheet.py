"""The weekly sheet for the police and the peace committee: what it tells, and that no person is in it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from gateway.communities import pauses
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level
from menus.domain.classes import CrimeClass
from menus.domain.drill import Drill
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import AlarmKind, Caution
from menus.domain.roles import Role
from tests.desk import Shown, Visitor
from tests.journeys.desk.figures import Past
from tests.journeys.desk.test_whose_pages import ALONE, signed_in, with_every_role
from tests.journeys.quarters import Happened, happen, without
from tests.people import COORDINATOR, LEADER, RESIDENTS
from tests.town import Town

SHEET = "/desk/print/handover"
MONDAY = datetime(2026, 11, 22, 21, tzinfo=UTC)
"""When the week of the stories begins in Nairobi."""
NEXT = datetime(2026, 11, 30, 6, tzinfo=UTC)
"""A morning of the week after it."""
_LEFT_OUT = (
    {"level": Level.PRIVATE},
    {"level": Level.COMPLAINT},
    {"accused_group": AccusedGroup.POLICE},
    {"drill": Drill.ALL},
    {"alarm": AlarmKind.DURESS},
    {"caution": Caution.MAYBE_PRIVATE},
    {"status": IncidentStatus.FALSE},
    {"status": IncidentStatus.JOINED},
    {"status": IncidentStatus.AWAITING_REVIEW},
)


@pytest.fixture
def week(new_town: Callable[..., Town]) -> Town:
    """Give a community with every role, in the week after a busy one."""
    town = new_town(with_every_role())
    night = Happened(Past(MONDAY + timedelta(hours=47), patrol=2, texts=0))
    happen(town, [night] * 6 + [replace(night, zone="market", crime=CrimeClass.THEFT)] * 4)
    town.now = NEXT
    return town


def row(page: Shown, head: str, name: str) -> list[str]:
    """Return the numbers of a row of a table of the sheet."""
    (table,) = [one for one in page.root.all("table") if next(one.all("th")).text == head]
    (found,) = [one for one in table.all("tr") if next(one.all("th")).text == name]
    return [cell.text for cell in found.all("td")]


@pytest.mark.parametrize("language", ["en", "sw"])
def test_it_tells_zones_classes_and_parts_of_the_day_in_steps_of_five(week: Town, language: str) -> None:
    visitor = Visitor(week, COORDINATOR, language)
    visitor.signs_in()
    page = visitor.opens(SHEET)

    def says(which: str, **values: object) -> str:
        return visitor.says("handover", which, **values)

    few, some, more = says("few"), says("number", least=5, most=9), says("number", least=10, most=14)
    assert says("heading", name=week.community.name, first="23/11/2026", last="29/11/2026") in page.text
    zone = week.community.zone("bondeni")
    assert zone is not None
    assert row(page, says("zone"), zone.name(language)) == [few, few, some, some]
    assert row(page, says("zone"), says("all")) == [few, few, more, more]
    assert row(page, says("class"), says("police-class.robbery")) == [few, few, some, some]
    assert row(page, says("class"), says("police-class.stealing")) == [few] * 4
    together = f"{zone.name(language)}, {says('police-class.robbery')}, {says('part.night')}: {some}"
    assert page.text.count(together) == 1


@pytest.mark.parametrize("hidden", _LEFT_OUT)
def test_what_is_not_counted_changes_no_byte(week: Town, hidden: dict[str, object]) -> None:
    reader = signed_in(week, ALONE[Role.PEACE_COMMITTEE])
    before = reader.opens(SHEET).text
    more = Happened(Past(MONDAY + timedelta(hours=30), patrol=2, texts=0))
    happen(week, [without(more, **hidden)] * 9)
    assert reader.opens(SHEET).text == before
    happen(week, [without(more, opened_at=MONDAY - timedelta(seconds=1))] * 9)
    happen(week, [without(more, opened_at=MONDAY + timedelta(days=7))] * 9)
    assert reader.opens(SHEET).text == before
    happen(week, [more] * 9)
    assert reader.opens(SHEET).text != before


def test_a_week_without_anything_says_no_more_than_one_with_four(new_town: Callable[..., Town]) -> None:
    town = new_town(with_every_role())
    town.now = NEXT
    reader = signed_in(town, ALONE[Role.PEACE_COMMITTEE])
    before = reader.opens(SHEET).text
    happen(town, [Happened(Past(MONDAY + timedelta(hours=47), texts=0))] * 4)
    assert reader.opens(SHEET).text == before


@pytest.mark.parametrize("language", ["en", "sw"])
def test_a_week_before_doria_came_is_not_known_and_not_few(new_town: Callable[..., Town], language: str) -> None:
    town = new_town(with_every_role())
    town.now = MONDAY + timedelta(days=3)
    visitor = Visitor(town, COORDINATOR, language)
    visitor.signs_in()
    page = visitor.opens(SHEET)
    assert visitor.says("handover", "heading", name=town.community.name, first="16/11/2026", last="22/11/2026") in (
        page.text
    )
    assert visitor.says("handover", "unknown") in page.text
    assert visitor.says("handover", "few") not in page.text
    assert not list(page.root.all("table"))
    # A database may have come with incidents of before.
    happen(town, [Happened(Past(MONDAY - timedelta(days=2), texts=0))] * 5)
    page = visitor.opens(SHEET)
    assert visitor.says("handover", "unknown") not in page.text
    assert visitor.says("handover", "number", least=5, most=9) in page.text


def test_a_week_that_was_paused_as_a_whole_is_not_known(new_town: Callable[..., Town]) -> None:
    town = new_town(with_every_role())
    town.now = MONDAY + timedelta(days=6)
    with town.services.uow() as uow:
        pauses.begin(uow, town.record(COORDINATOR), None, "floods")
    town.now = NEXT
    part = signed_in(town, ALONE[Role.PEACE_COMMITTEE]).opens(SHEET)
    town.now = NEXT + timedelta(days=7)
    reader = signed_in(town, ALONE[Role.PEACE_COMMITTEE])
    whole = reader.opens(SHEET)
    unknown = reader.says("handover", "unknown")
    assert (unknown in part.text, unknown in whole.text) == (False, True)


def test_a_sheet_for_a_week_with_names_typed_into_places_and_notes_holds_none_of_them(
    new_town: Callable[..., Town],
) -> None:
    town = new_town(with_every_role())
    references = []
    for phone in RESIDENTS[:7]:
        references.append(town.reports(phone, Category.ROBBERY, harm=Harm.NONE))
        town.answers(LEADER, "going", references[-1])
        town.answers(LEADER, "over", references[-1], "Otieno Kamau alikimbia, 0711000021")
        town.texts(COORDINATOR, f"NOTE {references[-1]} Otieno Kamau wa plot 12")
        town.texts(COORDINATOR, f"OB {references[-1]} 12/23/11/2026 Otieno Kamau")
        town.passes(minutes=61)
    town.texts(RESIDENTS[8], "Otieno Kamau ameiba simu kwa Mama Wanjiru bondeni")
    town.now = NEXT
    for phone in (COORDINATOR, ALONE[Role.PEACE_COMMITTEE]):
        page = signed_in(town, phone).opens(SHEET)
        assert page.status == 200
        html = page.html.casefold()
        for name in ("otieno", "kamau", "wanjiru", "plot 12", "711000", *references):
            assert name not in html
        for person in town.community.people:
            assert person.name.casefold() not in html
            assert person.phone[4:] not in html
        assert not re.search(r"\+?254\d{6,}|\b0[17]\d{8}\b", page.text)
        assert not re.search(r"\d{1,2}:\d{2}", page.text)


def test_it_needs_no_script_and_comes_by_no_other_address(week: Town) -> None:
    reader = signed_in(week, ALONE[Role.PEACE_COMMITTEE])
    page = reader.opens(SHEET)
    assert page.written_scripts() == []
    for query in ("?week=2026-11-09", "?zone=bondeni", "?last=30"):
        other = reader.opens(f"{SHEET}{query}").text
        assert other.replace(reader.says("handover", "no_period"), "").split() == page.text.split()
    coordinator = signed_in(week, COORDINATOR)
    assert SHEET in {one.attributes.get("href") for one in coordinator.opens("/desk/print").root.all("a")}


def test_nobody_counts_what_they_have_an_interest_in(new_town: Callable[..., Town]) -> None:
    town = new_town(with_every_role())
    for phone in RESIDENTS[:5]:
        reference = town.reports(phone, Category.ROBBERY, harm=Harm.NONE)
        town.passes(minutes=61)
    town.texts(COORDINATOR, f"INTEREST {reference}")
    town.now = NEXT
    theirs, others = signed_in(town, COORDINATOR), signed_in(town, ALONE[Role.COORDINATOR])
    some = theirs.says("handover", "number", least=5, most=9)
    assert some not in theirs.opens(SHEET).text
    assert some in others.opens(SHEET).text
