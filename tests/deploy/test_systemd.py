"""The units of systemd: they are in order, closed to everything they need not do, and stop without their secrets."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.settings import SECRETS
from tests.up import environment

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / ".deploy" / "systemd").glob("*.service"))
PROGRAMS = "/opt/doria/.venv/bin/"
ANALYZE = shutil.which("systemd-analyze") or ""
needs_systemd = pytest.mark.skipif(not ANALYZE, reason="there is no systemd-analyze here")
MOST_EXPOSURE = 1.5
"""The most that `systemd-analyze security` may count: 10 is wide open, and 2 is OK."""


def lines(unit: Path, name: str) -> list[str]:
    """Return the values of a directive."""
    return re.findall(rf"^{name}=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)


def made_ready(unit: Path, folder: Path) -> Path:
    """Return a copy of a unit whose programs are there."""
    programs = folder / "bin"
    programs.mkdir(exist_ok=True)
    text = unit.read_text(encoding="utf-8")
    for program in re.findall(re.escape(PROGRAMS) + r"(\w+)", text):
        (programs / program).write_text("#!/bin/sh\n", encoding="utf-8")
        (programs / program).chmod(0o755)
    made = folder / unit.name
    made.write_text(text.replace(PROGRAMS, f"{programs}/"), encoding="utf-8")
    return made


def test_there_is_a_unit_for_one_machine_and_for_each_part() -> None:
    assert [unit.stem for unit in UNITS] == ["doria-clock", "doria-desk", "doria-web", "doria-worker", "doria"]


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_finds_no_fault(unit: Path, tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - a program of the system
        [ANALYZE, "verify", "--man=no", str(made_ready(unit, tmp_path))], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_may_do_little(unit: Path) -> None:
    done = subprocess.run(  # noqa: S603 - a program of the system
        [ANALYZE, "security", "--offline=yes", "--no-pager", str(unit)], capture_output=True, text=True, check=True
    )
    exposure = re.search(r"Overall exposure level for \S+: ([0-9.]+)", done.stdout)
    assert exposure is not None
    assert float(exposure[1]) <= MOST_EXPOSURE


def test_all_units_are_closed_alike() -> None:
    texts = [unit.read_text(encoding="utf-8") for unit in UNITS]
    closed = {text.partition("# The service may not do the following")[2].partition("\n\n")[0] for text in texts}
    assert len(closed) == 1
    assert all("ProtectSystem=strict" in block for block in closed)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_each_secret_is_a_credential_without_which_the_unit_does_not_start(unit: Path) -> None:
    given = dict(line.split(":") for line in lines(unit, "LoadCredential"))
    assert given
    assert [f"{name}_FILE=%d/{key}" for key in given for name in [key.upper()]] == [
        line for line in lines(unit, "Environment") if "_FILE=" in line
    ]
    assert {key.upper() for key in given} <= set(SECRETS)
    assert lines(unit, "AssertPathExists") == list(given.values())
    text = unit.read_text(encoding="utf-8")
    assert not re.search(rf"^Environment=({'|'.join(SECRETS)})=", text, re.MULTILINE)


@pytest.mark.parametrize("part", ["web", "desk"])
def test_the_unit_of_a_server_serves_as_the_procfile_does(part: str) -> None:
    procfile = (ROOT / "Procfile").read_text(encoding="utf-8")
    line = re.search(rf"^{part}: granian (.*)$", procfile, re.MULTILINE)
    (unit,) = (unit for unit in UNITS if unit.stem == f"doria-{part}")
    served = re.search(r"^ExecStart=\S+/granian ((?:.*\\\n)*.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    assert line is not None
    assert served is not None
    ours = served[1].replace("\\\n", " ").split()
    theirs = re.sub(r"\$\{\w+:-([^}]+)\}", r"\1", line[1]).split()
    hosts = {"127.0.0.1", "0.0.0.0"}  # noqa: S104 - compared
    assert [word for word in ours if word not in hosts] == [word for word in theirs if word not in hosts]
    assert "127.0.0.1" in ours


@pytest.mark.parametrize(
    ("unit", "command"),
    [
        ("doria", ["-m", "gateway.cli", "up", "--port", "0"]),
        ("doria-web", ["-c", "import gateway.wsgi"]),
        ("doria-desk", ["-c", "import gateway.desk.wsgi"]),
        ("doria-worker", ["-m", "workers"]),
        ("doria-clock", ["-m", "workers", "clock"]),
    ],
)
def test_without_a_secret_its_process_says_so_in_one_line_and_ends(
    unit: str, command: list[str], tmp_path: Path
) -> None:
    file = ROOT / ".deploy" / "systemd" / f"{unit}.service"
    given = dict(line.split("=", 1) for line in lines(file, "Environment"))
    keys = [name for name in given if name.endswith("_FILE")]
    for name in keys:
        given[name] = given[name].replace("%d", str(tmp_path))
        value = f"sqlite:///{tmp_path / 'doria.db'}" if name.startswith("DATABASE") else "redis://127.0.0.1:1/0"
        is_address = name.startswith(("DATABASE", "REDIS"))
        Path(given[name]).write_text(value if is_address else "s" * 40, encoding="utf-8")
    Path(given["WEBHOOK_TOKEN_FILE"]).unlink()
    given["DORIA_DATA"] = str(tmp_path / "data")
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *command], env=environment(**given), capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if "quick_start" not in line]
    assert len(said) == 1, done.stderr
    assert said[0].startswith(f"WEBHOOK_TOKEN_FILE: {given['WEBHOOK_TOKEN_FILE']} is not there")
    assert "s" * 40 not in done.stderr + done.stdout
