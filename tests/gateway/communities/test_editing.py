"""Editing a community file: only what changes is written anew, and everything else stays byte for byte."""

import tomllib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.communities import editing
from gateway.communities.edits import CoverValues, Edit, Values
from gateway.communities.file import EXAMPLES, load_example, parse
from gateway.errors import Refused

NEW = "+254700000777"
FILES = [load_example(key) for key in EXAMPLES]
TOWN = FILES[0]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_a_new_number_changes_its_own_characters_alone(text: str, data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(parse(text).people))
    for form in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        assert editing.with_phone(form, person.phone, NEW) == form.replace(person.phone, NEW)


def test_comments_beside_a_number_stay_and_shifts_and_the_number_for_the_police_follow() -> None:
    text = TOWN.replace(
        'phone = "+254700000121"', "phone = '0700 000 121'  # lent by her sister\npublic_phone = \"0700000121\""
    )
    text = text.replace(
        'roles = ["patrol", "patrol-leader"', 'people = [\n  "0700000121", # at night\n  "x"]\nroles = ["patrol"'
    )
    made = editing.with_phone(text, "+254700000121", NEW)
    assert "# lent by her sister" in made
    assert "# at night" in made
    raw = tomllib.loads(made)
    person = next(one for one in raw["people"] if one["phone"] == NEW)
    assert person["public_phone"] == NEW
    assert raw["shifts"][0]["people"] == [NEW, "x"]
    assert "0700000121" not in made


def test_a_new_name_is_followed_by_the_shifts() -> None:
    text = TOWN.replace("[[shifts]]\n", '[[shifts]]\npeople = ["Deputy leader (example)"]\n')
    made = editing.edited(text, Edit({"+254700000102": {"name": "Asha (example)"}}))
    assert parse(made).shifts == parse(text).shifts
    assert '["Asha (example)"]' in made


def test_new_people_stand_behind_the_last_one_and_each_in_a_table_of_its_own() -> None:
    added: tuple[Values, ...] = (
        {"name": "A", "phone": NEW, "roles": ["patrol"]},
        {"name": "B", "phone": "+254700000778", "roles": ["chief"]},
    )
    for text in (TOWN, TOWN.replace("\n", "\r\n")):
        made = editing.edited(text, Edit(added=added))
        before, after = parse(text), parse(made)
        assert after.people[: len(before.people)] == before.people
        assert [person.name for person in after.people[len(before.people) :]] == ["A", "B"]
        assert made.count("\r\n") in {0, made.count("\n")}
        head = text[: text.index("[[shifts]]")].rstrip()
        assert made.startswith(head)
        assert made.endswith(text[text.index("[[shifts]]") :])


def test_a_key_is_taken_away_and_two_people_swap_their_numbers() -> None:
    first, second = (person.phone for person in parse(TOWN).people[:2])
    made = parse(editing.edited(TOWN, Edit({first: {"phone": second, "tenure": None}, second: {"phone": first}})))
    assert [person.phone for person in made.people[:2]] == [second, first]
    assert made.people[0].tenure is None


def test_people_in_one_list_are_changed_too() -> None:
    people = 'people = [ {name = "a", phone = "0712000001"}, # first\n  {name = "b", phone = "0712000002"} ]\n'
    text = people + 'shifts = [{people = ["b", "0712 000 002"]}]\n[community]\ntimezone = "Africa/Nairobi"\n'
    raw = tomllib.loads(editing.with_phone(text, "+254712000002", NEW))
    assert [one["phone"] for one in raw["people"]] == ["0712000001", NEW]
    assert raw["shifts"][0]["people"] == ["b", NEW]


FIRST: CoverValues = {"person": "Deputy leader (example)", "for": "+254700000101"}
HOURS: CoverValues = {"from": datetime(2026, 12, 5, 18), "to": datetime(2026, 12, 6, 6), "why": "Ill"}  # noqa: DTZ001 - as the file
SECOND: CoverValues = {"person": "0700 000 112", "shift": 1}


@pytest.mark.parametrize("text", [TOWN, TOWN.replace("\n", "\r\n"), TOWN.rstrip("\n")])
def test_a_cover_comes_and_goes_and_every_other_line_stays(text: str) -> None:
    one = editing.edited(text, Edit(added_covers=({**FIRST, **HOURS},)))
    both = editing.edited(one, Edit(added_covers=({**SECOND, **HOURS},)))
    assert both.startswith(text.rstrip())
    assert both.count("\r\n") in {0, both.count("\n")}
    covers = parse(both).covers
    assert [cover.phone for cover in covers] == ["+254700000102", "+254700000112"]
    assert covers[0].instead_of == "+254700000101"
    assert covers[0].begins == datetime(2026, 12, 5, 15, tzinfo=UTC)
    assert covers[1].shift == 0
    other = editing.edited(both, Edit(dropped_covers=frozenset({0}), added_covers=({**FIRST, **HOURS},)))
    assert parse(other).covers == covers[::-1]
    none = editing.edited(both, Edit(dropped_covers=frozenset({0, 1})))
    assert none.rstrip() == text.rstrip()


def test_covers_between_other_tables_and_comments_are_edited_where_they_stand() -> None:
    text = editing.edited(TOWN, Edit(added_covers=({**FIRST, **HOURS}, {**SECOND, **HOURS})))
    head, cover, rest = text.partition("[[covers]]")
    covers = cover + rest
    moved = head.replace("[[shifts]]", f"# who is away\n{covers.rstrip()}\n\n[[shifts]]", 1)
    made = editing.edited(
        moved, Edit(dropped_covers=frozenset({1}), added_covers=({**SECOND, **HOURS, "why": "Away"},))
    )
    assert [cover.why for cover in parse(made).covers] == ["Ill", "Away"]
    assert "# who is away" in made
    assert made.endswith(moved[moved.index("[[shifts]]") :])


def test_covers_name_people_by_their_new_names_and_numbers() -> None:
    text = editing.edited(TOWN, Edit(added_covers=({**FIRST, **HOURS}, {**SECOND, **HOURS})))
    changed: dict[str, Values] = {
        "+254700000102": {"name": "Asha (example)"},
        "+254700000101": {"phone": NEW},
        "+254700000112": {"phone": "+254700000778"},
    }
    covers = parse(editing.edited(text, Edit(changed))).covers
    assert [(cover.phone, cover.instead_of) for cover in covers] == [("+254700000102", NEW), ("+254700000778", None)]


@pytest.mark.parametrize("text", ["people = 3", "not toml [", TOWN])
def test_what_names_nobody_with_the_number_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        editing.with_phone(text, "+254799999999", NEW)
