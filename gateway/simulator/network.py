"""The simulated network: it keeps texts and sessions, and calls the webhooks."""

import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gateway.simulator.faults import Faults, hits
from gateway.simulator.orders import Order
from gateway.simulator.postman import Postman
from gateway.simulator.texts import Kept, Power, Texts, now
from menus.text import gsm7, phones

_OK = 200
_RECEIPT_AFTER = 0.15
_BAD_NUMBER = 403
_MASKED = re.compile(r"\+?[0-9a-f]{64}")
"""A hashed number, as Safaricom gives it. The simulated network keeps the texts under it."""
_DIALLABLE = re.compile(r"\*[0-9]+(\*.*)?#", re.DOTALL)
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
_BROKEN = "Connection problem or invalid MMI code."


class OffError(Exception):
    """The phone is off: it can neither call nor text."""


@dataclass(frozen=True)
class Page:
    """The last page of a phone's call."""

    text: str
    is_open: bool


@dataclass
class Session:
    """An open USSD session of one phone."""

    session_id: str
    code: str
    typed: list[str] = field(default_factory=list)


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
        self._codes, self._country = codes, country
        self._sessions: dict[str, Session] = {}
        self._postman = Postman(callback)
        self._pages: dict[str, Page] = {}
        self.texts = Texts(path)
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
            self.switch(phone, Power.ON)
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
            self.hang_up(phone)
            return
        for message_id in self.texts.arrive(phone):
            self._last_receipt(message_id, phone, Power.ON)

    def is_calling(self, phone: str) -> bool:
        """Return whether a call is open on a phone."""
        return phone in self._sessions

    def page(self, phone: str) -> Page | None:
        """Return the last page of a phone's call, or None."""
        return self._pages.get(phone)

    def send_sms(self, phone: str, to: str, text: str, key: str = "") -> str:
        """Send a text from a phone to the gateway, again and again until the gateway answers 200; return its id.

        It is kept for a gateway that fetches it, whatever becomes of the posts. The same key from the same phone is
        the same text: it is sent once. Raise OffError if the phone is off.
        """
        if not self.is_on(phone):
            raise OffError
        message_id, link_id, at = str(uuid.uuid4()), uuid.uuid4().hex, now()
        if key and (before := self.texts.claim(phone, key, message_id)) != message_id:
            return before
        self.texts.keep(phone, to, text, message_id, link_id, at)
        if hits(self.faults.lost_sms, phone):
            return message_id
        form = {
            "date": at,
            "from": phone,
            "id": message_id,
            "linkId": link_id,
            "text": text,
            "to": to,
        }
        self.texts.wait(message_id, form)
        for _ in range(2 if self.faults.duplicate_sms else 1):
            self._hand_in(message_id, form)
        return message_id

    def received(self, last_id: int, code: str = "", keyword: str = "") -> list[dict[str, str | int]]:
        """Return the texts that phones sent after the one with an id, oldest first, at most a page of them.

        Their ids are numbers that ascend, and no ids of webhooks: so it is on the real network. A short code or a
        first word leaves out other texts.
        """
        return [
            {"linkId": link_id or "", "text": text, "to": to, "id": number, "date": _zulu(at), "from": phone}
            for link_id, text, to, number, at, phone in self.texts.received(last_id, code, keyword)
        ]

    def dial(self, phone: str, code: str) -> tuple[str, bool]:
        """Begin a session; keys dialled behind the code (`*384*77*1*2#`) are its first text.

        Raise OffError if the phone is off.
        """
        if not self.is_on(phone):
            raise OffError
        self.hang_up(phone)
        if not _DIALLABLE.fullmatch(code.strip()):
            return _BROKEN, False
        dialled = code.strip().removesuffix("#")
        stem = next((stem for stem in self._stems() if dialled == stem or dialled.startswith(stem + "*")), dialled)
        session = Session(
            f"ATUid_{uuid.uuid4().hex}",
            stem + "#",
            dialled[len(stem) + 1 :].split("*") if len(dialled) > len(stem) + 1 else [],
        )
        self._sessions[phone] = session
        return self._hop(phone, session)

    def press(self, phone: str, given: str) -> tuple[str, bool]:
        """Send an input to the open session; raise LookupError if the phone has none, OffError if it is off."""
        if not self.is_on(phone):
            raise OffError
        session = self._sessions[phone]
        session.typed.append(given)
        return self._hop(phone, session)

    def hang_up(self, phone: str) -> None:
        """End the session of a phone, as a dropped call does."""
        session = self._sessions.pop(phone, None)
        if session is not None:
            self._end(phone, session, "Incomplete", "")

    def _hop(self, phone: str, session: Session) -> tuple[str, bool]:
        form = {
            "sessionId": session.session_id,
            "phoneNumber": phone,
            "networkCode": "99999",
            "serviceCode": session.code,
            "text": "*".join(session.typed),
        }
        answer = self._postman.post("ussd", form)
        body = answer.content.decode("utf-8", "replace") if answer is not None and answer.status_code == _OK else ""
        if self._sessions.get(phone) is not session:
            # The phone was switched off meanwhile, or dialled anew: nobody sees this page.
            return body[4:] or _BROKEN, False
        if body.startswith("CON "):
            self._pages[phone] = Page(body[4:], is_open=True)
            return body[4:], True
        self._sessions.pop(phone, None)
        is_end = body.startswith("END ")
        self._end(phone, session, "Success" if is_end else "Failed", body)
        self._pages[phone] = Page(body[4:] if is_end else _BROKEN, is_open=False)
        return self._pages[phone].text, False

    def _stems(self) -> list[str]:
        """Return the service codes without their last sign, the longest first."""
        return sorted((code.rstrip("#") for code in self._codes()), key=len, reverse=True)

    def _end(self, phone: str, session: Session, status: str, last: str) -> None:
        form = {
            "date": now(),
            "sessionId": session.session_id,
            "serviceCode": session.code,
            "networkCode": "99999",
            "phoneNumber": phone,
            "status": status,
            "cost": "KES 0.10",
            "durationInMillis": "1000",
            "hopsCount": str(len(session.typed) + 1),
            "input": "*".join(session.typed),
            "lastAppResponse": last,
        }
        self._postman.send("ussd-events", form)

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
    return {"id": text.id, "at": text.simulated_at, "text": text.text, "mine": text.by_phone, "waits": text.waits}


def segments(text: str) -> int:
    """Return the number of segments of a text: in GSM-7 160 characters, then 153 each; in UCS-2 70, then 67."""
    if gsm7.is_gsm7(text):
        length, alone, joined = gsm7.septets(text), gsm7.LIMIT, 153
    else:
        length, alone, joined = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if length <= alone else -(-length // joined)


def _masked(number: str) -> str | None:
    return number if _MASKED.fullmatch(number) else None


def _receipt(message_id: str, phone: str) -> dict[str, str]:
    return {"id": message_id, "phoneNumber": phone, "networkCode": "99999", "retryCount": "0"}


def _zulu(at: str) -> str:
    """Return a moment as fetched texts have it: `2018-03-19T08:34:18.445Z`."""
    return at.replace("+00:00", "Z")
