"""The backup provider: an Android phone, through the local HTTP API of the app SMS Gateway for Android."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import requests

from gateway.carrier.contract import Accepted, CarrierError, Deferred, Outcome, Outgoing, Refused, Unknown
from gateway.carrier.failures import broken_off
from gateway.carrier.loopback import is_loopback
from gateway.carrier.payloads import InboundSms, ReadNumber, ReceiptForm, Status
from menus.domain.inbound import InboundRoute
from menus.domain.outcomes import Cause

_TIMEOUT = (3.05, 9.05)
_RED_PRIORITY = 100
"""From priority 100 on the app ignores its own limits and delays."""
PATH = "/android/events"
"""The path to which the app sends its events."""
_TAKEN = frozenset({200, 201, 202})
_SERVER_ERRORS = range(500, 600)
_DEFERRED_FOR = {401: Cause.BAD_CREDENTIALS, 403: Cause.BAD_CREDENTIALS, 503: Cause.PROVIDER_AWAY}
_RECEIVED = "sms:received"
_EVENTS = {"sms:sent": Status.SENT, "sms:delivered": Status.SUCCESS, "sms:failed": Status.FAILED}


class AndroidCarrier:
    """Sends through the app at `url` with basic auth, in one call for each phone: each text has its own id there."""

    name = "android"

    def __init__(self, url: str, user: str, password: str) -> None:
        self._url = url.rstrip("/") + "/message"
        self._session = requests.Session()
        self._session.auth = (user, password)
        self._session.trust_env = False
        self._is_simulated = is_loopback(url)

    @property
    def is_simulated(self) -> bool:
        """Return whether the other end is on this machine: no real phone can be reached then."""
        return self._is_simulated

    def send(self, outgoing: Outgoing) -> dict[str, Outcome]:
        """Return one outcome for every phone; never raise for an error of the app."""
        return {phone: self._send_one(phone, outgoing.text) for phone in outgoing.phones}

    def balance(self) -> str:
        """Raise CarrierError: the balance of a SIM card cannot be read."""
        message = "a phone's SIM card tells no balance"
        raise CarrierError(message)

    def _send_one(self, phone: str, text: str) -> Outcome:
        body = {
            "textMessage": {"text": text},
            "phoneNumbers": [phone],
            "withDeliveryReport": True,
            "priority": _RED_PRIORITY,
        }
        try:
            answer = self._session.post(self._url, json=body, timeout=_TIMEOUT)
        except requests.RequestException as error:
            return broken_off(error)
        return _outcome(answer)


def _outcome(answer: requests.Response) -> Outcome:
    if answer.status_code in _TAKEN:
        try:
            body: Any = answer.json()
        except ValueError:
            return Unknown(Cause.UNCLEAR_ANSWER, "unreadable answer", answer.status_code)
        message_id = body.get("id") if isinstance(body, dict) else None
        return Accepted(str(message_id)) if message_id else Unknown(Cause.UNCLEAR_ANSWER, "no id", answer.status_code)
    if answer.status_code in {400, 422}:
        return Refused(Cause.BAD_REQUEST, f"HTTP {answer.status_code}", answer.status_code)
    detail = f"HTTP {answer.status_code}"
    if answer.status_code in _SERVER_ERRORS and answer.status_code != requests.codes.unavailable:
        # The app may have accepted the text before something failed.
        return Unknown(Cause.PROVIDER_FAILED, detail, answer.status_code)
    return Deferred(_DEFERRED_FOR.get(answer.status_code, Cause.BAD_REQUEST), detail, answer.status_code)


def has_signature(headers: Mapping[str, str]) -> bool:
    """Return whether the headers (names in small letters) hold a signature and its time, right or wrong."""
    return bool(headers.get("x-timestamp")) and bool(headers.get("x-signature"))


def is_signed(body: bytes, headers: Mapping[str, str], key: str) -> bool:
    """Return whether a body was signed with the key: HMAC-SHA256 over body and X-Timestamp, in hex.

    `headers` have names in small letters.
    """
    stamp = headers.get("x-timestamp", "")
    expected = hmac.new(key.encode(), body + stamp.encode(), hashlib.sha256).hexdigest()
    return bool(stamp) and hmac.compare_digest(expected.encode(), headers.get("x-signature", "").lower().encode())


def sms_in(event: object, read: ReadNumber) -> InboundSms | None:
    """Return the SMS of an event that the phone has received one, or None for any other event.

    `read` reads the sender's number: a phone shows a number of its own country in its national form.
    The app makes the id of a message from its words: it is unique only together with sender and time.
    """
    if not isinstance(event, dict) or not isinstance(event.get("payload"), dict) or event.get("event") != _RECEIVED:
        return None
    payload = event["payload"]
    said = [str(payload.get(name) or "") for name in ("messageId", "phoneNumber", "receivedAt", "message")]
    sender = said[1] or str(payload.get("sender") or "")
    mark = hashlib.sha256("\0".join([*said, sender]).encode()).hexdigest()[:40]
    sms = InboundSms.from_form({"id": f"shelf-{mark}", "from": sender, "to": "", "text": said[3]}, read)
    return None if sms is None else replace(sms, route=InboundRoute.BACKUP_PHONE)


def receipt_in(event: object) -> ReceiptForm | None:
    """Return the receipt of an event, or None for any other event."""
    if not isinstance(event, dict) or not isinstance(event.get("payload"), dict):
        return None
    status = _EVENTS.get(str(event.get("event")))
    message_id = event["payload"].get("messageId")
    if status is None or not message_id:
        return None
    reason = event["payload"].get("reason")
    return ReceiptForm(str(message_id), status, str(reason)[:64] if reason else None)
