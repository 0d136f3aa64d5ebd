"""The world of the made-up year: phones that dial and text, a network that answers at once, and time that moves on.

Everything goes through the doors that real calls and texts go through: the webhooks, the jobs of the workers, and the
clock.
"""

import heapq
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from flask import Flask
from flask.testing import FlaskClient

from gateway.app import create_app
from gateway.core.wakeups import Wakeup
from gateway.demo.due import next_due
from gateway.demo.simulated import HintsHere, NoRedis, YearCarrier, YearClock
from gateway.services import Services
from gateway.ussd.memory import UssdMemory

Act = Callable[[], object]
_OK = 200
RECEIPT_AFTER = timedelta(seconds=6)
"""The time until the network says that a text has come. A guess; field notes have no figure."""
STRIDE = timedelta(hours=2)
"""The longest time between two ticks of the clock while nothing falls due. A guess: what a tick does by the minute or
by the night may come so much later than on a real day, and each tick takes its time."""


class BrokenOffError(Exception):
    """The year cannot go on: a webhook could not keep what it was told. The message says which."""


class Hands(Protocol):
    """The workers and the clock, which stand above this room: whoever makes the year gives them."""

    def work(self, wakeup: Wakeup) -> None:
        """Do what a hint asks for."""

    def tick(self, *, fully: bool = False) -> None:
        """Let the clock do what is due; `fully` with all that it does now and then."""


@dataclass
class World:
    """One made-up world over the services of a data folder, at one moment."""

    services: Services
    hands: Hands
    clock: YearClock
    carrier: YearCarrier = field(default_factory=YearCarrier)
    hints: HintsHere = field(default_factory=HintsHere)
    told: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The texts of the last days, by phone, oldest first."""
    listeners: list[Callable[[str, str], None]] = field(default_factory=list)
    """Functions that hear of each text as it comes to a phone."""
    _acts: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _coming: dict[str, None] = field(default_factory=dict)
    """The network's names of the texts whose receipts are still to come, in the order of the texts."""
    _sessions: int = 0
    _texts: int = 0
    _order: int = 0
    _due: datetime | None = None
    _is_due_known: bool = False

    def __post_init__(self) -> None:
        """Put the parts of the year in place of real ones."""
        outage = NoRedis()
        self.services.override(
            clock=self.clock,
            carrier=self.carrier,
            redis_outage=outage,
            memory=UssdMemory(lambda: self.services.redis, outage),
            wakeup_queue=self.hints,
        )
        self._app: Flask = create_app(self.services)
        self._web: FlaskClient = self._app.test_client()
        self._token = self.services.settings.webhook_token.get_secret_value()

    @property
    def now(self) -> datetime:
        """The moment in the world."""
        return self.clock.now

    def at(self, moment: datetime, act: Act) -> None:
        """Plan an act. Two of one moment are done in the order in which they were planned."""
        self._order += 1
        heapq.heappush(self._acts, (moment, self._order, act))

    def after(self, wait: timedelta, act: Act) -> None:
        """Plan an act some time from now."""
        self.at(self.now + wait, act)

    def until(self, end: datetime) -> None:
        """Let time pass: acts are done at their moments, and the clock ticks when something falls due."""
        while True:
            planned = self._acts[0][0] if self._acts else None
            if planned is not None and planned <= min(self.now, end):
                _, _, act = heapq.heappop(self._acts)
                act()
                self.work()
                continue
            if self.now >= end:
                return
            due = self._next_due()
            stops = [end, self.now + STRIDE, *(one for one in (planned,) if one is not None)]
            if due is not None:
                stops.append(max(due, self.now + timedelta(seconds=1)))
            self.clock.now = min(stops)
            if planned is None or self.clock.now < planned or due == self.clock.now:
                self.hands.tick()
                self._is_due_known = False
                self.work()

    def tick(self) -> None:
        """Let the clock do all its work now."""
        self.hands.tick(fully=True)
        self._is_due_known = False
        self.work()

    def settle(self) -> None:
        """Let the clock do all its work, and each text come, until nothing more is to be done at this moment.

        The last look of the clock may send texts: those of the night, or of a Monday. Their receipts would come after
        the end of the year, and never.
        """
        self.tick()
        while self._coming:
            for name in list(self._coming):
                self._receipt(name)
            self.tick()
        # What the last work has written gets its place in the record, too.
        self.tick()

    def _next_due(self) -> datetime | None:
        """Return when something falls due next. It is asked for anew once something was done."""
        if not self._is_due_known:
            with self.services.reading() as session:
                self._due = next_due(session, self.services.policy.safe_every)
            self._is_due_known = True
        return self._due

    def work(self) -> None:
        """Do what hints ask for until none waits; let the network take the texts, and plan their receipts."""
        while (wakeup := self.hints.take()) is not None:
            self.hands.work(wakeup)
            self._is_due_known = False
        sent, self.carrier.sent = self.carrier.sent, []
        for phone, text, name in sent:
            self.told[phone].append(text)
            for hear in self.listeners:
                hear(phone, text)
            self._coming[name] = None
            self.after(RECEIPT_AFTER, partial(self._receipt, name))

    def _receipt(self, name: str) -> None:
        if name not in self._coming:
            # It has come already, at the end of the year.
            return
        del self._coming[name]
        is_known = self._is_due_known
        self._post("receipts", {"id": name, "status": "Success"})
        # A text that has come lets nothing fall due.
        self._is_due_known = is_known

    def _post(self, hook: str, form: dict[str, str]) -> str:
        self._is_due_known = False
        answer = self._web.post(f"/at/{self._token}/{hook}", data=form)
        if answer.status_code != _OK:
            message = f"the webhook {hook} answered {answer.status_code}"
            raise BrokenOffError(message)
        return answer.text

    def place(self, community: str, zone: str) -> str:
        """Return the name of a zone in Swahili."""
        records = (one.community for one in self.services.directory.communities())
        found = next(one for one in records if one.key == community).zone(zone)
        return found.name("sw") if found is not None else zone

    def dials(self, phone: str, code: str, *keys: str) -> str:
        """Dial a code and press keys, one page after the other; return the last page without its CON or END."""
        self._sessions += 1
        page = ""
        for number in range(len(keys) + 1):
            text = "*".join(keys[:number])
            form = {"sessionId": f"year-{self._sessions}", "phoneNumber": phone, "serviceCode": code, "text": text}
            page = self._post("ussd", {**form, "networkCode": "63902"})
        self.work()
        return page[4:]

    def texts(self, phone: str, text: str, to: str) -> str:
        """Send a text; return the last one that the phone gets for it, else an empty text."""
        self._texts += 1
        before = len(self.told[phone])
        date = f"{self.now:%Y-%m-%d %H:%M:%S}"
        self._post("sms", {"from": phone, "to": to, "text": text, "id": f"year-{self._texts}", "date": date})
        self.work()
        return (self.told[phone][before:] or [""])[-1]

    def pays(self, paybill: str, account: str, name: str, amount: int) -> None:
        """Let Safaricom tell that somebody has paid; nobody is named."""
        fields = {
            "TransactionType": "Pay Bill",
            "TransID": name,
            "TransTime": f"{self.now:%Y%m%d%H%M%S}",
            "TransAmount": f"{amount}.00",
            "BusinessShortCode": paybill,
            "BillRefNumber": account,
        }
        self._is_due_known = False
        answer = self._web.post(f"/pay/{self._token}/confirmation", json=fields)
        if answer.status_code != _OK:
            message = f"the webhook of payments answered {answer.status_code}"
            raise BrokenOffError(message)
        self.work()

    def confirms(self, phone: str, text: str, to: str) -> str:
        """Send a command, and its confirmation code if one is asked for; return the last answer."""
        answer = self.texts(phone, text, to)
        code = re.search(r"(?:YES|NDIO) (\d{4,8})", answer)
        return answer if code is None else self.texts(phone, f"YES {code[1]}", to)
