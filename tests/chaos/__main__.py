"""`make chaos`: every fault in turn while twenty reports a second come in, and a table of what became of them."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.chaos import faults
from tests.chaos.faults import Fault
from tests.chaos.machines import killed_in_turn
from tests.chaos.postgres import POSTGRES
from tests.chaos.reports import A_SECOND
from tests.chaos.run import run
from tests.chaos.verdict import HEAD, Verdict
from tests.conftest import fresh_postgres, started_postgres
from tests.up import Running, start

_DISK = "64m"
"""The size of the small disk."""
_say = sys.stdout.write


def main() -> int:
    """Run all faults, print the table, and return 1 if a report was lost or a fault could not be tried."""
    _say(HEAD + "\n")
    verdicts, skipped = [], []
    with tempfile.TemporaryDirectory(prefix="doria-chaos-") as made:
        folder = Path(made)
        verdicts += _all(_started(folder / "plain"), faults.SQLITE)
        try:
            verdicts += _all(_with_clock(folder / "clock"), faults.CLOCK)
        except (OSError, subprocess.CalledProcessError) as error:
            skipped += [f"{fault.name}: a C compiler is missing ({error})" for fault in faults.CLOCK]
        try:
            with _small_disk(folder / "disk") as disk:
                verdicts += _all(_started(disk), faults.DISK)
        except (OSError, subprocess.CalledProcessError) as error:
            skipped += [f"{fault.name}: a small disk could not be mounted ({error})" for fault in faults.DISK]
        with started_postgres() as server:
            verdicts += _all(_on_postgres(folder / "postgres", fresh_postgres(server, "doria_chaos")), POSTGRES)
            (folder / "machines").mkdir()
            verdicts.append(killed_in_turn(folder / "machines", fresh_postgres(server, "doria_machines"), A_SECOND))
            _say(verdicts[-1].row() + "\n")
    for reason in skipped:
        _say(f"SKIPPED {reason}\n")
    acknowledged, kept = sum(one.acknowledged for one in verdicts), sum(one.kept for one in verdicts)
    _say(f"{kept} of {acknowledged} acknowledged reports were kept.\n")
    return 1 if skipped or not all(one.holds for one in verdicts) else 0


def _all(running: Running, those: Sequence[Fault]) -> list[Verdict]:
    """Try faults one after the other on one Doria, print each verdict, and stop Doria."""
    verdicts = []
    try:
        for fault in those:
            verdicts.append(run(running, fault))
            _say(verdicts[-1].row() + "\n")
            sys.stdout.flush()
    finally:
        running.stop()
    return verdicts


def _started(folder: Path) -> Running:
    folder.mkdir(exist_ok=True)
    return start(folder / "data", waits="10m", DORIA_JOIN_WINDOW="0s")


def _on_postgres(folder: Path, url: str) -> Running:
    folder.mkdir()
    return start(folder / "data", waits="10m", DORIA_JOIN_WINDOW="0s", DATABASE_URL=url)


def _with_clock(folder: Path) -> Running:
    folder.mkdir()
    more: dict[str, Any] = {"waits": "10m", "DORIA_JOIN_WINDOW": "0s", **faults.settable_clock(folder)}
    return start(folder / "data", **more)


@contextmanager
def _small_disk(folder: Path) -> Iterator[Path]:
    """Mount a small disk on a folder; this needs root. Raise CalledProcessError if it cannot be mounted."""
    folder.mkdir()
    mount, umount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK}", "tmpfs"], ["umount", "--lazy"]
    subprocess.run([*mount, str(folder)], check=True)  # noqa: S603 - our own command
    try:
        yield folder
    finally:
        subprocess.run([*umount, str(folder)], check=True)  # noqa: S603 - our own command


if __name__ == "__main__":
    sys.exit(main())
