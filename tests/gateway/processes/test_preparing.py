"""Preparation of `doria up`: it says how far it is, names the file with a fault, and stops when it is told to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.communities import editing, loading
from gateway.communities.file import load_example
from gateway.communities.loading import Signed
from gateway.data_folder import DataFolder
from gateway.errors import Refused
from gateway.processes.preparing import prepare
from gateway.processes.readiness import Progress
from tests.people import small
from tests.town import Town


@pytest.fixture
def town(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    """Give a database with one community."""
    made = Town(sqlite_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """Give a data folder."""
    made = DataFolder(tmp_path / "data")
    made.make()
    return made


def files(tmp_path: Path, number: int) -> list[Path]:
    """Return so many files of communities, each with codes of its own."""
    found = []
    for each in range(number):
        text = small(load_example("mlango-kubwa"))
        text = text.replace('"mlango-kubwa"', f'"area-{each}"').replace("*384*77#", f"*384*{1000 + each}#")
        text = text.replace('"22384"', f'"{30000 + each}"')
        path = tmp_path / f"area-{each}.toml"
        path.write_text(text, encoding="utf-8")
        found.append(path)
    return found


class Slow:
    """A clock of which each look takes some seconds."""

    def __init__(self, each: float) -> None:
        self.at, self.each = 0.0, each

    def __call__(self) -> float:
        """Return the seconds that have passed."""
        self.at += self.each
        return self.at


def keys(town: Town) -> set[str]:
    """Return the keys of the communities in force."""
    return {record.community.key for record in town.services.directory.communities()}


def test_a_slow_start_says_how_many_files_are_loaded(
    town: Town, folder: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(town.services, folder, files(tmp_path, 3), Progress(Slow(10.0)), lambda: False)
    said = capsys.readouterr().err.splitlines()
    assert said[-3:] == [f"loading community files: {done} of 3 are loaded" for done in range(3)]
    assert said[0] == "bringing the database up to date"
    assert keys(town) >= {"area-0", "area-1", "area-2"}


def test_a_quick_start_says_nothing(
    town: Town, folder: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(town.services, folder, files(tmp_path, 2), Progress(Slow(0.0)), lambda: False)
    assert capsys.readouterr().err == ""


def test_a_line_comes_every_few_seconds_and_not_for_each_file(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(Slow(1.0))
    for place in range(12):
        progress.say(f"{place} of 12")
    assert capsys.readouterr().err.splitlines() == [f"{place} of 12" for place in (2, 5, 8, 11)]


def test_it_stops_between_two_files(town: Town, folder: DataFolder, tmp_path: Path) -> None:
    looks = iter([False, True])
    prepare(town.services, folder, files(tmp_path, 3), Progress(), lambda: next(looks))
    assert "area-0" in keys(town)
    assert "area-1" not in keys(town)


def test_a_file_that_was_replaced_since_is_not_loaded_again_at_the_next_start(
    town: Town, folder: DataFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (path,) = files(tmp_path, 1)
    text = path.read_text(encoding="utf-8")
    prepare(town.services, folder, [path], Progress(), lambda: False)
    old = next(record for record in town.services.directory.communities() if record.community.key == "area-0")
    phone = old.community.people[0].phone
    with town.services.uow() as uow:
        loading.store(uow, editing.with_phone(text, phone, "+254712000999"), Signed("Asha"), instead_of=text)
    capsys.readouterr()
    for _ in range(2):
        prepare(town.services, folder, [path], Progress(), lambda: False)
        assert "not loaded: area-0 has changed since" in capsys.readouterr().err
        found = loading.in_force(town.services.reading, "area-0")
        assert found is not None
        assert phone not in {person.phone for person in found.people}
    path.write_text(f"{text}\n# another remark\n", encoding="utf-8")
    prepare(town.services, folder, [path], Progress(), lambda: False)
    found = loading.in_force(town.services.reading, "area-0")
    assert found is not None
    assert phone in {person.phone for person in found.people}, "a file that was edited is loaded"


def test_a_fault_names_its_file(town: Town, folder: DataFolder, tmp_path: Path) -> None:
    good, bad = files(tmp_path, 2)
    bad.write_text(bad.read_text(encoding="utf-8").replace("*384*1001#", "384"), encoding="utf-8")
    with pytest.raises(Refused, match=r"area-1\.toml: line 13: community\.ussd_codes"):
        prepare(town.services, folder, [good, bad], Progress(), lambda: False)


def test_a_file_that_is_no_text_is_refused_by_name(town: Town, folder: DataFolder, tmp_path: Path) -> None:
    path = tmp_path / "odd.toml"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(Refused, match=r"odd\.toml: should be UTF-8 text"):
        prepare(town.services, folder, [path], Progress(), lambda: False)
