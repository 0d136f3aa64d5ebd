"""Admission: whether the body of a request is read, decided by its request line and headers alone.

The server never waits for the body of a request without the right key. Such a request costs only its connection.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass

from gateway.carrier import android_events
from gateway.settings import Settings

BIGGEST_BODY = 16_384
"""The longest body in bytes that is read. A carrier's longest form holds a text of 459 characters, each as nine bytes.

That is about 4,100 bytes.
"""
BIGGEST_ORDER = 262_144
"""The longest body in bytes that is handed on to the simulated network. An order for 1,000 numbers has 20,000."""
_WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_HOOK = re.compile(r"/at/([^/]*)/.+")
_DOORS = ("/simulator/", "/version1/")


@dataclass(frozen=True)
class Head:
    """A request without its body. The names of its `headers` are in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]

    @property
    def length(self) -> int | None:
        """The declared length of the body in bytes; None if it is missing or not a number."""
        declared = self.headers.get("content-length", "")
        return int(declared) if declared.isascii() and declared.isdigit() else None

    @property
    def is_measured(self) -> bool:
        """Return whether the body has a declared length; a body in chunks has none, and may never end."""
        return self.length is not None and "transfer-encoding" not in self.headers

    @property
    def is_through_the_door(self) -> bool:
        """Return whether the request is handed on to the simulated network."""
        return self.path.startswith(_DOORS)

    @property
    def longest_body(self) -> int:
        """The most bytes of a body that may be read."""
        return BIGGEST_ORDER if self.is_through_the_door else BIGGEST_BODY

    @property
    def is_hop(self) -> bool:
        """Return whether the request is a USSD hop; a phone waits for its page."""
        return self.path.startswith("/at/") and self.path.endswith("/ussd")


def is_token(settings: Settings, token: str) -> bool:
    """Return whether a token is the secret of the callback addresses; the comparison takes constant time."""
    return hmac.compare_digest(
        token.encode("utf-8", "surrogatepass"), settings.webhook_token.get_secret_value().encode()
    )


def reads_body(settings: Settings, head: Head) -> bool:
    """Return whether the body of a request is read.

    The body must not be longer than `longest_body`. A webhook needs the right token, and an event of the Android app
    needs the headers of a signature. Requests to the simulated network are read if there is one.
    """
    if head.method not in _WITH_BODY or (head.length or 0) > head.longest_body:
        return False
    hook = _HOOK.fullmatch(head.path)
    if hook is not None:
        return is_token(settings, hook[1])
    if head.path == android_events.PATH:
        return settings.hears_android and android_events.has_signature(head.headers)
    return head.is_through_the_door and settings.doria_simulator_url is not None
