"""People in tables: every way in which a spreadsheet may be saved is read alike, and every fault has its line."""

import codecs
import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.communities.editing import edited
from gateway.communities.file import load_example, parse
from gateway.communities.people_files import numbers, tables
from gateway.communities.people_files.numbers import DESTROYED, Number
from gateway.communities.people_files.plan import Plan, plan

BODY = load_example("mlango-kubwa")
TOWN = parse(BODY)
FIRST, SECOND = TOWN.people[:2]
NAME = st.from_regex(r"[A-Za-z][A-Za-z' ,;\"|.-]{0,20}", fullmatch=True)
WAYS = {
    "utf-8": lambda text: text.encode(),
    "bom": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
}


def planned(table: str | bytes) -> Plan:
    """Return what a table changes in the example."""
    found = tables.read(table if isinstance(table, bytes) else table.encode())
    return plan(TOWN, found.rows, found.faults)


def faults_of(table: str | bytes) -> list[str]:
    return [str(fault) for fault in planned(table).faults]


@settings(max_examples=80, deadline=None)
@given(
    people=st.lists(st.tuples(NAME, st.integers(10_000_000, 19_999_999)), max_size=6),
    separator=st.sampled_from([",", ";", "\t"]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    way=st.sampled_from(sorted(WAYS)),
    says_separator=st.booleans(),
)
def test_a_table_is_read_alike_in_every_form(
    people: list[tuple[str, int]], separator: str, newline: str, way: str, *, says_separator: bool
) -> None:
    written = io.StringIO(newline="")
    table = csv.writer(written, delimiter=separator, lineterminator=newline)
    table.writerow(["name", "phone", "roles"])
    table.writerows([name, f"07{number}", "patrol, chief"] for name, number in people)
    head = f"sep={separator}{newline}" if says_separator else ""
    found = tables.read(WAYS[way](head + written.getvalue()))
    assert found.faults == []
    assert [(row.name, row.phone, row.roles) for row in found.rows] == [
        (name.strip(), f"07{number}", "patrol, chief") for name, number in people
    ]
    assert [row.line for row in found.rows] == [place + 2 + says_separator for place in range(len(people))]


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_are_read_with_an_error(data: bytes) -> None:
    for each in (data, b"name,phone,roles\n" + data):
        found = tables.read(each)
        made = plan(TOWN, found.rows, found.faults)
        assert made.faults or made.edit is not None
        assert [fault.line for fault in made.faults] == sorted(fault.line for fault in made.faults)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["good", "power", "role", "zone", "landline", "nobody"]), min_size=1, max_size=12))
def test_every_faulty_line_is_told_and_no_other(kinds: list[str]) -> None:
    lines = {
        "good": "Otieno {0},07120000{0:02},patrol,bondeni",
        "power": "Otieno {0},2.5471{0:02}E+11,patrol,",
        "role": "Otieno {0},07120000{0:02},sheriff,",
        "zone": "Otieno {0},07120000{0:02},patrol,moon",
        "landline": "Otieno {0},02022222{0:02},patrol,",
        "nobody": ",07120000{0:02},patrol,",
    }
    table = "name,phone,roles,zones\n" + "\n".join(lines[kind].format(place) for place, kind in enumerate(kinds))
    told = {int(re.match(r"line (\d+): ", line)[1]) for line in faults_of(table)}  # type: ignore[index]
    assert told == {place + 2 for place, kind in enumerate(kinds) if kind != "good"}


@pytest.mark.parametrize(
    "cell",
    [
        *("0712000001", "712000001", "+254712000001", "254712000001", " 0712 000-001 ", "'0712000001", '="0712000001"'),
        *("254712000001.0", "0712\u00a0000\u00a0001"),
    ],
)
def test_a_number_is_read_as_a_spreadsheet_may_write_it(cell: str) -> None:
    assert numbers.read(cell, "KE") == Number("+254712000001", is_completed=cell == "712000001")


@pytest.mark.parametrize("cell", ["2.54712E+11", "2,54712E+11", "2.54712e11", "7E+08"])
def test_a_number_that_excel_has_destroyed_says_what_to_do(cell: str) -> None:
    assert numbers.read(cell, "KE") == f"{cell}: {DESTROYED}"


@pytest.mark.parametrize(
    "cell", ["", "  ", "0712 000 001 / 0733 000 002", "020 222 2222", "12", "call him", "0999999999"]
)
def test_any_other_cell_is_refused_in_words(cell: str) -> None:
    assert isinstance(numbers.read(cell, "KE"), str)


def test_where_numbers_have_no_zero_in_front_none_is_missing() -> None:
    assert numbers.read("+254712000001", None) == Number("+254712000001")
    assert isinstance(numbers.read("712000001", None), str)


def test_people_are_found_by_number_or_name_and_empty_cells_say_nothing() -> None:
    made = planned(
        f"Jina;Simu;Majukumu;Maeneo\n{FIRST.name.upper()};+254700000777;;\n"
        f"Asha;{SECOND.phone};coordinator|deputy leader;\nNew;0712000001;Patrol Leader;Sokoni/river"
    )
    assert made.faults == []
    assert made.changed == {
        FIRST.phone: {"name": FIRST.name.upper(), "phone": "+254700000777"},
        SECOND.phone: {"name": "Asha", "roles": ["coordinator", "deputy-leader"]},
    }
    assert made.added == [
        {"name": "New", "phone": "+254712000001", "roles": ["patrol-leader"], "zones": ["market", "river"]}
    ]
    after = parse(edited(BODY, made.edit))
    assert [person.name for person in after.people][-1] == "New"
    assert after.people[1].zones == SECOND.zones


def test_a_table_of_the_people_as_they_are_changes_nothing() -> None:
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["name", "phone", "roles", "zones", "language", "tenure", "team"])
    for one in TOWN.people:
        roles, zones = ",".join(one.roles), ",".join(one.zones)
        writer.writerow([one.name, one.phone, roles, zones, one.language, one.tenure or "", one.team or ""])
    made = planned(table.getvalue())
    assert (made.changed, made.added, made.faults) == ({}, [], [])


def test_all_zones_are_said_in_a_word() -> None:
    zoned = next(person for person in TOWN.people if person.zones)
    made = planned(f'name,phone,zones\n"{zoned.name}",{zoned.phone},wote')
    assert made.changed == {zoned.phone: {"zones": []}}
    assert parse(edited(BODY, made.edit)).people[TOWN.people.index(zoned)].zones == frozenset()


def test_doubled_people_and_a_number_of_somebody_else_are_told() -> None:
    told = faults_of(
        "name,phone,roles\nA,0712000001,patrol\na,0712000002,patrol\nB,0712 000 001,patrol\n"
        f"{FIRST.name},{SECOND.phone},"
    )
    assert [line.partition(":")[0] for line in told] == ["line 3", "line 4", "line 5"]
    assert "line 2" in told[0]
    assert "line 2" in told[1]
    assert SECOND.name in told[2]


def test_two_people_of_one_name_in_the_community_are_told() -> None:
    twins = parse(BODY.replace(f'"{SECOND.name}"', f'"{FIRST.name}"'))
    found = tables.read(f"name,phone\n{FIRST.name},0712000001".encode())
    (fault,) = plan(twins, found.rows, found.faults).faults
    assert "2 people" in fault.message


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("", 1),
        ("name,roles\nA,patrol", 1),
        ("name,phone,roles,colour\nA,0712000001,patrol,red", 1),
        ("name,phone,roles,name\nA,0712000001,patrol,B", 1),
        ('name,phone,roles\n"A,0712000001,patrol', 2),
        ("name,phone,roles\nA,0712000001,patrol,x", 2),
        ('name,phone,roles\n"A\nB",0712000001,patrol\nC,12,patrol', 4),
        ("name,phone,roles,language\nA,0712000001,patrol,fr", 2),
        ("name,phone,roles,tenure\nA,0712000001,patrol,king", 2),
        (f"name,phone,roles\n{'A' * 61},0712000001,patrol", 2),
        ("name,phone,roles\n\u0410\u0411,0712000001,patrol", 2),
        ("name,phone\nA,0712000001", 2),
    ],
)
def test_a_fault_is_told_with_its_line(table: str, line: int) -> None:
    told = faults_of(table)
    assert told
    assert {each.partition(":")[0] for each in told} == {f"line {line}"}


def test_a_file_in_another_encoding_is_told_at_its_line() -> None:
    told = faults_of("name,phone,roles\nA,0712000001,patrol\nJosé,0712000002,patrol".encode("latin-1"))
    assert told == ['line 3: neither UTF-8 nor UTF-16; save the file as "CSV UTF-8"']
