"""`doria pause`, `resume` and `drill`, and what other commands say of pauses, stages and drills."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gateway.incidents import drills
from menus.domain.categories import Category
from menus.domain.drill import Drill
from menus.text.names import Text
from tests.gateway.cli.conftest import EXAMPLE, doria
from tests.people import CODE, COORDINATOR, KILLING, OVERSIGHT, RESIDENT
from tests.town import Town


@pytest.fixture
def town(tmp_path: Path, sqlite_template: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """Give one community, in the database and the Redis of the commands."""
    url = f"sqlite:///{tmp_path / 'doria.db'}"
    shutil.copy(sqlite_template, tmp_path / "doria.db")
    made = Town(url, redis_url, EXAMPLE)
    given = {"DATABASE_URL": url, "REDIS_URL": redis_url, "SECRET_KEY": "s" * 40, "DORIA_DATA": str(tmp_path / "data")}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    yield made
    made.close()


def test_a_pause_needs_a_reason_and_tells_coordinators_and_oversight_who_it_was(town: Town) -> None:
    assert doria("pause", "mlango-kubwa").exit_code == 2
    refused = doria("pause", "mlango-kubwa", "--why", " ")
    assert (refused.exit_code, "say why" in refused.output) == (1, True)
    done = doria("pause", "mlango-kubwa", "--why", "the short code changes")
    assert (done.exit_code, done.output.startswith("mlango-kubwa is paused")) == (0, True)
    # Commands live in the real time.
    town.now = datetime.now(UTC) + timedelta(seconds=5)
    town.works()
    for phone in (COORDINATOR, OVERSIGHT):
        (told,) = town.got(phone, Text.PAUSED_TOLD)
        assert "the short code changes" in told
    town.reads_communities_again()
    assert town.dials(RESIDENT, CODE).startswith("END ")


def test_pausing_twice_resuming_what_runs_and_an_unknown_key_get_one_clear_line(town: Town) -> None:
    _ = town
    assert "is not paused" in doria("resume", "mlango-kubwa").output
    assert doria("pause", "mlango-kubwa", "--why", "one").exit_code == 0
    again = doria("pause", "mlango-kubwa", "--why", "two")
    assert (again.exit_code, "paused already" in again.output, len(again.output.splitlines())) == (1, True, 1)
    assert doria("resume", "mlango-kubwa").output.startswith("mlango-kubwa takes reports again")
    unknown = doria("pause", "nowhere", "--why", "three")
    assert (unknown.exit_code, "known: mlango-kubwa" in unknown.output) == (1, True)


def test_doctor_and_incidents_say_who_is_paused_and_json_stays_json(town: Town) -> None:
    _ = town
    assert "ok   paused: none" in doria("doctor").output
    doria("pause", "mlango-kubwa", "--why", "one")
    assert "FAIL paused: mlango-kubwa is paused since" in doria("doctor").output
    assert "mlango-kubwa is paused since" in doria("incidents").output
    assert doria("incidents", "--json").stdout.strip() == "[]"


def test_the_outbox_shows_what_a_stage_keeps_back_and_the_doctor_the_stage(town: Town) -> None:
    town.loads(EXAMPLE.replace("mode =", 'stage = "dry-run"\nmode =', 1))
    town.reads_communities_again()
    town.dials(RESIDENT, CODE, *KILLING)
    shown = doria("outbox").output
    assert "by the stage dry-run" in shown
    assert "failed:" not in shown
    assert "(dry-run)" in doria("doctor").output
    refused = doria("drill", "mlango-kubwa", "--yes")
    assert refused.exit_code == 1


def test_a_drill_is_refused_without_processes_and_for_private_help(town: Town) -> None:
    _ = town
    assert "not seen lately" in doria("drill", "mlango-kubwa", "--yes").output
    assert doria("drill", "mlango-kubwa", "--category", "abuse-child").exit_code == 2


def test_incidents_mark_a_drill(town: Town) -> None:
    with town.services.uow() as uow:
        wish = drills.Wish(Category.ROBBERY, "bondeni", Drill.PATROL)
        reference = drills.begin(uow, town.record(), wish)
    town.works()
    (line,) = [line for line in doria("incidents").output.splitlines() if line.startswith(reference)]
    assert "DRILL" in line
