"""`doria`'s commands: what they print, and with which status they end."""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from sqlalchemy import update

from gateway.carrier.contract import Refused
from gateway.cli import network_checks
from gateway.cli.findings import Finding, NotTried
from gateway.cli.main import main
from gateway.incidents import delivery_figures
from gateway.settings import read_settings
from gateway.storage.models import Attempt, Message, Report
from gateway.upkeep import balance
from menus.domain.messages import LANES, MessageKind
from menus.domain.money import Money
from menus.domain.outcomes import Cause
from menus.text import languages
from menus.text.names import Text
from tests import third_language
from tests.gateway.cli.conftest import EXAMPLE, doria
from tests.other_words import other_text
from tests.people import small, telling_coordinators
from tests.pieces import piece_of
from tests.town import Town, reference_in


@pytest.fixture
def town(tmp_path: Path, sqlite_template: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    """Give one community, in the database and the Redis of the commands."""
    url = f"sqlite:///{tmp_path / 'doria.db'}"
    shutil.copy(sqlite_template, tmp_path / "doria.db")
    made = Town(url, redis_url, EXAMPLE)
    for name, value in {
        "DATABASE_URL": url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": "s" * 40,
        "DORIA_DATA": str(tmp_path / "data"),
    }.items():
        monkeypatch.setenv(name, value)
    yield made
    made.close()


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


def test_the_outbox_says_what_waits_and_why(town: Town) -> None:
    town.dials("+254711000009", "*384*77#", "1", "2", "1", "1")
    found = json.loads(doria("outbox", "--json").output)
    assert found["lanes"]["red"]["sent"] == 3
    assert found["failed"] == {}
    assert "red" in doria("outbox").output


def test_the_outbox_tells_of_lanes_kinds_and_providers_what_the_desk_counts_by_the_same_code(town: Town) -> None:
    phones = [f"+2547000001{number:02}" for number in range(100)]
    town.carrier.outcomes = {phone: [Refused(Cause.BAD_NUMBER, "403")] for phone in phones}
    town.dials("+254711000009", "*384*77#", "1", "2", "1", "1")
    town.dials("+254711000008", "*384*77#", "7", "2", "2")
    now = datetime.now(UTC)
    with town.services.uow() as uow:
        uow.session.execute(update(Message).values(created_at=now))
        uow.session.execute(update(Attempt).values(at=now))
    with town.services.reading() as session:
        everything = delivery_figures.read(session, now)
        shown = delivery_figures.read(session, now, is_shown=True)
    found = json.loads(doria("outbox", "--json").output)
    assert found["failed_lately_by_cause"] == everything.failures != shown.failures
    assert found["failed_lately_by_kind"] == everything.kinds
    assert found["failed_tries_lately_by_provider"] == everything.providers == {"fake": sum(everything.kinds.values())}
    assert set(found["oldest_due_seconds_by_lane"]) == set(LANES)
    said = doria("outbox").output
    assert f"given up in the last day: {everything.kinds[MessageKind.ALERT]} x alert" in said
    assert f"tries that failed in the last day: {everything.providers['fake']} by fake" in said


def test_the_outbox_says_until_when_a_text_keeps_quiet(town: Town) -> None:
    town.loads(telling_coordinators(EXAMPLE))
    town.now = datetime.now(UTC).replace(hour=22, minute=0)
    town.dials("+254711000009", "*384*77#", "4", "2", "4", "1")
    town.ticks()
    found = json.loads(doria("outbox", "--json").output)["waiting"]
    assert found["quiet hours"] > 0
    assert f"waits: {found['quiet hours']} x quiet hours until 06:00" in doria("outbox").output


def test_the_outbox_says_what_waits_for_money(town: Town) -> None:
    balance.check(town.services.uow, town.services.directory, town.carrier, Money("UGX", Decimal(20000)))
    assert json.loads(doria("outbox", "--json").output)["for_money"] == 0
    town.carrier.words_balance = "UGX 5"
    balance.check(town.services.uow, town.services.directory, town.carrier, Money("UGX", Decimal(20000)))
    town.dials("+254711000009", "*384*77#", "4", "2", "4", "1")
    found = json.loads(doria("outbox", "--json").output)
    assert found["for_money"] > 0
    assert f"for money: {found['for_money']} texts wait for money" in doria("outbox").output


def test_the_doctor_names_what_is_missing_and_what_to_do(town: Town) -> None:
    _ = town
    result = doria("doctor")
    assert result.exit_code == 1
    assert "ok   database" in result.output
    assert "ok   migrations" in result.output
    assert "FAIL workers and clock" in result.output
    assert "python -m workers" in result.output


def test_the_doctor_says_if_redis_keeps_the_names_of_sessions_in_a_file(town: Town) -> None:
    assert "ok   redis: answers and takes a write\n" in doria("doctor").output
    town.redis.config_set("save", "3600 1")
    try:
        assert "appendonly no" in doria("doctor").output
    finally:
        town.redis.config_set("save", "")


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


def test_the_doctor_says_what_it_did_not_try_and_never_ok_of_it(town: Town) -> None:
    _ = town
    lines = {line[5:].partition(":")[0]: line for line in doria("doctor").output.splitlines()}
    for name in ("connections", "heartbeat", "backup phone", "callbacks"):
        assert lines[name].startswith("--   "), lines[name]
    assert lines["monitoring"].startswith("ok   ") or "METRICS_TOKEN" in lines["monitoring"]


def test_the_doctor_of_a_folder_without_a_running_doria_up_says_so_and_blames_no_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "AT_BASE_URL", "AT_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    file, kept = tmp_path / "community.toml", tmp_path / "kept"
    file.write_text(EXAMPLE)
    assert doria("community", "load", "--new", "--yes", str(file), "--data", str(kept)).exit_code == 0
    result = doria("doctor", "--data", str(kept))
    assert result.exit_code == 1
    faults = [line for line in result.output.splitlines() if line.startswith("FAIL")]
    start = f"start it: `doria up --data {kept}`, or `systemctl start doria`"
    assert faults == [f"FAIL doria up: it does not run on {kept}; {start}"]
    for name in ("redis", "workers and clock", "network", "carrier", "balance"):
        assert f"--   {name}: not tried while `doria up` does not run\n" in result.output
    with (kept / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "FAIL doria up" not in doria("doctor", "--data", str(kept)).output


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, "FAIL network: the sandbox: AT_API_KEY is missing"),
        ({"AT_API_KEY": "k"}, "--   network: the sandbox: a sandbox reaches no real phone"),
        ({"AT_API_KEY": "k", "AT_USERNAME": "kubwa"}, "ok   network: live: the live network, as kubwa"),
        ({"AT_USERNAME": "kubwa"}, "FAIL network: the live network: AT_API_KEY is missing"),
        ({"AT_BASE_URL": "http://127.0.0.1:9"}, "--   network: simulated: no real phone is reached"),
    ],
)
def test_the_doctor_says_which_network_and_which_key_is_missing(
    town: Town, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], expected: str
) -> None:
    for name in ("AT_API_KEY", "AT_USERNAME", "AT_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings = read_settings(os.environ, webhook_token="w" * 40)
    town.services.override(settings=settings)
    town.services.remake("carrier")
    assert _network(town).startswith(expected)


def _network(town: Town) -> str:
    """Return the line of the doctor about the network. The other checks would ask a real one."""
    try:
        return Finding("network", is_ok=True, say=network_checks.network(town.services)).line
    except NotTried as why:
        return Finding("network", is_ok=True, say=str(why), is_tried=False).line
    except LookupError as fault:
        return Finding("network", is_ok=False, say=str(fault)).line
