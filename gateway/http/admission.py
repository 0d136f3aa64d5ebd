"""Admission: what a request may reach, decided by its request line and headers alone.

The server never waits for the body of a request without the right key. Such a request costs only its connection.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import SecretStr

from gateway.carrier import android_events
from gateway.settings import Settings

BIGGEST_BODY = 16_384
"""The longest body in bytes that is read, but for webhooks and orders. A carrier's longest form has about 4,100 bytes.

It holds a text of 459 characters, each as nine bytes.
"""
BIGGEST_FORM = 1_048_576
"""The longest body in bytes of a webhook. A text that comes with much beside it must not be lost. A guess."""
BIGGEST_ORDER = 262_144
"""The longest body in bytes that is handed on to the simulated network. An order for 1,000 numbers has 20,000."""
_WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_UNDER_HOOKS = re.compile(r"/+(?:at|pay)(?:/|\Z)")
_HOOK = re.compile(r"/at/([^/]*)/(?:ussd|ussd-events|sms|receipts|opt-out)|/pay/([^/]*)/(?:confirmation|validation)")
"""An address of a payment may not hold the names of Safaricom and its service: Safaricom refuses to register it."""
_DOORS = ("/simulator/", "/version1/")
_LIVE, _HOPS = "/health/live", "/health/hops"
NOT_FOUND = "not found"
"""The body of the answer to an address that does not exist, and to one that the asker may not see."""


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
        if self.is_through_the_door:
            return BIGGEST_ORDER
        return BIGGEST_FORM if _UNDER_HOOKS.match(self.path) else BIGGEST_BODY

    @property
    def is_for_callers(self) -> bool:
        """Return whether a caller or a patroller waits for the answer, or somebody asks if they are answered."""
        return self.path.startswith(("/at/", "/pay/")) or self.path in {android_events.PATH, _LIVE, _HOPS}

    @property
    def is_hop(self) -> bool:
        """Return whether the request is a USSD hop; a phone waits for its page."""
        return self.path.startswith("/at/") and self.path.endswith("/ussd")


def is_token(settings: Settings, token: str) -> bool:
    """Return whether a token is the secret of the callback addresses; the comparison takes constant time."""
    return _is_same(settings.webhook_token, token)


def may_look(settings: Settings, authorization: str) -> bool:
    """Return whether a request with this `Authorization` may see the metrics and the reasons of health.

    It needs `Bearer` and METRICS_TOKEN. If that is not set, nobody may.
    """
    scheme, _, token = authorization.strip().partition(" ")
    known = settings.metrics_token
    return known is not None and scheme.lower() == "bearer" and _is_same(known, token.strip())


def _is_same(secret: SecretStr, given: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), secret.get_secret_value().encode())


def is_nowhere(settings: Settings, method: str, path: str) -> bool:
    """Return whether a request under `/at/` or `/pay/` reaches no webhook.

    A webhook is one of seven addresses, with the right token, and takes POST alone. Whatever else is asked for there
    gets one and the same answer: it tells nobody which part of the address was right.
    """
    if not _UNDER_HOOKS.match(path):
        return False
    hook = _HOOK.fullmatch(path)
    return method != "POST" or hook is None or not is_token(settings, hook[1] or hook[2] or "")


def reads_body(settings: Settings, head: Head) -> bool:
    """Return whether the body of a request is read, unless `is_nowhere` has said that it reaches nothing.

    The body must not be longer than `longest_body`. A webhook needs the right address, and an event of the Android app
    needs the headers of a signature. Requests to the simulated network are read if there is one.
    """
    if head.method not in _WITH_BODY or (head.length or 0) > head.longest_body:
        return False
    if _UNDER_HOOKS.match(head.path):
        return True
    if head.path == android_events.PATH:
        return settings.hears_android and android_events.has_signature(head.headers)
    return head.is_through_the_door and settings.doria_simulator_url is not None
