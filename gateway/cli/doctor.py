"""`doria doctor`: it checks everything that Doria needs, and says what to do about each fault."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

from gateway.carrier.contract import CarrierError
from gateway.communities import directory, file
from gateway.core import liveness, redis_outage
from gateway.core.notices_once import Notice
from gateway.incidents import stats
from gateway.messaging import backup_phone
from gateway.services import Services
from gateway.sms import fetching
from gateway.storage import keys
from gateway.storage.migrate import is_current
from gateway.storage.models import ClockRow
from gateway.upkeep import balance, phone_watch, probe

_LATE = 20.0
_MOST_SKEW = 2.0
"""Seconds by which clocks may differ: as long as a due rung may take."""


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
        ("time", lambda: _time(services), "let NTP keep the clocks of this machine and of the database's"),
        ("disk", lambda: _disk(services), "make room on the disk, or move Doria to a larger one"),
        ("communities", lambda: _communities(services), "run `doria community load FILE`"),
        ("redis", lambda: _redis(services), "check REDIS_URL, that Redis runs, and its memory and disk"),
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
        ("inbox", lambda: _inbox(services), "lost texts are not fetched: check the carrier"),
        (
            "backup phone",
            lambda: _backup_phone(services),
            "check the phone, its webhooks, and the settings DORIA_SECOND_*: .docs/guide-operators.md says how",
        ),
        (
            "heartbeat",
            lambda: _probe(services),
            "heartbeats do not arrive: look at the web server, workers and carrier",
        ),
        ("money", lambda: _money(services), "top up the account of the carrier"),
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


def _backup_phone(services: Services) -> str:
    """Ask the phone for its health, with the password, and say what is wrong with it."""
    phone = services.backup_carrier
    if phone is None:
        return "off; DORIA_SECOND_URL names one"
    if not isinstance(phone, phone_watch.Phone):
        return "cannot be asked"
    report = phone.look()
    now = services.clock()
    with services.reading() as session:
        refused = [f"an event was not taken: {why}" for why in backup_phone.refused(session, now)]
    faults = [*report.faults, *phone_watch.doubts(report, now), *refused]
    if faults:
        raise LookupError("; ".join(faults))
    return ", ".join(("answers", *report.words))


def _database(services: Services) -> str:
    with services.reading() as session:
        session.connection()
    return services.database.url.get_backend_name()


def _time(services: Services) -> str:
    skew = services.timekeeper.skew()
    if abs(skew) > _MOST_SKEW:
        message = f"this machine's clock is {abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} the database's"
        raise LookupError(message)
    with services.reading() as session:
        row = session.get(ClockRow, 1)
    if row is None or row.stepped_at is None or row.last_step is None:
        return "this machine and the database agree"
    step, at = timedelta(microseconds=row.last_step).total_seconds(), row.stepped_at.isoformat(timespec="seconds")
    return f"this machine and the database agree; the database's clock stepped by {step:+.0f} s at {at}"


def _key(services: Services) -> str:
    keys.check(services.database)
    return "opens the database"


def _migrations(services: Services) -> str:
    if not is_current(services.database):
        message = "older than this Doria"
        raise LookupError(message)
    return "up to date"


def _refuse_wrong_key(services: Services) -> None:
    """Raise LookupError if the key is wrong: nothing is written then, not even a trial."""
    try:
        keys.check(services.database)
    except keys.WrongKeyError:
        message = "not tried with a wrong key"
        raise LookupError(message) from None


def _disk(services: Services) -> str:
    _refuse_wrong_key(services)
    faults = services.writes.faults()
    space = services.writes.space()
    if faults:
        raise LookupError(", ".join([*faults, f"{space}" if space else "the free space is not known"]))
    if space is None:
        return "takes a write; the free space is known where the database stands"
    if space.is_low:
        message = f"takes a write, but only {space}"
        raise LookupError(message)
    return f"takes a write, {space}"


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
    """Return that Redis takes a write. On a real network it must write no file: the names of sessions would stay."""
    redis_outage.try_to_write(services.redis)
    if not _writes_files(services.redis):
        return "answers and takes a write"
    keeps = 'it writes what it holds to a file: set `appendonly no` and `save ""`'
    if not services.carrier.is_simulated:
        raise LookupError(keeps)
    return f"answers and takes a write; {keeps}"


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


def _money(services: Services) -> str:
    with services.reading() as session:
        waiting = stats.for_money(session)
    if waiting:
        message = f"{waiting} texts wait for money"
        raise LookupError(message)
    return "no text waits for money"


def _outbox(services: Services) -> str:
    with services.reading() as session:
        oldest = stats.oldest_due(session, services.clock())
    if oldest > _LATE:
        message = f"the oldest message has waited {oldest:.0f} s"
        raise LookupError(message)
    return "nothing is late"


def _carrier(services: Services, ask: Callable[[], str]) -> str:
    examples = [record.community.name for record in services.directory.communities() if record.community.example]
    if examples and not services.carrier.is_simulated:
        message = f"{', '.join(examples)} has `example = true`: no real network is given invented numbers"
        raise LookupError(message)
    return f"{services.carrier.name}, balance {ask()}"


def _inbox(services: Services) -> str:
    texts = services.text_inbox
    if texts is None:
        return f"{services.carrier.name} keeps no texts to be fetched"
    with services.reading() as session:
        fetched_at = fetching.fetched_at(session, texts.account)
        is_failing = Notice.FETCH_FAILED in liveness.ages(session, services.clock())
    if fetched_at is None:
        return "the network gives no texts again" if is_failing else "no texts were fetched yet"
    age = (services.clock() - fetched_at).total_seconds()
    if is_failing:
        message = f"texts were last fetched {age:.0f} s ago"
        raise LookupError(message)
    return f"texts were fetched {age:.0f} s ago"


def _balance(services: Services, ask: Callable[[], str]) -> str:
    low = services.settings.doria_low_balance
    try:
        answer = ask()
    except CarrierError:
        return "not known while the carrier tells none"
    found = balance.comparable(answer, low)
    if found is None:
        message = f"{answer[:40]} cannot be compared with DORIA_LOW_BALANCE, which is {low}: a low one is not noticed"
        raise LookupError(message)
    told = f"coordinators are told under {low}"
    return told if found.amount >= low.amount else f"{found} is low: bulk and normal texts wait; {told}"
