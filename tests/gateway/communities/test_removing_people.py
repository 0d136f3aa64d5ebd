"""Taking people out of a community file: what names them goes with them, and the rest stays byte for byte."""

import json
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.communities import editing
from gateway.communities.edits import Edit, Values
from gateway.communities.file import EXAMPLES, load_example, parse
from gateway.errors import Refused
from menus.domain.community import Community, Person
from menus.domain.roles import Role
from menus.domain.shifts import team_of
from tests.people import BONDENI, DEPUTY, KIAMUTISYA

FILES = [load_example(key) for key in EXAMPLES]
TOWN = FILES[0]
NAME = "Patrol, Bondeni (example)"


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_who_is_removed_is_named_no_more_and_every_other_line_stays(text: str, data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(parse(text).people))
    for form in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        made = editing.edited(form, Edit(removed=(person.phone,)))
        before, after = tomllib.loads(text), tomllib.loads(made.removeprefix("\ufeff"))
        gone = [one for one in before["people"] if one not in after["people"]]
        assert [one["name"] for one in gone] == [person.name]
        assert {**before, "people": 0} == {**after, "people": 0}
        lines = iter(form.splitlines())
        assert all(line in lines for line in made.splitlines())
        assert made.count("\r\n") in {0, made.count("\n")}


def test_a_shift_names_them_no_longer_and_goes_if_it_is_nobodys_then() -> None:
    shifts = f"""[[shifts]]
# The night of two.
people = ["{NAME}", "0700 000 112"]  # by name and by number
days = ["mon"]
from = "20:00"
to = "04:00"

[[shifts]]
people = ["{BONDENI}"]
days = ["tue"]
from = "20:00"
to = "04:00"

[[shifts]]
team = "Owls"
days = ["wed"]
from = "20:00"
to = "04:00"

"""
    text = TOWN.replace(f'phone = "{BONDENI}"', f'phone = "{BONDENI}"\nteam = "Owls"').replace(
        "[[shifts]]", shifts + "[[shifts]]", 1
    )
    before = parse(text)
    made = editing.edited(text, Edit(removed=(BONDENI,)))
    after = parse(made)
    assert len(after.shifts) == len(before.shifts) - 2
    assert after.shifts[0].phones == {KIAMUTISYA}
    assert "# by name and by number" in made
    assert "Owls" not in made
    assert made.endswith(TOWN[TOWN.index("# A killing or armed") :])
    emptied = editing.edited(text, Edit(removed=(BONDENI, KIAMUTISYA)))
    assert len(tomllib.loads(emptied)["shifts"]) == len(before.shifts) - 3


_ANYBODY = st.sampled_from(parse(TOWN).having((Role.PATROL,)))
_WORDS = ("Owls", "owls team", "Team OWLS", "MARKET", "Sokoni", "all", "Wote", "Patrol-Leader")
_KINDS = st.lists(st.one_of(_ANYBODY.map(lambda one: one.phone), st.sampled_from(_WORDS)), min_size=1, max_size=5)


@settings(max_examples=60, deadline=None)
@given(
    _KINDS,
    st.lists(st.integers(0, 4), max_size=4),
    st.sets(_ANYBODY, min_size=1, max_size=1),
    st.sampled_from(("covers", "shifts")),
)
def test_covers_of_a_shift_go_with_it_and_the_others_keep_theirs(
    whose: list[str], covered: list[int], gone: set[Person], first: str
) -> None:
    written = "".join(
        f"[[shifts]]\n{f'team = {json.dumps(word)}' if word in _WORDS else f'people = [{json.dumps(word)}]'}\n"
        f'days = ["mon"]\nfrom = "0{number}:00"\nto = "0{number}:30"\n\n'
        for number, word in enumerate(whose)
    )
    places = [place for place in covered if place < len(whose)]
    covers = "".join(
        f'[[covers]]\nperson = "{DEPUTY}"\nshift = {place + 1}\nfrom = 2026-12-05T18:00:00\n'
        f'to = 2026-12-06T06:00:00\nwhy = "{number}"\n\n'
        for number, place in enumerate(places)
    )
    text = TOWN.replace(f'phone = "{BONDENI}"', f'phone = "{BONDENI}"\nteam = "Owls"')
    start, rest = text[: text.index("[[shifts]]")], text[text.index("# A killing or armed") :]
    text = start + (covers + written if first == "covers" else written + covers) + rest
    before = parse(text)
    made = editing.edited(text, Edit(removed=tuple(one.phone for one in gone)))
    raw = tomllib.loads(made)
    phones = {one.phone for one in gone}
    left = [shift.begins for shift, word in zip(before.shifts, whose, strict=True) if _stays(before, word, phones)]
    assert [int(one["from"][:2]) * 60 for one in raw.get("shifts", [])] == left
    now = {one["why"]: int(raw["shifts"][one["shift"] - 1]["from"][:2]) for one in raw.get("covers", [])}
    kept = {str(number): place for number, place in enumerate(places) if place * 60 in left and DEPUTY not in phones}
    assert now == kept
    assert len(parse(made).covers) == len(kept)


def _stays(before: Community, word: str, gone: set[str]) -> bool:
    """Return whether a shift is still somebody's after people have gone."""
    if word not in _WORDS:
        return word not in gone
    after = replace(before, people=tuple(one for one in before.people if one.phone not in gone))
    return bool(team_of(after, word)) or word in {"MARKET", "Sokoni"}


def test_a_shift_of_several_stays_without_them() -> None:
    text = TOWN.replace("[[shifts]]\n", f'[[shifts]]\npeople = ["{BONDENI}"]\n', 1)
    after = parse(editing.edited(text, Edit(removed=(BONDENI,))))
    assert after.shifts[0].phones == frozenset()
    assert after.shifts[0].roles == parse(TOWN).shifts[0].roles


def test_covers_that_name_them_go_and_others_follow_a_new_number() -> None:
    cover = '[[covers]]\nperson = "{}"\nfor = "{}"\nwhy = "harusi"\n\n'
    covers = cover.format(NAME, DEPUTY) + cover.format(KIAMUTISYA, NAME) + cover.format(KIAMUTISYA, DEPUTY)
    text = TOWN.replace("[[shifts]]", covers + "[[shifts]]", 1)
    edit = Edit({DEPUTY: {"phone": "+254700000777"}}, removed=(BONDENI,))
    raw = tomllib.loads(editing.edited(text, edit))
    assert [(one["person"], one["for"]) for one in raw["covers"]] == [(KIAMUTISYA, "+254700000777")]


def test_comments_above_a_person_go_with_them_and_new_people_come_in_the_place_of_the_last_one() -> None:
    text = TOWN.replace('[[people]]\nname = "Oversight', '# Chosen by the elders.\n[[people]]\nname = "Oversight')
    new: Values = {"name": "A", "phone": "+254700000777", "roles": ["oversight"]}
    made = editing.edited(text, Edit(added=(new,), removed=("+254700000151",)))
    assert "elders" not in made.replace("elders'", "")
    assert [one.name for one in parse(made).people][-1] == "A"
    assert made.startswith(TOWN[: TOWN.index('[[people]]\nname = "Oversight')].rstrip())


def test_people_in_one_list_go_too() -> None:
    people = 'people = [ {name = "a", phone = "0712000001"}, # first\n  {name = "b", phone = "0712000002"} ]\n'
    text = people + 'shifts = [{people = ["b", "a"]}, {people = ["b"]}]\n[community]\ntimezone = "Africa/Nairobi"\n'
    raw = tomllib.loads(editing.edited(text, Edit(removed=("+254712000002",))))
    assert [one["name"] for one in raw["people"]] == ["a"]
    assert raw["shifts"] == [{"people": ["a"]}]


def test_nobody_is_removed_who_is_not_there() -> None:
    with pytest.raises(Refused):
        editing.edited(TOWN, Edit(removed=("+254799999999",)))
