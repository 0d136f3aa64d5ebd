"""The scenes: each is a load or a fault that lasts for some seconds, and counts what it did."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count

import requests
from redis import Redis
from sqlalchemy import func, select

from gateway.storage.models import Inbound
from tests.chaos.machines import Machines
from tests.chaos.network import Network
from tests.chaos.reports import post
from tests.conftest import restart_postgres
from tests.people import CODE
from tests.slow_lines import Line

SESSIONS, TEXTERS = 5_000, 1_000
WHOLE = 100.0
"""Seconds of a scene in which all of these sessions and texters come. A shorter scene has fewer of them."""
_SENDERS = 16
_TIMEOUT = 10.0
_RESTARTS = 3
_numbers = count(1)


@dataclass(frozen=True)
class Place:
    """The stage of a scene: the machines, the network, the line to Redis, and Redis itself."""

    machines: Machines
    network: Network
    line: Line
    redis: Redis

    def texted(self, address: str, phone: str, words: str) -> bool:
        """Post an SMS as the network does, again if it was not taken; return whether it was."""
        form = {
            "id": f"soak-{next(_numbers)}",
            "from": phone,
            "to": "22384",
            "text": words,
            "date": "2026-11-28 20:00:00",
        }
        for _ in range(5):
            try:
                if requests.post(address.replace("/ussd", "/sms"), data=form, timeout=_TIMEOUT).ok:
                    return True
            except requests.RequestException:
                pass
            time.sleep(0.5)
        return False

    def texts(self) -> tuple[int, int]:
        """Return how many texts are stored, and how many of them were acted on."""
        with self.machines.services.reading() as session:
            stored, handled = session.execute(select(func.count(Inbound.id), func.count(Inbound.handled_at))).one()
        return stored, handled


Scene = Callable[[Place, float], str]
"""A scene: it lasts for so many seconds, and returns what it counted."""


def nothing(_place: Place, seconds: float) -> str:
    """Let nothing happen but the reports of residents."""
    time.sleep(seconds)
    return ""


def endless_sessions(place: Place, seconds: float) -> str:
    """Begin sessions that go one or two pages far, and never end."""
    number = max(50, round(SESSIONS * min(1.0, seconds / WHOLE)))
    began = time.monotonic()

    def begin(place_in_line: int) -> bool:
        time.sleep(max(0.0, began + seconds * place_in_line / number - time.monotonic()))
        form = {
            "sessionId": f"endless-{next(_numbers)}",
            "phoneNumber": f"+2547301{place_in_line:05}",
            "serviceCode": CODE,
        }
        address = place.machines.hooks[place_in_line % len(place.machines.hooks)]
        pages = [post(address, {**form, "text": text}) for text in ("", "4", "4*2")[: 1 + place_in_line % 3]]
        return all(page.startswith("CON ") for page in pages)

    with ThreadPoolExecutor(_SENDERS) as callers:
        answered = sum(callers.map(begin, range(number)))
    return f"{number} sessions that never end, {answered} of them read each page"


def all_text_at_once(place: Place, seconds: float) -> str:
    """Let a thousand residents text a report in their own words at the same time."""
    number = max(50, round(TEXTERS * min(1.0, seconds / WHOLE)))
    before, _ = place.texts()

    def text(place_in_line: int) -> bool:
        address = place.machines.hooks[place_in_line % len(place.machines.hooks)]
        return place.texted(address, f"+2547302{place_in_line:05}", "Wezi wameiba simu karibu na soko, Bondeni")

    began = time.monotonic()
    with ThreadPoolExecutor(64) as callers:
        taken = sum(callers.map(text, range(number)))
    while (found := place.texts())[1] < found[0] and time.monotonic() < began + max(seconds, 120.0):
        time.sleep(0.2)
    stored, handled = place.texts()
    took = time.monotonic() - began
    told = f"{number} texts at once, {taken} taken, {stored - before} stored, {stored - handled} not acted on"
    return f"{told}, {took:.0f} s"


def one_phone_floods(place: Place, seconds: float) -> str:
    """Let one phone dial and text as fast as it can."""
    until = time.monotonic() + seconds

    def flood(thread: int) -> int:
        sent = 0
        while time.monotonic() < until:
            address = place.machines.hooks[sent % len(place.machines.hooks)]
            if thread % 2:
                place.texted(address, "+254730300001", f"wezi {sent}")
            else:
                form = {"sessionId": f"flood-{thread}-{sent}", "phoneNumber": "+254730300001", "serviceCode": CODE}
                post(address, {**form, "text": "4*2*4*1"})
            sent += 1
        return sent

    with ThreadPoolExecutor(8) as callers:
        sent = sum(callers.map(flood, range(8)))
    return f"{sent} dials and texts of one phone"


def slow_carrier(place: Place, seconds: float) -> str:
    """Let the carrier take two seconds for each call."""
    place.network.latency = 2.0
    try:
        time.sleep(seconds)
    finally:
        place.network.latency = 0.0
    return "each call took 2 s"


def full_redis(place: Place, seconds: float) -> str:
    """Let Redis refuse every write."""
    place.redis.config_set("maxmemory-policy", "noeviction")
    place.redis.config_set("maxmemory", "1")
    try:
        time.sleep(seconds)
    finally:
        place.redis.config_set("maxmemory", "0")
    return "no write was taken"


def far_redis(place: Place, seconds: float) -> str:
    """Let Redis be 50 ms away."""
    place.line.seconds = 0.050
    try:
        time.sleep(seconds)
    finally:
        place.line.seconds = 0.0
    return "each trip took 50 ms more"


def postgres_restarts(_place: Place, seconds: float) -> str:
    """Stop PostgreSQL in the middle and start it again, three times."""
    down = 0.0
    for _ in range(_RESTARTS):
        time.sleep(seconds / (_RESTARTS + 1))
        began = time.monotonic()
        restart_postgres()
        down += time.monotonic() - began
    time.sleep(seconds / (_RESTARTS + 1))
    return f"{_RESTARTS} restarts, away for {down:.1f} s in all"


SCENES: tuple[tuple[str, Scene], ...] = (
    ("nothing", nothing),
    ("sessions that never end", endless_sessions),
    ("a thousand text at once", all_text_at_once),
    ("one phone floods", one_phone_floods),
    ("a carrier of two seconds", slow_carrier),
    ("Redis is full", full_redis),
    ("Redis is 50 ms away", far_redis),
    ("PostgreSQL restarts", postgres_restarts),
)
