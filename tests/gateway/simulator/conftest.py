"""The simulated network under test: a gateway on the other side, a client of the network, and calls of its API."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

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
LEADER, RESIDENT = "+254700000101", "+254711000001"
SEND = {"username": "sandbox", "to": LEADER, "message": "MLATA 48273"}
BULK = {"username": "sandbox", "phoneNumbers": [LEADER, RESIDENT], "message": "MLATA 48273", "senderId": "MLATA"}
XML = {"apiKey": "secret"}
MASKED = "+" + "ef" * 32
ASKED: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", "/version1/messaging", {"data": SEND}),
    ("POST", "/version1/messaging/bulk", {"json": BULK}),
    ("GET", "/version1/messaging?username=sandbox&lastReceivedId=0", {}),
    ("GET", "/version1/user?username=sandbox", {}),
    ("POST", "/version1/airtime/send", {"data": SEND}),
]
"""Calls of the API: method, path and body."""


class FakeGateway:
    """A gateway that keeps every posted form and refuses the first `failures` texts.

    `on_ussd` is called before a hop is answered.
    """

    def __init__(self) -> None:
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.failures = 0
        self.on_ussd: Callable[[], object] = lambda: None
        self.app = Flask(__name__)
        self.app.add_url_rule("/at/token/<path>", view_func=self._take, methods=["POST"])

    def posted(self, path: str) -> list[dict[str, str]]:
        """Return the forms posted to a webhook, in order."""
        return [form for name, form in list(self.forms) if name == path]

    def _take(self, path: str) -> tuple[str, int]:
        form = request.form.to_dict()
        self.forms.append((path, form))
        if path == "ussd":
            self.on_ussd()
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


def sent(phones: FlaskClient, **fields: str) -> Any:
    """Send a form; return the fields of the answer."""
    answer = phones.post("/version1/messaging", data=SEND | fields, headers=KEY)
    assert answer.status_code == 201
    return answer.get_json()["SMSMessageData"]


def bulk(phones: FlaskClient, **fields: object) -> Any:
    """Send JSON; return the fields of the answer."""
    answer = phones.post("/version1/messaging/bulk", json=BULK | fields, headers=KEY)
    assert answer.status_code == 201
    return answer.get_json()["SMSMessageData"]


def fetched(phones: FlaskClient, last: int | str = 0, **query: str) -> list[dict[str, Any]]:
    """Return the texts after one of them."""
    query = {"username": "sandbox", "lastReceivedId": str(last), **query}
    answer = phones.get("/version1/messaging", query_string=query, headers=KEY)
    assert (answer.status_code, answer.content_type) == (200, "application/json")
    messages: list[dict[str, Any]] = answer.get_json()["SMSMessageData"]["Messages"]
    return messages


def root_of(document: str) -> ET.Element:
    """Return the root of an XML document of the simulated network."""
    return ET.fromstring(document.encode())  # noqa: S314 - our own document


def words_of(root: ET.Element, name: str) -> list[str]:
    """Return the words in the elements of a name."""
    return [element.text or "" for element in root.iter(name)]


def texts(phones: FlaskClient, *words: str, phone: str = LEADER, to: str = "22384") -> None:
    """Send texts from a phone."""
    for word in words:
        assert phones.post(f"/simulator/phones/{phone}/sms", json={"to": to, "text": word}).status_code == 200
