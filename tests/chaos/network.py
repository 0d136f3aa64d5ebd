"""A network that answers like Africa's Talking, and notes when it first took a text about each incident."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from urllib.parse import parse_qs

from menus.domain.references import is_valid
from tests import servers


class Network(ThreadingHTTPServer):
    """Takes every text after `latency` seconds. `first` holds when the first text about each reference was taken.

    `first_at` and `last_at` are when it took its first and its last text.
    """

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, latency: float = 0.0) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.latency = latency
        self.first: dict[str, float] = {}
        self.taken: Counter[tuple[str, str]] = Counter()
        self.calls = 0
        self.first_at = self.last_at = 0.0
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        """The root of its API."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def recipients(self) -> int:
        """Return to how many phones it took a text, counted once for each phone and text."""
        with self.lock:
            return len(self.taken)

    @property
    def doubled(self) -> int:
        """Return how many texts one phone got more than once."""
        with self.lock:
            return sum(times - 1 for times in self.taken.values())

    def take(self, phones: list[str], words: str) -> list[str]:
        """Take a text to some phones; return an id for each."""
        at = time.time()
        with self.lock:
            self.calls += 1
            self.first_at, self.last_at = self.first_at or at, at
            for phone in phones:
                self.taken[phone, words] += 1
            for word in words.replace(":", " ").split():
                if word.isdigit() and is_valid(word):
                    self.first.setdefault(word, at)
            return [f"ATXid_{self.calls}_{place}" for place in range(len(phones))]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a caller that died in the middle of its call."""


class _Answers(servers.Handler):
    server: Network
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def act(self) -> None:
        form = parse_qs(self.body.decode())
        if "to" not in form:
            self.answer_json({"SMSMessageData": {"Messages": []}, "UserData": {"balance": "KES 100000.00"}}, 200)
            return
        time.sleep(self.server.latency)
        phones = form["to"][0].split(",")
        taken = [
            {"cost": "KES 0.8000", "messageId": provider_id, "number": phone, "status": "Success", "statusCode": 101}
            for phone, provider_id in zip(phones, self.server.take(phones, form["message"][0]), strict=True)
        ]
        self.answer_json({"SMSMessageData": {"Message": "Sent", "Recipients": taken}}, 201)


@contextmanager
def taking(latency: float = 0.0) -> Iterator[Network]:
    """Run a network until the block ends."""
    with servers.running(Network(latency)) as network:
        yield network
