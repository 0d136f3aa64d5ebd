"""Words of what is published: each value of a closed list has them at the desk, in both languages."""

import pytest

from gateway.desk.answers import Words
from menus.domain.classes import PoliceClass
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.parts_of_day import Part
from menus.domain.published import CLASSES, OUTCOMES, SLOT_NAMES
from menus.domain.published_stations import FIGURES
from menus.domain.published_tables import COLUMNS, KINDS_OF_YEAR
from menus.text import catalog
from menus.text.names import Text

BESIDE = {"class", "police_class", "iccs"}
"""The columns that no page heads: there each class is a column of its own."""
UNLISTED = {PoliceClass.MORALITY, PoliceClass.CORRUPTION, PoliceClass.POLICE}


@pytest.mark.parametrize("language", ["en", "sw"])
def test_each_value_of_a_table_has_words(language: str) -> None:
    say, crime = Words(language, "published"), Words(language, "incident")
    values = {"answer": SLOT_NAMES, "figure": FIGURES, "kind": KINDS_OF_YEAR, "track": ("patrol", "police")}
    told = [say(f"{column}.{value}") for column, found in values.items() for value in found]
    heads = {column.name for columns in COLUMNS.values() for column in columns} - BESIDE
    told += [say(f"column.{head}") for head in heads]
    told += [say(f"table.{table}") for table in COLUMNS]
    told += [crime(f"crime.{one}") for one in CLASSES]
    for outcome in OUTCOMES:
        is_chosen = outcome in set(IncidentOutcome)
        told.append(catalog.say(language, Text(f"outcome.{outcome}")) if is_chosen else say(f"outcome.{outcome}"))
    assert all(told)


@pytest.mark.parametrize("language", ["en", "sw"])
def test_each_class_and_part_of_the_sheet_has_words(language: str) -> None:
    say = Words(language, "handover")
    assert all(say(f"police-class.{police}") for police in PoliceClass if police not in UNLISTED)
    assert all(say(f"part.{part}") for part in Part)
