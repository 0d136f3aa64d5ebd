"""Sites of passkeys: the address of the desk decides whether browsers make passkeys there, and for which host."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Site:
    """The site that passkeys belong to: its origin, as browsers write it, and its host."""

    origin: str
    host: str


def site(origin: str | None) -> Site | None:
    """Return the site of the desk's address; None if browsers make no passkeys there.

    They make them for names with TLS, and for `localhost`: not for an address in numbers, nor for a line in clear.
    """
    parts = urlsplit(origin or "")
    host = parts.hostname or ""
    if not host or (parts.scheme != "https" and host != "localhost"):
        return None
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return Site(f"{parts.scheme}://{parts.netloc.lower()}", host)
    return None
