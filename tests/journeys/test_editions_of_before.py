"""Editions of a Doria that knew fewer classes, outcomes and figures: shown as they are, and correctable."""

import csv
import io
from dataclasses import replace

import pytest

from gateway.insight import editions
from gateway.insight.edition_files import Cut
from gateway.insight.edition_list import Edition
from gateway.insight.editions import Terms
from menus.domain.categories import Category
from menus.domain.classes import CrimeClass
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.published import ALL, CLASSES, OUTCOMES
from menus.domain.published_stations import FIGURES, OUTCOME
from menus.domain.published_tables import TABLES
from tests.journeys.desk.figures import Past
from tests.journeys.desk.test_whose_pages import signed_in
from tests.journeys.quarters import Q4, SETTLED, Happened, at, busy, happen, publishes, rows
from tests.people import COORDINATOR
from tests.town import Town

ZONES = ("bondeni", "market", "school")
LATER_CLASS, LATER_OUTCOME = CrimeClass.CARJACKING, IncidentOutcome.NOBODY_CLOSED
LATER = {LATER_CLASS.value, LATER_OUTCOME.value, OUTCOME}
"""A class, an outcome and a figure of stations that came after the edition was made."""


def of_before(made: Cut) -> Cut:
    """Return what a Doria without them has cut of the same quarter."""
    cells = {name: value for name, value in made.cells.items() if LATER.isdisjoint(name.split("|"))}
    files = {name: without(text) if name.endswith(".csv") else text for name, text in made.files.items()}
    return replace(made, cells=cells, files=files)


def without(text: str) -> str:
    """Return a table without the lines that have come since."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(line for line in csv.reader(text.splitlines()) if LATER.isdisjoint(line))
    return out.getvalue()


@pytest.fixture
def edition(town: Town) -> Edition:
    """Give an edition that was made before, in a quarter that had nothing of what came later."""
    happen(town, [one for one in busy(4, 300, ZONES) if one.crime is not LATER_CLASS and one.ended_as != LATER_OUTCOME])
    town.now = SETTLED
    with town.services.reading() as session:
        made = editions.cut(session, town.record(), Q4, town.now)
    assert made is not None
    with town.services.uow() as uow:
        return editions.keep(uow, town.record(), of_before(made), Terms(), by=None)


def test_the_pages_of_its_tables_have_the_lines_and_columns_of_its_files(town: Town, edition: Edition) -> None:
    reader = signed_in(town, COORDINATOR)
    for table in TABLES:
        page = reader.opens(f"/desk/published/{edition.id}/{table}")
        assert page.status == 200
        heads = [head.text for head in page.root.all("th", scope="col")]
        if table in {"weeks", "zones"}:
            assert len(heads) == 2 + len(CLASSES) - 1 + 1
            assert reader.says("incident", f"crime.{LATER_CLASS}") not in heads
            assert reader.says("incident", "crime.robbery") in heads


def told(edition: Edition, table: str, name: str) -> dict[str, str]:
    """Return the numbers of all weeks, or of all months and zones, by the values of a column."""
    lines = rows(edition, table)
    return {
        row[name]: row["incidents"]
        for row in lines
        if {row.get("week_begins", ALL), row.get("month", ALL)} == {ALL} == {row.get("zone", ALL)}
    }


@pytest.mark.parametrize(("kind", "counts_as"), [(Category.ROBBERY, "robbery"), (Category.UNKNOWN, "none")])
def test_it_is_corrected_in_its_own_lines_and_what_came_later_counts_as_its_kind_or_as_none(
    town: Town, edition: Edition, kind: Category, counts_as: str
) -> None:
    happen(town, [Happened(Past(at(50), patrol=2, texts=0), "market", LATER_CLASS, kind, ended_as=LATER_OUTCOME)] * 40)
    second = publishes(town, corrects=True)
    assert second.number == 2
    for table in ("weeks", "zones"):
        before, after = (told(one, table, "class") for one in (edition, second))
        assert set(after) == {*CLASSES, ALL} - LATER
        assert {one for one in after if after[one] != before[one]} == {counts_as, ALL}, table
        assert int(after[counts_as]) - int(before[counts_as]) == 40
    before, after = (told(one, "outcomes", "outcome") for one in (edition, second))
    assert set(after) == {*OUTCOMES, ALL} - LATER
    assert int(after["other"]) - int(before["other"]) == 40
    assert {row["figure"] for row in rows(second, "stations")} == set(FIGURES) - LATER
