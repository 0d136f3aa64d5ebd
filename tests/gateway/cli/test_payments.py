"""`doria payments register`: what it sends for a community, and what it refuses in one line."""

from dataclasses import dataclass, field

import pytest

from gateway.carrier.daraja import DarajaError
from gateway.services import Services
from tests.gateway.cli.conftest import doria
from tests.money import PAYBILL, opens_paybill
from tests.town import Town

HOST = "https://doria.example"


@dataclass
class Network:
    """The other side: it notes what is registered, or refuses it with its words."""

    refuses: str = ""
    taken: list[tuple[str, str, str]] = field(default_factory=list)

    def register(self, shortcode: str, confirmation: str, validation: str) -> None:
        """Take the addresses."""
        if self.refuses:
            raise DarajaError(self.refuses)
        self.taken.append((shortcode, confirmation, validation))


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    """Let the command meet this network."""
    made = Network()
    monkeypatch.setattr(Services, "payment_source", made)
    return made


def test_the_addresses_of_the_paybill_are_registered(served: Town, network: Network) -> None:
    opens_paybill(served)
    told = doria("payments", "register", "mlango-kubwa", "--host", HOST)
    assert told.exit_code == 0, told.output
    ((shortcode, confirmation, validation),) = network.taken
    assert shortcode == PAYBILL
    assert confirmation.startswith(f"{HOST}/pay/")
    assert confirmation.endswith("/confirmation")
    assert validation == confirmation.replace("confirmation", "validation")
    token = confirmation.split("/")[-2]
    assert len(token) >= 32
    assert token not in told.output


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("nowhere", "--host", HOST), "no community nowhere"),
        (("mlango-kubwa", "--host", HOST, "--paybill", "999999"), f"expected a paybill of mlango-kubwa: {PAYBILL}"),
        (("mlango-kubwa", "--host", "http://doria.example"), "expected https://"),
        (("mlango-kubwa", "--host", "https://mpesa.example"), "Safaricom"),
    ],
)
def test_a_refusal_says_why_in_one_line(served: Town, network: Network, arguments: tuple[str, ...], why: str) -> None:
    opens_paybill(served)
    told = doria("payments", "register", *arguments)
    assert told.exit_code == 1
    assert why in told.output
    assert told.output.count("\n") == 1
    assert not network.taken


def test_what_the_network_says_is_told(served: Town, network: Network) -> None:
    opens_paybill(served)
    network.refuses = "status 500: URLs are already registered"
    told = doria("payments", "register", "mlango-kubwa", "--host", HOST)
    assert told.exit_code == 1
    assert "not registered: status 500: URLs are already registered" in told.output


def test_without_a_key_nothing_is_sent(served: Town) -> None:
    opens_paybill(served)
    told = doria("payments", "register", "mlango-kubwa", "--host", HOST)
    assert told.exit_code == 1
    assert "MPESA_CONSUMER_KEY" in told.output
