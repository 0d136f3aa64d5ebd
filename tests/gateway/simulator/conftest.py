"""The fixtures of the simulated network: a small gateway on the other side, and a client of the network."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.serving import make_server

from gateway.simulator.api import Account
from gateway.simulator.network import Network
from gateway.simulator.people import PhoneBook
from gateway.simulator.web import create_app

COMMUNITY = Path(__file__).parents[3] / "gateway" / "communities" / "examples" / "mlango-kubwa.toml"
KEY = {"apiKey": "secret", "Accept": "application/json"}


class FakeGateway:
    """A gateway that keeps every posted form and refuses the first `failures` texts."""

    def __init__(self) -> None:
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.failures = 0
        self.app = Flask(__name__)
        self.app.add_url_rule("/at/token/<path>", view_func=self._take, methods=["POST"])

    def posted(self, path: str) -> list[dict[str, str]]:
        """Return the forms posted to a webhook, in order."""
        return [form for name, form in list(self.forms) if name == path]

    def _take(self, path: str) -> tuple[str, int]:
        form = request.form.to_dict()
        self.forms.append((path, form))
        if path == "ussd":
            typed = form["text"]
            return ("END bye" if typed.endswith("9") else "oops" if typed.endswith("8") else f"CON typed {typed}"), 200
        if path == "sms" and self.failures:
            self.failures -= 1
            return "try again", 503
        return "", 200


@pytest.fixture
def gateway() -> Iterator[tuple[FakeGateway, str]]:
    """Run a gateway; give it with the root of its webhooks."""
    fake = FakeGateway()
    server = make_server("127.0.0.1", 0, fake.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield fake, f"http://127.0.0.1:{server.server_port}/at/token"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fake(gateway: tuple[FakeGateway, str]) -> FakeGateway:
    """Give the gateway."""
    return gateway[0]


@pytest.fixture
def network(gateway: tuple[FakeGateway, str], tmp_path: Path) -> Iterator[Network]:
    """Give a network."""
    made = Network(tmp_path / "network.db", gateway[1], lambda: ("*384*77#", "*384#"))
    yield made
    made.close()


@pytest.fixture
def phones(network: Network) -> FlaskClient:
    """Give a client of the network, with the example community."""
    account = Account(frozenset({"sandbox", "mlata"}), frozenset({"secret"}))
    return create_app(network, PhoneBook(lambda: [COMMUNITY], "GIVEN"), account).test_client()


def wait_for(claim: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not claim():
        assert time.monotonic() < deadline
        time.sleep(0.02)
