"""Africa's Talking as a carrier: every answer of its API becomes one of four outcomes."""

import os
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import requests
from africastalking.SMS import SMSService

from gateway.carrier import calls
from gateway.carrier.calls import CallFailed, Reply
from gateway.carrier.codes import ACCEPTED, CODES, INVALID_NUMBER, INVALID_SENDER, cause_of
from gateway.carrier.contract import Accepted, CarrierError, Deferred, Outcome, Outgoing, Refused, Unknown
from gateway.carrier.failures import broken_off
from gateway.carrier.loopback import is_loopback
from gateway.carrier.payloads import FetchedSms, ReadNumber
from menus.domain.outcomes import Cause
from menus.text import phones

_CREATED = range(200, 300)
_AWAY = 503
"""Service unavailable: the only server error that means that nothing was accepted."""
_SERVER_ERRORS = range(500, 600)
_BAD_CREDENTIALS = frozenset({401, 403})
_LONGEST_WORD = 64


class _SmsService(SMSService):  # type: ignore[misc]  # the SDK ships no types
    """The SMS service of the SDK, for any root address, over one session; it also returns the HTTP status."""

    def __init__(self, username: str, api_key: str, root: str | None, limit: float) -> None:
        self._root = root
        self._limit = limit
        self._session: requests.Session | None = None
        self._session_pid = 0
        super().__init__(username, api_key)

    def _init_service(self) -> None:
        super()._init_service()
        if self._root is not None:
            self._baseUrl = self._contentUrl = self._root + "/version1"

    def _make_request(
        self,
        url: str,
        method: str,
        headers: Mapping[str, str],
        data: Mapping[str, Any] | None,
        params: Mapping[str, str] | None,
        callback: object = None,
        timeout: tuple[float, float] = (3.05, 6.0),
    ) -> Reply:
        _ = callback
        more = {"headers": dict(headers), "data": data, "params": params}
        return calls.call(self._kept_session(), method, url, timeout=timeout, limit=self._limit, **more)

    def user(self, timeout: tuple[float, float]) -> Reply:
        """Read the account, which belongs to another service of the SDK."""
        query = {"username": self._username}
        return self._make_request(self._make_url("/user"), "GET", self._headers, None, query, timeout=timeout)

    def _kept_session(self) -> requests.Session:
        # A forked worker must not use the connection of its parent.
        if self._session is None or self._session_pid != os.getpid():
            # Use no proxy on the way to this machine.
            self._session = calls.new_session(uses_proxy=not is_loopback(self._root))
            self._session_pid = os.getpid()
        return self._session

    def close(self) -> None:
        """Close the open connections."""
        if self._session is not None:
            self._session.close()
            self._session = None


class AfricasTalkingCarrier:
    """Sends through Africa's Talking, or through a server with its API at `base_url` (a root, `http://host:port`).

    Timeouts are seconds; a whole call takes no more than `limit` of them. If `base_url` is None, the SDK uses
    production, or the sandbox for the user `sandbox`.
    """

    name = "africastalking"
    repeats_safely = False

    def __init__(
        self,
        username: str,
        api_key: str,
        base_url: str | None = None,
        connect_timeout: float = 3.05,
        read_timeout: float = 6.0,
        limit: float = calls.CALL_LIMIT,
    ) -> None:
        root = base_url.rstrip("/").removesuffix("/version1") if base_url else None
        self._timeout = (connect_timeout, read_timeout)
        self._is_simulated = is_loopback(root)
        self.account = "simulated" if self._is_simulated else username
        self._service = _SmsService(username, api_key, root, limit)

    @property
    def is_simulated(self) -> bool:
        """Return whether the other end is on this machine: no real phone can be reached then."""
        return self._is_simulated

    def send(self, outgoing: Outgoing) -> dict[str, Outcome]:
        """Return one outcome for every phone of `outgoing`, by the phone as it was given; never raise."""
        numbers = {phone: phones.normalise(phone, None) for phone in outgoing.phones}
        sendable = list(dict.fromkeys(number for number in numbers.values() if number is not None))
        outcomes = self._hand_over(outgoing, sendable) if sendable else {}
        return {
            phone: Refused(Cause.BAD_NUMBER, INVALID_NUMBER) if number is None else outcomes[number]
            for phone, number in numbers.items()
        }

    def balance(self) -> str:
        """Return the balance as the network words it (`KES 123.45`), or raise CarrierError."""
        reply = self._asked(lambda: self._service.user(self._timeout))
        balance = _as_words(_get(_get(reply.data, "UserData"), "balance"))
        if reply.status not in _CREATED or not balance:
            message = f"HTTP {reply.status}: Africa's Talking told no balance"
            raise CarrierError(message)
        return balance

    def texts_after(self, number: int, read: ReadNumber) -> list[FetchedSms]:
        """Return the next texts that phones sent in, oldest first, none at the end; or raise CarrierError.

        `read` reads the numbers of their senders.
        """
        reply = self._asked(lambda: self._service.fetch_messages(number, timeout=self._timeout))
        rows = _get(_get(reply.data, "SMSMessageData"), "Messages")
        if reply.status not in _CREATED or not isinstance(rows, list):
            message = f"HTTP {reply.status}: Africa's Talking told no texts"
            raise CarrierError(message)
        texts = [text for row in rows if (text := FetchedSms.from_json(row, self.account, read)) is not None]
        # A network that ignores the number given would tell the same texts for ever.
        return sorted((text for text in texts if text.number > number), key=lambda text: text.number)

    def close(self) -> None:
        """Close the open connections; the next call opens new ones."""
        self._service.close()

    def _asked(self, ask: Callable[[], Reply]) -> Reply:
        """Return the answer to a question, or raise CarrierError: nobody answers, or the credentials are wrong."""
        try:
            reply = ask()
        except CallFailed as failed:
            message = f"Africa's Talking does not answer ({failed})"
            raise CarrierError(message) from failed
        if reply.status in _BAD_CREDENTIALS:
            message = f"HTTP {reply.status}: Africa's Talking refuses the credentials; check AT_USERNAME and AT_API_KEY"
            raise CarrierError(message)
        return reply

    def _hand_over(self, outgoing: Outgoing, numbers: list[str]) -> dict[str, Outcome]:
        try:
            reply = self._service.send(outgoing.text, numbers, outgoing.sender, timeout=self._timeout)
            return _read(reply, numbers)
        except CallFailed as failed:
            return _all(numbers, broken_off(failed))
        except Exception as error:  # noqa: BLE001 - whatever failed, the text may already be on its way
            return _all(numbers, Unknown(Cause.NO_ANSWER, type(error).__name__))


def _read(reply: Reply, numbers: list[str]) -> dict[str, Outcome]:
    """Return the outcome of every number (E.164) from an HTTP answer."""
    if reply.status == _AWAY:
        return _all(numbers, Deferred(Cause.PROVIDER_AWAY, "HTTP 503", reply.status))
    if reply.status in _SERVER_ERRORS:
        # The server behind a gateway may have accepted the text before it failed.
        return _all(numbers, Unknown(Cause.PROVIDER_FAILED, f"HTTP {reply.status}", reply.status))
    if reply.status in _BAD_CREDENTIALS:
        return _all(numbers, Deferred(Cause.BAD_CREDENTIALS, f"HTTP {reply.status} bad credentials", reply.status))
    if reply.status not in _CREATED:
        return _all(numbers, Deferred(Cause.BAD_REQUEST, f"HTTP {reply.status}", reply.status))
    data = _get(reply.data, "SMSMessageData")
    recipients = _get(data, "Recipients")
    rows = [row for row in recipients if isinstance(row, dict)] if isinstance(recipients, list) else []
    if recipients == [] or (not rows and _get(data, "Message") == INVALID_SENDER):
        return _all(numbers, _nobody_accepted(data, reply.status))
    outcomes: dict[str, Outcome] = {}
    for row in rows:
        # A network may answer with the national form of a number that it was given.
        number = phones.from_wire(str(row.get("number", "")), phones.country_of(numbers[0]))
        if number is not None and not isinstance(outcomes.get(number), Accepted):
            outcomes[number] = _outcome(row)
    missing = Unknown(Cause.UNCLEAR_ANSWER, "missing from the answer")
    return {number: outcomes.get(number, missing) for number in numbers}


def _all(numbers: list[str], outcome: Outcome) -> dict[str, Outcome]:
    return dict.fromkeys(numbers, outcome)


def _nobody_accepted(data: object, status: int) -> Deferred:
    """Return the outcome of an answer whose list of recipients is empty: nobody was accepted."""
    said = _get(data, "Message")
    word = said.strip()[:_LONGEST_WORD] if isinstance(said, str) and said.strip() else "no recipients"
    return Deferred(cause_of(word) or Cause.PROVIDER_FAILED, word, status)


def _outcome(row: Mapping[str, Any]) -> Outcome:
    """Return the outcome of the row of one recipient."""
    word = str(row.get("statusCode", "")).strip()
    code = int(word) if word.isascii() and word.isdigit() else None
    if code in ACCEPTED:
        return Accepted(_message_id(row), _cost(row.get("cost")), code)
    if code in CODES:
        kind, cause, said = CODES[code]
        return kind(cause, said, code)
    return Unknown(Cause.UNCLEAR_ANSWER, f"unlisted status code {word[:8]}" if code else "no code", code)


def _message_id(row: Mapping[str, Any]) -> str:
    found = row.get("messageId")
    return found if isinstance(found, str) and found != "None" else ""


def _as_words(balance: object) -> str:
    """Return a balance as words, whether it is a text or a bare number; an empty string for anything else."""
    is_number = isinstance(balance, int | float) and not isinstance(balance, bool)
    return balance.strip() if isinstance(balance, str) else str(balance) if is_number else ""


def _cost(text: object) -> Decimal | None:
    """Return `KES 0.8000` or a bare number as a Decimal, or None."""
    words = str(text).split()
    if not words:
        return None
    try:
        cost = Decimal(words[-1])
    except InvalidOperation:
        return None
    return cost if cost.is_finite() else None


def _get(value: object, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None
