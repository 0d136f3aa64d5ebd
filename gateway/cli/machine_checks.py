"""Checks of `doria doctor` on this machine: database, key, disk, time, Redis, processes, and the communities' files.

Each check says what is right, and raises LookupError for what is wrong and NotTried for what is not tried.
"""

from datetime import timedelta
from ipaddress import ip_address
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import text

from gateway.association.second_chance import people_key
from gateway.cli import pause_lines
from gateway.cli.findings import NotTried, ToldFaultError
from gateway.communities import file, records
from gateway.core import clock_sync, liveness, pools, redis_outage
from gateway.processes import commands
from gateway.services import Services
from gateway.storage import keys
from gateway.storage.migrate import is_current, knows, revision_of
from gateway.storage.models import ClockRow
from gateway.upkeep import backup_standing
from menus.domain import health
from menus.domain.community import Community
from menus.domain.stage import is_trial
from menus.sms import language_check
from menus.text import languages

_DESK = "desk"
"""The kind of process that the desk is."""
_FOR_COMMANDS = 5
"""Connections for the commands of operators and for a monitor. A guess."""
_GIVEN = text(
    "SELECT least("
    "current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
    " - coalesce(current_setting('reserved_connections', true), '0')::int, "
    "(SELECT nullif(datconnlimit, -1) FROM pg_database WHERE datname = current_database()), "
    "(SELECT nullif(rolconnlimit, -1) FROM pg_roles WHERE rolname = current_user))"
)
"""How many connections PostgreSQL gives to Doria. Some are kept for the administrators of the server."""


def database(services: Services) -> str:
    """Say which database answers, and on which host if several are named."""
    with services.reading() as session:
        connection = session.connection()
        if services.database.on_sqlite or isinstance(services.database.url.query.get("host", ""), str):
            return services.database.url.get_backend_name()
        info = connection.connection.driver_connection.info  # type: ignore[union-attr] # psycopg's own
        return f"{services.database.url.get_backend_name()} at {info.host}:{info.port}"


def time(services: Services) -> str:
    """Say whether this machine and the database agree on the time, and when the database's clock last stepped.

    Also say if nothing keeps the clock of this machine, as far as the system tells.
    """
    skew = services.timekeeper.skew()
    if abs(skew) > health.MOST_SKEW.total_seconds():
        message = f"this machine's clock is {abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} the database's"
        raise LookupError(message)
    with services.reading() as session:
        row = session.get(ClockRow, 1)
    said = ["this machine and the database agree"]
    if row is not None and row.stepped_at is not None and row.last_step is not None:
        step, at = timedelta(microseconds=row.last_step).total_seconds(), row.stepped_at.isoformat(timespec="seconds")
        said.append(f"the database's clock stepped by {step:+.0f} s at {at}")
    if clock_sync.is_kept() is False:
        said.append("the system says that nothing keeps the clock of this machine: let NTP do so")
    return "; ".join(said)


def key(services: Services) -> str:
    """Say that SECRET_KEY opens the database."""
    keys.check(services.database)
    return "opens the database"


def key_of_people(services: Services) -> str:
    """Say that PEOPLE_KEY opens the names of second chances, as far as SECRET_KEY opens them."""
    given = services.settings.people_key
    with services.reading() as session:
        count = people_key.sealed(session)
        unopened = people_key.unopened(session, given.get_secret_value()) if given is not None else count
    if given is None and not count:
        message = "PEOPLE_KEY is not given: courses of a second chance go by their codes, and hold no names"
        raise NotTried(message)
    if unopened:
        message = f"{unopened} of {count} names of second chances are sealed under another PEOPLE_KEY"
        raise LookupError(message)
    return f"opens the names of second chances: {count}"


def migrations(services: Services) -> str:
    """Say whether the tables are those of this Doria."""
    if not is_current(services.database):
        revision = revision_of(services.database)
        if revision is None or knows(revision):
            message = "older than this Doria"
            raise LookupError(message)
        message = "of a newer Doria: start that one, or restore a backup from before the upgrade"
        raise ToldFaultError(message)
    return "up to date"


def _refuse_wrong_key(services: Services) -> None:
    """Raise NotTried if the key is wrong: nothing is written then, not even a trial."""
    try:
        keys.check(services.database)
    except keys.WrongKeyError:
        message = "not tried with a wrong key: a trial would write"
        raise NotTried(message) from None


def disk(services: Services) -> str:
    """Try a write, and say how much of the disk is free."""
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


def nightly_backup(services: Services) -> str:
    """Say when the last backup of a night was taken; a night without one is a fault."""
    if services.settings.doria_backup_dir is None:
        message = "none at night: set DORIA_BACKUP_DIR, and keep a copy of the key in another place"
        raise NotTried(message)
    with services.reading() as session:
        found = backup_standing.look(session)
    newest = f"the last one is of {found.done_at:%Y-%m-%d %H:%M} UTC" if found.done_at else "there is none yet"
    if found.failed_at is not None:
        message = f"the one of {found.failed_at:%Y-%m-%d %H:%M} UTC failed; {newest}"
        raise LookupError(message)
    if found.is_late(services.clock()):
        raise LookupError(newest)
    return newest


def redis(services: Services) -> str:
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


def processes(services: Services) -> str:
    """Say whether all workers and the clock were seen lately, on every machine."""
    with services.reading() as session:
        now = services.clock()
        silent = [f"{kind} not seen lately" for kind in liveness.silent(session, now)]
        faults = silent + liveness.silent_processes(session, now, besides=(_DESK,))
        machines = sorted({one.machine for one in liveness.at_work(session, now) if one.kind != _DESK})
    if faults:
        raise LookupError(", ".join(faults))
    return "all seen" + (f", on {', '.join(machines)}" if len(machines) > 1 else "")


def desk(services: Services) -> str:
    """Say where the desk was seen lately. A desk that is missing is no fault: phones lose nothing by it."""
    settings = services.settings
    with services.reading() as session:
        machines = sorted({one.machine for one in liveness.at_work(session, services.clock()) if one.kind == _DESK})
    if not machines:
        message = (
            "none was seen lately, and phones lose nothing by it; the log of `doria up` says why, and without that,"
            " start the `desk` of the Procfile"
        )
        raise NotTried(message)
    where = (
        f", at http://{settings.doria_desk_host}:{settings.doria_desk_port}/desk/" if settings.doria_desk_port else ""
    )
    is_alone = ip_address(settings.doria_desk_host).is_loopback
    for_whom = "for this machine alone" if is_alone else "DESK_ORIGIN names no address with TLS for others"
    found_at = f"browsers find it at {settings.desk_origin}" if settings.desk_origin else for_whom
    return f"seen on {', '.join(machines)}{where}; {found_at}"


def connections(services: Services) -> str:
    """Say how many connections the processes may hold, and whether PostgreSQL gives so many."""
    if services.database.on_sqlite:
        message = "not needed: the database is a file"
        raise NotTried(message)
    settings = services.settings
    with services.reading() as session:
        given = session.scalar(_GIVEN) or 0
        at_work = [(one.kind, one.connections) for one in liveness.at_work(session, services.clock())]
    if not at_work:
        lanes = [f"worker-{lane}" for lane in commands.lanes(settings, settings.doria_red_workers)]
        at_work = [(kind, None) for kind in ("web",) * settings.doria_web_processes + (*lanes, "clock", _DESK)]
    found = pools.by_kind(at_work, settings.doria_pool)
    needed = sum(number * each for _, number, each in found) + _FOR_COMMANDS
    parts = ", ".join(f"{kind} {number} x {each}" for kind, number, each in found)
    said = f"{parts} and {_FOR_COMMANDS} for commands may take {needed}; PostgreSQL gives {given}"
    if needed > given:
        raise LookupError(said)
    return said


def monitoring(services: Services) -> str:
    """Say that a monitor has a token. What it does with the figures is its own matter."""
    if services.settings.metrics_token is None:
        message = "METRICS_TOKEN is not given: nobody sees /metrics and the reasons of /health/ready"
        raise NotTried(message)
    return "METRICS_TOKEN shows /metrics and the reasons of /health/ready"


def communities(services: Services) -> str:
    """Say which communities are loaded."""
    with services.reading() as session:
        for key, body in records.bodies(session).items():
            try:
                file.parse(body)
            except file.CommunityFileError as error:
                message = f"the stored file of {key} cannot be read any more ({error.faults[0]})"
                raise LookupError(message) from None
    communities = services.directory.communities()
    if not communities:
        message = "none is loaded"
        raise LookupError(message)
    return ", ".join(_with_stage(record.community) for record in communities)


def _with_stage(community: Community) -> str:
    """Return the name of a community, with its stage unless it is live."""
    return f"{community.name} ({community.stage.value})" if is_trial(community) else community.name


def paused(services: Services) -> str:
    """Say that no community is paused."""
    with services.reading() as session:
        found = pause_lines.lines(services, session)
    if found:
        raise LookupError(", ".join(found))
    return "none"


def spoken(services: Services) -> str:
    """Say which languages the communities speak. One that is lost or not whole is a fault."""
    found = sorted({code for record in services.directory.communities() for code in record.community.languages})
    for code in found:
        if code not in languages.codes():
            message = f"{code} has no folder any more"
            raise LookupError(message)
        if faults := language_check.faults(code):
            message = f"{code}: {faults[0]}"
            raise LookupError(message)
    return ", ".join(found)
