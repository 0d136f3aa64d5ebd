"""The door to the simulated network: whole requests go through it, and whole answers come back."""

from collections.abc import Iterator
from http.server import HTTPServer
from pathlib import Path

import pytest

from gateway.app import create_app
from gateway.services import Services
from gateway.settings import Settings
from tests import servers

TOKEN = "t" * 40


@pytest.fixture
def address() -> Iterator[str]:
    """Give the address of a network that tells what it was asked."""

    class Handler(servers.Handler):
        def act(self) -> None:
            said = f"{self.command} {self.path} {self.headers['apiKey']} {len(self.body)}"
            self.answer(said.encode(), "text/plain", 201)

    with servers.running(HTTPServer(("127.0.0.1", 0), Handler)) as server:
        yield f"http://127.0.0.1:{server.server_port}"


def test_an_order_for_a_thousand_numbers_goes_through(address: str, tmp_path: Path) -> None:
    given = {"database_url": f"sqlite:///{tmp_path}/new.db", "redis_url": "redis://unused", "secret_key": "s" * 40}
    settings = Settings.model_validate({**given, "webhook_token": TOKEN, "doria_simulator_url": address})
    services = Services(settings)
    web = create_app(services).test_client()
    numbers = ",".join(f"%2B25471{number:07}" for number in range(1_000))
    answer = web.post("/version1/messaging?a=b", data=f"to={numbers}", headers={"apiKey": "secret"})
    assert (answer.status_code, answer.text) == (201, f"POST /version1/messaging?a=b secret {len(numbers) + 3}")
    services.close()
