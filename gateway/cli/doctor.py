"""`doria doctor`: it checks everything that Doria needs, and says what to do about each fault."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from gateway.carrier.contract import CarrierError
from gateway.communities import directory, file
from gateway.core import liveness
from gateway.incidents import stats
from gateway.services import Services
from gateway.storage import keys
from gateway.storage.migrate import is_current
from gateway.upkeep import balance, probe

_LATE = 20.0


@dataclass(frozen=True)
class Finding:
    """The result of one check: its name, whether it is ok, and the text to print."""

    name: str
    is_ok: bool
    say: str


def examine(services: Services) -> list[Finding]:
    """Run every check; a check that fails stops no other."""
    ask = cache(services.carrier.balance)
    looks: list[tuple[str, Callable[[], str], str]] = [
        ("database", lambda: _database(services), "check DATABASE_URL and that the server runs"),
        ("key", lambda: _key(services), "Doria cannot read its numbers, names and words without it"),
        ("migrations", lambda: _migrations(services), "run `doria migrate`"),
        ("communities", lambda: _communities(services), "run `doria community load FILE`"),
        ("redis", lambda: _redis(services), "check REDIS_URL and that Redis runs"),
        (
            "workers and clock",
            lambda: _processes(services),
            "start `python -m workers` and `python -m workers clock`",
        ),
        (
            "carrier",
            lambda: _carrier(services, ask),
            "check AT_USERNAME, AT_API_KEY and AT_BASE_URL, and top up the account",
        ),
        (
            "balance",
            lambda: _balance(services, ask),
            "set DORIA_LOW_BALANCE in the currency of the account, such as UGX 20000",
        ),
        (
            "heartbeat",
            lambda: _probe(services),
            "heartbeats do not arrive: look at the web server, workers and carrier",
        ),
        ("outbox", lambda: _outbox(services), "the network refuses or is away: `doria outbox` says why"),
    ]
    findings = [Finding("settings", is_ok=True, say="read")]
    for name, look, remedy in looks:
        try:
            findings.append(Finding(name, is_ok=True, say=look()))
        except Exception as error:  # noqa: BLE001 - whatever is wrong is the finding
            why = (
                str(error)
                if isinstance(error, LookupError | CarrierError | keys.WrongKeyError)
                else type(error).__name__
            )
            findings.append(Finding(name, is_ok=False, say=f"{why}; {remedy}"))
    return findings


def _probe(services: Services) -> str:
    if not services.policy.has_probe:
        return "off; DORIA_HEARTBEAT_TO names a number for it"
    with services.reading() as session:
        probe_status = probe.probe_status(session, services.clock())
    if probe_status.is_silent:
        message = f"the newest {probe.MISSES} did not arrive"
        raise LookupError(message)
    if probe_status.latency is None or probe_status.age is None:
        return "none has arrived yet"
    return f"took {probe_status.latency:.1f} s, {probe_status.age:.0f} s ago"


def _database(services: Services) -> str:
    with services.reading() as session:
        session.connection()
    return services.database.url.get_backend_name()


def _key(services: Services) -> str:
    keys.check(services.database)
    return "opens the database"


def _migrations(services: Services) -> str:
    if not is_current(services.database):
        message = "older than this Doria"
        raise LookupError(message)
    return "up to date"


def _communities(services: Services) -> str:
    with services.reading() as session:
        for key, body in directory.bodies(session).items():
            try:
                file.parse(body)
            except file.CommunityFileError as error:
                message = f"the stored file of {key} cannot be read any more ({error.faults[0]})"
                raise LookupError(message) from None
    communities = services.directory.communities()
    if not communities:
        message = "none is loaded"
        raise LookupError(message)
    return ", ".join(record.community.name for record in communities)


def _redis(services: Services) -> str:
    """Return that Redis answers. On a real network it must write no file: there the names of sessions would stay."""
    services.redis.ping()
    if not _writes_files(services.redis):
        return "answers"
    keeps = 'it writes what it holds to a file: set `appendonly no` and `save ""`'
    if not services.carrier.is_simulated:
        raise LookupError(keeps)
    return f"answers; {keeps}"


def _writes_files(redis: Redis) -> bool:
    """Return whether Redis says that it writes an append-only file or snapshots. It may keep its settings secret."""
    try:
        set_to: Any = redis.config_get("appendonly", "save")
    except RedisError:
        return False
    plain = {_text(name): _text(value) for name, value in set_to.items()}
    return plain.get("appendonly") == "yes" or bool(plain.get("save"))


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value


def _processes(services: Services) -> str:
    with services.reading() as session:
        silent = liveness.silent(session, services.clock())
    if silent:
        message = ", ".join(silent) + " not seen lately"
        raise LookupError(message)
    return "all seen"


def _outbox(services: Services) -> str:
    with services.reading() as session:
        counts = stats.count(session, services.clock())
    if counts.oldest_due > _LATE:
        message = f"the oldest message has waited {counts.oldest_due:.0f} s"
        raise LookupError(message)
    return "nothing is late"


def _carrier(services: Services, ask: Callable[[], str]) -> str:
    examples = [record.community.name for record in services.directory.communities() if record.community.example]
    if examples and not services.carrier.is_simulated:
        message = f"{', '.join(examples)} has `example = true`: no real network is given invented numbers"
        raise LookupError(message)
    return f"{services.carrier.name}, balance {ask()}"


def _balance(services: Services, ask: Callable[[], str]) -> str:
    low = services.settings.doria_low_balance
    try:
        answer = ask()
    except CarrierError:
        return "not known while the carrier tells none"
    if balance.comparable(answer, low) is None:
        message = f"{answer[:40]} cannot be compared with DORIA_LOW_BALANCE, which is {low}: a low one is not noticed"
        raise LookupError(message)
    return f"coordinators are told under {low}"
