"""Edits of settings: an edit changes exactly what it says, and every comment and every other line stays."""

import difflib
import re
import time
import tomllib
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
import tomlkit
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.communities import kept_lines
from gateway.communities.file import EXAMPLES, load_example, parse
from gateway.communities.settings_edits import edited
from gateway.communities.table_edits import Add, Edit, Put, Remove
from gateway.errors import Refused

FILES = [load_example(key) for key in EXAMPLES]
TOWN = FILES[0]
FORMS = [
    lambda text: text,
    lambda text: text.replace("\n", "\r\n"),
    lambda text: "\ufeff" + text,
    lambda text: re.sub(r"^(?=\[)", "# said above\n", text, flags=re.MULTILINE),
    lambda text: text.rstrip(),
    lambda text: text.replace("after =", "  after   =").replace('key = "', 'key   = "'),
]
"""The same file as people write it: other newlines, a mark in front, a comment above each table, more spaces."""
WORDS = st.text(st.sampled_from("aB 0{}[]#=,\"'\\.-é\n"), max_size=20)
"""Words with the letters that mean something in TOML."""
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
NAMES = st.one_of(WORDS, st.dictionaries(st.sampled_from(["sw", "en"]), WORDS, min_size=1))
WAITS = st.sampled_from(["30s", "3m", "2h"])


@st.composite
def edits(draw: st.DrawFn, raw: dict[str, Any]) -> Edit:
    """Draw an edit of one of the kinds that the pages make."""
    zone = draw(st.integers(0, len(raw["zones"]) - 1))
    ladder = draw(st.integers(0, len(raw["ladders"]) - 1))
    steps = len(raw["ladders"][ladder]["steps"])
    line = draw(st.sampled_from(sorted(raw["helplines"])))
    kinds: list[st.SearchStrategy[Edit]] = [
        st.builds(lambda hours: [Put("community", None, {("quiet_hours",): hours})], st.none() | WORDS),
        st.builds(lambda to: [Put("helplines", None, {(line, "number"): to})], WORDS),
        st.builds(lambda on: [Put("helplines", None, {(line, "verified_on"): on})], DAYS),
        st.builds(
            lambda name, marks: [Put("zones", zone, {("name",): name, ("landmarks",): marks})], NAMES, st.lists(WORDS)
        ),
        st.builds(
            lambda wait, rounds: [
                Put("ladders", ladder, {("steps", steps - 1, "after"): wait, ("repeat",): rounds}),
            ],
            WAITS,
            st.integers(0, 9),
        ),
        st.builds(
            lambda on, place: [Add("barazas", {"on": on, "at": "14:00", "place": place})],
            DAYS,
            NAMES,
        ),
        st.builds(lambda name: [Add("projects", {"name": name})], NAMES),
        st.just([Remove("ladders", ladder), Put("community", None, {("mode",): "refer-only"})]),
        st.just([Put("ladders", ladder, {("steps", 0): None, ("track",): "police"})] if steps > 1 else []),
    ]
    return draw(st.one_of(kinds))


def said(raw: dict[str, Any], edit: Edit) -> dict[str, Any]:
    """Return what a file says after an edit, worked out apart from the code."""
    made = deepcopy(raw)
    for one in edit:
        if isinstance(one, Put):
            table = made[one.section] if one.place is None else made[one.section][one.place]
            for where, value in one.values.items():
                inner = table
                for key in where[:-1]:
                    inner = inner[key]
                if value is None:
                    inner.pop(where[-1], None) if isinstance(inner, dict) else inner.pop(where[-1])
                else:
                    inner[where[-1]] = value
        elif isinstance(one, Add):
            made.setdefault(one.section, []).append(dict(one.values))
        else:
            del made[one.section][one.place]
    return made


def comments(text: str) -> list[str]:
    return re.findall(r"^\s*#.*", text, re.MULTILINE)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FILES), st.sampled_from(FORMS), st.data())
def test_an_edit_changes_exactly_what_it_says_and_comments_stay(text: str, form: Any, data: st.DataObject) -> None:
    written = form(text)
    raw = tomllib.loads(text)
    edit = data.draw(edits(raw))
    made = edited(written, edit)
    assert tomllib.loads(made.removeprefix("\ufeff")) == said(raw, edit)
    assert [one.strip() for one in comments(made)] == [one.strip() for one in comments(written)]
    assert made.startswith("\ufeff") == written.startswith("\ufeff")
    assert made.count("\r\n") in {0, made.count("\n")}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FILES), st.sampled_from(FORMS[:3]), st.data())
def test_a_small_edit_touches_its_own_line_alone(text: str, form: Any, data: st.DataObject) -> None:
    written = form(text)
    line = data.draw(st.sampled_from(sorted(tomllib.loads(text)["helplines"])))
    made = edited(written, [Put("helplines", None, {(line, "verified_on"): date(2026, 12, 3)})])
    was = re.search(rf"^{line} = .*", text, re.MULTILINE)
    assert was is not None
    assert made == written.replace(was[0], was[0].replace("2026-11-01", "2026-12-03"))


def test_the_wait_of_one_rung_changes_its_own_characters() -> None:
    made = edited(TOWN, [Put("ladders", 1, {("steps", 1, "after"): "4m"})])
    lines = [line for line in difflib.ndiff(TOWN.split("\n"), made.split("\n")) if line[0] in "+-"]
    assert lines == [
        '-   { after = "5m", notify = ["police-alternate"] },',
        '+   { after = "4m", notify = ["police-alternate"] },',
    ]


def test_a_comment_within_a_list_and_behind_a_value_stays() -> None:
    text = TOWN.replace(
        'landmarks = ["Kiamutisya bridge", "Daraja"]',
        'landmarks = [\n  "Kiamutisya bridge", # the new one\n  "Daraja",\n] # as people say',
    ).replace('quiet_hours = "22:00-06:00"', 'quiet_hours = "22:00-06:00" # by the baraza of May')
    edit = [
        Put("zones", 0, {("landmarks",): ["Kiamutisya bridge", "Kisima"]}),
        Put("community", None, {("quiet_hours",): "21:00-05:00"}),
    ]
    made = edited(text, edit)
    assert parse(made).zones[0].landmarks == ("Kiamutisya bridge", "Kisima")
    for comment in ("# the new one", "# as people say", "# by the baraza of May"):
        assert comment in made


def test_a_table_goes_and_another_comes_without_a_word_of_the_others() -> None:
    made = edited(TOWN, [Remove("barazas", 0), Add("projects", {"name": "Trees"})])
    assert parse(made).barazas == ()
    assert [one.names["en"] for one in parse(made).projects] == ["Clean drains (example)", "Trees"]
    assert made.startswith(TOWN[: TOWN.index("[[barazas]]")])
    assert made.endswith(TOWN[TOWN.index("[[people]]") :])


def test_a_first_table_of_its_kind_stands_at_the_end() -> None:
    text = FILES[1]
    made = edited(text, [Add("barazas", {"on": date(2027, 1, 9), "at": "14:00", "place": "Hall"})])
    assert made.startswith(text.rstrip())
    assert parse(made).barazas[0].on == date(2027, 1, 9)


def test_tables_in_other_forms_are_edited_too() -> None:
    text = (
        "# mine\nzones = [ {key = 'a', name = 'A'}, # first\n {key = 'b', name = 'B'} ]\n"
        "[helplines.police]\nnumber = '999' # by day\nverified_on = 2026-11-01\n"
        "[[ladders]]\nlevel = 'major'\n[[ladders.steps]]\nnotify = ['police']\n"
    )
    edit = [
        Put("zones", 1, {("name",): "C"}),
        Put("helplines", None, {("police", "number"): "111"}),
        Put("ladders", 0, {("steps", 0, "after"): "3m"}),
    ]
    made = edited(text, edit)
    assert tomllib.loads(made) == said(tomllib.loads(text), edit)
    assert comments(made) == comments(text)
    for comment in ("# first", "# by day"):
        assert comment in made


TABLES = st.lists(st.fixed_dictionaries({"on": DAYS, "at": st.just("14:00"), "place": NAMES}), max_size=4)
_OPENED = "name = 'x' # mine\n"
_CLOSED = "\n[community] # ours\nmode = 'patrol'\n"


def in_blocks(tables: list[dict[str, Any]]) -> str:
    """Return a file in which each table has a header."""
    parts = [tomlkit.dumps({"barazas": [one]}).strip() for one in tables]
    return "\n\n".join([_OPENED.strip(), *parts]) + _CLOSED


def on_one_line(tables: list[dict[str, Any]]) -> str:
    """Return a file in which the tables stand in a list on one line."""
    return f"{_OPENED}barazas = [{', '.join(map(inline, tables))}]\n{_CLOSED}"


def on_several(tables: list[dict[str, Any]]) -> str:
    """Return a file in which the tables stand in a list, each on a line with a comment."""
    lines = "".join(f"    {inline(one)}, # one\n" for one in tables)
    return f"{_OPENED}barazas = [\n{lines}]\n{_CLOSED}"


def inline(values: dict[str, Any]) -> str:
    """Return a table as it stands in a list."""
    table = tomlkit.inline_table()
    table.update(values)
    return table.as_string()


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([in_blocks, on_one_line, on_several]), TABLES, TABLES, st.data())
def test_tables_come_and_go_in_each_form_that_people_write(
    form: Any, tables: list[dict[str, Any]], new: list[dict[str, Any]], data: st.DataObject
) -> None:
    text = form(tables)
    gone = data.draw(st.sets(st.integers(0, len(tables) - 1))) if tables else set()
    edit: list[Put | Add | Remove] = [Remove("barazas", place) for place in gone]
    edit += [Add("barazas", one) for one in new]
    made = edited(text, edit)
    wanted = [one for place, one in enumerate(tables) if place not in gone] + new
    assert tomllib.loads(made).get("barazas", []) == wanted
    assert all(line in made for line in (_OPENED, _CLOSED.strip()))


def test_lines_of_ten_thousand_people_are_kept_in_seconds() -> None:
    people = "".join(f'[[people]]\nname="P{one}"\nroles = ["leader"]\nzones = ["a"]\n\n' for one in range(10_000))
    before = f"first = 1\n{people}last=2\n"
    others = people.replace("name=", "name = ").replace('"P1"', '"Q"').replace('"P9999"', '"R"')
    made = f"first = 1\n{others}last = 3\n"
    began = time.process_time()
    kept = kept_lines.like(before, made)
    assert time.process_time() - began < 5
    assert tomllib.loads(kept) == tomllib.loads(made)
    same = kept_lines.like(before, before.replace('="', ' = "').replace("P5000", "Q"))
    assert same.splitlines()[:20_000] == before.splitlines()[:20_000]
    assert same.splitlines()[-20_000:] == before.splitlines()[-20_000:]


@given(st.lists(st.sampled_from(["a=1", "a = 1", "b", "b ", "{c}", ""]), max_size=12), st.data())
def test_kept_lines_say_what_was_made(before: list[str], data: st.DataObject) -> None:
    made = data.draw(st.lists(st.sampled_from(["a  =  1", "b", "{c}", "", "d"]), max_size=12))
    kept = kept_lines.like("".join(f"{one}\n" for one in before), "".join(f"{one}\n" for one in made))
    assert [re.sub(r"\s", "", one) for one in kept.splitlines()] == [re.sub(r"\s", "", one) for one in made]


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("not toml [", [Put("community", None, {("mode",): "patrol"})]),
        (TOWN, [Put("zones", 99, {("name",): "x"})]),
        (TOWN, [Put("helplines", None, {("none", "number"): "1"})]),
        (TOWN, [Remove("barazas", 3)]),
        ("barazas = 3", [Add("barazas", {"at": "14:00"})]),
    ],
)
def test_what_cannot_be_edited_is_refused(text: str, edit: Edit) -> None:
    with pytest.raises(Refused):
        edited(text, edit)
