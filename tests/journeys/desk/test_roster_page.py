"""The page of the roster: it says who serves when and who serves now, and it stays small."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.communities.file import load_example, parse
from gateway.desk.roster import now, week
from menus.domain.number_checks import UNTESTED
from tests.desk import Visitor
from tests.journeys.desk.roster import EVERY_DAY, LARGEST, NIGHTS, desk_of, standing, stored, wall, wished, with_shifts
from tests.people import BONDENI, DEPUTY, KIAMUTISYA, LEADER, OTHER, crowded
from tests.town import Town


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community whose leader and one patroller serve by night: it is Monday, 21:00."""
    return new_town(with_shifts(NIGHTS))


def test_a_leader_reads_the_roster_and_changes_nothing(town: Town) -> None:
    coordinator = desk_of(town)
    stored(coordinator, wished(coordinator, DEPUTY, BONDENI))
    page = desk_of(town, LEADER).opens("/desk/roster")
    assert page.status == 200
    assert town.person(DEPUTY).name in page.text
    assert "/desk/roster/cover" not in page.html


def test_the_week_shows_a_shift_past_midnight_on_the_day_on_which_it_begins(town: Town) -> None:
    visitor = desk_of(town)
    page = visitor.opens("/desk/roster?week=2026-W50")
    days = list(page.root.all("section"))
    assert [next(iter(day.all("h3"))).text for day in days[:2]] == ["Mon 07/12", "Tue 08/12"]
    assert len(days) == 7
    assert all(day.text.count("20:00-06:00") == day.text.count("06:00-20:00") == 1 for day in days)
    links = {one.text: one.attributes["href"] for one in page.root.all("a")}
    assert links[visitor.says("roster", "week.before")] == "/desk/roster?week=2026-W49#week"
    assert links[visitor.says("roster", "week.after")] == "/desk/roster?week=2026-W51#week"


@pytest.mark.parametrize("asked", ["", "2026-W54", "9999-W01", "0000-W00", "2026-W5٣", "x" * 5000, "\0", "2026-W-1"])
def test_a_week_that_is_none_is_this_week(town: Town, asked: str) -> None:
    page = desk_of(town).client.get("/desk/roster", query_string={"week": asked, "page": asked, "people": asked})
    assert page.status_code == 200
    assert "Week 48: 23/11 to 29/11/2026" in page.text


def test_the_page_says_who_is_on_and_why_who_is_off_and_who_comes_next(town: Town) -> None:
    town.texts(LEADER, "SWAP Deputy leader (example)")
    town.passes(minutes=1)
    visitor = desk_of(town)
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI))
    page = visitor.opens("/desk/roster")
    told = standing(page)
    until = {"begins": "Mon 23/11 21:00", "until": "Tue 24/11 09:00"}
    names = {phone: town.person(phone).name for phone in (LEADER, DEPUTY, BONDENI)}
    assert visitor.says("roster", "why.off", **until) in told["Patrol leader"]
    assert visitor.says("roster", "is_off") in told["Patrol leader"]
    assert visitor.says("roster", "why.swap", other=names[LEADER], **until) in told["Deputy leader"]
    ends = {"until": "Tue 24/11 21:01"}
    assert visitor.says("roster", "why.cover", other=names[BONDENI], **ends) in told["Patrol, Kiamutisya"]
    assert visitor.says("roster", "why.covered", other=town.person(KIAMUTISYA).name, **ends) in told["Patrol, Bondeni"]
    assert visitor.says("roster", "now", count=2) in page.text
    shift = "06:00-20:00 Patrol, Kiamutisya (example)"
    coming = {"when": "Tue 24/11 06:00", "shift": shift, "names": town.person(KIAMUTISYA).name}
    assert visitor.says("roster", "next", **coming) in page.text


def test_a_number_without_an_answer_is_named_and_the_last_text_is_told_by_the_week_alone(town: Town) -> None:
    visitor = desk_of(town)
    page = visitor.opens("/desk/roster")
    assert page.text.count(visitor.says("roster", "heard.week")) == 2
    town.now += UNTESTED + timedelta(hours=16)
    town.ticks()
    town.works()
    town.texts(LEADER, "OK")
    visitor = desk_of(town)
    town.texts(BONDENI, "ON")
    page = visitor.opens("/desk/roster")
    told = standing(page)
    assert visitor.says("roster", "heard.week") in told["Patrol, Bondeni"]
    assert visitor.says("roster", "heard.weeks", weeks=4) in told["Patrol, Kiamutisya"]
    unproven = visitor.says("roster", "unproven")
    assert [unproven in told[name] for name in ("Patrol, Bondeni", "Patrol, Kiamutisya")] == [False, True]
    everybody = next(one.text for one in page.root.all("p") if town.person(DEPUTY).name in one.text)
    assert town.person(KIAMUTISYA).name in everybody


def test_what_a_patroller_reports_in_private_changes_nothing_on_the_roster(town: Town) -> None:
    town.now += timedelta(days=6)
    visitor = desk_of(town)
    token = re.compile(r'name="csrf_token" value="[^"]*"')
    before = token.sub("", visitor.opens("/desk/roster").html)
    town.texts(LEADER, "nimebakwa na wanaume wawili")
    town.texts(BONDENI, "mzee ya nyumba ananichapa")
    assert token.sub("", visitor.opens("/desk/roster").html) == before


def test_pages_stay_small_with_two_hundred_people_and_many_shifts(new_town: Callable[..., Town]) -> None:
    hours = [f'from = "{hour:02}:00"\nto = "06:30"' for hour in range(24)]
    head = f'[[shifts]]\nroles = ["patrol", "patrol-leader"]\ndays = {EVERY_DAY}\n'
    text = crowded(with_shifts("".join(f"{head}{one}\n\n" for one in hours) + NIGHTS), 200)
    town = new_town(text.replace('name = "Patroller ', f'name = "{"W" * 40} '))
    visitor = desk_of(town)
    page = visitor.opens("/desk/roster?week=2026-W50")
    assert len(page.answer.data) < LARGEST
    pages = -(-(len(hours) + 2) * 7 // week.CELLS)
    assert visitor.says("roster", "page", page=1, pages=pages) in page.text
    # Everybody but the deputy leader is on duty.
    people = -(-203 // now.A_PAGE)
    assert visitor.says("roster", "page", page=1, pages=people) in page.text
    assert len(visitor.opens(f"/desk/roster?people={people}&page=2").answer.data) < LARGEST
    form = visitor.opens("/desk/roster/cover")
    assert len(form.answer.data) < LARGEST
    assert not list(form.root.all("select", id="person"))
    confirm = wished(visitor, DEPUTY, BONDENI, ends=wall(town, hours=24 * 59))
    assert (confirm.status, len(confirm.answer.data) < LARGEST) == (200, True)
    assert len(visitor.opens("/desk/roster/calendars").answer.data) < LARGEST


def test_a_community_that_only_refers_has_no_roster(new_town: Callable[..., Town]) -> None:
    text = load_example("kawangware")
    phone = next(person.phone for person in parse(text).people if "coordinator" in person.roles)
    town = new_town(text)
    code = parse(text).sms_codes[0]
    visitor = Visitor(town, phone)
    page = visitor.opens("/desk/sign-in")
    found = re.search(r"\d{4} \d{4}", town.texts(phone, "DESK", to=code))
    assert found is not None
    visitor.presses(page, visitor.says("sign_in", "sign_in.enter"), code=found[0])
    assert visitor.says("roster", "no_patrol") in visitor.opens("/desk/roster").text


def test_the_pages_speak_swahili(town: Town) -> None:
    visitor = desk_of(town, language="sw")
    page = visitor.opens("/desk/roster")
    assert visitor.says("roster", "now", count=2) in page.text
    assert visitor.says("roster", "day.0", date="23/11") in page.text
    assert OTHER not in page.html
