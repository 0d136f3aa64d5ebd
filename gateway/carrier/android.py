"""The backup provider: an Android phone, through the HTTP API of the app SMS Gateway for Android.

The phone answers the API itself (`http://PHONE:8080`), or a server of the app's makers or of one's own relays it
(`https://api.sms-gate.app/3rdparty/v1`). Both take the same requests. Learnt from the app's and the server's source.
"""

import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from gateway.carrier import calls, phone_report
from gateway.carrier.calls import CallFailed, Reply
from gateway.carrier.contract import Accepted, CarrierError, Deferred, Outcome, Outgoing, Refused, Unknown
from gateway.carrier.failures import broken_off
from gateway.carrier.loopback import is_loopback
from gateway.carrier.payloads import ReadNumber
from gateway.carrier.phone_report import PhoneReport
from menus.domain.outcomes import Cause

_TIMEOUT = (3.05, 9.05)
_RED_PRIORITY = 100
"""From priority 100 on the app ignores its own limits, delays and working hours."""
_CLOUD, _CLOUD_PATH = "api.sms-gate.app", "/3rdparty/v1"
_SEND, _OLD_SEND = "/messages", "/message"
"""The path of the API since 2024, and the one before it."""
_SHORTEST_USE = 5
"""Seconds: the shortest time of use that the server takes."""
_TAKEN = frozenset({200, 201, 202})
_KNOWN_ALREADY, _NOT_FOUND = 409, 404
_SERVER_ERRORS = range(500, 600)
_DEFERRED_FOR = {401: Cause.BAD_CREDENTIALS, 403: Cause.BAD_CREDENTIALS, 503: Cause.PROVIDER_AWAY}
_SAYS_KNOWN = ("already exists", "unique constraint")
"""The words of an app or a server that has a text with this id. An older app answers them with status 500."""


class AndroidCarrier:
    """Sends through the app at `url` with basic auth, in one call for each phone: each text has its own id there.

    `sim` is the number of the SIM card that sends, and `device` the id of the phone, where a server has several.
    """

    name = "android"
    repeats_safely = True

    def __init__(
        self,
        url: str,
        user: str,
        password: str,
        *,
        sim: int | None = None,
        device: str | None = None,
        limit: float = calls.CALL_LIMIT,
    ) -> None:
        self._root = _root_of(url)
        self._send_path = _SEND
        self._chosen = {"simNumber": sim, "deviceId": device}
        self._limit = limit
        self._session = calls.new_session(uses_proxy=False)
        self._session.auth = (user, password)
        self._is_simulated = is_loopback(url)

    @property
    def is_simulated(self) -> bool:
        """Return whether the other end is on this machine: no real phone can be reached then."""
        return self._is_simulated

    @property
    def is_relayed(self) -> bool:
        """Return whether a server answers for the phone: its clock and its health are not the phone's."""
        return _CLOUD_PATH in self._root

    def send(self, outgoing: Outgoing) -> dict[str, Outcome]:
        """Return one outcome for every phone; never raise for an error of the app."""
        return {phone: self._send_one(phone, outgoing) for phone in outgoing.phones}

    def balance(self) -> str:
        """Raise CarrierError: the balance of a SIM card cannot be read."""
        message = "a phone's SIM card tells no balance"
        raise CarrierError(message)

    def look(self, read: ReadNumber) -> PhoneReport:
        """Return how the phone is, and what it is called; raise CarrierError if nothing answers.

        `read` reads the numbers of its SIM cards.
        """
        try:
            health = self._get("/health")
            here, other = ("/devices", "/device") if self.is_relayed else ("/device", "/devices")
            devices = self._get(here)
            if devices.status == _NOT_FOUND:
                devices = self._get(other)
        except CallFailed as failed:
            message = f"the phone does not answer ({failed})"
            raise CarrierError(message) from failed
        return phone_report.read(health, devices, self._chosen, read, is_relayed=self.is_relayed)

    def _get(self, path: str) -> Reply:
        return calls.call(self._session, "GET", self._root + path, timeout=_TIMEOUT, limit=self._limit)

    def _send_one(self, phone: str, outgoing: Outgoing) -> Outcome:
        body = {
            "id": outgoing.id,
            "textMessage": {"text": outgoing.text},
            "phoneNumbers": [phone],
            "withDeliveryReport": True,
            "priority": _RED_PRIORITY,
            "ttl": _seconds_of_use(outgoing),
            **self._chosen,
        }
        try:
            reply = self._post({name: value for name, value in body.items() if value is not None})
        except CallFailed as failed:
            return broken_off(failed)
        return _outcome(reply, outgoing.id)

    def _post(self, body: Mapping[str, Any]) -> Reply:
        """Give a text to the app; if it does not know the path, by the older or newer one, within the same limit."""
        began = time.monotonic()
        reply = self._post_to(self._send_path, body, self._limit)
        if reply.status != _NOT_FOUND:
            return reply
        other = _OLD_SEND if self._send_path == _SEND else _SEND
        reply = self._post_to(other, body, max(0.0, self._limit - (time.monotonic() - began)))
        if reply.status in _TAKEN:
            self._send_path = other
        return reply

    def _post_to(self, path: str, body: Mapping[str, Any], limit: float) -> Reply:
        return calls.call(self._session, "POST", self._root + path, timeout=_TIMEOUT, limit=limit, json=body)


def _root_of(url: str) -> str:
    """Return the root of the API, also where its path was left out, or a path of the API was copied with it."""
    root = url.rstrip("/").removesuffix(_SEND).removesuffix(_OLD_SEND)
    parts = urlsplit(root)
    return root + _CLOUD_PATH if parts.hostname == _CLOUD and not parts.path else root


def _seconds_of_use(outgoing: Outgoing) -> int | None:
    if outgoing.useful_for is None:
        return None
    return max(_SHORTEST_USE, int(outgoing.useful_for.total_seconds()))


def _outcome(reply: Reply, own_id: str | None) -> Outcome:
    data = reply.data
    if own_id is not None and _is_known_already(reply):
        return Accepted(own_id, status_code=reply.status)
    if reply.status in _TAKEN:
        if not isinstance(data, dict) or not data.get("id"):
            return Unknown(Cause.UNCLEAR_ANSWER, "no id", reply.status)
        device = data.get("deviceId")
        return Accepted(
            str(data["id"]), status_code=reply.status, device=device if isinstance(device, str) and device else None
        )
    if reply.status in {400, 422}:
        return Refused(Cause.BAD_REQUEST, f"HTTP {reply.status}", reply.status)
    detail = f"HTTP {reply.status}"
    if reply.status in _SERVER_ERRORS and reply.status not in _DEFERRED_FOR:
        # The app may have accepted the text before something failed.
        return Unknown(Cause.PROVIDER_FAILED, detail, reply.status)
    return Deferred(_DEFERRED_FOR.get(reply.status, Cause.BAD_REQUEST), detail, reply.status)


def _is_known_already(reply: Reply) -> bool:
    """Return whether the app has this text from an earlier try: it is sent once."""
    if reply.status == _KNOWN_ALREADY:
        return True
    said = reply.text.casefold()
    return reply.status not in _TAKEN and any(words in said for words in _SAYS_KNOWN)
