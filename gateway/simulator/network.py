"""The simulated network: it takes texts for phones and from them, and sends receipts."""

import re
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from gateway.simulator.calls import Calls, OffError
from gateway.simulator.faults import Faults, hits
from gateway.simulator.orders import Order
from gateway.simulator.payments import Payments, payments_of
from gateway.simulator.postman import Postman
from gateway.simulator.segments import carried, segments
from gateway.simulator.texts import Kept, Outgoing, Power, Texts, now
from menus.text import phones

_RECEIPT_AFTER = 0.15
_BAD_NUMBER = 403
_MASKED = re.compile(r"\+?[0-9a-f]{64}")
"""A hashed number, as Safaricom gives it. The simulated network keeps the texts under it."""
_CODES = {
    100: "Processed",
    101: "Success",
    102: "Queued",
    401: "RiskHold",
    402: "InvalidSenderId",
    403: "InvalidPhoneNumber",
    404: "UnsupportedNumberType",
    405: "InsufficientBalance",
    406: "UserInBlacklist",
    407: "CouldNotRoute",
    409: "DoNotDisturbRejection",
    500: "InternalServerError",
    501: "GatewayError",
    502: "RejectedByGateway",
}
_SENT, _QUEUED = 101, 102
_LAST = {Power.ON: "Success", Power.OFF: "Buffered", Power.ABSENT: "AbsentSubscriber"}
"""The last receipt of a text, by the power of its phone. A text that waits gets another one when it arrives."""


class Network:
    """Phones with their texts and sessions. Texts survive a restart; sessions and faults do not.

    `codes` gives the service codes of the communities of this moment, and `country` the country whose national numbers
    can be texted.
    """

    def __init__(
        self,
        path: Path,
        callback: str,
        codes: Callable[[], Iterable[str]] = tuple,
        country: Callable[[], str | None] = lambda: phones.HOME,
    ) -> None:
        self.faults = Faults()
        self._country = country
        self._postman = Postman(callback, payments_of(callback))
        self.payments = Payments(path.with_name("payments.jsonl"), self._postman, lambda: self.faults)
        self.texts = Texts(path)
        self.calls = Calls(self._postman, codes, self.is_on)
        for message_id, form in self.texts.not_taken():
            self._hand_in(message_id, form)

    def accept_all(self, order: Order, sender: str) -> list[dict[str, str | int]]:
        """Accept a text for its numbers; return the recipients' part of an Africa's Talking answer."""
        return [self._accept(number, order, sender) for number in order.numbers]

    def _accept(self, number: str, order: Order, sender: str) -> dict[str, str | int]:
        phone = _masked(number) if order.masked else phones.from_wire(number, self._country())
        usual = _QUEUED if order.is_queued else _SENT
        code = self.faults.status_codes.get(phone, usual) if phone else _BAD_NUMBER
        answer: dict[str, str | int] = {
            "cost": "0",
            "messageId": "None",
            "number": phone or number,
            "status": _CODES.get(code, "Unheard"),
            "statusCode": code,
        }
        if phone is None or code > _QUEUED:
            return answer
        message_id = f"ATXid_{uuid.uuid4().hex}"
        power = self.texts.power(phone)
        if power != Power.ABSENT:
            self.texts.keep(phone, sender, order.text, message_id, waits=power == Power.OFF)
        self._receipts(message_id, phone, power)
        if power == Power.OFF and self.is_on(phone):
            # Somebody switched it on in this very moment.
            self._arrive(phone)
        return {**answer, "cost": f"KES {0.8 * segments(order.text):.4f}", "messageId": message_id}

    def close(self) -> None:
        """End the open sessions and posts, and close the file."""
        self._postman.close()
        self.texts.close()

    def inbox(self, phone: str) -> list[dict[str, str]]:
        """Return the texts that a phone got, oldest first."""
        return [
            {"at": text.at, "from": text.other, "text": text.text, "message_id": text.message_id}
            for text in self.texts.of(phone)
            if not text.by_phone and not text.waits
        ]

    def thread(self, phone: str, most: int = 12) -> list[dict[str, Any]]:
        """Return the last texts that a phone got and sent, oldest first, with their moments on the simulated clock."""
        return [as_shown(text) for text in self.texts.of(phone, most)]

    def is_on(self, phone: str) -> bool:
        """Return whether a phone is switched on."""
        return self.texts.power(phone) == Power.ON

    def switch(self, phone: str, power: Power) -> None:
        """Switch a phone on or off. Its call ends as a dropped one; what waits for it arrives when it is on."""
        self.texts.set_power(phone, power)
        if power != Power.ON:
            self.calls.hang_up(phone)
            return
        self._arrive(phone)

    def _arrive(self, phone: str) -> None:
        for message_id in self.texts.arrive(phone):
            self._last_receipt(message_id, phone, Power.ON, self.faults.late_receipts_seconds)

    def send_sms(self, phone: str, to: str, text: str, key: str = "") -> str:
        """Send a text from a phone to the gateway, again and again until the gateway answers 200; return its id.

        It is kept for a gateway that fetches it, whatever becomes of the posts. The same key from the same phone is
        the same text: it is sent once. A text of more segments than a phone sends is kept whole, and its beginning is
        sent. Raise OffError if the phone is off.
        """
        if not self.is_on(phone):
            raise OffError
        sent = Outgoing(phone, to, text, str(uuid.uuid4()), uuid.uuid4().hex, now())
        form = {
            "date": sent.at,
            "from": phone,
            "id": sent.message_id,
            "linkId": sent.link_id,
            "text": carried(text),
            "to": to,
        }
        is_lost = hits(self.faults.lost_sms, phone)
        before = self.texts.keep_outgoing(sent, None if is_lost else form, key)
        if before is not None:
            return before
        for _ in range(0 if is_lost else 2 if self.faults.duplicate_sms else 1):
            self._hand_in(sent.message_id, form)
        return sent.message_id

    def received(self, last_id: int, code: str = "", keyword: str = "") -> list[dict[str, str | int]]:
        """Return the texts that phones sent after the one with an id, oldest first, at most a page of them.

        Their ids are numbers that ascend, and no ids of webhooks: so it is on the real network. A short code or a
        first word leaves out other texts.
        """
        return [
            {"linkId": link_id or "", "text": carried(text), "to": to, "id": number, "date": _zulu(at), "from": phone}
            for link_id, text, to, number, at, phone in self.texts.received(last_id, code, keyword)
        ]

    def _receipts(self, message_id: str, phone: str, power: Power) -> None:
        """Send the receipts of a text: the first one, and the last one unless the text waits for a phone."""
        faults = self.faults
        if hits(faults.lost_receipts, phone):
            return
        after = faults.late_receipts_seconds or _RECEIPT_AFTER
        first = {**_receipt(message_id, phone), "status": "Sent"}
        for _ in range(2 if hits(faults.duplicate_receipts, phone) else 1):
            self._postman.send("receipts", first, after)
        self._last_receipt(message_id, phone, power, after)

    def _last_receipt(self, message_id: str, phone: str, power: Power, after: float = 0.0) -> None:
        faults = self.faults
        if hits(faults.lost_receipts, phone):
            return
        last = {"status": _LAST[power]}
        if power == Power.ON and hits(faults.failed_receipts, phone):
            last = {"status": "Failed", "failureReason": "DeliveryFailure"}
        for _ in range(2 if hits(faults.duplicate_receipts, phone) else 1):
            self._postman.send("receipts", {**_receipt(message_id, phone), **last}, after + _RECEIPT_AFTER)

    def _hand_in(self, message_id: str, form: dict[str, str]) -> None:
        def taken() -> None:
            self.texts.taken(message_id)

        self._postman.send("sms", form, taken=taken)


def as_shown(text: Kept) -> dict[str, Any]:
    """Return a text as a thread shows it."""
    return {
        "id": text.id,
        "at": text.simulated_at,
        "text": text.text,
        "mine": text.by_phone,
        "waits": text.waits,
        "key": text.key,
    }


def _masked(number: str) -> str | None:
    return number if _MASKED.fullmatch(number) else None


def _receipt(message_id: str, phone: str) -> dict[str, str]:
    return {"id": message_id, "phoneNumber": phone, "networkCode": "99999", "retryCount": "0"}


def _zulu(at: str) -> str:
    """Return a moment as fetched texts have it: `2018-03-19T08:34:18.445Z`."""
    return at.replace("+00:00", "Z")
