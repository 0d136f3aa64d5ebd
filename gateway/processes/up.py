"""`doria up`: starts and watches Redis, web server, workers, clock, desk and simulated network on one machine."""

import fcntl
import os
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import IO

from gateway import logs, secret_files
from gateway.data_folder import UNDER_UP, DataFolder, is_given
from gateway.errors import Refused
from gateway.processes import commands, desk, embedded_redis, listening, log_file, notify, ports, preparing, readiness
from gateway.processes.desk import Desk, NoPortError, Place
from gateway.processes.full_disk import StartOnFullDisk, told_if_full
from gateway.processes.notify import ServiceManager
from gateway.processes.nursery_line import Nursery
from gateway.processes.phone_files import PhoneFiles
from gateway.processes.readiness import Patience, Progress
from gateway.processes.renewal import Renewal
from gateway.processes.supervisor import Child, Supervisor
from gateway.processes.watchdog import Watchdog
from gateway.services import Services
from gateway.settings import Settings
from gateway.storage.sealing import key_id

_PORT_TIMEOUT, _LEFT_BEHIND = 5.0, 25.0
"""Seconds to wait for a port to become free, and for processes of a killed run to end by themselves."""
_LOCK_TIMEOUT = 2.0
"""Seconds to wait for the supervisor of a killed run to let go of the folder. It takes milliseconds."""
_IN_FORCE = "in-force"
"""The folder that holds community files in plain text while the simulated network needs their phones."""
log = logs.logger()


@dataclass(frozen=True)
class UpOptions:
    """The options of `doria up`; `port` is None for the port of the settings, 0 for any free port.

    `desk_port` is None for that of the settings, else the next free one.
    """

    folder: DataFolder
    port: int | None
    community_files: Sequence[Path]
    red_workers: int
    nursery: Nursery | None = None
    desk_port: int | None = None


def up(options: UpOptions) -> int:
    """Run everything until told to stop; return the exit status. Raise Refused if it cannot start."""
    options.folder.make()
    options.folder.close_to_others()
    with told_if_full(options.folder), (options.folder.path / "up.lock").open("w") as lock:
        if not _locks(lock):
            message = f"another doria up already runs on {options.folder.path}; stop it, or give another --data"
            raise Refused(message)
        return _alone(options)


def _locks(lock: IO[str]) -> bool:
    """Take the lock of the folder; return False if another `doria up` keeps it. A killed one ends a moment later."""
    deadline = time.monotonic() + _LOCK_TIMEOUT
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.05)
        else:
            return True


def _alone(options: UpOptions) -> int:
    """Run everything, as the only `doria up` of its folder."""
    was_killed = options.folder.note_stopped()
    options.folder.refuse_without_database()
    options.folder.make_secrets()
    settings = options.folder.settings()
    _check_key(settings, Patience(options.folder.log_file))
    port = (settings.port if options.port is None else options.port) or ports.free_port()
    ports.await_free(port, _LEFT_BEHIND if was_killed else _PORT_TIMEOUT)
    os.environ["DORIA_DATA"] = str(options.folder.path)
    os.environ["PORT"] = str(port)
    os.environ[UNDER_UP] = "1"
    os.environ[log_file.LOG_FILE] = str(options.folder.log_file)
    with log_file.open_for_all(options.folder.log_file) as output:
        supervisor = Supervisor([], output, options.nursery)
        supervisor.chores.append(_rotation(settings, options.folder.log_file, output).look)
        return _run(options, settings, port, _desk(options, settings, port, supervisor, was_killed=was_killed))


def _desk(options: UpOptions, settings: Settings, port: int, supervisor: Supervisor, *, was_killed: bool) -> Desk:
    """Return the desk. Where it finds no port, say so: everything else runs without it."""
    wanted = settings.doria_desk_port if options.desk_port is None else options.desk_port
    place: Place | None = None
    try:
        place = desk.find_place(settings.doria_desk_host, wanted, port, desk.LEFT_BEHIND if was_killed else 0.0)
    except NoPortError as fault:
        desk.say(f"the desk does not start: {fault}; everything else does")
    return Desk(supervisor, place, options.folder.log_file)


def _rotation(settings: Settings, path: Path, output: IO[bytes]) -> log_file.Rotation:
    megabytes, age = settings.doria_log_megabytes, timedelta(days=settings.doria_log_days)
    return log_file.Rotation(path, output, log_file.Bounds(megabytes * 10**6, settings.doria_log_files, age))


def _check_key(settings: Settings, patience: Patience) -> None:
    """Wait for the database. Raise Refused if it is sealed with another key, before anything is started or written."""
    services = Services(settings)
    try:
        readiness.await_database(services.database, patience)
    finally:
        services.close()


def _run(options: UpOptions, settings: Settings, port: int, own_desk: Desk) -> int:
    supervisor = own_desk.supervisor
    supervisor.listen()
    supervisor.listen_for_renewal()
    manager = notify.take()
    services = Services(settings)
    phone_files = PhoneFiles(services, options.folder.path / _IN_FORCE)
    patience = Patience(options.folder.log_file, disk=StartOnFullDisk(services, options.folder))
    listener: socket.socket | None = None
    try:
        if not is_given("REDIS_URL"):
            embedded_redis.clear_old(options.folder.redis_socket)
            embedded_redis.begin(supervisor, options.folder, settings.redis_url, patience)
            if supervisor.is_stopping:
                return 0
        _prepare(options, services, supervisor)
        if supervisor.is_stopping:
            return 0
        preparing.say_if_made_up(services)
        # It uses its own network unless AT_BASE_URL names another: an account's key alone reaches no real phone.
        simulated = ports.free_port() if settings.at_base_url is None else None
        environment = {}
        if simulated is None:
            _refuse_examples(services)
            _say_without_community(services, options.folder)
        else:
            environment = {"DORIA_SIMULATOR_URL": f"http://127.0.0.1:{simulated}", "AT_API_KEY": "simulated"}
            # The key of a real account is not for the simulated network, and one key alone may be given.
            os.environ.pop("AT_API_KEY" + secret_files.SUFFIX, None)
            callback = f"http://127.0.0.1:{port}/at/{settings.webhook_token.get_secret_value()}"
            phone_files.write()
            supervisor.chores.append(phone_files.look)
            _begin(supervisor, [commands.network(options.folder, simulated, callback, phone_files.folder, settings)])
        key = key_id(settings.secret_key.get_secret_value()).hex()
        options.folder.note_running(PORT=str(port), DORIA_KEY_ID=key, **own_desk.noted, **environment)
        listener = _listener(port)
        _begin(supervisor, [commands.web(port, settings.doria_web_processes, environment, listener)])
        lanes = commands.lanes(settings, options.red_workers)
        _begin(supervisor, [*commands.workers(lanes, environment), commands.clock(environment)])
        own_desk.begin(environment)
        _announce(own_desk, services, patience, port, simulated, options.folder, manager)
    finally:
        manager.stopping()
        if listener is not None:
            # Calls that come now are refused at once, and wait for nobody.
            listener.close()
        own_desk.close()
        supervisor.end(last=(embedded_redis.NAME,))
        options.folder.note_stopped()
        phone_files.remove()
        services.close()
    return 0


def _prepare(options: UpOptions, services: Services, supervisor: Supervisor) -> None:
    files = options.community_files

    def is_stopping() -> bool:
        return supervisor.is_stopping

    if options.nursery is None or not preparing.prepare_apart(services, options.folder, files, is_stopping):
        preparing.prepare(services, options.folder, files, Progress(), is_stopping)


def _listener(port: int) -> socket.socket | None:
    try:
        return listening.listener(port)
    except OSError:
        message = f"port {port} is taken; give another with --port"
        raise Refused(message) from None


def _begin(supervisor: Supervisor, these: Sequence[Child]) -> None:
    for child in these:
        supervisor.children.append(child)
        supervisor.start(child)


def _refuse_examples(services: Services) -> None:
    """Raise Refused if example numbers would be texted by a network that can reach real phones."""
    examples = services.directory.examples()
    if examples and not services.carrier.is_simulated:
        message = (
            f"{', '.join(examples)}: `example = true` marks invented numbers, which no real network may text;"
            " load a file without it into a folder of its own (--data)"
        )
        raise Refused(message)


def _say_without_community(services: Services, folder: DataFolder) -> None:
    """Say on standard error that nobody can report yet. A community may be loaded while everything runs."""
    if preparing.is_empty(services):
        sys.stderr.write(
            "no community is loaded: whoever dials reads that the code is not in use;"
            f" load your file with `doria community load --data {folder.path} FILE`\n"
        )
        sys.stderr.flush()


def _announce(
    own_desk: Desk,
    services: Services,
    patience: Patience,
    port: int,
    simulated: int | None,
    folder: DataFolder,
    manager: ServiceManager,
) -> None:
    """Print when everything is at work, then watch: a child that does nothing is restarted.

    Until then say what is still waited for. Raise Refused if patience ends.
    """
    supervisor, address = own_desk.supervisor, f"http://127.0.0.1:{port}"
    said = False
    refusal: str | None = None

    def is_web_answering() -> bool:
        return ports.answers(address + "/health/live")

    watchdog = Watchdog(
        supervisor,
        services,
        {
            "web": is_web_answering,
            desk.NAME: own_desk.is_answering,
            embedded_redis.NAME: partial(embedded_redis.answers, services.settings.redis_url),
        },
    )

    def look() -> None:
        nonlocal said, refusal
        if said:
            watchdog.look()
            manager.lives(watchdog.reasons)
            return
        reasons = readiness.missing(
            services, supervisor.children, is_web_answering=ports.answers(address + "/health/hops")
        )
        if not reasons and not own_desk.is_settled():
            return
        if not reasons:
            # From now on the watchdog knows that each child has answered.
            watchdog.look()
            said = True
            supervisor.chores.append(Renewal(supervisor, services, folder).look)
            if simulated is not None:
                sys.stdout.write(f"phones {address}/simulator/\n")
            sys.stdout.write(f"ready {address}\n")
            sys.stdout.flush()
            manager.ready(f"ready {address}")
            return
        patience.wait_for(reasons)
        refusal = patience.ended_for_good(supervisor.children)
        if refusal is not None:
            log.error("up.not_ready", reasons=reasons)
            supervisor.stop()

    supervisor.watch(look)
    if refusal is not None:
        raise Refused(refusal)
