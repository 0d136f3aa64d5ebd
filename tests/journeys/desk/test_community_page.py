"""The page of the community: what is in force in words, and each change as a new version that keeps every comment."""

import difflib
from collections.abc import Callable
from datetime import date, timedelta
from threading import Thread

import pytest

from gateway.communities.file import EXAMPLES, load_example, parse
from menus.domain.community import Mode
from menus.domain.community_changes import hours
from menus.text.names import Text
from tests.desk import Shown, Visitor
from tests.journeys.desk.community import HOME, OF_KEY, WHY, Settings, body, said, versions
from tests.journeys.desk.test_whose_pages import ALONE, with_every_role
from tests.people import COORDINATOR, LANDLORDS, LEADER, OVERSIGHT, small
from tests.town import Town


@pytest.fixture
def towns(new_town: Callable[..., Town]) -> Town:
    """Give both example communities in one Doria."""
    return new_town(*(load_example(key) for key in EXAMPLES))


def steering(town: Town, key: str = "mlango-kubwa", language: str = "en") -> Settings:
    """Return a coordinator of a community who has signed in."""
    phone, _, to = OF_KEY[key]
    return Settings(town, phone, language, to)


@pytest.mark.parametrize("key", EXAMPLES)
@pytest.mark.parametrize("language", ["en", "sw"])
def test_the_page_says_what_is_in_force_and_names_nobody(towns: Town, key: str, language: str) -> None:
    visitor = steering(towns, key, language)
    page, community = visitor.opens(HOME), said(towns, key)
    assert page.status == 200
    for shown in (community.name, community.short, *community.ussd_codes, *community.sms_codes):
        assert shown in page.text
    assert visitor.words(f"mode.{community.mode.value}") in page.text
    for zone in community.zones:
        assert all(one in page.text for one in (zone.name(language), *zone.landmarks))
    for ladder in community.ladders:
        assert visitor.words(f"level.{ladder.level.value}") in page.text
    for line in community.helplines.values():
        assert f"{line.number}, " in page.text
    quiet = visitor.words("quiet.hours", hours=hours(*community.quiet)) if community.quiet else ""
    assert (quiet or visitor.words("quiet.none")) in page.text
    assert visitor.words("version", number=1) in page.text
    for person in community.people:
        assert person.phone not in page.html
        assert person.name not in page.text


def test_a_ladder_is_told_rung_by_rung_and_a_zone_with_those_beside_it(new_town: Callable[..., Town]) -> None:
    near = 'name = "Bondeni"\nnear = ["river"]'
    visitor = Settings(new_town(load_example("mlango-kubwa").replace('name = "Bondeni"', near)))
    page = visitor.opens(HOME)
    for told in (
        "Killing or armed violence, patrol: at once patrol-leader, patrol; after 3 min deputy-leader; after 3 min",
        "Minor, patrol: at once patrol-leader; after 2 h coordinator.",
        "2. Bondeni. Landmarks: Base ya Bondeni. Beside it: River side.",
        "Police: 999, last called on 01/11/2026",
        "16/01/2027 14:00, Hall (example) / Ukumbi (mfano)",
    ):
        assert told in page.text


@pytest.mark.parametrize(("role", "may"), [("coordinator", True), ("oversight", False)])
def test_oversight_reads_it_and_only_coordinators_find_the_forms(
    new_town: Callable[..., Town], role: str, *, may: bool
) -> None:
    town = new_town(with_every_role())
    visitor = Settings(town, next(phone for each, phone in ALONE.items() if each == role))
    page = visitor.opens(HOME)
    links = [one.attributes.get("href", "") for one in page.root.all("a")]
    assert any("/change/" in link for link in links) == may
    assert (f"{HOME}/export" in links) == may
    assert f"{HOME}/history" in links
    assert visitor.opens(f"{HOME}/change/quiet/all").status == (200 if may else 404)


def test_a_leader_has_no_such_page(town: Town) -> None:
    visitor = Visitor(town, LEADER)
    visitor.signs_in()
    assert visitor.opens(HOME).status == 404


CHANGES: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "quiet": ("quiet/all", {"begins": "21:30", "ends": "05:00"}, ['quiet_hours = "21:30-05:00"']),
    "helpline": ("helpline/police", {"number": "0800 123"}, ['police = { number = "0800123",']),
    "day": ("helpline/fire", {"verified_on": "2026-11-20"}, ["verified_on = 2026-11-20 }"]),
    "zone": ("zone/market", {"name_en": "Soko Mjinga", "landmarks": "Gate B\n  The  tap \n\n"}, ['"The tap"']),
    "waits": ("ladder/major-police", {"wait_1": "2m", "repeat": "4"}, ['after = "2m"', "repeat = 4"]),
    "meeting": ("meeting/new", {"on": "2027-02-06", "at": "15:30", "place_en": "School"}, ["on = 2027-02-06"]),
    "project": ("project/new", {"name_en": "Trees", "name_sw": "Miti", "meets_en": "Fridays"}, ['en = "Trees"']),
}


@pytest.mark.parametrize("key", EXAMPLES)
@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_shown_first_and_then_changes_its_own_lines_alone(towns: Town, key: str, name: str) -> None:
    change, typed, written = CHANGES[name]
    visitor = steering(towns, key)
    before = body(towns, key)
    page = visitor.asks(change, **typed)
    assert (page.status, body(towns, key)) == (200, before)
    assert list(page.root.all("ins"))
    assert WHY in page.text
    told = visitor.confirms(page)
    assert visitor.words("done", number=2) in told.text
    after = body(towns, key)
    lines = [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[:2] in {"+ ", "- "}]
    for one in written:
        assert any(one in line for line in lines if line[0] == "+"), lines
    assert len(lines) <= 6
    assert not [line for line in lines if "#" in line]
    newest = versions(towns, key)[0]
    person = towns.person(OF_KEY[key][0])
    assert (newest.number, newest.by, newest.why) == (2, person.name, WHY)
    assert parse(after).people == parse(before).people
    other = next(each for each in EXAMPLES if each != key)
    assert body(towns, other) == load_example(other)


def test_a_helpline_that_was_called_today_needs_one_press_and_no_reason(town: Town) -> None:
    visitor = Settings(town)
    page = visitor.presses(visitor.form("helpline/child"), visitor.words("press.called"))
    assert visitor.words("why.called", name="Children", number="116") in page.text
    visitor.confirms(page)
    today = town.now.astimezone(town.community.timezone).date()
    assert said(town).helplines["child"].verified_on == today
    assert said(town).helplines["police"].verified_on == date(2026, 11, 1)
    assert versions(town)[0].why == visitor.words("why.called", name="Children", number="116")


def test_meetings_and_projects_are_changed_and_taken_away(town: Town) -> None:
    visitor = Settings(town)
    visitor.changes("meeting/1", place_en="Church", at="16:00")
    (meeting,) = said(town).barazas
    assert (meeting.at, meeting.places["en"], meeting.places["sw"]) == (16 * 60, "Church", "Ukumbi (mfano)")
    visitor.changes("project/1", meets_en="", meets_sw="")
    assert set(said(town).projects[0].meets.values()) == {""}
    for change, button in (("meeting/1", "press.remove_meeting"), ("project/1", "press.remove_project")):
        page = visitor.presses(visitor.form(change), visitor.words(button), None, why=WHY)
        visitor.confirms(page)
    assert (said(town).barazas, said(town).projects) == ((), ())
    assert "# What the menus tell under More" in body(town)


def test_the_zones_beside_a_zone_are_ticked_and_one_of_two_names_the_other(new_town: Callable[..., Town]) -> None:
    text = load_example("mlango-kubwa").replace('name = "Bondeni"', 'name = "Bondeni"\nnear = ["river", "market"]')
    town = new_town(text)
    visitor = Settings(town)
    form = visitor.form("zone/river")
    ticked = {one.attributes["name"] for one in form.root.all("input", type="checkbox") if "checked" in one.attributes}
    assert ticked == {"near-bondeni"}
    page = visitor.presses(form, visitor.words("see"), None, **{"near-bondeni": "", "near-market": "1", "why": WHY})
    assert [one.text for one in page.root.all("del")] != [one.text for one in page.root.all("ins")]
    visitor.confirms(page)
    after = said(town)
    assert after.zones_near("river") == {"river", "market"}
    assert after.zones_near("bondeni") == {"bondeni", "market"}
    assert versions(town)[0].why == WHY


def test_other_roles_on_a_rung_need_a_decision_and_a_proof_and_stand_in_the_history(town: Town) -> None:
    visitor = Settings(town)
    role = {"role-1-deputy-leader": "", "role-1-coordinator": "1"}
    refused = visitor.presses(visitor.form("ladder/major-patrol"), visitor.words("see"), None, **role, why=WHY)
    assert refused.status == 422
    assert visitor.words("slip.decision") in refused.text
    page = visitor.presses(refused, visitor.words("see"), None, decision="D7")
    assert visitor.words("confirm.told") in page.text
    assert visitor.words("confirm.proof") in page.text
    visitor.confirms(page)
    assert [step.notify[0].value for step in said(town).ladders[0].steps] == [
        "patrol-leader",
        "coordinator",
        "coordinator",
    ]
    (told,) = town.got(OVERSIGHT, Text.SETTINGS_CHANGED)
    assert f"D7: {WHY}" in told
    history = visitor.opens(f"{HOME}/history/2")
    (old,), (new,) = ([one.text for one in history.root.all(tag)] for tag in ("del", "ins"))
    assert "after 3 min deputy-leader" in old
    assert "deputy-leader" not in new
    assert f"D7: {WHY}" in history.text


@pytest.mark.parametrize(
    ("ladder", "roles", "wrong"),
    [
        (
            "major-police",
            {"role-0-police": "", "role-1-police-alternate": "", "role-2-police-station": ""},
            "hint.roles",
        ),
        ("minor-patrol", {"role-1-coordinator": ""}, "slip.roles"),
        ("minor-patrol", {"role-0-focal-person": "1", "role-0-patrol-leader": ""}, "slip.roles"),
    ],
)
def test_no_rung_is_without_a_role_and_no_killing_without_police(
    town: Town, ladder: str, roles: dict[str, str], wrong: str
) -> None:
    visitor = Settings(town)
    others = {"role-0-coordinator": "1", "role-1-coordinator": "1"} if ladder == "major-police" else {}
    form = visitor.form(f"ladder/{ladder}")
    page = visitor.presses(form, visitor.words("see"), None, **{**others, **roles, "why": WHY, "decision": "D1"})
    assert page.status == 422
    (alert,) = page.root.all(role="alert")
    number = int(next(iter(roles)).split("-")[1]) + 1
    assert visitor.words(wrong, number=number) in alert.text
    assert "role-0-focal-person" not in form.html


def test_only_the_circle_stands_on_its_ladder(town: Town) -> None:
    visitor = Settings(town)
    boxes = [one.attributes["name"] for one in visitor.form("ladder/private-care").root.all("input", type="checkbox")]
    assert {name.removeprefix("role-0-").removeprefix("role-1-") for name in boxes} == {
        "focal-person",
        "focal-alternate",
    }
    assert not list(visitor.form("ladder/complaint-oversight").root.all("input", type="checkbox"))


def test_quiet_hours_can_end(town: Town) -> None:
    Settings(town).changes("quiet/all", begins="", ends="")
    assert said(town).quiet is None


def test_the_mode_needs_a_decision_changes_the_ladders_and_is_told_to_oversight(town: Town) -> None:
    visitor = Settings(town)
    refused = visitor.asks("mode/all", mode="refer-only")
    assert refused.status == 422
    assert visitor.words("slip.decision") in refused.text
    page = visitor.presses(refused, visitor.words("see"), None, decision="d 12")
    assert visitor.words("mode.refer-only") in page.text
    assert "removed major patrol" in page.text
    assert visitor.words("confirm.told") in page.text
    visitor.confirms(page)
    after = said(town)
    assert after.mode is Mode.REFER_ONLY
    assert versions(town)[0].why == f"D12: {WHY}"
    (told,) = town.got(OVERSIGHT, Text.SETTINGS_CHANGED)
    assert f"D12: {WHY}" in told
    assert not town.got(LANDLORDS, Text.SETTINGS_CHANGED)
    assert visitor.words("note.mode_back") in visitor.form("mode/all").text
    visitor.changes("mode/all", mode="patrol", decision="D13")
    assert said(town).mode is Mode.PATROL
    assert frozenset(said(town).ladders) == frozenset(town.community.ladders), "those of before are in force again"
    assert "# A killing or armed violence" in body(town)


def test_where_no_version_with_patrols_is_known_the_page_says_what_is_missing(towns: Town) -> None:
    visitor = steering(towns, "kawangware")
    assert visitor.words("note.mode_lost") in visitor.form("mode/all").text
    patrol = steering(towns, "mlango-kubwa").form("mode/all").text
    assert visitor.words("note.mode_lost") not in patrol
    assert visitor.words("note.mode_back") not in patrol


def test_without_a_patrol_a_community_cannot_send_one(towns: Town) -> None:
    visitor = steering(towns, "kawangware")
    page = visitor.asks("mode/all", mode="patrol", decision="D1")
    assert page.status == 422
    assert visitor.words("slip.nobody") in page.text


def test_oversight_is_told_of_a_ladder_and_of_no_landmark(town: Town) -> None:
    visitor = Settings(town)
    visitor.changes("zone/bondeni", landmarks="Base ya Bondeni\nDaraja")
    visitor.changes("helpline/fire", verified_on="2026-11-20")
    assert len(versions(town)) == 3
    assert not town.got(OVERSIGHT, Text.SETTINGS_CHANGED)
    visitor.changes("ladder/urgent-patrol", wait_1="4m")
    (told,) = town.got(OVERSIGHT, Text.SETTINGS_CHANGED)
    assert "Coordinator" in told


def test_a_ladder_needs_a_fresh_proof_which_keeps_what_was_typed(town: Town) -> None:
    visitor = Settings(town)
    town.passes(minutes=4)
    page = visitor.asks("ladder/urgent-patrol", wait_1="4m")
    town.passes(minutes=2)
    asked = visitor.confirms(page)
    assert asked.status == 403
    assert len(versions(town)) == 1
    visitor.presses(asked, visitor.says("sign_in", "proof.go.none"))
    assert said(town).ladders[2].steps[1].after == timedelta(minutes=4)


def loads(town: Town, text: str) -> None:
    """Load another file, as the operator does."""
    town.loads(text)


@pytest.mark.parametrize(
    ("change", "typed"),
    [
        ("helpline/child", {"number": "0800 999"}),
        ("helpline/police", {"number": "0800 999"}),
        ("quiet/all", {"begins": "08:00", "ends": "07:00"}),
    ],
)
def test_a_number_to_call_and_quiet_hours_need_a_proof_and_are_told(
    town: Town, change: str, typed: dict[str, str]
) -> None:
    visitor = Settings(town)
    town.passes(minutes=4)
    page = visitor.asks(change, **typed)
    town.passes(minutes=2)
    asked = visitor.confirms(page)
    assert asked.status == 403
    assert len(versions(town)) == 1
    visitor.presses(asked, visitor.says("sign_in", "proof.go.none"))
    town.works()
    assert len(versions(town)) == 2
    assert town.got(OVERSIGHT, Text.SETTINGS_CHANGED)


def test_a_reason_does_not_look_like_a_decision(town: Town) -> None:
    visitor = Settings(town)
    page = visitor.asks("quiet/all", begins="21:00", why="D12: as decided")
    assert (page.status, visitor.words("slip.why_decision") in page.text) == (422, True)
    assert visitor.asks("quiet/all", begins="21:00", why="D12: as decided", decision="D12").status == 200


def test_another_file_meanwhile_is_said_and_asked_again(town: Town) -> None:
    visitor = Settings(town)
    form = visitor.form("quiet/all")
    loads(town, load_example("mlango-kubwa").replace('"Daraja"', '"Daraja la juu"'))
    page = visitor.presses(form, visitor.words("see"), None, begins="21:00", why=WHY)
    assert page.status == 409
    assert visitor.words("stale.how") in page.text
    page = visitor.presses(page, visitor.words("see"))
    assert page.status == 200
    loads(town, load_example("mlango-kubwa").replace('"Daraja"', '"Daraja la chini"'))
    again = visitor.confirms(page)
    assert again.status == 409
    assert said(town).quiet == (22 * 60, 6 * 60)
    visitor.confirms(visitor.presses(again, visitor.words("see")))
    assert said(town).quiet == (21 * 60, 6 * 60)
    assert '"Daraja la chini"' in body(town)


def test_two_who_confirm_at_once_store_one_change(new_town: Callable[..., Town]) -> None:
    town = new_town(small(load_example("mlango-kubwa")))
    pages: list[tuple[Settings, Shown]] = []
    for phone, begins in ((COORDINATOR, "21:00"), (LANDLORDS, "20:00")):
        visitor = Settings(town, phone)
        pages.append((visitor, visitor.asks("quiet/all", begins=begins)))
    answers: list[int] = []

    def confirms(visitor: Settings, page: Shown) -> None:
        answers.append(visitor.presses(page, visitor.words("confirm.now")).status)

    threads = [Thread(target=confirms, args=each) for each in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 409]
    assert len(versions(town)) == 2
