"""Events of the app SMS Gateway for Android: texts that the phone received, and what became of those it was given."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

from gateway.carrier.payloads import InboundSms, ReadNumber, ReceiptForm, Status, made_up
from menus.domain.inbound import InboundRoute

PATH = "/android/events"
"""The path to which the app sends its events."""
_RECEIVED = "sms:received"
_STATUSES = {
    "sms:sent": Status.SENT,
    "sms:delivered": Status.SUCCESS,
    "sms:failed": Status.FAILED,
    # Somebody has cancelled the text on the phone before it left.
    "sms:cancelled": Status.FAILED,
}
_CANCELLED = "cancelled"
_LONGEST_STAMP = 10
"""Digits of a time in seconds, until the year 2286."""


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


def signed_at(headers: Mapping[str, str]) -> datetime | None:
    """Return when the phone signed an event, by its own clock; None if its time cannot be read."""
    stamp = headers.get("x-timestamp", "").strip()
    if not stamp.isascii() or not stamp.isdigit() or len(stamp) > _LONGEST_STAMP:
        return None
    return datetime.fromtimestamp(int(stamp), UTC)


@dataclass(frozen=True)
class AndroidEvent:
    """One event. `sim` and `number` (E.164) say which SIM card received a text, `device` which installation of the app.

    They are None where the app does not know them, and for any other event than a text received.
    """

    device: str | None
    sim: int | None
    number: str | None
    sms: InboundSms | None
    receipt: ReceiptForm | None

    @classmethod
    def from_json(cls, event: object, read: ReadNumber) -> Self | None:
        """Return the event, or None if it has none of the fields of one.

        `read` reads every number: a phone shows a number of its own country in its national form.
        """
        if not isinstance(event, dict) or not isinstance(event.get("payload"), dict):
            return None
        payload = event["payload"]
        device = event.get("deviceId")
        is_received = event.get("event") == _RECEIVED
        sim = payload.get("simNumber")
        return cls(
            device=device if isinstance(device, str) and device else None,
            sim=sim if is_received and isinstance(sim, int) else None,
            number=read(_text(payload, "recipient"), "") if is_received else None,
            sms=_sms(payload, read) if is_received else None,
            receipt=_receipt(str(event.get("event")), payload, read),
        )


def _sms(payload: Mapping[str, Any], read: ReadNumber) -> InboundSms | None:
    """Return the SMS of a payload.

    The app makes the id of a message from its words: it is unique only together with sender and time.
    """
    said = [_text(payload, name) for name in ("messageId", "phoneNumber", "receivedAt", "message")]
    sender = said[1] or _text(payload, "sender")
    form = {"id": made_up([*said, sender]), "from": sender, "to": "", "text": said[3], "date": said[2]}
    sms = InboundSms.from_form(form, read)
    return None if sms is None else replace(sms, route=InboundRoute.BACKUP_PHONE, is_made_up=True)


def _receipt(name: str, payload: Mapping[str, Any], read: ReadNumber) -> ReceiptForm | None:
    """Return the receipt of an event, or None for any other event."""
    status = _STATUSES.get(name)
    message_id = _text(payload, "messageId")
    if status is None or not message_id:
        return None
    reason = _text(payload, "reason") or (_CANCELLED if name == "sms:cancelled" else "")
    recipient = _text(payload, "recipient") or _text(payload, "phoneNumber")
    form = ReceiptForm.from_form({"id": message_id, "status": status.value, "failureReason": reason})
    return None if form is None else replace(form, recipient=read(recipient, ""))


def _text(payload: Mapping[str, Any], name: str) -> str:
    value = payload.get(name)
    return "" if value is None else str(value)
