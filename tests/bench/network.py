"""A network that stamps when it accepts each text. It answers the API of Africa's Talking on this machine, at once.

Texts with the word `bulk` are kept waiting as long as a provider's call takes, so that a queue of them lasts.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from itertools import count
from urllib.parse import parse_qs

from tests.servers import Handler, running

LATENCY = 0.15
"""Seconds that a provider takes for one call (measured)."""
BULK = "habari"
"""The word of bulk texts."""
_BALANCE = {"UserData": {"balance": "KES 100000.00"}}
_INBOX: dict[str, dict[str, list[str]]] = {"SMSMessageData": {"Messages": []}}


@dataclass
class Accepted:
    """The texts that were accepted, with the time of each (monotonic)."""

    address: str = ""
    texts: list[tuple[float, str]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, text: str) -> None:
        """Note that a text is accepted now."""
        with self._lock:
            self.texts.append((time.perf_counter(), text))

    def first_of(self, references: set[str]) -> dict[str, float]:
        """Return when the first text with each of these references was accepted; those without one are left out."""
        with self._lock:
            texts = list(self.texts)
        found: dict[str, float] = {}
        for at, text in texts:
            for word in text.replace(".", " ").replace(",", " ").replace(":", " ").split():
                if word in references:
                    found.setdefault(word, at)
        return found

    def bulk(self) -> int:
        """Return how many bulk texts were accepted."""
        with self._lock:
            return sum(BULK in text for _, text in self.texts)


class _Server(ThreadingHTTPServer):
    request_queue_size = 1024
    daemon_threads = True


@contextmanager
def network() -> Iterator[Accepted]:
    """Run a network until the block ends; yield what it has accepted."""
    accepted, ids = Accepted(), count(1)

    class Answering(Handler):
        protocol_version = "HTTP/1.1"

        def act(self) -> None:
            if self.command == "GET":
                self.answer_json(_BALANCE if "/user" in self.path else _INBOX, 200)
                return
            form = {name: values[0] for name, values in parse_qs(self.body.decode()).items()}
            text = form.get("message", "")
            if BULK in text:
                time.sleep(LATENCY)
            rows = [
                {
                    "statusCode": 101,
                    "number": number,
                    "status": "Success",
                    "cost": "KES 0.8000",
                    "messageId": f"ATXid_{next(ids)}",
                }
                for number in form.get("to", "").split(",")
            ]
            accepted.take(text)
            self.answer_json({"SMSMessageData": {"Message": "Sent", "Recipients": rows}}, 201)

    with running(_Server(("127.0.0.1", 0), Answering)) as server:
        accepted.address = f"http://127.0.0.1:{server.server_address[1]}"
        yield accepted
