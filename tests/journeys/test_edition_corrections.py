"""Stories of corrections: what is cut anew, what stands, and what somebody who has both editions may not find."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from gateway.communities.file import load_example
from gateway.storage.models import Incident
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Level
from menus.domain.classes import CrimeClass
from menus.domain.incident_life import IncidentStatus
from menus.domain.published_tables import HIDDEN, TABLES
from tests.journeys.desk.figures import Past
from tests.journeys.quarters import SETTLED, Happened, at, busy, happen, kept, publishes, rows, without
from tests.town import Town

ZONES = ("bondeni", "market", "school")
LATE = Happened(Past(at(50), patrol=2, texts=0), "market", CrimeClass.THEFT)
"""An incident that is typed in from paper."""


def are_false(town: Town, count: int) -> None:
    """Find out that so many incidents were false."""
    with town.services.uow() as uow:
        ids = uow.session.scalars(select(Incident.id).order_by(Incident.id).limit(count)).all()
        uow.session.execute(update(Incident).where(Incident.id.in_(ids)).values(status=IncidentStatus.FALSE))


@pytest.fixture
def quarter(town: Town) -> Town:
    """Give a community whose busy quarter is published."""
    happen(town, busy(4, 300, ZONES))
    town.now = SETTLED
    publishes(town)
    return town


@pytest.mark.parametrize("count", [1, 4])
def test_what_happened_to_a_few_incidents_makes_no_edition_and_empties_no_table(quarter: Town, count: int) -> None:
    are_false(quarter, count)
    first = publishes(quarter, corrects=True)
    assert first.number == 1
    assert len(kept(quarter)) == 1
    assert all(rows(first, table) for table in TABLES)


def test_another_class_of_one_incident_makes_no_edition(quarter: Town) -> None:
    with quarter.services.uow() as uow:
        thefts = select(Incident).where(Incident.crime_class == CrimeClass.THEFT)
        one = uow.session.scalars(thefts.order_by(Incident.id)).first()
        assert one is not None
        one.crime_class = CrimeClass.BREAK_IN
    assert publishes(quarter, corrects=True).number == 1


def test_a_correction_holds_both_and_cuts_only_the_tables_that_may_be_told(quarter: Town) -> None:
    happen(quarter, [LATE] * 30)
    second = publishes(quarter, corrects=True)
    first_row, second_row = kept(quarter)
    assert second.number == 2
    for name, text in first_row.files.items():
        assert second.files[f"edition-1/{name}"] == text
    told = {table: second.files[f"{table}.csv"] != first_row.files[f"{table}.csv"] for table in TABLES}
    assert told["outcomes"]
    # Nobody called the police to them, and no station was told.
    assert not told["stations"]
    said = second.files["SHARING.md"]
    corrected, stands = (line for line in said.splitlines() if line.startswith(("- Corrected", "- As in")))
    assert {table for table in TABLES if f"{table}.csv" in corrected} == {table for table in TABLES if told[table]}
    assert {table for table in TABLES if f"{table}.csv" in stands} == {table for table in TABLES if not told[table]}
    for table in TABLES:
        was = [list(row.values()) for row in rows(publishes(quarter), table)]
        before = first_row.files[f"{table}.csv"].splitlines()[2:]
        # What is hidden stays the same, so that nothing points at what has changed.
        assert [[cell == HIDDEN for cell in row] for row in was] == [
            [cell == HIDDEN for cell in line.split(",")] for line in before
        ]
    assert {name for name, value in first_row.cells.items() if value is None} == {
        name for name, value in second_row.cells.items() if value is None
    }
    for name, value in second_row.cells.items():
        was_told = first_row.cells[name]
        assert (value is None) is (was_told is None)
        if value is not None and was_told is not None:
            assert value == was_told or abs(value - was_told) >= 5


def test_a_few_that_were_false_keep_each_table_as_it_was_also_beside_many_that_were_late(quarter: Town) -> None:
    """Each table has a number that changed by one to three: whoever subtracts would find the place of a false one."""
    happen(quarter, [LATE] * 30)
    are_false(quarter, 3)
    assert publishes(quarter, corrects=True).number == 1
    assert len(kept(quarter)) == 1


def test_each_edition_keeps_its_own_files_and_the_folder_has_those_of_all(quarter: Town) -> None:
    for _ in range(2):
        happen(quarter, [LATE] * 30)
        third = publishes(quarter, corrects=True)
    editions = kept(quarter)
    assert [row.number for row in editions] == [1, 2, 3]
    assert not [name for row in editions for name in row.files if name.startswith("edition-")]
    for row in editions[:2]:
        for name, text in row.files.items():
            assert third.files[f"edition-{row.number}/{name}"] == text
    assert third.is_whole


def test_a_correction_without_a_change_makes_no_edition(quarter: Town) -> None:
    first = publishes(quarter)
    assert publishes(quarter, corrects=True) == first


@pytest.mark.parametrize(("more", "number"), [(5, 1), (60, 2)])
def test_a_quarter_that_was_too_small_gets_tables_once_it_is_large_enough(town: Town, more: int, number: int) -> None:
    happen(town, busy(4, 3, ZONES))
    town.now = SETTLED
    assert rows(publishes(town), "outcomes") == []
    happen(town, [LATE] * more)
    second = publishes(town, corrects=True)
    assert (second.number, bool(rows(second, "outcomes"))) == (number, number == 2)


def of_year(town: Town, private: int, about_police: int) -> None:
    hidden = without(Happened(Past(at(3), texts=0), crime=None), level=Level.PRIVATE)
    complaint = without(hidden, level=Level.COMPLAINT, accused_group=AccusedGroup.POLICE)
    happen(town, [hidden] * private + [complaint] * about_police)


def test_the_year_is_corrected_only_by_ten_or_more(quarter: Town) -> None:
    of_year(quarter, 0, 9)
    assert publishes(quarter, corrects=True).number == 1
    of_year(quarter, 60, 1)
    # Both were hidden, and stay hidden.
    assert publishes(quarter, corrects=True).number == 1


def test_a_told_number_of_the_year_stands_until_ten_more_have_come(town: Town) -> None:
    happen(town, busy(4, 300, ZONES))
    of_year(town, 12, 3)
    town.now = SETTLED
    first = publishes(town)
    of_year(town, 9, 0)
    assert publishes(town, corrects=True) == first
    of_year(town, 1, 0)
    second = publishes(town, corrects=True)
    assert {row["kind"]: row["incidents"] for row in rows(second, "year")} == {
        "private-help": "22",
        "complaints-about-police": HIDDEN,
    }


def test_a_zone_that_the_file_has_since_changes_no_line_of_a_correction(new_town: Callable[..., Town]) -> None:
    town = new_town(load_example("mlango-kubwa"))
    happen(town, busy(4, 300, ZONES))
    town.now = SETTLED
    first = publishes(town)
    named = '[[zones]]\nkey = "hill"\nname = "Hill"\n\n[[zones]]'
    town.loads(load_example("mlango-kubwa").replace("[[zones]]", named, 1))
    town.reads_communities_again()
    happen(town, [LATE] * 30)
    second = publishes(town, corrects=True)
    assert second.number == 2
    assert {row["zone"] for row in rows(second, "zones")} == {row["zone"] for row in rows(first, "zones")}
