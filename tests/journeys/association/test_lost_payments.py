"""Lost callbacks: a payment that nobody told Doria of is found by asking the network, each once.

The other side is the simulated network, whole, over real connections.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from gateway.carrier.daraja import Daraja, DarajaError
from gateway.simulator.network import Network
from gateway.simulator.people import PhoneBook
from gateway.simulator.web import create_app
from menus.domain.paying import PaymentSource
from tests.money import PAYBILL, a_giver, callback, gifts, kept, opens_paybill, posts
from tests.town import TOKEN, Town
from tests.up import wait_for
from workers import chores


@dataclass
class Bank:
    """The simulated network, which pays to this town: its client, and the address of its API."""

    web: FlaskClient
    url: str
    network: Network

    def pays(self, account: str, amount: object = 50, **more: object) -> str:
        """Pay, and return the number of the payment."""
        answer = self.web.post("/simulator/pay", json={"account": account, "amount": amount, **more})
        assert answer.status_code == 200, answer.text
        return str(answer.get_json()["number"])


@pytest.fixture
def bank(town: Town, tmp_path: Path) -> Iterator[Bank]:
    """Run the simulated network, and this town's web server, whose webhooks it calls."""
    town_server = make_server("127.0.0.1", 0, town.web.application, threaded=True)
    made = Network(tmp_path / "network.db", f"http://127.0.0.1:{town_server.server_port}/at/{TOKEN}")
    app = create_app(made, PhoneBook(list))
    bank_server = make_server("127.0.0.1", 0, app, threaded=True)
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,)) for server in (town_server, bank_server)]
    for thread in threads:
        thread.start()
    url = f"http://127.0.0.1:{bank_server.server_port}"
    town.services.override(payment_source=Daraja("simulated", "simulated", url))
    yield Bank(app.test_client(), url, made)
    made.close()
    for server in (town_server, bank_server):
        server.shutdown()
        server.server_close()
    for thread in threads:
        thread.join()


def test_a_payment_comes_by_its_callback(town: Town, bank: Bank) -> None:
    """`POST /simulator/pay` pays."""
    opens_paybill(town)
    number = bank.pays(a_giver(town), paybill=PAYBILL)
    wait_for(lambda: len(gifts(town)) == 1)
    assert [(amount, found) for amount, _, found in gifts(town)] == [(50, number)]


def test_a_payment_whose_callback_never_came_is_found_once(town: Town, bank: Bank) -> None:
    opens_paybill(town)
    giver = a_giver(town)
    bank.web.post("/simulator/faults", json={"lost_payments": True})
    number = bank.pays(giver, paybill=PAYBILL)
    assert kept(town) == []
    runs_at_real_time(town)
    for _ in range(2):
        chores.pull_payments()
    assert [(amount, found) for amount, _, found in gifts(town)] == [(50, number)]
    assert [row.came_by for row in kept(town)] == [PaymentSource.PULL]
    # Its callback comes late, after all.
    posts(town, callback(giver, number=number))
    assert len(gifts(town)) == 1


def test_a_doubled_callback_and_the_query_are_one_payment(town: Town, bank: Bank) -> None:
    opens_paybill(town)
    bank.web.post("/simulator/faults", json={"duplicate_payments": True})
    bank.pays(a_giver(town), paybill=PAYBILL)
    wait_for(lambda: len(gifts(town)) == 1)
    runs_at_real_time(town)
    chores.pull_payments()
    assert len(gifts(town)) == len(kept(town)) == 1


def test_all_pages_of_an_answer_are_read(town: Town, bank: Bank) -> None:
    opens_paybill(town)
    bank.web.post("/simulator/faults", json={"lost_payments": True})
    numbers = {bank.pays("MY NAME", paybill=PAYBILL) for _ in range(101)}
    runs_at_real_time(town)
    chores.pull_payments()
    assert {row.external_id for row in kept(town)} == numbers
    assert {row.account for row in kept(town)} == {None}


def test_a_query_that_fails_is_made_again(town: Town, bank: Bank) -> None:
    opens_paybill(town)
    bank.web.post("/simulator/faults", json={"lost_payments": True, "outage": True})
    bank.pays(a_giver(town), paybill=PAYBILL)
    runs_at_real_time(town)
    chores.pull_payments()
    assert kept(town) == []
    bank.web.delete("/simulator/faults")
    chores.pull_payments()
    assert len(gifts(town)) == 1


def test_a_wrong_key_finds_nothing_and_says_so(town: Town, bank: Bank) -> None:
    wrong = Daraja("simulated", "another", bank.url)
    with pytest.raises(DarajaError, match="not signed in"):
        list(wrong.payments(PAYBILL, town.now, town.now))
    assert "another" not in repr(wrong)


def test_payments_survive_a_restart_of_the_simulated_network(bank: Bank, tmp_path: Path) -> None:
    bank.web.post("/simulator/faults", json={"lost_payments": True})
    number = bank.pays("G10009", paybill=PAYBILL)
    again = Network(tmp_path / "network.db", "http://127.0.0.1:9/at/x")
    try:
        assert number in (tmp_path / "payments.jsonl").read_text(encoding="utf-8")
        assert again.payments.count == 1
    finally:
        again.close()


NO_PAYMENTS: list[object] = [
    {},
    [],
    None,
    {"account": "G1"},
    {"account": "x" * 41, "amount": 50},
    {"account": "G1", "amount": 5, "paybill": "x"},
    {"account": "G1", "amount": "many"},
    {"account": "G1", "amount": True},
    {"account": "G1", "amount": []},
    {"account": "G1", "amount": 10**12},
    {"account": "G1", "amount": "1.234"},
]


@pytest.mark.parametrize("asked", NO_PAYMENTS)
def test_what_cannot_be_paid_is_refused_in_words(bank: Bank, asked: object) -> None:
    answer = bank.web.post("/simulator/pay", json=asked)
    assert answer.status_code == 400
    assert "expected" in answer.text or "paybill" in answer.text


def runs_at_real_time(town: Town) -> None:
    """Let a story be at the time of the simulated network, which asks the machine."""
    town.now = datetime.now(UTC) + timedelta(seconds=1)


def test_registered_addresses_are_told_of_payments(bank: Bank) -> None:
    """The network has an app of version 1; it says of the other version that nobody is signed in."""
    told: list[tuple[str, str]] = []

    @Request.application
    def here(request: Request) -> Response:
        told.append((request.path, request.get_json()["TransID"]))
        return Response("{}", content_type="application/json")

    source = Daraja("simulated", "simulated", bank.url)
    server = make_server("127.0.0.1", 0, here, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        root = f"http://127.0.0.1:{server.server_port}"
        source.register(PAYBILL, f"{root}/confirmation", f"{root}/validation")
        number = bank.pays("G10009", paybill=PAYBILL)
        wait_for(lambda: sorted(told) == [("/confirmation", number), ("/validation", number)])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    with pytest.raises(DarajaError, match="already registered"):
        source.register(PAYBILL, "https://doria.example/a", "https://doria.example/b")


@pytest.mark.parametrize(
    ("shortcode", "address", "why"), [("x", "https://doria.example", "400"), (PAYBILL, "doria", "Invalid URLs")]
)
def test_an_address_that_is_not_taken_is_told_with_the_reason(
    bank: Bank, shortcode: str, address: str, why: str
) -> None:
    source = Daraja("simulated", "simulated", bank.url)
    with pytest.raises(DarajaError, match=why):
        source.register(shortcode, address, address)


def test_a_wrong_key_registers_nothing(bank: Bank) -> None:
    with pytest.raises(DarajaError, match="not signed in"):
        Daraja("simulated", "another", bank.url).register(PAYBILL, "https://doria.example", "https://doria.example")
