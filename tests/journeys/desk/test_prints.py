"""The pages to print: the sheet for the police station, pads of references that no report gets, and the rota."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from gateway.communities.file import load_example
from gateway.desk.printed import rota, sheet
from gateway.incidents import reserved
from gateway.record import standing
from gateway.storage.models import Report, ReservedReference
from menus.domain import local_weeks, pads, references
from menus.domain.categories import Category
from menus.sms import wording
from tests.desk import Shown, Visitor
from tests.desk_crowd import fill, renamed
from tests.people import (
    ABOUT_LEADERS,
    BONDENI,
    CODE,
    COORDINATOR,
    LANDLORDS,
    LEADER,
    OTHER,
    RESIDENT,
    RESIDENTS,
)
from tests.town import Town, reference_in


def makes(visitor: Visitor, count: int | str) -> Shown:
    """Ask for a pad of so many references."""
    page = visitor.opens("/desk/print")
    return visitor.presses(page, visitor.says("print", "pads.make"), count=str(count))


def on_pad(page: Shown) -> list[str]:
    """Return the references of a pad."""
    return [one.text for one in page.root.all("strong", class_="six")]


def test_a_pad_has_different_references_with_right_check_digits_that_no_report_has(
    town: Town, coordinator: Visitor
) -> None:
    known = {town.reports(phone, Category.THEFT) for phone in RESIDENTS[:3]}
    page = makes(coordinator, 30)
    assert page.status == 200
    found = on_pad(page)
    assert len(set(found)) == len(found) == 30
    assert all(references.is_valid(one) for one in found)
    assert not set(found) & known
    assert coordinator.says("print", "pads.title", name=town.community.name, number=1) in page.text


def test_no_report_ever_gets_a_reference_of_a_pad(town: Town, coordinator: Visitor) -> None:
    taken = set(on_pad(makes(coordinator, pads.FEWEST)))
    given = []
    for number in range(2 * pads.FEWEST):
        phone = RESIDENTS[number % len(RESIDENTS)]
        given.append(town.reports(phone, Category.THEFT) if number % 2 else texted(town, phone))
        town.passes(minutes=61)
    assert len(given) == len(set(given))
    assert not taken & set(given)
    town.places()
    with town.services.reading() as session:
        found = standing.look(session, town.now)
    assert (found.late, found.broken) == (0, []), "the record goes on over the numbers that are missing"


def texted(town: Town, phone: str) -> str:
    town.texts(phone, "wezi wameiba simu bondeni")
    return str(town.board()[0]["reference"])


def test_a_reference_of_a_pad_is_left_out_though_another_key_made_it(town: Town, coordinator: Visitor) -> None:
    with town.services.reading() as session:
        newest = session.scalar(select(func.max(Report.id))) or 0
    key = town.services.keyring.reference_key
    coming = [references.mint(newest + number, key) for number in range(1, 4)]
    (record,) = town.services.directory.communities()
    with town.services.uow() as uow:
        for one in coming:
            row = {"reference": one, "community_id": record.id, "pad": 1, "reserved_at": uow.now}
            uow.session.add(ReservedReference(**row))
    assert town.reports(RESIDENT, Category.THEFT) not in coming
    assert texted(town, OTHER) not in coming
    assert not set(coming) & set(on_pad(makes(coordinator, pads.FEWEST)))


def test_a_reference_of_a_pad_is_answered_as_one_that_nobody_has(town: Town, coordinator: Visitor) -> None:
    on_paper, *_ = on_pad(makes(coordinator, pads.FEWEST))
    unknown = next(one for number in range(4_000, 5_000) if len(one := references.mint(number)) == len(on_paper))
    for said in ("{}", "1 {}", "CLOSE {} 1", "REF {}", "SEND {}"):
        # Each from a coordinator of their own: the second of two answers that are alike is left out.
        asked = ((COORDINATOR, on_paper), (LANDLORDS, unknown))
        answers = [town.texts(phone, said.format(one)).replace(one, "N") for phone, one in asked]
        assert answers[0] == answers[1] != "", said
    pages = [coordinator.opens(f"/desk/incidents/{one}") for one in (on_paper, unknown)]
    assert {page.status for page in pages} == {404}
    assert on_paper not in town.texts(COORDINATOR, "LIST")


def test_a_pad_can_be_printed_again_and_is_only_that_communitys(town: Town, coordinator: Visitor) -> None:
    made = on_pad(makes(coordinator, 12))
    makes(coordinator, 10)
    assert on_pad(coordinator.opens("/desk/print/pads/1")) == made
    page = coordinator.opens("/desk/print")
    assert [one.attributes["href"] for one in page.root.all("a") if "/pads/" in one.attributes["href"]] == [
        "/desk/print/pads/2",
        "/desk/print/pads/1",
    ]
    for number in ("3", "0", "9" * 30, str(2**31)):
        assert coordinator.opens(f"/desk/print/pads/{number}").status == 404
    with town.services.reading() as session:
        (record,) = town.services.directory.communities()
        assert reserved.of_pad(session, record, 1) == made
        assert not reserved.of_pad(session, replace(record, id=record.id + 1), 1)


@pytest.mark.parametrize("typed", ["", "9", "101", "ten", "1\x00", "-20", "9" * 10_000, "٢٠"])
def test_another_number_makes_no_pad_and_says_which_would(town: Town, coordinator: Visitor, typed: str) -> None:
    page = makes(coordinator, typed)
    assert page.status == 422
    assert coordinator.says("print", "pads.wrong", fewest=pads.FEWEST, most=pads.MOST) in page.text
    with town.services.reading() as session:
        assert session.scalar(select(func.count()).select_from(ReservedReference)) == 0


def test_a_second_press_of_an_old_page_makes_no_second_pad_and_asks_again(town: Town, coordinator: Visitor) -> None:
    other = Visitor(town, LANDLORDS)
    other.signs_in()
    old = coordinator.opens("/desk/print")
    makes(other, 20)
    page = coordinator.presses(old, coordinator.says("print", "pads.make"), count="15")
    assert page.status == 422
    assert coordinator.says("print", "pads.changed") in page.text
    (box,) = page.root.all("input", id="count")
    assert box.attributes["value"] == "15"
    page = coordinator.presses(page, coordinator.says("print", "pads.make"))
    assert len(on_pad(page)) == 15


def test_a_community_takes_so_many_in_a_week_and_no_more(town: Town, coordinator: Visitor) -> None:
    for _ in range(pads.MOST_LATELY // pads.MOST):
        assert makes(coordinator, pads.MOST).status == 200
    page = makes(coordinator, pads.FEWEST)
    assert coordinator.says("print", "pads.many", lately=pads.MOST_LATELY) in page.text
    town.now += pads.LATELY + timedelta(minutes=1)
    again = Visitor(town, COORDINATOR)
    again.signs_in()
    assert makes(again, pads.FEWEST).status == 200


def test_the_sheet_has_what_is_open_the_gravest_first_and_nobody_who_reported(town: Town, coordinator: Visitor) -> None:
    theft = town.reports(RESIDENT, Category.THEFT, zone="market")
    town.passes(minutes=5)
    killing = town.reports(OTHER, Category.GUN_KILLING)
    closed = town.reports(RESIDENTS[5], Category.BREAK_IN, zone="school")
    town.texts(COORDINATOR, f"CLOSE {closed} 1")
    hidden = [
        reference_in(town.dials(RESIDENTS[6], CODE, *ABOUT_LEADERS, "1")),
        newest(town, RESIDENTS[7], "7", "2", "2"),
        newest(town, RESIDENTS[8], "9", "1", "Alichukua pesa", "1"),
    ]
    town.texts(BONDENI, "5")
    unread = texted(town, RESIDENTS[9])
    coordinator.signs_in()
    page = coordinator.opens("/desk/print/sheet")
    rows = [one for one in page.root.all("tr") if list(one.all("td"))]
    heads = [next(iter(one.all("th"))).text for one in rows]
    assert killing in heads
    assert theft in heads
    assert heads.index(killing) < heads.index(theft)
    for secret in (closed, unread, *hidden, RESIDENT, OTHER, RESIDENTS[7], "Alichukua"):
        assert secret not in page.html
    first = next(one.text for one in rows if killing in one.text)
    opened = next(one["opened_at"] for one in town.board() if one["reference"] == killing)
    assert opened
    assert coordinator.says("print", "level.major") in first
    assert town.community.zone("bondeni").name("en") in first  # type: ignore[union-attr] # the example has it
    assert len(list(rows[0].all("td", class_="blank"))) == len(["OB number", "officer", "station"])


def newest(town: Town, phone: str, *keys: str) -> str:
    town.dials(phone, CODE, *keys)
    return str(town.board()[0]["reference"])


def test_a_crowded_sheet_is_a_small_page_and_says_how_many_it_leaves_out(new_town: Callable[..., Town]) -> None:
    town = new_town(renamed(load_example("mlango-kubwa")))
    fill(town, 150)
    visitor = Visitor(town, COORDINATOR)
    visitor.signs_in()
    page = visitor.opens("/desk/print/sheet")
    assert len([one for one in page.root.all("tr") if list(one.all("td"))]) == sheet.MOST
    assert re.search(r"\d+", visitor.says("print", "sheet.more", count=1))
    assert len(page.html.encode()) < 60 * 1024


def test_the_rota_has_each_day_of_a_week_with_its_shifts_and_the_people_who_serve_them(
    town: Town, coordinator: Visitor
) -> None:
    page = coordinator.opens("/desk/print/rota")
    days = [next(iter(one.all("th"))).text for one in page.root.all("tr")]
    monday = local_weeks.monday(town.now.astimezone(town.community.timezone).date())
    assert days == [
        f"{coordinator.says('print', f'day.{number}')} {monday + timedelta(days=number):%d/%m}" for number in range(7)
    ]
    assert page.text.count("00:00-24:00") == 7
    for phone in (LEADER, BONDENI):
        assert page.text.count(town.person(phone).name) == 7
    assert "+254" not in page.html
    later = coordinator.opens("/desk/print/rota?week=2")
    assert f"{monday + timedelta(weeks=2):%d/%m/%Y}" in later.text
    for strange in ("x", "-1", "99999999999", "٢", "%00"):
        other = coordinator.opens(f"/desk/print/rota?week={strange}").text
        assert other.replace(coordinator.says("print", "no_period"), "").split() == page.text.split()


def test_a_shift_past_midnight_stands_on_the_day_on_which_it_begins_and_many_names_are_cut(
    new_town: Callable[..., Town],
) -> None:
    people = "".join(
        f'[[people]]\nname = "Patrol {number:03} (example)"\nphone = "+2547000004{number:02}"\nroles = ["patrol"]\n'
        f'language = "sw"\n\n'
        for number in range(60)
    )
    text = load_example("mlango-kubwa").replace("[[shifts]]", people + "[[shifts]]", 1)
    begins = text.index("[[shifts]]")
    ends = text.index("[[", begins + 2)
    shifts = '[[shifts]]\nroles = ["patrol"]\ndays = ["fri"]\nfrom = "18:00"\nto = "06:00"\n\n'
    town = new_town(text[:begins] + shifts + text[ends:])
    days = rota.week(town.community, date(2026, 11, 23))
    assert [len(day.shifts) for day in days] == [0, 0, 0, 0, 1, 0, 0]
    (served,) = days[4].shifts
    assert served.hours == "18:00-06:00"
    assert len(served.names) + served.more == 62
    assert served.more > 0


def test_the_sheet_says_what_it_is_and_has_the_number_that_the_police_gave(town: Town, coordinator: Visitor) -> None:
    killing = town.reports(OTHER, Category.GUN_KILLING)
    town.texts(COORDINATOR, f"OB {killing} 12/30/11/2026")
    (row,) = [one for one in coordinator.opens("/desk/print/sheet").root.all("tr") if killing in one.text]
    assert wording.category_name("en", Category.GUN_KILLING) in row.text
    assert "12/30/11/2026" in row.text
