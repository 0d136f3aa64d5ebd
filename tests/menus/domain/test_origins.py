"""Origins: the simulated network is for a page of this machine or its network, no public website."""

import pytest

from menus.domain.origins import refusal

HERE = "127.0.0.1:8000"
NEAR = [
    "127.0.0.1:8000",
    "localhost:8000",
    "LOCALHOST",
    "doria.localhost:3000",
    "[::1]:8000",
    "192.168.1.10:8000",
    "10.0.0.7",
    "172.16.3.4:80",
    "169.254.10.20:8000",
    "[fe80::1]:8000",
    "[fd00::5]",
    "nairobi-pc:8000",
    "nairobi-pc.local:8000",
    "pc.example.org",
]
"""Hosts on this machine (`pc.example.org`) and in its network."""
FAR = [
    "evil.example",
    "evil.example:8000",
    "127.0.0.1.evil.example:8000",
    "localhost.evil.example",
    "evil.local.example",
]
FAR += ["mlango.co.ke", "xn--dria-bra.example", "evil.example.", "user@evil.example:8000", "notlocalhost.com"]
FAR_ADDRESSES = ["93.184.216.34", "203.0.113.5:8000", "[2606:2800:220:1::1]:8000"]


def asked(method: str = "POST", host: str = HERE, **headers: str) -> bool:
    """Return whether a request is let in."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return refusal(method, {"Host": host, **given}, lambda: "PC.example.org") is None


@pytest.mark.parametrize("host", NEAR)
def test_a_page_of_this_machine_and_its_network_may(host: str) -> None:
    assert asked(host=host, Origin=f"http://{host}")
    assert asked(Origin=f"http://{host}")
    assert asked("GET", host=host)


@pytest.mark.parametrize("host", [*FAR, *FAR_ADDRESSES])
def test_a_page_of_a_public_website_may_change_nothing(host: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert not asked(method, Origin=f"http://{host}")
        assert not asked(method, Origin=f"https://{host}")


@pytest.mark.parametrize("host", FAR)
def test_a_public_name_that_leads_to_this_machine_reads_nothing_either(host: str) -> None:
    for method in ("GET", "POST"):
        assert not asked(method, host=host)
        assert not asked(method, host=host, Origin=f"http://{host}")
        assert not asked(method, host=host, Origin=f"http://{HERE}")


@pytest.mark.parametrize("host", FAR_ADDRESSES)
def test_a_machine_that_is_opened_by_its_number_may_use_itself(host: str) -> None:
    assert asked("GET", host=host)
    assert asked(host=host, Origin=f"http://{host}")


@pytest.mark.parametrize(
    "origin", ["null", "", "file://", "http://", "chrome-extension://abc", "//127.0.0.1", "http://[::1"]
)
def test_an_origin_that_names_no_page_may_not(origin: str) -> None:
    assert not asked(Origin=origin)


def test_a_program_that_is_no_browser_may() -> None:
    assert asked()
    assert asked(host="")
    assert asked(Sec_Fetch_Site="same-origin")
    assert not asked(Sec_Fetch_Site="cross-site")
