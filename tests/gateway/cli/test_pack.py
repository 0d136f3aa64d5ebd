"""`doria pack`: a file of a quarter that is compared when it is there, and what it refuses in one line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from menus.domain import quarters
from tests.gateway.cli.conftest import doria
from tests.paper_files import paper, with_papers
from tests.people import small


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Give the folder of a community that was loaded just now."""
    file = tmp_path / "community.toml"
    file.write_text(small(with_papers(paper("2099-12-31"))))
    folder = tmp_path / "data"
    loaded = doria("community", "load", str(file), "--new", "--yes", "--data", str(folder))
    assert loaded.exit_code == 0, loaded.output
    return folder


def test_a_pack_is_written_once_and_is_the_same_when_it_is_made_again(kept: Path, tmp_path: Path) -> None:
    quarter = _this_quarter()
    first, second = tmp_path / "pack.html", tmp_path / "again.html"
    for out in (first, second, first):
        made = doria("pack", "mlango-kubwa", "--period", quarter, "--out", str(out), "--data", str(kept))
        assert made.exit_code == 0, made.output
    assert "the same, byte for byte" in made.output
    assert first.read_bytes() == second.read_bytes()
    verified = doria("record", "verify", "--since", str(first), "--data", str(kept))
    assert verified.exit_code == 0, verified.output


def test_a_changed_pack_is_named_and_kept(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "pack.html"
    arguments = ("pack", "mlango-kubwa", "--period", _this_quarter(), "--out", str(out), "--data", str(kept))
    assert doria(*arguments).exit_code == 0
    forged = out.read_text().replace("CG/0471", "CG/0472")
    out.write_text(forged)
    again = doria(*arguments)
    assert again.exit_code == 1
    assert "it differs from line" in again.output
    assert out.read_text() == forged


def test_the_community_shows_its_papers_and_that_they_have_turned_the_mode(kept: Path, tmp_path: Path) -> None:
    shown = doria("community", "show", "mlango-kubwa", "--data", str(kept))
    assert "certificate CG/0471, from 2024-11-26 until 2099-12-31" in shown.output
    assert "refer-only now" not in shown.output
    file = tmp_path / "ended.toml"
    file.write_text(small(with_papers(paper("2026-01-01"))))
    loaded = doria("community", "load", str(file), "--yes", "--data", str(kept))
    assert loaded.exit_code == 0, loaded.output
    assert "no certificate is valid today" in loaded.output
    assert "refer-only now" in doria("community", "show", "mlango-kubwa", "--data", str(kept)).output


@pytest.mark.parametrize(
    ("key", "period", "says"),
    [
        ("mlango-kubwa", "2026", "accepted: a quarter such as 2026-Q4"),
        ("mlango-kubwa", "2098-Q1", "has not begun"),
        ("mlango-kubwa", "2001-Q1", "was not here yet"),
        ("nowhere", "2026-Q4", "there is mlango-kubwa"),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_line(
    kept: Path, tmp_path: Path, key: str, period: str, says: str
) -> None:
    out = tmp_path / "pack.html"
    refused = doria("pack", key, "--period", period, "--out", str(out), "--data", str(kept))
    assert refused.exit_code == 1
    assert says in refused.output
    assert refused.output.count("\n") == 1
    assert not out.exists()


def _this_quarter() -> str:
    return quarters.of(datetime.now(UTC).date()).name
