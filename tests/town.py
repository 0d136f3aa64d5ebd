"""The test harness for stories: real application, database, Redis and RQ workers, with a clock that can be moved."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from rq import Queue
from werkzeug.test import TestResponse

from gateway.app import create_app
from gateway.communities import file, loading
from gateway.communities.directory import Directory
from gateway.core import liveness
from gateway.core.wakeups import queue_name
from gateway.demo.due import next_due
from gateway.http import health
from gateway.incidents import board
from gateway.logs import logger
from gateway.messaging import delivery, failover
from gateway.record.placer import Placer
from gateway.services import Services
from gateway.settings import Settings
from gateway.storage.migrate import migrate
from gateway.ussd.memory import UssdMemory
from menus.domain.categories import MENU_KEYS, Category, Harm
from menus.domain.messages import LANES
from tests import databases
from tests.fakes import FakeCarrier, FakeClock, NoWakeups, RedisAway
from tests.people import CODE, RESIDENT
from tests.reader import Reader
from tests.replay import board_of_events, facts_of_events, facts_of_rows, without_costs
from workers import chores, clock_actions, in_process, jobs, schedule

TOKEN = "t" * 40
METRICS_TOKEN = "m" * 40
START = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
ANSWERS = {"going": "1", "seen": "1", "cannot": "2", "there": "3", "over": "4"}
"""The words that responders type to answer an alert."""
_HARM_KEYS = {harm: key for key in "12345" if (harm := Harm.from_key(key)) is not None}
PEOPLE_KEY = "the-key-of-people-in-stories-of-two-custodians"
"""The key of who courses are about."""
_spare: dict[str, list[Flask]] = {}
"""Applications that no town uses now, by their settings: to make them took 3 % of a story's time (measured)."""
log = logger()
_parsed = cache(file.parse)


class Town(Reader):
    """The whole of Doria, with a carrier that shows its texts and a clock that can be moved."""

    def __init__(
        self, database_url: str, redis_url: str, *files: str, keeps_database: bool = True, **more: str
    ) -> None:
        self.now = START
        self.keeps_timeline = True
        # A story that breaks rows on purpose sets this to False: its board cannot be told.
        settings = Settings.model_validate(
            {
                "database_url": database_url,
                "redis_url": redis_url,
                "secret_key": databases.SECRET,
                "webhook_token": TOKEN,
                "metrics_token": METRICS_TOKEN,
                "people_key": PEOPLE_KEY,
                "doria_fsync": "normal",
                **more,
            }
        )
        self.redis = Redis.from_url(redis_url)
        self.redis.flushdb()
        self._queues = [Queue(queue_name(lane), connection=self.redis) for lane in LANES]
        self.services = Services(settings)
        self.carrier = FakeCarrier()
        self.services.override(
            clock=FakeClock(lambda: self.now),
            carrier=self.carrier,
            redis=self.redis,
            memory=UssdMemory(self._connect_patiently, self.services.redis_outage),
        )
        kept = databases.kept(database_url) if keeps_database and "secret_key" not in more else None
        if kept is None:
            self.services.override(directory=Directory(self.services.database, max_age=0.0, clock=self.services.clock))
            migrate(self.services.database)
        else:
            kept.at_change.append(self.reads_communities_again)
            self.services.override(database=kept)
            self.reads_communities_again()
        # A load writes rows by the files and the settings alone: every town begins at the same moment.
        what = (files, tuple(sorted(more.items())))
        if kept is None or not kept.holds_again(what):
            is_first = kept is not None and kept.is_untouched
            for text in files:
                self.loads(text)
            with self.services.uow() as uow:
                # The clock has just erased what is over. It looked into every table at the first tick of each story.
                liveness.mark_now(uow, "old")
            if kept is not None and is_first and files:
                kept.remember(what)
        self._app, self._apps = self._fitting_app(_spare.setdefault(repr(what[1]), []))
        self.web: FlaskClient = self._app.test_client()
        self._texts = 0
        self._sessions = 0
        in_process.use(self.services)

    def _fitting_app(self, apps: list[Flask]) -> tuple[Flask, list[Flask]]:
        """Return an application over these services, and the list of those with these settings that nobody uses."""
        if not apps:
            return create_app(self.services), apps
        app = apps.pop()
        app.extensions["doria"] = self.services
        health.prepare(app, self.services)
        return app, apps

    def loads(self, text: str) -> None:
        """Load a community file, without rendering every page of it."""
        services = self.services
        loading.load(services.uow, services.reading, services.keyring, text, reader=_parsed)

    def reads_communities_again(self) -> None:
        """Forget the communities that were read, and keep the next ones until a community changes."""
        # A story with languages of its own may find that a file of another story names one that is not there.
        reader = file.parse if self.services.settings.doria_locales else _parsed
        clock = self.services.clock
        self.services.override(
            directory=Directory(self.services.database, max_age=float("inf"), reader=reader, clock=clock)
        )

    def _connect_patiently(self) -> Redis:
        """Return a connection for the memory of sessions. It waits for Redis, however busy the machine is."""
        return Redis.from_url(self.services.settings.redis_url, decode_responses=True, single_connection_client=True)

    def close(self) -> None:
        """Check that the events alone tell the board; close the database and Redis."""
        try:
            self.replays()
        finally:
            self.services.close()
            if self._app not in self._apps:
                self._apps.append(self._app)

    def replays(self) -> None:
        """Check that the events of the timeline, without anything else, lead to the rows and to the board."""
        if self.keeps_timeline:
            with self.services.reading() as session:
                assert facts_of_events(session) == facts_of_rows(session)
                told = board_of_events(session)
            assert told == without_costs(self.board())

    def hop(self, phone: str, code: str, text: str, session: str) -> str:
        """Post one USSD hop; return the answer with its CON or END."""
        form = {"sessionId": session, "phoneNumber": phone, "serviceCode": code, "networkCode": "63902", "text": text}
        return self.web.post(f"/at/{TOKEN}/ussd", data=form).text

    def dials(self, phone: str, code: str, *keys: str) -> str:
        """Dial, press keys one after the other, then run the workers; return the last page."""
        self._sessions += 1
        session = f"session-{self._sessions}"
        page = self.hop(phone, code, "", session)
        for number in range(len(keys)):
            page = self.hop(phone, code, "*".join(keys[: number + 1]), session)
        self.works()
        return page

    def reports(self, phone: str, category: Category, zone: str = "bondeni", harm: Harm | None = None) -> str:
        """Dial and send a report that asks for the harm; return its reference.

        Without a harm it is a weapon and injuries for a killing, and neither for anything else.
        """
        worst = Harm.WEAPON_AND_HURT if category is Category.GUN_KILLING else Harm.NONE
        first = next(key for key, known in MENU_KEYS.items() if known is category)
        place = [known.key for known in self.community.zones].index(zone) + 1
        return reference_in(self.dials(phone, CODE, first, str(place), _HARM_KEYS[harm or worst], "1"))

    def presses(self, *keys: str, session: str = "ATUid_1", phone: str = RESIDENT) -> str:
        """Dial and press keys, as `dials` does, in a session with that name."""
        page = self.hop(phone, CODE, "", session)
        for number in range(len(keys)):
            page = self.hop(phone, CODE, "*".join(keys[: number + 1]), session)
        self.works()
        return page

    def drops(self, session: str = "ATUid_1", phone: str = RESIDENT, status: str = "Incomplete") -> None:
        """Post the network's event that a session has ended."""
        form = {"sessionId": session, "phoneNumber": phone, "serviceCode": CODE, "status": status, "hopsCount": "3"}
        assert self.web.post(f"/at/{TOKEN}/ussd-events", data=form).status_code == 200
        self.works()

    def receives(self, provider_id: str, status: str) -> None:
        """Post the network's delivery receipt for a text."""
        form = {"id": provider_id, "status": status}
        assert self.web.post(f"/at/{TOKEN}/receipts", data=form).status_code == 200
        self.works()

    def board(self) -> list[dict[str, Any]]:
        """Return what `doria incidents` prints, newest first."""
        with self.services.reading() as session:
            return [standing.as_json() for standing in board.board_entries(session)]

    def looks(self, path: str) -> TestResponse:
        """Ask for the metrics or for the readiness, as a monitor with its token does."""
        return self.web.get(path, headers={"Authorization": f"Bearer {METRICS_TOKEN}"})

    def incident(self, reference: str) -> dict[str, Any]:
        """Return what `doria incident` prints about one incident."""
        with self.services.reading() as session:
            return board.board_entries(session, reference=reference)[0].as_json()

    def track(self, reference: str, name: str) -> dict[str, Any]:
        """Return the status of one track of an incident, as `doria incident` prints it."""
        found: dict[str, Any] = self.incident(reference)["tracks"][name]
        return found

    def texts(
        self, phone: str, text: str, to: str = "22384", sms_id: str | None = None, date: str = "2026-11-23"
    ) -> str:
        """Send an SMS to Doria and run the workers; return the text of the answer, or an empty string.

        `date` is what the network says; a date without a time says nothing.
        """
        self._texts += 1
        before = len(self.carrier.sent)
        form = {"from": phone, "to": to, "text": text, "id": sms_id or f"sms-{self._texts}", "date": date}
        assert self.web.post(f"/at/{TOKEN}/sms", data=form).status_code == 200
        self.works()
        answers = [body for number, body in self.carrier.sent[before:] if number == phone]
        return answers[-1] if answers else ""

    def waits_at_the_network(self, phone: str, text: str, **fields: object) -> None:
        """Let the network keep a text for fetching, as it keeps each; no webhook is called."""
        number = len(self.carrier.inbox) + 1
        row = {"from": phone, "to": "22384", "text": text, "id": number, "date": self.now.isoformat(), "linkId": ""}
        self.carrier.inbox.append({**row, **fields})

    def fetches(self) -> None:
        """Fetch texts from the network, as the clock does once a minute, and run the workers."""
        chores.fetch_texts()
        self.works()

    def answers(self, phone: str, answer: str, reference: str, note: str = "") -> str:
        """Answer an alert by SMS with one of `ANSWERS`, and perhaps a note; return the text of the answer."""
        return self.texts(phone, f"{ANSWERS[answer]} {reference} {note}".strip())

    def confirms(self, phone: str, command: str) -> str:
        """Send a command that asks for a code, and then the code; return the text of the last answer."""
        return self.texts(phone, f"YES {code_in(self.texts(phone, command))}")

    def works(self) -> None:
        """Do the jobs of every lane, red ones first, until none is left.

        The queues and the jobs are RQ's. Its worker is left out: its records of each job took a quarter of a story's
        time (measured). `tests/workers/` and `tests/journeys/test_up.py` run real workers.
        """
        while found := Queue.dequeue_any(self._queues, None, connection=self.redis):
            job, _ = found
            try:
                job.perform()
            except Exception:
                log.exception("job.failed", job=job.func_name)

    def loses_redis(self) -> None:
        """Let every part know that Redis is away: nothing is remembered, and no wakeup reaches a worker."""
        away = RedisAway(self.services.redis.client)
        self.services.override(redis_outage=away, memory=UssdMemory(self._connect_patiently, away))
        self.services.remake("wakeup_queue", "ussd")

    def forgets_sessions(self) -> None:
        """Let this process and Redis forget every session, as if both began anew."""
        self.redis.flushdb()
        self.services.override(memory=UssdMemory(self._connect_patiently, self.services.redis_outage))
        self.services.remake("ussd")

    @contextmanager
    def without_hints(self) -> Iterator[None]:
        """Let no wakeup reach a worker, as if Redis lost them."""
        self.services.override(wakeup_queue=NoWakeups(self.services.redis, self.services.redis_outage))
        yield
        self.services.remake("wakeup_queue")

    def passes(self, *, seconds: float = 0, minutes: float = 0) -> None:
        """Let time pass: the clock ticks when something falls due, at most once a second, and the workers run."""
        end = self.now + timedelta(seconds=seconds, minutes=minutes)
        while self.now < end:
            self.now = min(end, max(self.now + timedelta(seconds=1), self._next_due() or end))
            self.ticks()

    def _next_due(self) -> datetime | None:
        """Return when something is due next, or None.

        The tests skip the seconds in which nothing is due, only to save time.
        """
        with self.services.reading() as session:
            return next_due(session, self.services.policy.safe_every)

    def ticks(self) -> None:
        """Let the clock tick once, and run the workers on everything that it found due."""
        services = self.services
        assert schedule.tick(
            services.uow,
            services.directory,
            services.wakeup_queue,
            clock_actions.ClockActions(
                self.sends,
                self.handles,
                self.sends_by_backup,
                ask_backup_phone=chores.ask_backup_phone,
                erase=chores.erase_expired,
                place=self.places,
            ),
        )
        self.works()

    def workers_beat(self) -> None:
        """Let a worker of each lane send its heartbeat: in a story no process of a worker runs."""
        with self.services.uow() as uow:
            for lane in LANES:
                liveness.mark_now(uow, f"worker-{lane}")

    def places(self) -> None:
        """Give every row that waits its place in the record, as the clock does."""
        services = self.services
        Placer(services.uow, services.reading, services.clock, rest=lambda _seconds: None).run(float("inf"))

    def sends(self, message_id: int) -> bool:
        """Send one message, as the clock does if there is no worker."""
        delivery.send(self.services.uow, self.services.directory, self.carrier, message_id)
        return True

    def sends_by_backup(self, message_id: int) -> bool:
        """Send one message by the backup provider, as the clock does."""
        second = self.services.backup_carrier
        if second is not None:
            failover.send(self.services.uow, self.services.directory, second, message_id)
        return True

    def handles(self, inbound_id: int) -> bool:
        """Act on one SMS and send what is due because of it, as the clock does if there is no worker."""
        for message_id in jobs.handle_sms_here(inbound_id):
            self.sends(message_id)
        return True

    def place(self, zone: str, *, to: str) -> str:
        """Return the name of a zone as the person of a phone reads it."""
        found = self.community.zone(zone)
        assert found is not None
        return found.name(self.person(to).language)

    def inbox(self, phone: str) -> list[str]:
        """Return the texts that a phone was sent."""
        return [body for number, body in self.carrier.sent if number == phone]


def reference_in(page: str) -> str:
    """Return the reference in a page or a text."""
    found = re.search(r"\b\d{5,9}\b", page)
    assert found, page
    return found[0]


def code_in(text: str) -> str:
    """Return the confirmation code in a text."""
    found = re.search(r"\b\d{4}\b", text)
    assert found, text
    return found[0]
