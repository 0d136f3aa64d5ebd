"""Small HTTP servers that stand in for the other side of the wire."""

import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TypeVar

Server = TypeVar("Server", bound=HTTPServer)


class Handler(BaseHTTPRequestHandler, ABC):
    """A handler of one GET or POST request. It reads the whole body, answers in one go, and logs nothing."""

    def do_GET(self) -> None:
        """Act on a GET request."""
        self.act()

    def do_POST(self) -> None:
        """Act on a POST request."""
        self.act()

    @abstractmethod
    def act(self) -> None:
        """Answer the request. Without a call of `answer`, the connection closes without a reply."""

    @property
    def body(self) -> bytes:
        """Return the body of the request. It can be read only once."""
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
        """Log nothing."""


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Run a server until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
