"""Stories of the backup of each night: one machine takes it, old ones go, and a failure is told once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gateway.backups import archive
from gateway.backups.stopping import never
from gateway.cli import doctor
from gateway.communities.file import load_example
from gateway.upkeep import nightly_backup
from menus.domain import backups
from menus.domain.categories import Category
from menus.text.names import Text
from tests.people import COORDINATOR, LANDLORDS, RESIDENT
from tests.restoring import postgres_tools
from tests.town import Town
from workers import chores

NAIROBI = ZoneInfo("Africa/Nairobi")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder for backups, as an operator has made it."""
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture
def town(database_url: str, redis_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """Give one community whose nights are backed up."""
    monkeypatch.setenv("PATH", str(postgres_tools()), prepend=":")
    file = load_example("mlango-kubwa")
    made = Town(database_url, redis_url, file, doria_backup_dir=str(folder), doria_backup_keep="3")
    made.reports(RESIDENT, Category.THEFT)
    yield made
    made.close()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026 by the community's time."""
    return datetime(2026, 11, day, hour, minute, tzinfo=NAIROBI).astimezone(UTC)


def looks(town: Town, now: datetime) -> None:
    """Let the clock look whether a backup is due."""
    town.now = now
    chores.back_up()
    town.works()


def test_a_backup_is_taken_once_each_night_and_holds_the_night(town: Town, folder: Path) -> None:
    looks(town, at(24, 14))
    assert names(folder) == [backups.name_of(at(24, 14))], "the first one is taken at once"
    for now in (at(24, 23), at(25, 2, 59)):
        looks(town, now)
    assert len(names(folder)) == 1
    for minute in (0, 1, 30):
        looks(town, at(25, 3, minute))
    assert names(folder) == [backups.name_of(at(24, 14)), backups.name_of(at(25, 3))]
    with archive.opened(folder / names(folder)[-1]) as found:
        assert found.manifest.taken_at == at(25, 3)
        assert not found.manifest.has_keys
        assert found.manifest.communities == ("mlango-kubwa",)


def test_a_night_in_which_doria_was_off_is_made_up_for(town: Town, folder: Path) -> None:
    looks(town, at(24, 14))
    looks(town, at(27, 11))
    assert names(folder)[-1] == backups.name_of(at(27, 11))


def test_old_ones_go_and_what_is_not_of_a_night_stays(town: Town, folder: Path) -> None:
    by_hand = folder / "before-the-upgrade.backup"
    by_hand.write_bytes(b"by hand")
    for day in range(24, 30):
        looks(town, at(day, 3))
    kept = [backups.name_of(at(day, 3)) for day in (26, 27, 28, 29)]
    assert names(folder) == sorted([*kept, by_hand.name])


def test_what_a_killed_backup_has_left_goes(town: Town, folder: Path) -> None:
    for end in ("part", "copy", "copy-journal"):
        name = f".doria-20261123T000000Z.backup.{end}"
        (folder / name).write_bytes(b"half")
    looks(town, at(24, 3))
    assert names(folder) == [backups.name_of(at(24, 3))]


def test_a_failure_is_told_once_and_tried_again_each_hour_until_it_works(town: Town, folder: Path) -> None:
    folder.rmdir()
    for hour, minute in ((3, 0), (3, 30), (4, 0), (5, 0)):
        looks(town, at(24, hour, minute))
    for phone in (COORDINATOR, LANDLORDS):
        assert town.got(phone, Text.BACKUP_FAILED) == [town.said(Text.BACKUP_FAILED, to=phone)]
    finding = next(one for one in doctor.examine(town.services) if one.name == "backup")
    assert not finding.is_ok
    assert "failed; there is none yet" in finding.say
    folder.mkdir()
    looks(town, at(24, 5, 30))
    assert names(folder) == [], "it is not tried again yet"
    looks(town, at(24, 6))
    assert len(names(folder)) == 1
    finding = next(one for one in doctor.examine(town.services) if one.name == "backup")
    assert finding.is_ok
    assert "the last one is of 2026-11-24 03:00 UTC" in finding.say
    folder.rename(folder.with_name("away"))
    looks(town, at(25, 3))
    assert len(town.got(COORDINATOR, Text.BACKUP_FAILED)) == 2, "it failed anew"


def test_without_a_folder_none_is_taken_and_the_doctor_says_so(database_url: str, redis_url: str) -> None:
    town = Town(database_url, redis_url, load_example("mlango-kubwa"))
    looks(town, at(24, 3))
    finding = next(one for one in doctor.examine(town.services) if one.name == "backup")
    assert "DORIA_BACKUP_DIR" in finding.say
    town.close()


def test_a_clock_that_is_told_to_stop_leaves_it_to_the_next_one(town: Town, folder: Path) -> None:
    town.now = at(24, 3)
    services = town.services
    given = (services.do, services.database, services.directory, folder, timedelta(days=3))
    nightly_backup.take_if_due(*given, lambda: True)
    assert names(folder) == []
    assert town.got(COORDINATOR, Text.BACKUP_FAILED) == []
    nightly_backup.take_if_due(*given, never)
    assert names(folder) == [backups.name_of(at(24, 3))]
