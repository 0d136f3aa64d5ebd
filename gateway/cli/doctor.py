"""`doria doctor`: it checks everything that Doria needs, and says what to do about each fault.

It says as well what it did not try, and why.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from gateway.carrier.contract import CarrierError
from gateway.cli import machine_checks, network_checks
from gateway.cli.findings import Finding, NotTried
from gateway.data_folder import is_given
from gateway.services import Services
from gateway.storage.keys import WrongKeyError
from gateway.storage.why import why

_OF_UP = frozenset({"redis", "workers and clock", "inbox"})
"""The checks of parts that `doria up` brings."""
_OF_NETWORK = frozenset({"network", "carrier", "balance"})
"""The checks of its simulated network, where no other network is named."""


def examine(services: Services, stopped: Path | None = None) -> list[Finding]:
    """Run every check; a check that fails stops no other.

    `stopped` is a data folder whose `doria up` does not run. What that brings is not tried then: each check would name
    another cause than the real one.
    """
    ask = cache(services.carrier.balance)
    looks: list[tuple[str, Callable[[], str], str]] = [
        ("database", lambda: machine_checks.database(services), "check DATABASE_URL and that the server runs"),
        ("key", lambda: machine_checks.key(services), "Doria cannot read its numbers, names and words without it"),
        ("migrations", lambda: machine_checks.migrations(services), "run `doria migrate`"),
        (
            "time",
            lambda: machine_checks.time(services),
            "let NTP keep the clocks of this machine and of the database's",
        ),
        ("disk", lambda: machine_checks.disk(services), "make room on the disk, or move Doria to a larger one"),
        (
            "backup",
            lambda: machine_checks.nightly_backup(services),
            "look at DORIA_BACKUP_DIR and its disk; `doria backup FILE` says what is wrong",
        ),
        ("communities", lambda: machine_checks.communities(services), "run `doria community load FILE`"),
        ("paused", lambda: machine_checks.paused(services), "`doria resume KEY` takes reports again"),
        (
            "languages",
            lambda: machine_checks.spoken(services),
            "until then English stands in: check DORIA_LOCALES, and `.docs/languages.md`",
        ),
        ("redis", lambda: machine_checks.redis(services), "check REDIS_URL, that Redis runs, and its memory and disk"),
        (
            "workers and clock",
            lambda: machine_checks.processes(services),
            "start `python -m workers` and `python -m workers clock`",
        ),
        (
            "connections",
            lambda: machine_checks.connections(services),
            "raise max_connections of PostgreSQL, or set DORIA_POOL to fewer for each process",
        ),
        (
            "network",
            lambda: network_checks.network(services),
            "set AT_BASE_URL, AT_USERNAME and AT_API_KEY: .docs/guide-operators.md says how to go live",
        ),
        (
            "carrier",
            lambda: network_checks.carrier(services, ask),
            "check AT_USERNAME, AT_API_KEY and AT_BASE_URL, and top up the account",
        ),
        (
            "balance",
            lambda: network_checks.balance(services, ask),
            "top up the account, or set DORIA_LOW_BALANCE in its currency, such as UGX 20000",
        ),
        ("inbox", lambda: network_checks.inbox(services), "lost texts are not fetched: check the carrier"),
        (
            "backup phone",
            lambda: network_checks.backup_phone(services),
            "check the phone, its webhooks, and the settings DORIA_SECOND_*: .docs/guide-operators.md says how",
        ),
        (
            "heartbeat",
            lambda: network_checks.probe(services),
            "heartbeats do not arrive: look at the web server, workers and carrier",
        ),
        (
            "beside SMS",
            lambda: network_checks.beside(services),
            "check DORIA_BESIDE_URLS and that network; texts go out all the same",
        ),
        ("money", lambda: network_checks.money(services), "top up the account of the carrier"),
        ("callbacks", lambda: network_checks.callbacks(services), "dial the code, and send a text to the short code"),
        ("monitoring", lambda: machine_checks.monitoring(services), "set METRICS_TOKEN"),
        ("outbox", lambda: network_checks.outbox(services), "the network refuses or is away: `doria outbox` says why"),
    ]
    findings = [Finding("settings", is_ok=True, say="read")]
    away: frozenset[str] = frozenset()
    if stopped is not None:
        findings.append(Finding("doria up", is_ok=False, say=f"does not run; start `doria up --data {stopped}`"))
        away = _OF_UP if is_given("AT_BASE_URL") else _OF_UP | _OF_NETWORK
    for name, look, usual in looks:
        remedy = "texts leave when `doria up` runs" if stopped is not None and name == "outbox" else usual
        if name in away:
            findings.append(Finding(name, is_ok=True, say="not tried while `doria up` does not run", is_tried=False))
            continue
        try:
            findings.append(Finding(name, is_ok=True, say=look()))
        except NotTried as why_not:
            findings.append(Finding(name, is_ok=True, say=str(why_not), is_tried=False))
        except Exception as error:  # noqa: BLE001 - whatever is wrong is the finding
            findings.append(Finding(name, is_ok=False, say=f"{_reason(error)}; {remedy}"))
    return findings


def _reason(error: Exception) -> str:
    if isinstance(error, SQLAlchemyError):
        return why(error)
    return str(error) if isinstance(error, LookupError | CarrierError | WrongKeyError) else type(error).__name__


__all__ = ["Finding", "examine"]
