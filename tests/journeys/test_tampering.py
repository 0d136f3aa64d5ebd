"""Stories of tampering: somebody with the database alone changes, cuts, swaps or adds rows, and `verify` names it.

`pytest -s` shows what `doria record verify` says of each.
"""

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from gateway.communities import pauses
from gateway.core import erased_words
from gateway.record.sources import SOURCES
from menus.domain.acts import ErasedWhy
from menus.domain.categories import Category
from menus.domain.record import Source
from tests.people import CODE, COORDINATOR, LEADER, OTHER, RESIDENT
from tests.tampering import COMMUNITY, Thief, doria
from tests.town import Town

WHOLE = "entries are as they were written"


@pytest.fixture
def story(town: Town) -> Town:
    """Give a town in which people reported, answered, wrote, asked for private help, and paused."""
    reference = town.reports(RESIDENT, Category.GUN_KILLING)
    town.answers(LEADER, "going", reference)
    town.passes(minutes=2)
    town.answers(LEADER, "there", reference)
    town.texts(LEADER, f"4 {reference} two boys, handed over")
    town.texts(COORDINATOR, f"NOTE {reference} the police came late")
    town.dials(OTHER, CODE, "7", "2", "2")
    record = town.services.directory.communities()[0]
    with town.services.uow() as uow:
        pauses.begin(uow, record, None, "the patrol is in danger")
    town.passes(minutes=1)
    town.places()
    town.keeps_timeline = False
    return town


@pytest.fixture
def thief(story: Town) -> Iterator[Thief]:
    """Give a thief with the database of the story."""
    made = Thief(story.services.database.url.render_as_string(hide_password=False))
    yield made
    made.close()


def verify(town: Town, *arguments: str) -> str:
    """Return the first line that `verify` says."""
    done = doria(town, "record", "verify", *arguments)
    lines = done.output.strip().split("\n")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    sys.stdout.write(f"  $ doria record verify {' '.join(arguments)}\n  {lines[0]}\n  exit status {done.exit_code}\n")
    assert (done.exit_code == 0) == all(WHOLE in line or "fits" in line or "these are" in line for line in lines), lines
    return lines[0]


def told(what: str) -> None:
    """Write a line of the transcript."""
    sys.stdout.write(f"\n{what}\n")


def place(thief: Thief, source: str, row_id: int) -> int:
    """Return the number of the entry of a row."""
    return int(
        thief.value("SELECT seq FROM record_entries WHERE source = :source AND row_id = :id", source=source, id=row_id)
    )


def size(thief: Thief) -> int:
    return int(thief.value("SELECT size FROM record_trees"))


def test_a_record_that_nobody_touched_is_whole(story: Town, thief: Thief) -> None:
    line = verify(story)
    assert f"{COMMUNITY}: {size(thief)} {WHOLE}" in line
    assert "0 checkpoints fit" in line
    assert line.endswith("no row waits for its place")
