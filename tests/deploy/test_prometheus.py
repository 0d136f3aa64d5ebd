"""The alarms and the dashboard: their figures are there, and each alarm has a section in the runbook."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.communities.file import load_example
from tests.town import Town

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".deploy" / "prometheus"
RULES, TESTS = FOLDER / "doria.rules.yml", FOLDER / "doria.rules.test.yml"
DASHBOARD = ROOT / ".deploy" / "grafana" / "doria.json"
RUNBOOK = ROOT / ".docs" / "runbook.md"
ALERTS = re.findall(r"^ +- alert: (\w+)$", RULES.read_text(encoding="utf-8"), re.MULTILINE)
PROMTOOL = shutil.which("promtool") or ""
needs_promtool = pytest.mark.skipif(not PROMTOOL, reason="there is no promtool here")


@pytest.fixture
def town(sqlite_url: str, redis_url: str) -> Iterator[Town]:
    """Give one community."""
    made = Town(sqlite_url, redis_url, load_example("mlango-kubwa"))
    yield made
    made.close()


def figures_in(text: str) -> set[str]:
    return set(re.findall(r"\bdoria_[a-z_]+\b", text))


def known(town: Town) -> set[str]:
    """Return the names that a real answer of /metrics declares, with those of the parts of a histogram."""
    found = re.findall(r"^# TYPE (\w+) (\w+)$", town.looks("/metrics").text, re.MULTILINE)
    parts = {f"{name}{part}" for name, kind in found if kind == "histogram" for part in ("_bucket", "_count", "_sum")}
    return {name for name, _ in found} | parts


def test_every_figure_of_the_alarms_and_of_the_dashboard_is_in_the_metrics(town: Town) -> None:
    used = figures_in(RULES.read_text(encoding="utf-8")) | figures_in(DASHBOARD.read_text(encoding="utf-8"))
    assert len(used) > 10
    assert used - known(town) == set()


def test_the_page_on_running_names_the_figures_that_are_there(town: Town) -> None:
    page = figures_in((ROOT / ".docs" / "running.md").read_text(encoding="utf-8"))
    figures = known(town)
    assert page - figures == set()
    assert {name for name in figures if not name.endswith(("_bucket", "_count", "_sum"))} - page == set()


@pytest.mark.parametrize("alert", ALERTS)
def test_every_alarm_has_a_section_that_says_what_to_do_and_a_test(alert: str) -> None:
    _, heading, behind = RUNBOOK.read_text(encoding="utf-8").partition(f"\n## {alert}\n")
    assert heading
    section = behind.partition("\n## ")[0]
    assert "**It means**" in section
    assert "\n1. " in section
    rules = RULES.read_text(encoding="utf-8")
    assert f'runbook: ".docs/runbook.md#{alert.lower()}"' in rules
    assert f"alertname: {alert}\n" in TESTS.read_text(encoding="utf-8")


def test_the_runbook_has_no_section_of_an_alarm_that_is_not_there() -> None:
    assert re.findall(r"^## (Doria\w+)$", RUNBOOK.read_text(encoding="utf-8"), re.MULTILINE) == ALERTS


def test_the_dashboard_is_whole() -> None:
    made = json.loads(DASHBOARD.read_text(encoding="utf-8"))
    panels = made["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels) > 10
    assert all(target["expr"] for panel in panels for target in panel["targets"])


@needs_promtool
@pytest.mark.parametrize("command", [["check", "rules", RULES.name], ["test", "rules", TESTS.name]], ids=" ".join)
def test_prometheus_takes_the_rules(command: list[str]) -> None:
    done = subprocess.run(  # noqa: S603 - a program of the system
        [PROMTOOL, *command], cwd=FOLDER, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@needs_promtool
def test_prometheus_takes_the_example_of_how_to_ask(tmp_path: Path) -> None:
    text = (FOLDER / "prometheus.yml").read_text(encoding="utf-8")
    token = tmp_path / "token"
    token.write_text("t" * 40, encoding="utf-8")
    shutil.copy(RULES, tmp_path / RULES.name)
    file = tmp_path / "prometheus.yml"
    file.write_text(text.replace("/etc/doria/secrets/metrics_token", str(token)), encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - a program of the system
        [PROMTOOL, "check", "config", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
