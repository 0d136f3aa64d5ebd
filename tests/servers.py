"""Little HTTP servers that stand in for what is on the other side of the wire."""

import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TypeVar

Server = TypeVar("Server", bound=HTTPServer)


class Handler(BaseHTTPRequestHandler, ABC):
    """One request, GET or POST, which a subclass acts on: read whole, answered in one go, silent."""

    def do_GET(self) -> None:
        """Act on it."""
        self.act()

    def do_POST(self) -> None:
        """Act on it."""
        self.act()

    @abstractmethod
    def act(self) -> None:
        """Answer; hang up without a word where `answer` is not called."""

    @property
    def body(self) -> bytes:
        """What was sent; to be read once."""
        return self.rfile.read(int(self.headers.get("Content-Length", "0")))

    def answer(self, body: bytes, content_type: str, status: int = 200) -> None:
        """Answer with a body."""
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_json(self, body: object, status: int) -> None:
        """Answer with JSON."""
        self.answer(json.dumps(body).encode(), "application/json", status)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing."""


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Let a server answer until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
