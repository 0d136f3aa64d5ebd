"""Loopback addresses: no real phone can be reached through this machine's own address."""

import ipaddress
from urllib.parse import urlsplit


def is_loopback(root: str | None) -> bool:
    """Return whether an address is this machine's own: 127.0.0.0/8, ::1 or localhost."""
    host = urlsplit(root).hostname if root else None
    if host is None:
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
