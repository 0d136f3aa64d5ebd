"""Calendars of shifts: an address without sign-in that holds times and two words, and that can be ended."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.desk.limits import OF_CALENDARS
from gateway.storage.models import ShiftCalendar
from menus.domain import roster_plan
from menus.text import ics
from menus.text.ics import Entry
from tests.desk import Shown, Visitor
from tests.journeys.desk.roster import NIGHTS, desk_of, stored, wall, wished, with_shifts
from tests.people import BONDENI, COORDINATOR, DEPUTY, KIAMUTISYA, LEADER, OVERSIGHT, POLICE
from tests.town import Town

ADDRESS = re.compile(r"http://localhost(/desk/roster/feed/[0-9a-f]+-[0-9a-f]{32}\.ics)")


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community whose leader and one patroller serve by night: it is Monday, 21:00."""
    return new_town(with_shifts(NIGHTS))


@dataclass(frozen=True)
class Event:
    """An event as a calendar program reads it."""

    uid: str
    begins: datetime
    ends: datetime
    summary: str


def unfolded(body: bytes) -> list[str]:
    """Return the lines of a calendar as RFC 5545 says: each ends with CRLF, is short, and may go on behind a space."""
    text = body.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert all(0 < len(line.encode()) <= 75 for line in lines)
    return "\r\n".join(lines).replace("\r\n ", "").split("\r\n")


def events(body: bytes) -> list[Event]:
    """Return the events of a calendar; each has what it must have, once."""
    lines = unfolded(body)
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"VERSION:2.0"} <= set(lines)
    assert any(line.startswith("PRODID:") for line in lines)
    found = []
    for part in "\n".join(lines).split("BEGIN:VEVENT\n")[1:]:
        values = dict(line.split(":", 1) for line in part.split("\nEND:VEVENT")[0].split("\n"))
        assert len(values) == len(part.split("\nEND:VEVENT")[0].split("\n"))
        begins, ends, _ = (
            datetime.strptime(values[name], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
            for name in ("DTSTART", "DTEND", "DTSTAMP")
        )
        found.append(Event(values["UID"], begins, ends, values["SUMMARY"]))
    return found


def presses(visitor: Visitor, phone: str, act: str) -> Shown:
    """Press a button at the line of a patroller."""
    page = visitor.opens("/desk/roster/calendars")
    name = visitor.town.person(phone).name
    row = next(one for one in page.root.all("li") if name in one.text)
    found = next(one for one in page.buttons(row) if one.address == f"/desk/roster/calendars/{act}")
    return visitor.sends(found.address, found.fields)


def address(page: Shown) -> str:
    """Return the path of the only address on a page."""
    (found,) = ADDRESS.findall(page.html)
    return str(found)


def asks(town: Town, path: str) -> Shown:
    """Ask as a calendar program does: without a cookie."""
    return Shown(Visitor(town).client.get(path))


def test_a_calendar_holds_the_shifts_of_four_weeks_and_nothing_else(town: Town) -> None:
    path = address(presses(desk_of(town), BONDENI, "show"))
    answer = asks(town, path)
    assert answer.status == 200
    assert answer.answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.answer.headers["Cache-Control"] == "no-store"
    found = events(answer.answer.data)
    planned = roster_plan.of_person(
        town.community, town.person(BONDENI), town.now - timedelta(days=1), town.now + timedelta(days=28)
    )
    assert [(one.begins, one.ends) for one in found] == [(one.begins, one.ends) for one in planned]
    # Last night, tonight, and 28 more nights begin before four weeks have passed.
    assert len(found) == 30
    assert found[1].begins == datetime(2026, 11, 23, 17, tzinfo=UTC)
    assert {one.summary for one in found} == {Visitor(town, language="sw").says("roster", "feed.words")}
    people = [word for person in town.community.people for word in (person.name, person.phone)]
    places = [word for zone in town.community.zones for word in (zone.key, *zone.names.values())]
    assert not any(word in answer.html for word in [*people, *places, town.community.short, town.community.name])


def test_ids_stay_the_same_and_the_words_are_those_of_the_person(new_town: Callable[..., Town]) -> None:
    text = with_shifts(NIGHTS).replace('languages = ["sw"]', 'languages = ["sw", "en"]')
    town = new_town(
        text.replace(
            f'phone = "{BONDENI}"\nroles = ["patrol"]', f'phone = "{BONDENI}"\nlanguage = "en"\nroles = ["patrol"]'
        ).replace('language = "sw"\n\n[[people]]\nname = "Patrol, Kia', '\n[[people]]\nname = "Patrol, Kia')
    )
    visitor = desk_of(town)
    path = address(presses(visitor, BONDENI, "show"))
    first = events(asks(town, path).answer.data)
    assert {one.summary for one in first} == {visitor.says("roster", "feed.words")}
    town.now += timedelta(days=2)
    later = events(asks(town, path).answer.data)
    known = {one.begins: one.uid for one in first}
    assert [one.uid for one in later if one.begins in known] == [
        known[one.begins] for one in later if one.begins in known
    ]
    assert len({one.uid for one in later}) == len(later)


def test_a_cover_moves_the_shift_from_one_calendar_to_the_other(town: Town) -> None:
    visitor = desk_of(town)
    theirs, mine = (address(presses(visitor, phone, "show")) for phone in (BONDENI, DEPUTY))
    assert events(asks(town, mine).answer.data) == []
    stored(visitor, wished(visitor, DEPUTY, BONDENI, ends=wall(town, hours=9)))
    (covered,) = events(asks(town, mine).answer.data)
    assert (covered.begins, covered.ends) == (town.now, town.now + timedelta(hours=9))
    tonight = [one for one in events(asks(town, theirs).answer.data) if one.begins.date() == town.now.date()]
    assert [one.ends for one in tonight] == [town.now]


def test_a_new_address_ends_the_one_before_and_no_address_is_as_one_that_never_was(town: Town) -> None:
    visitor = desk_of(town)
    first = address(presses(visitor, BONDENI, "show"))
    assert address(presses(visitor, BONDENI, "show")) == first
    second = address(presses(visitor, BONDENI, "new"))
    assert second != first
    assert asks(town, second).status == 200
    unknown = asks(town, "/desk/nothing-here")
    guesses = [first, first.replace("-", "-0"), "/desk/roster/feed/.ics", "/desk/roster/feed/1.ics"]
    guesses += [f"/desk/roster/feed/{'f' * number}-{'0' * 32}.ics" for number in (1, 12, 13, 400)]
    guesses += [second.upper().replace("/DESK/ROSTER/FEED", "/desk/roster/feed").replace(".ICS", ".ics")]
    ended = presses(visitor, BONDENI, "end")
    assert visitor.says("roster", "calendars.ended") in ended.text
    for path in [*guesses, second]:
        answer = asks(town, path)
        assert (answer.status, answer.answer.data) == (unknown.status, unknown.answer.data), path
    third = address(presses(visitor, BONDENI, "show"))
    assert third not in {first, second}


def test_the_calendar_of_somebody_who_left_or_patrols_no_more_is_not_there(town: Town) -> None:
    path = address(presses(desk_of(town), BONDENI, "show"))
    file = with_shifts(NIGHTS)
    town.loads(file.replace('roles = ["patrol"]\nzones = ["bondeni"]', 'roles = ["chief"]\nzones = ["bondeni"]'))
    assert asks(town, path).status == 404
    town.loads(file + "# again\n")
    assert asks(town, path).status == 200
    town.loads(file.replace(BONDENI, "+254700000199"))
    assert asks(town, path).status == 200, "a new number is the same person"


def test_a_leader_sees_their_own_alone_and_a_coordinator_each(town: Town) -> None:
    ids = town.services.directory.communities()[0].person_ids
    leader = desk_of(town, LEADER)
    page = leader.opens("/desk/roster/calendars")
    assert [town.person(phone).name in page.text for phone in (LEADER, BONDENI)] == [True, False]
    own = presses(leader, LEADER, "show")
    assert asks(town, address(own)).status == 200
    button = next(one for one in own.buttons() if one.address == "/desk/roster/calendars/new")
    for person in (str(ids[BONDENI]), str(ids[COORDINATOR]), "", "x", "9" * 15, "9" * 400, "\0"):
        for act in ("show", "new", "end"):
            refused = leader.sends(f"/desk/roster/calendars/{act}", {**button.fields, "person": person})
            assert (refused.status, refused.answer.data) == (404, b"404\n")
    coordinator = desk_of(town)
    shown = coordinator.opens("/desk/roster/calendars")
    names = [town.person(phone).name in shown.text for phone in (LEADER, DEPUTY, BONDENI, KIAMUTISYA, POLICE)]
    assert names == [True, True, True, True, False]
    assert not ADDRESS.search(shown.html), "an address shows only when it is asked for"


def test_oversight_reads_who_was_shown_an_address_and_who_ended_it(town: Town) -> None:
    coordinator = desk_of(town)
    presses(coordinator, BONDENI, "show")
    presses(coordinator, BONDENI, "new")
    presses(coordinator, BONDENI, "end")
    oversight = desk_of(town, OVERSIGHT)
    page = oversight.opens("/desk/oversight/sign-ins")
    rows = [one.text for one in page.root.all("tr") if town.person(COORDINATOR).name in one.text]
    shown, ended = (oversight.says("oversight_looks", f"act.calendar-{what}") for what in ("shown", "ended"))
    told = [shown in row for row in rows if shown in row or ended in row]
    assert told == [False, True, False, True]


def test_the_database_does_not_tell_an_address(town: Town) -> None:
    path = address(presses(desk_of(town), BONDENI, "show"))
    with town.services.reading() as session:
        (row,) = session.query(ShiftCalendar).all()
    assert (row.number, row.is_open) == (1, True)
    assert town.services.keyring.secrets[0] not in path
    assert len(path.rpartition("-")[2].removesuffix(".ics")) == 32


def test_an_address_that_asks_too_often_waits(town: Town) -> None:
    visitor = Visitor(town)
    path = address(presses(desk_of(town), BONDENI, "show"))
    most = int(OF_CALENDARS.split()[0])
    assert {visitor.client.get(path).status_code for _ in range(most)} == {200}
    refused = visitor.client.get(path)
    assert (refused.status_code, refused.data) == (429, b"429\n")
    assert visitor.client.get("/desk/sign-in").status_code == 200


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=200),
    st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), max_size=3, unique=True),  # noqa: DTZ001 - below
)
def test_any_words_are_written_so_that_a_calendar_program_reads_them(words: str, times: list[datetime]) -> None:
    moments = [one.replace(tzinfo=UTC, microsecond=0) for one in times]
    entries = [Entry(f"{number}@doria", one, one + timedelta(hours=1)) for number, one in enumerate(moments)]
    body = ics.calendar(words, entries, datetime(2026, 12, 1, tzinfo=UTC), timedelta(hours=6)).encode()
    read = events(body)
    assert [(one.uid, one.begins, one.ends) for one in read] == [(one.uid, one.begins, one.ends) for one in entries]
    plain = [re.sub(r"\\(.)", r"\1", one.summary) for one in read]
    assert plain == [words] * len(entries)
