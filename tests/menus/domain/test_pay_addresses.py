"""Pay addresses: which roots the network of mobile money takes, and which not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import pay_addresses
from menus.domain.pay_addresses import AddressFault, PayAddresses

_TOKEN = "t" * 40


def test_the_addresses_stand_below_the_root() -> None:
    found = pay_addresses.of_root("https://doria.example/", _TOKEN)
    base = f"https://doria.example/pay/{_TOKEN}"
    assert found == PayAddresses(f"{base}/confirmation", f"{base}/validation")


@pytest.mark.parametrize(
    ("root", "token", "fault"),
    [
        ("doria.example", _TOKEN, AddressFault.NO_ROOT),
        ("", _TOKEN, AddressFault.NO_ROOT),
        ("https://", _TOKEN, AddressFault.NO_ROOT),
        ("https://doria.example/pay", _TOKEN, AddressFault.NO_ROOT),
        ("https://doria.example?x=1", _TOKEN, AddressFault.NO_ROOT),
        ("https://me:secret@doria.example", _TOKEN, AddressFault.NO_ROOT),
        ("https://doria.example:99999", _TOKEN, AddressFault.NO_ROOT),
        ("https://doria example", _TOKEN, AddressFault.NO_ROOT),
        ("https://[::1", _TOKEN, AddressFault.NO_ROOT),
        ("ftp://doria.example", _TOKEN, AddressFault.NO_ROOT),
        ("http://doria.example", _TOKEN, AddressFault.NOT_SAFE),
        ("https://M-Pesa.example", _TOKEN, AddressFault.UNWANTED_WORD),
        ("https://pay-safaricom.example", _TOKEN, AddressFault.UNWANTED_WORD),
        ("https://doria.example", "aaSqLaa" + _TOKEN, AddressFault.UNWANTED_WORD),
    ],
)
def test_a_root_that_the_network_would_not_take(root: str, token: str, fault: AddressFault) -> None:
    assert pay_addresses.of_root(root, token) is fault


@pytest.mark.parametrize("root", ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"])
def test_this_machine_needs_no_encryption(root: str) -> None:
    assert isinstance(pay_addresses.of_root(root, _TOKEN), PayAddresses)


@given(root=st.text())
def test_any_text_is_answered(root: str) -> None:
    found = pay_addresses.of_root(root, _TOKEN)
    if isinstance(found, PayAddresses):
        assert found.confirmation.startswith(("https://", "http://localhost", "http://127.0.0.1", "http://[::1]"))
