"""The folder of a made-up year: empty before, marked while the year is made, begun anew when that is asked for."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select

from gateway.cli.main import main
from gateway.data_folder import DataFolder
from gateway.demo import folder as year_folder
from gateway.demo.folder import YearMark
from gateway.demo.making import Wish
from gateway.demo.plan import WEEK
from gateway.record import verifying
from gateway.storage.models import Event, Message
from gateway.storage.states import MessageState
from tests.made_up_year import Year
from workers import demo


def doria(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_no_database_that_the_environment_names_gets_a_made_up_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'real.db'}")
    refused = doria("demo", "--data", str(tmp_path / "data"))
    assert refused.exit_code == 1
    assert "DATABASE_URL is set" in refused.output
    assert list(tmp_path.iterdir()) == []


def test_an_unfinished_year_is_told_and_only_begun_anew_when_asked(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    year_folder.put(folder, YearMark(1, 52, is_whole=False))
    (tmp_path / "doria.db").touch()
    (tmp_path / "letter.txt").touch()
    told = doria("demo", "--data", str(tmp_path))
    assert told.exit_code == 1
    assert "unfinished made-up year" in told.output
    assert "--anew" in told.output
    assert (tmp_path / "doria.db").exists()
    up = doria("up", "--data", str(tmp_path))
    assert (up.exit_code, "unfinished" in up.output) == (1, True)
    year_folder.clear(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_year_that_is_stopped_leaves_a_folder_that_says_so(tmp_path: Path) -> None:
    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    folder = DataFolder(tmp_path / "data")
    with pytest.raises(KeyboardInterrupt):
        demo.make(folder, Wish(1, 1), stop)
    assert year_folder.found(folder) == YearMark(1, 1, is_whole=False)
    year_folder.clear(folder)
    assert list(folder.path.iterdir()) == []


def test_without_a_given_end_the_year_goes_on_up_to_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    year = Year(tmp_path / "data", Wish(seed=5, weeks=1))
    try:
        now = year.services.timekeeper()
        assert year.calendar.ends <= now < year.calendar.ends + WEEK
        with year.services.reading() as session:
            last = session.scalar(select(func.max(Event.at)))
            states = set(session.scalars(select(Message.state)))
        assert last is not None
        assert last <= now
        assert states == {MessageState.DELIVERED}
        for record in year.services.directory.communities():
            assert verifying.verify(year.services.database, record.id, record.community.key).waiting == 0
    finally:
        year.services.close()
