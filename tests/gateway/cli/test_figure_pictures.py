"""`doria figures --pictures`: each picture with its numbers in a new folder, whole or not at all."""

import csv
import re
import struct
from pathlib import Path

import pytest

from gateway.cli import figure_pictures
from gateway.errors import Refused
from gateway.insight import pictures
from gateway.insight.pictures import Table
from gateway.insight.plotter import Plotter
from menus.domain.quarters import Quarter
from tests import learned
from tests.gateway.cli.conftest import doria
from tests.gateway.cli.test_export import full_disk
from tests.gateway.cli.test_figures import last_quarter, year
from tests.town import Town

__all__ = ["year"]
EQUITY = "equity-patrol"


def told(folder: Path, name: str) -> list[list[str]]:
    with (folder / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def test_each_picture_has_its_numbers_beside_it(year: Town, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    done = doria("figures", "--pictures", str(folder), "--period", last_quarter(year).name)
    assert done.exit_code == 0, done.output
    drawn = {one.stem for one in folder.glob("*.svg")}
    assert drawn == {one.stem for one in folder.glob("*.csv")}
    assert {EQUITY, "answers-patrol", "answers-hours"} <= drawn
    heads, *rows = told(folder, EQUITY)
    assert len(heads) == 9
    bondeni = next(row for row in rows if row[0] == "Bondeni")
    assert float(bondeni[6]) > 0
    hours = told(folder, "answers-hours")[1:]
    assert len(hours) == 24
    assert sum(int(cell) for row in hours for cell in row[1:]) == 420
    assert all((folder / f"{name}.svg").read_text(encoding="utf-8").startswith("<svg") for name in drawn)
    again = doria("figures", "--pictures", str(folder), "--period", last_quarter(year).name)
    assert (again.exit_code, again.output.count("\n")) == (1, 1)
    assert "is not empty" in again.output


def test_each_picture_is_a_png_too_when_that_is_asked_for(year: Town, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    done = doria("figures", "--pictures", str(folder), "--png", "--period", last_quarter(year).name)
    assert done.exit_code == 0, done.output
    drawn = {one.stem for one in folder.glob("*.svg")}
    assert drawn == {one.stem for one in folder.glob("*.png")}
    for name in drawn:
        png = (folder / f"{name}.png").read_bytes()
        assert png.startswith(b"\x89PNG\r\n\x1a\n")
        (width,) = struct.unpack(">I", png[16:20])
        wide = re.search(r'width="([\d.]+)"', (folder / f"{name}.svg").read_text(encoding="utf-8"))
        assert wide is not None
        assert abs(width - 3 * float(wide[1])) <= 3, name


def test_without_numbers_nothing_is_written(served: Town, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    refused = doria("figures", "--pictures", str(folder))
    assert (refused.exit_code, refused.output.count("\n")) == (1, 1)
    assert "too few numbers for a picture" in refused.output
    early = doria("figures", "--pictures", str(folder), "--period", "2001-Q1")
    assert (early.exit_code, "was not here yet" in early.output) == (1, True)
    assert not folder.exists()
    assert served.community.key == "mlango-kubwa"


class Bare(Plotter):
    """A plotter on a machine without the extra."""

    @property
    def is_installed(self) -> bool:
        """Whether the extra is installed."""
        return False


def test_without_the_extra_it_says_what_to_install_in_one_line(year: Town, tmp_path: Path) -> None:
    year.services.override(plotter=Bare())
    with pytest.raises(Refused, match=r"pip install '\.\[figures\]'") as refused:
        figure_pictures.write(year.services, [(year.record(), last_quarter(year))], tmp_path / "pictures")
    assert "\n" not in str(refused.value)


def test_a_full_disk_leaves_no_half_file(year: Town, tmp_path: Path) -> None:
    folder = tmp_path / "pictures"
    with full_disk(3_000), pytest.raises(Refused, match="nothing was written there"):
        figure_pictures.write(year.services, [(year.record(), last_quarter(year))], folder)
    assert not folder.exists()
    assert not list(tmp_path.glob("*.part"))


def test_no_cell_is_a_formula_and_a_number_below_zero_stays_one() -> None:
    picture = pictures.made("cost", "x", [], Table(["=1+1", "a"], [["-1.5", "-cmd"], ["+254", "@x"]]))
    assert pictures.as_csv(picture) == "'=1+1,a\r\n-1.5,'-cmd\r\n'+254,'@x\r\n"


def test_two_communities_have_a_folder_each(year: Town, tmp_path: Path) -> None:
    learned.known_for(year, 52)
    both = [(year.record(), last_quarter(year)), (year.record(), Quarter(2001, 1))]
    figure_pictures.write(year.services, both, tmp_path / "pictures")
    assert (tmp_path / "pictures" / year.community.key / f"{EQUITY}.svg").is_file()
