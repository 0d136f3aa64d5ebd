"""Stories of a phone that somebody else reads: after SAFE and after the duress word it shows the same."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from gateway.communities.file import load_example
from menus.domain.categories import Category
from tests.people import CODE, COORDINATOR, DEPUTY, LEADER, RESIDENT
from tests.town import Town, reference_in

WORD = "mawingu"
SAFE, UNDER_DURESS = "SALAMA", f"SALAMA {WORD}"
READING = (
    "1 REF",
    "naenda REF",
    "sawa",
    "REF",
    "MORE REF",
    "LIST",
    "MENU",
    "WHO",
    "CANCEL",
    "hapana",
    "SAFE",
    "1 REF",
    "OK",
)
ACTING = ("2 REF", "3 REF", "ilikuwa makosa", "1 REF", "4 REF all quiet", "REF", "OFF", "ON", "STOP", "START", "1")
"""Texts that somebody may send to see what the phone knows. A `5` is none: it raises the alarm by itself."""


def shows(database: str, redis_url: str, safe: str, texts: Sequence[str], *, calls: bool) -> list[str]:
    """Return what a phone shows from its SAFE on: answers, other texts, and the page of its own reports."""
    file = load_example("mlango-kubwa").replace(f'phone = "{LEADER}"', f'phone = "{LEADER}"\nduress = "{WORD}"')
    town = Town(database, redis_url, file, keeps_database=False)
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    if not calls:
        town.answers(LEADER, "going", reference)
    own = reference_in(town.texts(LEADER, "5")) if calls else reference
    town.passes(seconds=40)
    before = len(town.inbox(LEADER))
    town.texts(LEADER, safe)
    town.passes(seconds=40)
    for text in texts:
        town.texts(LEADER, text.replace("REF", own))
        town.passes(seconds=40)
    town.answers(DEPUTY, "going", own)
    town.texts(COORDINATOR, f"1 {own}")
    town.passes(minutes=2)
    shown = [*town.inbox(LEADER)[before:], town.dials(LEADER, CODE, "0", "1", "1")]
    town.close()
    return shown


@pytest.mark.parametrize("texts", [READING, ACTING], ids=["reading", "acting"])
@pytest.mark.parametrize("calls", [True, False], ids=["called for help", "on the way"])
def test_what_a_phone_shows_after_the_duress_word_is_what_it_shows_after_safe(
    tmp_path: Path, redis_url: str, texts: Sequence[str], *, calls: bool
) -> None:
    ordinary, under_duress = (
        shows(f"sqlite:///{tmp_path}/{number}.db", redis_url, safe, texts, calls=calls)
        for number, safe in enumerate((SAFE, UNDER_DURESS))
    )
    assert under_duress == ordinary
