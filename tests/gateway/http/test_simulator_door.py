"""The door to the simulated network: whole requests go through it, and whole answers come back."""

from collections.abc import Iterator
from http.server import HTTPServer
from pathlib import Path

import pytest
from flask.testing import FlaskClient

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


@pytest.fixture
def web(address: str, tmp_path: Path) -> Iterator[FlaskClient]:
    """Give a browser or a program in front of a door to that network."""
    given = {"database_url": f"sqlite:///{tmp_path}/new.db", "redis_url": "redis://unused", "secret_key": "s" * 40}
    settings = Settings.model_validate({**given, "webhook_token": TOKEN, "doria_simulator_url": address})
    services = Services(settings)
    yield create_app(services).test_client()
    services.close()


def test_an_order_for_a_thousand_numbers_goes_through(web: FlaskClient) -> None:
    numbers = ",".join(f"%2B25471{number:07}" for number in range(1_000))
    answer = web.post("/version1/messaging?a=b", data=f"to={numbers}", headers={"apiKey": "secret"})
    assert (answer.status_code, answer.text) == (201, f"POST /version1/messaging?a=b secret {len(numbers) + 3}")


@pytest.mark.parametrize("path", ["/simulator/time", "/simulator/faults", "/version1/messaging"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Host": "evil.example", "Origin": "https://evil.example"},
    ],
)
def test_a_page_of_a_public_website_passes_no_door(web: FlaskClient, path: str, headers: dict[str, str]) -> None:
    answer = web.post(path, data='{"forward": "168h"}', headers={"Content-Type": "text/plain", **headers})
    assert answer.status_code == 403


def test_a_public_name_that_leads_to_this_machine_reads_no_time(web: FlaskClient) -> None:
    assert web.get("/simulator/time", headers={"Host": "evil.example"}).status_code == 403
