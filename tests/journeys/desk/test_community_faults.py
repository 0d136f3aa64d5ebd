"""Faults in the forms of the settings: each comes back in words, nothing is stored, and no floor is lowered."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from gateway.communities.file import load_example
from gateway.desk.community.form import Wrong
from menus.domain.categories import Level, Track
from menus.domain.community import Mode, Stage
from menus.text import page_words
from tests.journeys.desk.community import HOME, WHY, Settings, as_field, body, said, versions
from tests.people import small
from tests.town import Town

SLOW = '{ after = "50m", notify = ["police-alternate"]'
FAULTS = [
    ("quiet/all", {"begins": "22:00", "ends": "22:00"}, "hint.quiet"),
    ("quiet/all", {"begins": "22:00", "ends": ""}, "slip.hours"),
    ("quiet/all", {"begins": "25:99", "ends": "07:00"}, "hint.quiet"),
    ("helpline/police", {"number": "12"}, "hint.number"),
    ("helpline/police", {"verified_on": "yesterday"}, "slip.day"),
    ("zone/bondeni", {"name_sw": "W" * 41}, "hint.name"),
    ("zone/bondeni", {"name_sw": "Kiamutisya", "name_en": "Kiamutisya"}, "hint.name"),
    ("zone/bondeni", {"name_sw": "", "name_en": ""}, "slip.name"),
    ("zone/bondeni", {"landmarks": "汉"}, "hint.landmarks"),
    ("ladder/major-police", {"wait_1": "a while"}, "hint.wait"),
    ("ladder/major-police", {"wait_1": ""}, "hint.wait"),
    ("ladder/major-police", {"repeat": "-1"}, "slip.repeat"),
    ("ladder/major-police", {"repeat": "101"}, "hint.repeat"),
    ("meeting/new", {"on": "2027-02-30", "at": "15:00", "place_en": "x"}, "slip.day"),
    ("meeting/new", {"on": "2027-02-20", "at": "soon", "place_en": "x"}, "hint.at"),
    ("meeting/new", {"on": "2027-02-20", "at": "15:00"}, "slip.place"),
    ("project/new", {"name_en": "x" * 41}, "hint.place"),
    ("mode/all", {"mode": "war"}, "slip.mode"),
    ("quiet/all", {}, "slip.same"),
    ("quiet/all", {"begins": "21:00", "why": " \n "}, "slip.why"),
    ("quiet/all", {"begins": "21:00", "why": "w" * 400}, "slip.long"),
]


@pytest.mark.parametrize(("change", "typed", "wrong"), FAULTS)
def test_a_fault_comes_back_with_what_is_accepted_and_what_was_typed(
    town: Town, change: str, typed: dict[str, str], wrong: str
) -> None:
    visitor = Settings(town)
    page = visitor.asks(change, **typed)
    assert page.status == 422
    (alert,) = page.root.all(role="alert")
    assert visitor.words(wrong) in alert.text
    fields = next(one.fields for one in page.buttons() if one.name == visitor.words("see"))
    for name, text in typed.items() if change != "mode/all" else ():
        assert " ".join(fields[as_field(name)].split()) == " ".join(text[:301].split())
    assert len(versions(town)) == 1


def test_the_police_read_of_a_killing_within_an_hour_whatever_is_typed(new_town: Callable[..., Town]) -> None:
    text = load_example("mlango-kubwa").replace('{ notify = ["police"] },', '{ notify = ["coordinator"] },')
    visitor = Settings(new_town(text))
    page = visitor.asks("ladder/major-police", wait_1="61m")
    assert page.status == 422
    assert "no police is told of a killing within an hour" in next(page.root.all(role="alert")).text


@pytest.mark.parametrize(
    ("ladder", "longest", "too_long"), [("major-police", "15m", "16m"), ("minor-patrol", "24h", "1441m")]
)
def test_no_wait_is_longer_than_its_level_bears(town: Town, ladder: str, longest: str, too_long: str) -> None:
    visitor = Settings(town)
    page = visitor.asks(f"ladder/{ladder}", wait_1=too_long)
    assert page.status == 422
    assert longest in next(page.root.all(role="alert")).text
    visitor.changes(f"ladder/{ladder}", wait_1=longest)
    assert f'after = "{longest}"' in body(town)


def test_a_stored_file_with_a_longer_wait_goes_on_and_is_changed_beside_it(new_town: Callable[..., Town]) -> None:
    text = load_example("mlango-kubwa").replace('{ after = "5m", notify = ["police-alternate"]', SLOW)
    town = new_town(text)
    assert town.services.directory.communities()
    visitor = Settings(town)
    assert visitor.words("ladder.slow") in visitor.opens(HOME).text
    visitor.changes("quiet/all", begins="21:30")
    assert said(town).ladders[1].steps[1].after == timedelta(minutes=50)
    assert visitor.asks("ladder/major-police", repeat="1").status == 422, "the ladder is judged when it changes"
    visitor.changes("ladder/major-police", wait_1="15m")
    assert visitor.words("ladder.slow") not in visitor.opens(HOME).text


def test_a_killing_is_told_at_once_whatever_is_sent(town: Town) -> None:
    visitor = Settings(town)
    first = visitor.form("ladder/major-police")
    assert "wait-0" not in {one.attributes.get("name") for one in first.root.all("input")}
    sent = next(one for one in first.buttons() if one.name == visitor.words("see"))
    visitor.confirms(visitor.sends(sent.address, {**sent.fields, "wait-0": "5m", "repeat": "3", "why": WHY}))
    assert said(town).ladders[1].steps[0].after == timedelta(0), "what the form does not have is not read"
    assert said(town).ladders[1].repeat == 3


def test_a_name_for_which_a_phone_has_no_room_is_refused(town: Town) -> None:
    page = Settings(town).asks("zone/juja-road", name_sw="W" * 40, name_en="W" * 40)
    assert page.status == 422
    assert "160" in next(page.root.all(role="alert")).text


def test_a_day_of_a_call_in_the_future_is_refused(town: Town) -> None:
    page = Settings(town).asks("helpline/police", verified_on="2027-01-01")
    assert page.status == 422


STRANGE = ["\x00", "🔥" * 50, "W" * 10_000, "'; DROP TABLE people; --", '"""', "\ud7ff", "<script>", "-1", "9" * 400]
PLACES = ["quiet/all", "mode/all", "helpline/police", "zone/bondeni", "ladder/minor-patrol", "meeting/new", "project/1"]


def test_strange_input_never_breaks_a_page(new_town: Callable[..., Town]) -> None:
    town = new_town(small(load_example("mlango-kubwa")))
    visitor = Settings(town)
    before = body(town)
    for place in PLACES:
        sent = next(one for one in visitor.form(place).buttons() if one.name == visitor.words("see"))
        for strange in STRANGE:
            fields = {name: strange for name in sent.fields if name not in {"csrf_token", "seen"}}
            for where in (sent.address, f"{sent.address}/confirmed"):
                assert visitor.sends(where, {**sent.fields, **fields, "decision": strange}).status == 422, place
            assert visitor.sends(sent.address, {**sent.fields, "seen": strange}).status == 409
            assert visitor.opens(f"{HOME}/change/{place.split('/')[0]}/{strange[:99]}").status in {308, 404}
            assert visitor.opens(f"{HOME}?meetings={strange[:99]}&projects={strange[:99]}").status == 200
    assert body(town) == before


@pytest.mark.parametrize("language", page_words.LANGUAGES)
def test_each_value_of_a_setting_and_each_slip_has_its_words(language: str) -> None:
    own = page_words.texts("desk_community.po", language)
    kinds = {"level": Level, "track": Track, "mode": Mode, "stage": Stage}
    assert {f"{kind}.{one.value}" for kind, members in kinds.items() for one in members} <= set(own)
    assert {one.value for one in Wrong} == {name for name in own if name.startswith("slip.")}
