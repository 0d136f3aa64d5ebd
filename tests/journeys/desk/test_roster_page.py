"""The roster at the desk: who serves when and now, the gaps, and covers, by which the alerts go."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from gateway.communities.directory import Directory
from gateway.communities.file import load_example, parse
from gateway.communities.records import body_of
from gateway.desk.roster import cover_form, now, week
from gateway.roster.phone_notices import short_name
from gateway.storage.models import CommunityVersion
from menus.domain.categories import Category
from menus.domain.community import Community
from menus.domain.number_checks import UNTESTED
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.people import (
    BONDENI,
    COORDINATOR,
    DEPUTY,
    KIAMUTISYA,
    LEADER,
    OTHER,
    OVERSIGHT,
    RESIDENT,
    RESIDENTS,
    crowded,
    small,
)
from tests.town import Town

LARGEST = 60_000
"""The most bytes of a page."""
EVERY_DAY = '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
NIGHTS = (
    f'[[shifts]]\npeople = ["{LEADER}", "{BONDENI}"]\ndays = {EVERY_DAY}\nfrom = "20:00"\nto = "06:00"\n\n'
    f'[[shifts]]\npeople = ["{KIAMUTISYA}"]\ndays = {EVERY_DAY}\nfrom = "06:00"\nto = "20:00"\n\n'
)


def with_shifts(shifts: str) -> str:
    """Return the example file with two zones and with other shifts: its pages are made in no time."""
    text = small(load_example("mlango-kubwa"))
    return text[: text.index("[[shifts]]")] + shifts + text[text.index("# A killing or armed") :]


@pytest.fixture
def town(new_town: Callable[..., Town]) -> Town:
    """Give a community whose leader and one patroller serve by night: it is Monday, 21:00."""
    return new_town(with_shifts(NIGHTS))


def desk_of(town: Town, phone: str = COORDINATOR, language: str = "en") -> Visitor:
    """Return somebody who has signed in."""
    visitor = Visitor(town, phone, language)
    visitor.signs_in()
    return visitor


def wall(town: Town, **later: float) -> str:
    """Return a time from now on as the form has it."""
    return f"{(town.now + timedelta(**later)).astimezone(town.community.timezone):%Y-%m-%dT%H:%M}"


def wished(visitor: Visitor, who: str, whom: str = "", /, **fields: str) -> Shown:
    """Fill in the form of a cover, and return the page that asks for the button, or the form with its faults."""
    town = visitor.town
    page = visitor.opens("/desk/roster/cover")
    named = {name: visitor.town.person(phone).name for name, phone in (("person", who), ("instead_of", whom)) if phone}
    times = {"begins": wall(town), "ends": wall(town, hours=24), "why": "Away"}
    return visitor.presses(page, visitor.says("roster", "cover.look"), None, **{**named, **times, **fields})


def stored(visitor: Visitor, page: Shown) -> Shown:
    """Press the button that stores what the page asks for."""
    name = "confirm.store" if visitor.says("roster", "confirm.new") in page.text else "confirm.store_end"
    done = visitor.presses(page, visitor.says("roster", name))
    visitor.town.works()
    return done


def taken_away(visitor: Visitor) -> Shown:
    """Press the button at the first cover of the roster."""
    page = visitor.opens("/desk/roster")
    button = next(one for one in page.buttons() if one.address == "/desk/roster/cover/end")
    return visitor.sends(button.address, button.fields)


def standing(page: Shown) -> dict[str, str]:
    """Return what the roster says of each person, by the beginning of their name."""
    names = [(next(iter(one.all("strong")), None), one.text) for one in page.root.all("li")]
    return {name.text.removesuffix(" (example)"): text for name, text in names if name is not None}


def versions(town: Town) -> list[CommunityVersion]:
    """Return the versions of the file that are kept."""
    with town.services.reading() as session:
        return list(session.scalars(select(CommunityVersion).order_by(CommunityVersion.version)))


def in_force(town: Town) -> Community:
    """Return what the file in force says."""
    with town.services.reading() as session:
        body = body_of(session, "mlango-kubwa")
    assert body is not None
    return parse(body)


def alerted(town: Town, *phones: str, reference: str) -> list[bool]:
    """Return for each phone whether it has a text about an incident."""
    return [any(reference in text for text in town.inbox(phone)) for phone in phones]


def test_who_covers_gets_the_alerts_of_the_covered_one_until_the_cover_ends(town: Town) -> None:
    visitor = desk_of(town)
    before = town.reports(RESIDENTS[0], Category.BREAK_IN)
    assert alerted(town, BONDENI, KIAMUTISYA, reference=before) == [True, False]
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI, ends=wall(town, hours=9)))
    covered = town.reports(RESIDENTS[1], Category.FIGHT_THREAT)
    assert alerted(town, BONDENI, KIAMUTISYA, reference=covered) == [False, True]
    town.answers(KIAMUTISYA, "going", covered)
    assert town.track(covered, "patrol")["answered_by_role"] == "patrol"
    town.now += timedelta(hours=23)
    after = town.reports(RESIDENTS[2], Category.BREAK_IN)
    assert alerted(town, BONDENI, KIAMUTISYA, reference=after) == [True, False]


def test_who_covers_for_the_leader_gets_what_is_for_the_leader(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, LEADER))
    theft = town.reports(RESIDENT, Category.THEFT)
    assert alerted(town, DEPUTY, LEADER, reference=theft) == [True, False]
    town.answers(DEPUTY, "going", theft)
    assert town.incident(theft)["tracks"]["patrol"]["answered_by_role"] == "deputy-leader"
    (text,) = town.got(OVERSIGHT, Text.COVERS_LEADER)
    assert all(short_name(town.person(phone)) in text for phone in (DEPUTY, COORDINATOR)), text
    assert len(text) <= 160
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI))
    assert len(town.got(OVERSIGHT, Text.COVERS_LEADER)) == 1
    for _ in range(2):
        stored(visitor, taken_away(visitor))
    (text,) = town.got(OVERSIGHT, Text.COVERS_LEADER_ENDED)
    assert all(short_name(town.person(phone)) in text for phone in (DEPUTY, COORDINATOR)), text


@pytest.mark.parametrize("whom", [LEADER, DEPUTY])
def test_nobody_but_a_leader_gets_the_place_of_a_leader(town: Town, whom: str) -> None:
    visitor = desk_of(town)
    hours = {"begins": wall(town), "ends": wall(town, hours=24), "why": "Away", "shift": ""}
    people = {"person": town.person(KIAMUTISYA).name, "instead_of": town.person(whom).name}
    button = next(one for one in visitor.opens("/desk/roster/cover").buttons() if one.address == "/desk/roster/cover")
    for where in ("", "/confirmed"):
        page = visitor.sends(f"/desk/roster/cover{where}", {**button.fields, **hours, **people, "seen": "1"})
        assert (page.status, visitor.says("roster", "fault.leader") in page.text) == (422, True)
    assert len(versions(town)) == 1
    assert not town.got(OVERSIGHT, Text.COVERS_LEADER)


def kept_awake(visitor: Visitor) -> None:
    """Let time pass until the sign-in is no fresh proof any more, and use the desk meanwhile."""
    for _ in range(3):
        visitor.town.passes(minutes=2)
        assert visitor.opens("/desk/roster").status == 200


def test_a_cover_is_stored_and_taken_away_with_a_fresh_proof(town: Town) -> None:
    visitor = desk_of(town)
    page = wished(visitor, DEPUTY, BONDENI)
    kept_awake(visitor)
    again = visitor.presses(page, visitor.says("roster", "confirm.store"))
    assert (again.status, len(versions(town))) == (403, 1)
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, BONDENI))
    page = taken_away(visitor)
    kept_awake(visitor)
    again = visitor.presses(page, visitor.says("roster", "confirm.store_end"))
    assert (again.status, len(versions(town))) == (403, 2)


def test_who_covers_is_not_covered_in_the_same_hours_before_that_cover_is_taken_away(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI))
    page = wished(visitor, DEPUTY, KIAMUTISYA)
    assert visitor.says("roster", "fault.clash", name=town.person(KIAMUTISYA).name) in page.text
    later = {"begins": wall(town, hours=25), "ends": wall(town, hours=48)}
    assert wished(visitor, DEPUTY, KIAMUTISYA, **later).status == 200
    stored(visitor, wished(visitor, BONDENI, KIAMUTISYA))
    assert [(cover.phone, cover.instead_of) for cover in in_force(town).covers] == [
        (KIAMUTISYA, BONDENI),
        (BONDENI, KIAMUTISYA),
    ]


def loads_elsewhere(town: Town, text: str) -> None:
    """Load a file in another process, so that the directory of this one does not know it before it looks."""
    older = Directory(town.services.database, max_age=float("inf"))
    assert older.communities()
    town.loads(text)
    town.services.override(directory=older)


def test_the_form_names_people_by_the_file_of_another_process(town: Town) -> None:
    visitor = desk_of(town)
    person = '[[people]]\nname = "New (example)"\nphone = "+254700000199"\nroles = ["patrol"]\n\n'
    loads_elsewhere(town, with_shifts(person + NIGHTS))
    form = visitor.opens("/desk/roster/cover")
    assert (form.status, "New (example)" in form.text) == (200, True)
    loads_elsewhere(town, with_shifts(person.replace("New", "Newer").replace("199", "198") + NIGHTS))
    page = wished(visitor, DEPUTY, BONDENI, person="Newer (example)")
    assert visitor.says("roster", "saved") in stored(visitor, page).text
    assert in_force(town).covers[0].phone == "+254700000198"


def test_who_coordinates_no_longer_by_the_file_of_another_process_changes_no_cover(town: Town) -> None:
    visitor = desk_of(town)
    page = wished(visitor, DEPUTY, BONDENI)
    button = next(one for one in page.buttons() if one.address == "/desk/roster/cover/confirmed")
    text = with_shifts(NIGHTS)
    start = text.index(f'phone = "{COORDINATOR}"')
    gone = text[:start] + text[start:].replace('roles = ["coordinator"]', 'roles = ["observer"]', 1)
    loads_elsewhere(town, gone)
    assert visitor.sends(button.address, {**button.fields, "seen": "2"}).status == 404
    assert in_force(town).covers == ()


def test_an_alert_that_waits_for_an_answer_comes_to_who_covers_from_now_on(town: Town) -> None:
    visitor = desk_of(town)
    waiting = town.reports(RESIDENT, Category.BREAK_IN)
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI))
    assert alerted(town, KIAMUTISYA, reference=waiting) == [True]


def test_off_by_sms_in_the_hours_of_a_cover_counts_more(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI))
    town.passes(minutes=5)
    town.texts(KIAMUTISYA, "OFF")
    town.texts(BONDENI, "ON")
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert alerted(town, BONDENI, KIAMUTISYA, reference=reference) == [True, False]


def test_off_by_sms_before_a_cover_begins_counts_in_its_hours_and_the_gap_is_told(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, KIAMUTISYA, begins=wall(town, hours=8), ends=wall(town, hours=20)))
    town.passes(minutes=1)
    town.now += timedelta(hours=7, minutes=30)
    town.texts(DEPUTY, "OFF")
    visitor = desk_of(town)
    shift = "06:00-20:00 Patrol, Kiamutisya (example)"
    line = visitor.says("roster", "gap.shift", when="Tue 24/11 06:00", shift=shift)
    assert line in visitor.opens("/desk/roster").text
    town.passes(minutes=70)
    assert town.got(COORDINATOR, Text.GAP)
    town.passes(minutes=30)
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert alerted(town, DEPUTY, reference=reference) == [False]


def test_both_people_are_told_by_sms_and_again_when_it_is_taken_away(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI))
    assert len(town.got(KIAMUTISYA, Text.COVERS_FOR)) == len(town.got(BONDENI, Text.COVERED)) == 1
    page = stored(visitor, taken_away(visitor))
    assert visitor.says("roster", "ended") in page.text
    assert visitor.says("roster", "covers.none") in page.text
    assert len(town.got(KIAMUTISYA, Text.COVER_ENDED)) == len(town.got(BONDENI, Text.COVER_ENDED)) == 1
    assert in_force(town).covers == ()
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert alerted(town, BONDENI, KIAMUTISYA, reference=reference) == [True, False]


def test_nothing_is_stored_before_the_page_has_shown_what_changes(town: Town) -> None:
    visitor = desk_of(town)
    page = wished(visitor, DEPUTY, BONDENI, why="Ill")
    assert len(versions(town)) == 1
    names = {phone: town.person(phone).name for phone in (LEADER, BONDENI, DEPUTY)}
    other = visitor.says("roster", "cell.for", name=names[DEPUTY], other=names[BONDENI])
    assert visitor.says("roster", "confirm.before", names=f"{names[LEADER]} · {names[BONDENI]}") in page.text
    assert f"{names[LEADER]} · {other}" in page.text
    assert f"covers: added {names[DEPUTY]} for {names[BONDENI]}" in page.text
    done = stored(visitor, page)
    assert visitor.says("roster", "saved") in done.text
    assert other in done.text
    _, newest = versions(town)
    assert (newest.loaded_by, newest.why) == (town.person(COORDINATOR).name, "Ill")
    assert newest.body.startswith(with_shifts(NIGHTS).rstrip())


def test_another_file_meanwhile_is_told_and_asked_again(town: Town) -> None:
    visitor = desk_of(town)
    page = wished(visitor, DEPUTY, BONDENI)
    town.loads(with_shifts(NIGHTS) + "# another\n")
    again = stored(visitor, page)
    assert (again.status, visitor.says("roster", "stale") in again.text) == (409, True)
    assert len(versions(town)) == 2
    assert visitor.says("roster", "saved") in stored(visitor, again).text
    assert in_force(town).covers
    assert versions(town)[-1].body.startswith((with_shifts(NIGHTS) + "# another").rstrip())


def test_a_cover_that_another_file_has_moved_is_not_taken_away(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, BONDENI))
    page = visitor.opens("/desk/roster")
    button = next(one for one in page.buttons() if one.address == "/desk/roster/cover/end")
    town.loads(with_shifts(NIGHTS))
    told = visitor.sends(button.address, button.fields)
    assert visitor.says("roster", "stale") in told.text
    for fields in ({"place": "0"}, {"place": "7", "seen": button.fields["seen"]}):
        visitor.sends(f"{button.address}/confirmed", {**button.fields, **fields})
    assert len(versions(town)) == 3


def test_covers_leave_the_file_a_week_after_their_end_with_the_next_change(town: Town) -> None:
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, BONDENI, ends=wall(town, hours=10)))
    town.now += timedelta(days=7)
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, LEADER, ends=wall(town, hours=10)))
    assert len(in_force(town).covers) == 2
    assert visitor.opens("/desk/roster").html.count("cover/end") == 1
    town.now += timedelta(days=1)
    visitor = desk_of(town)
    stored(visitor, wished(visitor, KIAMUTISYA, BONDENI, ends=wall(town, hours=10)))
    assert [cover.phone for cover in in_force(town).covers] == [DEPUTY, KIAMUTISYA]


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


def test_gaps_stand_on_top_with_day_and_hours_and_a_form_that_is_filled_in(new_town: Callable[..., Town]) -> None:
    nights = NIGHTS.replace('from = "20:00"', 'from = "22:00"').replace(f'"{KIAMUTISYA}"', f'"{DEPUTY}"')
    town = new_town(with_shifts(nights))
    visitor = desk_of(town)
    page = visitor.opens("/desk/roster")
    hours = visitor.says("roster", "span", begins="Tue 24/11 20:00", ends="22:00")
    line = visitor.says("roster", "gap.hours", when=hours)
    gaps = next(iter(page.root.all("ul")))
    assert line in gaps.text
    address = next(one.attributes["href"] for one in gaps.all("a") if line in one.text)
    form = visitor.opens(address)
    fields = form.buttons()[-1].fields
    assert (fields["begins"], fields["ends"]) == ("2026-11-24T20:00", "2026-11-24T22:00")
    named = {"person": town.person(BONDENI).name, "why": "Gap"}
    stored(visitor, visitor.presses(form, visitor.says("roster", "cover.look"), None, **named))
    assert line not in visitor.opens("/desk/roster").text
    town.passes(minutes=1)
    town.now += timedelta(hours=23, minutes=30)
    reference = town.reports(RESIDENT, Category.BREAK_IN)
    assert alerted(town, BONDENI, reference=reference) == [True]


def test_a_night_without_a_shift_is_a_gap_again_once_who_covers_it_has_sent_off(new_town: Callable[..., Town]) -> None:
    town = new_town(with_shifts(NIGHTS.replace('from = "20:00"', 'from = "22:00"')))
    visitor = desk_of(town)
    stored(visitor, wished(visitor, DEPUTY, begins="2026-11-24T20:00", ends="2026-11-24T22:00"))
    line = visitor.says(
        "roster", "gap.hours", when=visitor.says("roster", "span", begins="Tue 24/11 20:00", ends="22:00")
    )
    assert line not in visitor.opens("/desk/roster").text
    town.now += timedelta(hours=22)
    town.texts(DEPUTY, "OFF")
    assert line in desk_of(town).opens("/desk/roster").text
    assert not town.got(COORDINATOR, Text.HOLE)
    town.passes(minutes=35)
    assert town.got(COORDINATOR, Text.HOLE)


def test_a_shift_that_nobody_serves_is_a_gap_and_who_joins_it_closes_it(town: Town) -> None:
    visitor = desk_of(town)
    town.now += timedelta(hours=5)
    visitor = desk_of(town)
    town.texts(KIAMUTISYA, "OFF")
    page = visitor.opens("/desk/roster")
    line = visitor.says("roster", "gap.shift", when="Tue 24/11 06:00", shift="06:00-20:00 Patrol, Kiamutisya (example)")
    assert line in page.text
    address = next(one.attributes["href"] for one in page.root.all("a") if line in one.text)
    form = visitor.opens(address)
    assert form.buttons()[-1].fields["shift"] == "2"
    named = {"person": town.person(DEPUTY).name, "why": "Gap"}
    stored(visitor, visitor.presses(form, visitor.says("roster", "cover.look"), None, **named))
    assert line not in visitor.opens("/desk/roster").text
    assert town.got(DEPUTY, Text.COVERS)
    (cover,) = in_force(town).covers
    assert (cover.shift, cover.instead_of) == (1, None)


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


BAD = [
    "",
    "\0",
    "x" * 10_000,
    "999999999999999999999",
    "-1",
    "٣",
    "你好",
    "<script>alert(1)</script>",
    "2026-13-40T99:99",
]


@pytest.mark.parametrize("field", cover_form.FIELDS)
def test_strange_input_gets_the_form_back_and_never_an_error(town: Town, field: str) -> None:
    visitor = desk_of(town)
    for said in BAD:
        page = wished(visitor, DEPUTY, BONDENI, **{field: said})
        assert page.status in {200, 422}, said
        assert "<script>alert" not in page.html
        assert page.status == 422 or field in {"instead_of", "shift", "why"}
    assert len(versions(town)) == 1


def test_strange_addresses_and_places_never_give_an_error(town: Town) -> None:
    visitor = desk_of(town)
    for said in BAD:
        fields = dict.fromkeys((*cover_form.FIELDS, "place", "seen"), said)
        form = visitor.client.get("/desk/roster/cover", query_string=fields)
        assert (form.status_code, "<script>alert" in form.text) == (200, False)
        button = next(one for one in Shown(form).buttons() if one.address == "/desk/roster/cover")
        for act in ("end", "end/confirmed", "confirmed"):
            answer = visitor.sends(f"/desk/roster/cover/{act}", {**button.fields, **fields})
            assert answer.status in {200, 404, 422}, (act, said)
    assert len(versions(town)) == 1


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"person": ""}, "fault.person"),
        ({"person": "Nobody at all"}, "fault.unknown"),
        ({"person": "Coordinator, tenants (example)"}, "fault.unknown"),
        ({"person": "patrol"}, "fault.several"),
        ({"instead_of": "Deputy leader (example)"}, "fault.same"),
        ({"shift": "1"}, "fault.both"),
        ({"shift": "3", "instead_of": ""}, "fault.shift"),
        ({"begins": "tomorrow"}, "fault.moment"),
        ({"ends": "2026-11-23T20:00"}, "fault.order"),
        ({"begins": "2026-11-22T10:00", "ends": "2026-11-23T20:59"}, "fault.over"),
        ({"ends": "2027-01-23T21:00"}, "fault.long"),
        ({"begins": "9999-12-31T20:00", "ends": "9999-12-31T23:59"}, "fault.far"),
        ({"begins": "2027-11-25T10:00", "ends": "2027-11-25T20:00"}, "fault.far"),
        ({"why": "W" * 81}, "fault.why"),
        ({"why": "你好"}, "fault.why"),
        ({"begins": "2026-11-24T08:00", "ends": "2026-11-24T19:00"}, "fault.idle"),
        ({"instead_of": "", "shift": "1", "begins": "2026-11-24T08:00", "ends": "2026-11-24T09:00"}, "fault.outside"),
    ],
)
def test_a_fault_says_what_would_be_accepted_and_keeps_what_was_typed(
    town: Town, fields: dict[str, str], fault: str
) -> None:
    visitor = desk_of(town)
    page = wished(visitor, DEPUTY, BONDENI, **fields)
    assert page.status == 422
    values = {"count": 80, "days": 60, "ahead": 365, "name": town.person(BONDENI).name}
    assert visitor.says("roster", fault, **values) in page.text
    kept = page.buttons()[-1].fields
    assert kept["why"] == fields.get("why", "Away")
    assert len(versions(town)) == 1


def test_a_person_is_chosen_from_a_list_by_row_and_no_phone_number_stands_on_a_page(town: Town) -> None:
    visitor = desk_of(town)
    form = visitor.opens("/desk/roster/cover")
    ids = {one.text: one.attributes["value"] for one in form.root.all("option", value=None)}
    chosen = {"person": ids[town.person(DEPUTY).name], "instead_of": ids[town.person(BONDENI).name]}
    page = wished(visitor, DEPUTY, BONDENI, **chosen)
    done = stored(visitor, page)
    shown = [form, page, done, visitor.opens("/desk/roster/calendars")]
    assert all(not re.search(r"2547\d{8}|07\d{8}", one.html) for one in shown)
    assert in_force(town).covers[0].instead_of == BONDENI


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
    assert "Jumatatu 23/11" in page.text
    assert OTHER not in page.html
