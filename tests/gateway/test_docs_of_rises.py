"""The documents of rises quote the texts as they come, and the numbers that were measured."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gateway.communities import file
from menus.domain import rise, rise_kinds, station_findings
from menus.domain import rise_measured as measured
from menus.domain.categories import Category
from menus.domain.rise import RiseLevel
from menus.domain.rise_told import ToldRise
from menus.sms import patrol_forms, rise_wording, wording
from menus.text.names import Text

DOCS = Path(__file__).parents[2] / ".docs"
COMMUNITY = file.parse(file.load_example("mlango-kubwa"))
TOLD = ToldRise(
    week=date(2026, 11, 23),
    zone="kiamutisya",
    kind=Category.BREAK_IN,
    level=RiseLevel.RISE,
    number=20,
    usual=7.4,
    reports=24,
    usual_reports=9.0,
    callers=15,
    usual_callers=6.5,
    unknown=0,
    chance=0.0004,
    known=26,
    spread=1.5,
    weeks=None,
)
SILENT = replace(TOLD, zone="river", kind=None, level=RiseLevel.SILENT, callers=2, usual_callers=16.0)


def page(name: str) -> str:
    """Return a document on one line, without the signs of quotations."""
    text = (DOCS / name).read_text(encoding="utf-8").replace("\n> ", " ").replace("\\*", "*")
    return " ".join(text.split())


def said(name: Text, told: ToldRise, **more: str) -> str:
    """Return a text as it comes."""
    values = rise_wording.values_of(COMMUNITY, "en", told)
    return wording.say(COMMUNITY, "en", name, **{**values, **more})


@pytest.mark.parametrize(
    "text",
    [
        said(Text.RISE, TOLD),
        said(Text.RISE_LOOKS, replace(TOLD, level=RiseLevel.LOOK, number=13), count="1"),
        said(Text.RISE_SILENT, SILENT, code=COMMUNITY.ussd_codes[0]),
    ],
)
def test_a_text_is_quoted_as_it_comes(text: str) -> None:
    assert text in page("insight-after-a-rise.md")


@pytest.mark.parametrize(
    "sentence",
    [
        f"{measured.FALSE_LOOKS} false LOOK and {measured.FALSE_RISES} false RISE a year",
        f"{measured.FALSE_RISES_OF_ZONES} false RISE a year",
        f"in {measured.FOUND_LOOKS} of 100 towns, a RISE in {measured.FOUND_RISES}",
        f"in {measured.FOUND_SILENCES} of 100 towns",
        f"all zones within eight weeks in {measured.FOUND_SILENCES_OF_ALL} of 100 towns",
        f"Of 100 real tripled rises you read of {measured.FOUND_RISES} by a RISE within six weeks",
        f"six weeks, and of {measured.FOUND_LOOKS} by a LOOK",
        f"LOOK | so many would come in fewer than 1 of {round(1 / rise.LOOK_BELOW)} spans",
        f"RISE | so many would come in fewer than 1 of {round(1 / rise.RISE_BELOW):,} spans",
        f"SILENT | so few people would call from the zone in fewer than 1 of {round(1 / rise.SILENT_BELOW):,} spans",
    ],
)
def test_the_page_of_rises_has_the_numbers_of_the_code(sentence: str) -> None:
    assert sentence in page("insight-rises.md")


def test_the_page_of_rises_counts_the_kinds_as_the_code_does() -> None:
    words = {5: "five", 7: "seven"}
    kinds, asked = words[len(rise_kinds.KINDS)], words[len(patrol_forms.CATEGORIES)]
    assert f"There are {kinds} kinds" in page("insight-rises.md")
    assert f"Patrols can be asked for {asked} of the {kinds} kinds" in page("insight-rises.md")


def test_the_days_after_which_publishing_is_better_are_those_of_the_last_figure() -> None:
    days = max(station_findings.OB_WITHIN, station_findings.OUTCOME_WITHIN).days
    assert f"**Wait {days + 1} days after the quarter ends.**" in page("insight-export.md")
    assert f"counted {days} days after an alert" in page("insight-export.md")
