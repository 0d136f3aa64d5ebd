"""`doria doctor`: it checks everything that Doria needs, and says what to do about each fault.

It says as well what it did not try, and why.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from gateway.carrier.contract import CarrierError
from gateway.cli import machine_checks, made_up_check, network_checks, record_check
from gateway.cli.findings import Finding, NotTried, ToldFaultError
from gateway.services import Services
from gateway.storage.keys import WrongKeyError
from gateway.storage.why import why

_OF_UP = ("redis", "workers and clock", "desk")
"""The checks of what `doria up` runs."""
_OF_ITS_NETWORK = ("network", "carrier", "balance", "inbox", "callbacks")
"""The checks of the network that `doria up` brings unless AT_BASE_URL names another."""


def examine(services: Services, *, without_up: Path | None = None) -> list[Finding]:
    """Run every check; a check that fails stops no other.

    `without_up` is the data folder of a `doria up` that does not run, though the rest stands on it.
    """
    ask = cache(services.carrier.balance)
    looks: list[tuple[str, Callable[[], str], str]] = [
        ("database", lambda: machine_checks.database(services), "check DATABASE_URL and that the server runs"),
        ("key", lambda: machine_checks.key(services), "Doria cannot read its numbers, names and words without it"),
        (
            "people key",
            lambda: machine_checks.key_of_people(services),
            "give the PEOPLE_KEY before; the names end by themselves within 180 days",
        ),
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
        (
            "record",
            lambda: record_check.record(services),
            "see that the clock runs and every earlier key is in OLD_SECRET_KEYS; then `doria record verify` says more",
        ),
        ("made-up year", lambda: made_up_check.look(services), "run `doria migrate`"),
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
            "look at the log of `doria up`; without it, start `python -m workers` and `python -m workers clock`",
        ),
        ("desk", lambda: machine_checks.desk(services), "look at the log of `doria up`"),
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
            "check AT_USERNAME, AT_API_KEY and AT_BASE_URL",
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
    stopped: tuple[str, ...] = ()
    if without_up is not None:
        say = f"it does not run on {without_up}; start it: `doria up --data {without_up}`, or `systemctl start doria`"
        findings.append(Finding("doria up", is_ok=False, say=say))
        stopped = _OF_UP if services.settings.at_base_url else (*_OF_UP, *_OF_ITS_NETWORK)
    for name, look, usual in looks:
        remedy = "texts leave when `doria up` runs" if stopped and name == "outbox" else usual
        if name in stopped:
            findings.append(Finding(name, is_ok=True, say="not tried while `doria up` does not run", is_tried=False))
            continue
        try:
            findings.append(Finding(name, is_ok=True, say=look()))
        except NotTried as why_not:
            findings.append(Finding(name, is_ok=True, say=str(why_not), is_tried=False))
        except ToldFaultError as fault:
            findings.append(Finding(name, is_ok=False, say=str(fault)))
        except Exception as error:  # noqa: BLE001 - whatever is wrong is the finding
            findings.append(Finding(name, is_ok=False, say=f"{_reason(error)}; {remedy}"))
    return findings


def _reason(error: Exception) -> str:
    if isinstance(error, SQLAlchemyError):
        return why(error)
    return str(error) if isinstance(error, LookupError | CarrierError | WrongKeyError) else type(error).__name__


__all__ = ["Finding", "examine"]
