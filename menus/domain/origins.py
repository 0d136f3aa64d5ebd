"""Origins: who may use the simulated network, or move its time, from a browser. A page of a public website may not.

A browser sends whatever a page tells it to, also to this machine. It names the page's address in `Origin`, and the
address that it believes to speak to in `Host`. A public name that leads to this machine is a trick, too.
"""

import ipaddress
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing here. A browser lets no foreign page read their answers."""
_NETWORKS = tuple(
    ipaddress.ip_network(network)
    for network in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "100.64.0.0/10",
        "::1/128",
        "fe80::/10",
        "fc00::/7",
    )
)
"""This machine, private networks, and addresses without a router; 100.64.0.0/10 is what many routers and VPNs give."""
_LOCAL_ENDINGS = (".localhost", ".local", ".internal", ".home.arpa", ".lan")
"""Endings of names that the public name service does not know."""


def refusal(method: str, headers: Mapping[str, str], hostname: Callable[[], str]) -> str | None:
    """Return why a request is refused, or None.

    `headers` has the names as they are usually written. A program that is no browser sends no `Origin`. `hostname`
    returns the name of this machine.
    """
    host = headers.get("Host", "")
    if host and not _is_address(host) and not _is_near(host, hostname):
        return "open the simulated network by an address of this machine or its network"
    if method in HARMLESS:
        return None
    origin = headers.get("Origin")
    if origin is None:
        is_foreign = headers.get("Sec-Fetch-Site", "none") == "cross-site"
    else:
        is_foreign = not _is_ours(origin, host, hostname)
    return "a page from elsewhere may not use the simulated network" if is_foreign else None


def _is_ours(origin: str, host: str, hostname: Callable[[], str]) -> bool:
    """Return whether an origin is the page itself, or stands on this machine or its network."""
    scheme, _, netloc = origin.partition("://")
    if scheme not in {"http", "https"} or not _name(netloc):
        return False
    return netloc.lower() == host.lower() or _is_near(netloc, hostname)


def _is_near(netloc: str, hostname: Callable[[], str]) -> bool:
    """Return whether a host, with or without a port, is this machine or stands in its network."""
    name = _name(netloc)
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        # A name without a dot, or with such an ending, never comes from a public website.
        return bool(name) and ("." not in name or name.endswith(_LOCAL_ENDINGS) or name == hostname().lower())
    return any(address in network for network in _NETWORKS if network.version == address.version)


def _is_address(netloc: str) -> bool:
    """Return whether a host is written as a number. A browser then speaks to that very machine: no name misleads it."""
    try:
        ipaddress.ip_address(_name(netloc))
    except ValueError:
        return False
    return True


def _name(netloc: str) -> str:
    """Return a host in lower case, without its port and the dot at its end; empty if it cannot be read."""
    try:
        name = urlsplit(f"//{netloc}").hostname or ""
    except ValueError:
        return ""
    return name.partition("%")[0].rstrip(".").lower()
