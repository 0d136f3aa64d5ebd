"""`doria`'s commands: what they print, and with which status they end."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from gateway.cli.main import main
from gateway.storage.models import Report
from menus.text import languages
from menus.text.names import Text
from tests import third_language
from tests.gateway.cli.conftest import EXAMPLE, doria
from tests.other_words import other_text
from tests.people import small
from tests.pieces import piece_of
from tests.town import Town, reference_in


def test_a_good_file_is_in_order_and_a_faulty_one_names_its_faults(tmp_path: Path) -> None:
    file = tmp_path / "community.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    assert doria("community", "check", str(file)).exit_code == 0
    spoilt = EXAMPLE.replace('"police-alternate"]', '"sheriff"]', 1)
    file.write_text(spoilt, encoding="utf-8")
    result = doria("community", "check", str(file))
    assert result.exit_code == 1
    assert "sheriff" in result.output
    assert "police-alternate" in result.output
    assert doria("community", "check", str(tmp_path / "none.toml")).exit_code == 2


def test_a_file_without_the_number_of_a_fire_brigade_is_in_order_with_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "community.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    assert "warning" not in doria("community", "check", str(file)).output
    lines = [line for line in EXAMPLE.splitlines() if not line.startswith("fire = ")]
    file.write_text("\n".join(lines), encoding="utf-8")
    result = doria("community", "check", str(file))
    assert result.exit_code == 0
    assert "warning: helplines.fire: missing" in result.output


def test_loading_keeps_the_old_version_where_the_new_one_has_faults(town: Town, tmp_path: Path) -> None:
    file = tmp_path / "community.toml"
    file.write_text("[community]\nkey = 1", encoding="utf-8")
    assert doria("community", "load", str(file)).exit_code == 1
    assert town.services.directory.communities()[0].version == 1
    file.write_text(EXAMPLE + "\n# changed\n", encoding="utf-8")
    assert doria("community", "load", str(file)).exit_code == 0
    assert town.services.directory.communities()[0].version == 2


def test_a_code_that_another_community_answers_is_refused(town: Town, tmp_path: Path) -> None:
    _ = town
    file = tmp_path / "rival.toml"
    file.write_text(EXAMPLE.replace('key = "mlango-kubwa"', 'key = "rival"', 1), encoding="utf-8")
    result = doria("community", "load", str(file))
    assert result.exit_code == 1
    assert "*384*77#" in result.output


def test_incidents_as_a_list_and_as_json(town: Town) -> None:
    assert "no incidents" in doria("incidents").output
    reference = reference_in(town.dials("+254711000009", "*384*77#", "1", "2", "1", "1"))
    assert reference in doria("incidents").output
    (row,) = json.loads(doria("incidents", "--json", "--open").output)
    assert {"reference", "category", "level", "zone", "status", "reports", "opened_at", "tracks"} <= set(row)
    assert {"answered_by_role", "answered_at", "rung"} <= set(row["tracks"]["patrol"])
    assert json.loads(doria("incident", reference, "--json").output)["reference"] == reference
    assert reference in doria("incident", reference).output


@pytest.mark.parametrize("reference", ["48275", "12", "x", "482745"])
def test_a_mistyped_or_unknown_reference_is_refused_in_one_line(town: Town, reference: str) -> None:
    _ = town
    result = doria("incident", reference)
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1


def test_a_number_is_shown_only_with_a_reason(town: Town) -> None:
    reference = reference_in(town.dials("+254711000009", "*384*77#", "4", "2", "4", "2"))
    assert doria("reveal", reference).exit_code == 2
    nameless = doria("reveal", reference, "--why", "asked to be called")
    assert nameless.exit_code == 1
    assert "+254711000009" not in nameless.output
    assert "--by NAME" in nameless.output
    assert "+254711000009" in doria("reveal", reference, "--why", "asked to be called", "--by", "Asha").output
    hidden = reference_in(town.dials("+254711000010", "*384*77#", "4", "2", "4", "1"))
    assert doria("reveal", hidden, "--why", "curious", "--by", "Asha").exit_code == 1
    assert "curious" not in doria("incident", hidden).output, "nothing was shown"
    with town.services.uow() as uow:
        uow.session.execute(update(Report).where(Report.reference == reference).values(reporter_phone=None))
    again = doria("reveal", reference, "--why", "asked to be called", "--by", "Asha").output
    assert "erased" in again


def test_who_looked_and_why_is_shown_with_the_incident(town: Town) -> None:
    reference = reference_in(town.dials("+254711000009", "*384*77#", "4", "2", "4", "2"))
    asked = CliRunner().invoke(main, ["reveal", reference, "--why", "which \x1b[2Jdoor"], input="Asha\n")
    assert asked.exit_code == 0
    assert asked.stdout.splitlines() == ["+254711000009"]
    shown = doria("incident", reference).output
    assert "by Asha: which \\x1b[2Jdoor" in shown
    assert "\x1b" not in shown
    last = json.loads(doria("incident", reference, "--json").output)["events"][-1]
    assert (last["kind"], last["by"], last["words"]) == ("revealed", "Asha", "which \x1b[2Jdoor")
    for nobody in ("", "  "):
        assert doria("reveal", reference, "--why", "x", "--by", nobody).exit_code == 1
        assert doria("reveal", reference, "--why", nobody, "--by", "Asha").exit_code == 1


def test_every_page_is_printed_with_its_length() -> None:
    result = doria("menus", "--language", "sw")
    assert result.exit_code == 0
    assert piece_of(Text.MAIN, "sw") in result.output
    assert piece_of(Text.MAIN, "en") not in result.output
    assert "/160" in result.output
    assert doria("menus", "--language", "fr").exit_code == 1


@pytest.mark.parametrize("arguments", [["nonsense"], ["incident"], ["up", "--port", "x"], ["dial", "*384*77#"]])
def test_wrong_usage_is_status_two(arguments: list[str]) -> None:
    assert doria(*arguments).exit_code == 2


def test_nothing_kept_yet_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    result = doria("incidents", "--data", str(tmp_path / "empty"))
    assert result.exit_code == 1
    assert "doria up" in result.output


def test_a_language_of_the_operator_is_found_in_the_folder_of_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    third_language.write(tmp_path / "locales")
    file = tmp_path / "community.toml"
    text = small(EXAMPLE).replace('["sw"]', f'["{third_language.CODE}"]').replace('language = "sw"', "")
    file.write_text(text, encoding="utf-8")
    refused = doria("community", "check", str(file))
    assert refused.exit_code == 1
    assert "community.languages[0]" in refused.output
    monkeypatch.setenv("DORIA_LOCALES", str(tmp_path / "locales"))
    try:
        assert doria("community", "check", str(file)).exit_code == 0
        pages = doria("menus", "--community", str(file), "--language", third_language.CODE)
        assert other_text("What is happening?") in pages.output
    finally:
        languages.look_in()


def test_faulty_settings_are_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    monkeypatch.setenv("DORIA_DROP_AFTER", "soon")
    monkeypatch.setenv("PORT", "80000")
    monkeypatch.setenv("DORIA_LOCALES", str(tmp_path / "absent"))
    for command in ("doctor", "up"):
        result = doria(command, "--data", str(tmp_path))
        assert result.exit_code == 1
        for name in ("DATABASE_URL", "DORIA_DROP_AFTER", "PORT", "DORIA_LOCALES"):
            assert name in result.output


def test_lists_are_of_one_community_and_since_a_moment_in_its_time_zone(town: Town) -> None:
    town.now = datetime.now(UTC) - timedelta(hours=5)
    old = reference_in(town.dials("+254711000009", "*384*77#", "4", "2", "4", "1"))
    town.now = datetime.now(UTC)
    new = reference_in(town.dials("+254711000012", "*384*77#", "3", "2", "4", "1"))
    assert [row["reference"] for row in json.loads(doria("incidents", "--json").output)] == [new, old]
    recent = json.loads(doria("incidents", "--json", "--since", "2h", "--community", "mlango-kubwa").output)
    assert [row["reference"] for row in recent] == [new]
    line = next(line for line in doria("incidents").output.splitlines() if line.startswith(new))
    assert f"{town.now.astimezone(ZoneInfo('Africa/Nairobi')):%Y-%m-%d %H:%M} +03:00" in line
    shown = doria("incident", new).output
    assert re.search(r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+03:00  rung ", shown, re.MULTILINE)
    assert "T" not in next(one for one in shown.splitlines() if one.startswith("opened_at")).split()[1]
    everything, few = (json.loads(doria("outbox", "--json", *more).output) for more in ((), ("--since", "2h")))
    assert sum(everything["lanes"]["normal"].values()) >= sum(few["lanes"].get("normal", {}).values())
    assert sum(sum(states.values()) for states in everything["lanes"].values()) > sum(
        sum(states.values()) for states in few["lanes"].values()
    )


@pytest.mark.parametrize("command", ["incidents", "outbox"])
def test_an_unknown_community_and_a_moment_that_is_none_are_refused_in_one_line(town: Town, command: str) -> None:
    _ = town
    for wrong, said in (
        (("--community", "nowhere"), "there is mlango-kubwa"),
        (("--since", "soon"), "should be 2h, 30m, 3d"),
    ):
        result = doria(command, *wrong)
        assert result.exit_code == 1
        assert said in result.output
        assert len(result.output.strip().splitlines()) == 1
