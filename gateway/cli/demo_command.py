"""`doria demo`: a made-up year of two communities in an empty data folder, to look at."""

import subprocess
import sys

import click

from gateway.cli.printing import agrees, is_terminal, say
from gateway.cli.shared import DATA, answered
from gateway.data_folder import DataFolder
from gateway.demo import folder as year_folder
from gateway.errors import Refused

_TOLD = 1
"""The exit status of a process that has said itself why the year is unfinished."""
_SEEDS = click.IntRange(0, 2**31 - 1)


@click.command("demo")
@click.option("--seed", type=_SEEDS, default=year_folder.SEED, show_default=True, help="Which year is made.")
@click.option("--anew", is_flag=True, help="Delete an unfinished year that is in the folder, and begin again.")
@DATA
@answered
def demo(seed: int, anew: bool, data: str | None) -> None:  # noqa: FBT001 - click calls by name
    """Make a year of two example communities in an empty data folder. Nothing leaves this machine."""
    folder = DataFolder.find(data)
    year_folder.refuse_elsewhere()
    mark = year_folder.found(folder)
    if mark is not None and not mark.is_whole:
        say(f"an unfinished made-up year is in {folder.path}: it broke off, and cannot go on")
        if not anew and not (is_terminal() and agrees("delete it and begin again?")):
            message = f"nothing was changed; `doria demo --data {folder.path} --anew` deletes it and begins again"
            raise Refused(message)
        year_folder.clear(folder)
    year_folder.refuse_full(folder)
    say(f"making a year in {folder.path}; this takes some minutes")
    status = _make(folder, seed)
    if status == 0:
        say(f"look at it with: doria up --data {folder.path}")
        return
    if status != _TOLD:
        message = f"something ended it; `doria demo --data {folder.path} --anew` begins again"
        raise Refused(message)
    sys.exit(_TOLD)


def _make(folder: DataFolder, seed: int) -> int:
    """Let a process of its own make the year: it has the clock and the workers in it, which stand above commands.

    Return its exit status.
    """
    child = subprocess.Popen([sys.executable, "-m", "workers.demo", str(folder.path), str(seed)])  # noqa: S603 - our own
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            # The terminal has told the child, too: it ends by itself.
            continue
