"""Daraja, Safaricom's API for M-PESA: it asks for payments whose callback never came, and registers the addresses."""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Protocol

import requests

from gateway.carrier import calls, daraja_payloads
from gateway.carrier.loopback import is_loopback
from menus.domain.paying import Paid

LIVE = "https://api.safaricom.co.ke"
_TIMEOUT = (3.05, 9.0)
_NAIROBI = timezone(timedelta(hours=3))
_OK, _UNAUTHORIZED = 200, 401
_MOST_PAGES = 50
"""The most pages of one query. The next query begins where payments are known to be complete."""
_QUERY = "pulltransactions/v1/query"
_REGISTER = ("mpesa/c2b/v2/registerurl", "mpesa/c2b/v1/registerurl")
"""The paths that register. An app has the product of one of them; the other says that it is not signed in (field)."""
_TOKEN_LASTS = 3_000.0
"""Seconds for which a token is used. It is good for 3,599."""


class DarajaError(Exception):
    """The network gave no answer that can be read. The message holds no key and no payment."""


class PaymentSource(Protocol):
    """Gives the payments of a paybill in a span of time, and takes the addresses that its payments are told to."""

    def payments(self, shortcode: str, since: datetime, until: datetime) -> Iterator[tuple[Paid | None, ...]]:
        """Yield the payments (moments aware) page by page; raise DarajaError without an answer."""
        ...

    def register(self, shortcode: str, confirmation: str, validation: str) -> None:
        """Register addresses; raise DarajaError if they were not taken."""
        ...


@dataclass
class Daraja:
    """The client of one app at Daraja, with its consumer key and secret, at the root `base_url`."""

    key: str = field(repr=False)
    secret: str = field(repr=False)
    base_url: str = LIVE

    def __post_init__(self) -> None:
        """Begin without a token."""
        self._token, self._until = "", 0.0
        self._lock = threading.Lock()

    def payments(self, shortcode: str, since: datetime, until: datetime) -> Iterator[tuple[Paid | None, ...]]:
        """Yield the payments of a paybill page by page, with None for each that cannot be read."""
        offset = 0
        with calls.new_session(uses_proxy=not is_loopback(self.base_url)) as session:
            for _ in range(_MOST_PAGES):
                asked = {
                    "ShortCode": shortcode,
                    "StartDate": _wall(since),
                    "EndDate": _wall(until),
                    "OffSetValue": str(offset),
                }
                found = daraja_payloads.of_pull(self._answer(session, asked), shortcode)
                if found is None:
                    message = "the answer to the query cannot be read"
                    raise DarajaError(message)
                if not found:
                    return
                yield found
                offset += len(found)

    def register(self, shortcode: str, confirmation: str, validation: str) -> None:
        """Register the addresses that payments to a paybill are told to; raise DarajaError if they were not taken.

        Without an answer to the validation a payment is completed: a gift that is refused would be worse.
        """
        asked = {
            "ShortCode": shortcode,
            "ResponseType": "Completed",
            "ConfirmationURL": confirmation,
            "ValidationURL": validation,
        }
        with calls.new_session(uses_proxy=not is_loopback(self.base_url)) as session:
            for path in _REGISTER:
                reply = self._ask(session, path, asked)
                if reply.status != _UNAUTHORIZED:
                    break
        refused = daraja_payloads.refusal(reply.body)
        if reply.status != _OK or refused is not None:
            message = f"status {reply.status}: {refused or 'no reason'}"
            raise DarajaError(message)

    def _answer(self, session: requests.Session, asked: dict[str, str]) -> bytes:
        reply = self._ask(session, _QUERY, asked)
        if reply.status != _OK:
            message = f"status {reply.status}"
            raise DarajaError(message)
        return reply.body

    def _ask(self, session: requests.Session, path: str, asked: dict[str, str]) -> calls.Reply:
        reply = self._call(session, path, asked)
        if reply.status == _UNAUTHORIZED:
            # The token has ended before its time.
            self._until = 0.0
            reply = self._call(session, path, asked)
        return reply

    def _call(self, session: requests.Session, path: str, asked: dict[str, str]) -> calls.Reply:
        headers = {"Authorization": f"Bearer {self._signed_in(session)}"}
        try:
            return calls.call(
                session,
                "POST",
                f"{self.base_url}/{path}",
                timeout=_TIMEOUT,
                json=asked,
                headers=headers,
            )
        except calls.CallFailed as error:
            raise DarajaError(str(error)) from None

    def _signed_in(self, session: requests.Session) -> str:
        with self._lock:
            if time.monotonic() >= self._until:
                self._token, self._until = self._sign_in(session), time.monotonic() + _TOKEN_LASTS
            return self._token

    def _sign_in(self, session: requests.Session) -> str:
        address = f"{self.base_url}/oauth/v1/generate?grant_type=client_credentials"
        try:
            reply = calls.call(session, "GET", address, timeout=_TIMEOUT, auth=(self.key, self.secret))
        except calls.CallFailed as error:
            raise DarajaError(str(error)) from None
        data = reply.data
        token = data.get("access_token") if isinstance(data, dict) else None
        if reply.status != _OK or not isinstance(token, str) or not token.isascii() or not token.isprintable():
            message = f"not signed in: status {reply.status}"
            raise DarajaError(message)
        return token


def _wall(at: datetime) -> str:
    """Return a moment as Daraja wants it: on the wall of Nairobi."""
    return at.astimezone(_NAIROBI).strftime("%Y-%m-%d %H:%M:%S")
