"""Admission: which requests have a body worth reading, by their line and headers alone.

A connection that has not shown its key costs nothing but itself: no byte of its body is waited for.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass

from gateway.carrier import android
from gateway.settings import Settings

BIGGEST_BODY = 16_384
"""Bytes. The longest form of a carrier has under 2,000: a text of 459 characters, each as nine bytes."""
_WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_HOOK = re.compile(r"/at/([^/]*)/.+")
_DOORS = ("/simulator/", "/version1/")


@dataclass(frozen=True)
class Head:
    """A request before its body: `headers` have names in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]

    @property
    def length(self) -> int | None:
        """The body's length in bytes as it is declared; None where it is not, or makes no sense."""
        declared = self.headers.get("content-length", "")
        return int(declared) if declared.isascii() and declared.isdigit() else None

    @property
    def is_measured(self) -> bool:
        """Whether the body is as long as it is declared to be: one that comes in chunks may have no end."""
        return self.length is not None and "transfer-encoding" not in self.headers

    @property
    def is_through_the_door(self) -> bool:
        """Whether it goes on to the simulated network."""
        return self.path.startswith(_DOORS)

    @property
    def is_hop(self) -> bool:
        """Whether it is a USSD hop: a phone waits for its page."""
        return self.path.startswith("/at/") and self.path.endswith("/ussd")


def is_token(settings: Settings, token: str) -> bool:
    """Tell whether a token is that of the callback addresses, in the same time whatever it is."""
    return hmac.compare_digest(
        token.encode("utf-8", "surrogatepass"), settings.webhook_token.get_secret_value().encode()
    )


def reads_body(settings: Settings, head: Head) -> bool:
    """Tell whether a body is read at all: the key is right, the headers are there, and it is not too long."""
    if head.method not in _WITH_BODY or (head.length or 0) > BIGGEST_BODY:
        return False
    hook = _HOOK.fullmatch(head.path)
    if hook is not None:
        return is_token(settings, hook[1])
    if head.path == android.PATH:
        return settings.hears_android and android.has_signature(head.headers)
    return head.is_through_the_door and settings.doria_simulator_url is not None
