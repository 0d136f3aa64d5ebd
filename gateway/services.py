"""The composition root: it makes every part from the settings."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from redis import Redis
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from gateway.carrier.africastalking import AfricasTalkingCarrier
from gateway.carrier.android import AndroidCarrier
from gateway.carrier.contract import Carrier, TextInbox
from gateway.carrier.daraja import LIVE, Daraja, PaymentSource
from gateway.communities import numbers
from gateway.communities.directory import Directory
from gateway.core import liveness, pools, redis_clients
from gateway.core.locks import Lock
from gateway.core.policy import Policy
from gateway.core.redis_outage import RedisOutage
from gateway.core.sealing_marks import SealingMark
from gateway.core.timekeeper import Clock, Timekeeper
from gateway.core.unit_of_work import UnitOfWork
from gateway.core.wakeups import LaterWakeupQueue, Wakeup, WakeupQueue
from gateway.core.writes import Writes
from gateway.data_folder import UNDER_UP, DataFolder
from gateway.errors import Refused
from gateway.escalation import undelivered
from gateway.insight import station_alerts
from gateway.insight.plotter import Plotter
from gateway.parts import Parts
from gateway.settings import Settings, read_settings
from gateway.storage import keys
from gateway.storage.database import MOST_CONNECTIONS, Database, is_connection_lost
from gateway.storage.migrate import is_current
from gateway.storage.sealing import Keyring
from gateway.storage.transaction_retries import begin_again
from gateway.ussd.context import UssdContext
from gateway.ussd.memory import UssdMemory
from menus.text import languages

T = TypeVar("T")
_DIRECTORY_TIMEOUT = 0.4
"""Seconds that a hop may wait to learn which community its code belongs to."""
HOP_TIMEOUT, _HOOK_TIMEOUT, _OFFLINE_TIMEOUT = 0.9, 3.0, 30.0
_TRIAL = "write-trial"
"""The mark that a trial writes."""
_CLOSED = ("directory", "database", "redis", "memory", "redis_outage")
"""The parts that hold connections or threads, in the order in which they are closed."""


@dataclass
class Services(Parts):
    """All parts that a request or a job needs.

    `is_web` marks a web process: it answers a hop within a second, an SMS or a receipt within three, and waits for a
    database no longer than that. `is_lasting` marks a process that works until it is stopped, and not a short command:
    it tells the key that it seals with. `data_folder` is the folder of `doria up`, if there is one. `kinds` are those
    of its heartbeats: they decide how many connections it may hold.
    """

    settings: Settings
    is_web: bool = False
    is_lasting: bool = False
    data_folder: Path | None = None
    kinds: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Find the languages of the operator before a community names one."""
        if self.settings.doria_locales is not None:
            languages.look_in(self.settings.doria_locales)

    @cached_property
    def keyring(self) -> Keyring:
        """The keys that encrypt and hash, newest first."""
        secrets = (self.settings.secret_key, *self.settings.old_secret_keys)
        return Keyring(
            tuple(secret.get_secret_value() for secret in secrets), former=lambda: keys.former_hash_keys(self.database)
        )

    @cached_property
    def database(self) -> Database:
        """The database: it holds the truth."""
        settings = self.settings
        return Database(settings.database_url, self.keyring, fsync=settings.doria_fsync, connections=self._pool)

    @property
    def _pool(self) -> int:
        """The most connections to PostgreSQL that this process may hold."""
        limit = self.settings.doria_pool
        return limit or (pools.connections(self.kinds, None) if self.kinds else MOST_CONNECTIONS)

    @property
    def told_connections(self) -> int | None:
        """The most connections to PostgreSQL that this process may hold, as its heartbeat tells; None on SQLite."""
        return None if self.database.on_sqlite else self._pool

    def check_key(self) -> None:
        """Raise WrongKeyError if SECRET_KEY is not that of the database; a database that is away is not asked."""
        try:
            keys.check(self.database)
            if is_current(self.database):
                keys.note(self.database)
        except SQLAlchemyError:
            return

    @cached_property
    def writes(self) -> Writes:
        """The trials whether what must be kept can still be written, and the free space."""
        return Writes(lambda: self.do(lambda uow: liveness.mark_now(uow, _TRIAL)), self._folder)

    @property
    def _folder(self) -> Path | None:
        """The folder of what Doria keeps on this machine: that of a SQLite file, else the data folder, if any."""
        url = self.database.url
        if self.database.on_sqlite and url.database not in {None, "", ":memory:"}:
            return Path(str(url.database)).absolute().parent
        return self.data_folder

    @cached_property
    def sealing_mark(self) -> SealingMark:
        """The mark that tells with which key this process seals."""
        return SealingMark()

    @cached_property
    def clock(self) -> Clock:
        """The clock, the only part that reads the time."""
        return self.timekeeper

    @cached_property
    def timekeeper(self) -> Timekeeper:
        """The timekeeper of this process."""
        return Timekeeper(self.database.read)

    @cached_property
    def redis(self) -> Redis:
        """The Redis of the queues; it returns bytes, as RQ needs them."""
        return redis_clients.connect(self.settings.redis_url)

    @cached_property
    def redis_outage(self) -> RedisOutage:
        """The outage of Redis, as far as this process knows of one."""
        return RedisOutage(lambda: redis_clients.connect(self.settings.redis_url))

    @cached_property
    def memory(self) -> UssdMemory:
        """The memory of USSD sessions: facts that a transcript cannot tell."""

        def connect() -> Redis:
            url = self.settings.redis_url
            return redis_clients.connect(url, decode_responses=True, single_connection_client=True)

        return UssdMemory(connect, self.redis_outage)

    @cached_property
    def ussd(self) -> UssdContext:
        """The context of USSD hops."""
        settings = self.settings
        return UssdContext(
            self.uow,
            self.reading,
            self.database.connected,
            self.clock,
            self.memory,
            self.keyring,
            settings.doria_drop_after,
            settings.doria_reports_an_hour,
            lambda: self.probe_phone,
        )

    @property
    def probe_phone(self) -> str | None:
        """The phone of the probe (E.164), or None. A national number is read by the country of the communities."""
        given = self.settings.doria_heartbeat_to
        return numbers.read(self.directory, given) if given else None

    @cached_property
    def wakeup_queue(self) -> WakeupQueue:
        """The queue of wakeups for the workers."""
        made = LaterWakeupQueue if self.is_web else WakeupQueue
        return made(self.redis, self.redis_outage)

    @property
    def hop_timeout(self) -> float:
        """Seconds in which a hop is answered, even if the database hangs."""
        return HOP_TIMEOUT if self.is_web else _OFFLINE_TIMEOUT

    @property
    def hook_timeout(self) -> float:
        """Seconds in which the network learns whether its SMS or receipt is stored."""
        return _HOOK_TIMEOUT if self.is_web else _OFFLINE_TIMEOUT

    @cached_property
    def directory(self) -> Directory:
        """The communities in force."""
        timeout = _DIRECTORY_TIMEOUT if self.is_web else None
        return Directory(self.database, timeout=timeout, keeps_up=self.is_lasting, clock=self.clock)

    @cached_property
    def carrier(self) -> Carrier:
        """The carrier of every text."""
        return AfricasTalkingCarrier(
            self.settings.at_username,
            self.settings.at_api_key.get_secret_value(),
            base_url=self.settings.at_base_url or self.settings.doria_simulator_url,
        )

    @property
    def text_inbox(self) -> TextInbox | None:
        """The carrier, if it gives texts that came in again; else None."""
        return self.carrier if isinstance(self.carrier, TextInbox) else None

    @cached_property
    def payment_source(self) -> PaymentSource | None:
        """The place where lost payments are asked for: Daraja, else the simulated network, else nowhere."""
        settings = self.settings
        key, secret = settings.mpesa_consumer_key.get_secret_value(), settings.mpesa_consumer_secret.get_secret_value()
        if key:
            return Daraja(key, secret, settings.mpesa_base_url or LIVE)
        simulated = settings.doria_simulator_url
        return Daraja("simulated", "simulated", settings.mpesa_base_url or simulated) if simulated else None

    def close(self) -> None:
        """Close the database and Redis, if they were used."""
        for name in _CLOSED:
            if self.is_made(name):
                getattr(self, name).close()

    @cached_property
    def policy(self) -> Policy:
        """The policy: limits and durations from the settings."""
        settings = self.settings
        return Policy(
            settings.doria_join_window,
            settings.doria_arrive_within,
            settings.doria_safe_every,
            settings.doria_texts_an_hour,
            has_backup=self.backup_carrier is not None,
            has_probe=settings.doria_heartbeat_to is not None,
            sender_id=settings.at_sender_id or None,
            currency=settings.doria_low_balance.currency,
        )

    @cached_property
    def plotter(self) -> Plotter:
        """The plotter of the figures: it draws in a process of its own."""
        return Plotter()

    @cached_property
    def backup_carrier(self) -> Carrier | None:
        """The carrier of the backup provider; None if the settings name none."""
        settings = self.settings
        if not settings.doria_second_url:
            return None
        password = settings.doria_second_password.get_secret_value()
        return AndroidCarrier(
            settings.doria_second_url,
            settings.doria_second_user,
            password,
            sim=settings.doria_second_sim,
            device=settings.doria_second_device,
        )

    @contextmanager
    def uow(self, lock: Lock | None = None) -> Iterator[UnitOfWork]:
        """Give one transaction, which begins with the lock if there is one; its wakeups are sent after the commit."""
        wakeups: list[Wakeup] = []
        truncates_log = False
        try:
            with self.database.write() as session:
                moment = self.clock.begin(session, lock)
                uow = UnitOfWork(
                    session,
                    moment.now,
                    self.keyring,
                    self.policy,
                    simulated=moment.simulated,
                    lock=lock,
                )
                wakeups = uow.wakeups
                if self.is_lasting:
                    self.sealing_mark.set(uow)
                yield uow
                undelivered.hand_on(uow, self.directory)
                station_alerts.note_delivered(uow, self.directory)
                truncates_log = uow.truncates_log
        except BaseException as error:
            self.sealing_mark.take_back()
            if isinstance(error, DBAPIError) and is_connection_lost(error):
                # The commit may have been done. A hint of a row that is not there does nothing.
                self.wakeup_queue.send(wakeups)
            raise
        self.wakeup_queue.send(wakeups)
        if truncates_log:
            self.database.truncate_log()

    def do(self, act: Callable[[UnitOfWork], T], until: float | None = None, lock: Lock | None = None) -> T:
        """Do something in one transaction; begin again if the database ends it because of another transaction.

        With `until` (time of the monotonic clock) begin again after a lost connection, too, until that time.
        """

        def once() -> T:
            with self.uow(lock) as uow:
                return act(uow)

        return begin_again(once, until)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session for reading alone."""
        with self.database.read() as session:
            yield session


def from_environment(*kinds: str, is_web: bool = False) -> Services:
    """Return the services that the environment describes for a process of these kinds.

    Under `doria up` they have the secrets of its data folder.

    Processes on several machines share one database and must be given its secrets: each would invent others. Raise
    Refused if the key is wrong, or if there is no SQLite file where the settings name one.
    """
    is_under_up = bool(os.environ.get(UNDER_UP))
    folder = DataFolder.find(None)
    settings = folder.settings() if is_under_up else read_settings(os.environ)
    named = make_url(settings.database_url)
    if named.get_backend_name() == "sqlite" and not Path(named.database or "").exists():
        message = f"there is no database at {named.database}, which DATABASE_URL names; `doria migrate` makes it"
        raise Refused(message)
    services = Services(settings, is_web, True, folder.path if is_under_up else None, kinds)  # noqa: FBT003 - its fields
    try:
        services.check_key()
    except Refused:
        services.close()
        raise
    return services
