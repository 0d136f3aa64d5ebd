"""The simulated network: it keeps texts and sessions, and calls the webhooks."""

import json
import re
import sqlite3
import threading
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gateway.simulator.faults import Faults, hits
from gateway.simulator.orders import Order
from gateway.simulator.postman import Postman
from menus.text import gsm7, phones

_OK = 200
_RECEIPT_AFTER = 0.15
_BAD_NUMBER = 403
_MASKED = re.compile(r"\+?[0-9a-f]{64}")
"""A hashed number, as Safaricom gives it. The simulated network keeps the texts under it."""
_PAGE = 100
"""The most texts of one fetch, as in Africa's Talking's documentation."""
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
_BROKEN = "Connection problem or invalid MMI code."


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
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, at TEXT, phone TEXT, sent_by_phone INTEGER,"
            " other TEXT, text TEXT, message_id TEXT, link_id TEXT)"
        )
        if "link_id" not in {column for _, column, *_ in self._db.execute("PRAGMA table_info(texts)")}:
            # The file of an older Doria.
            self._db.execute("ALTER TABLE texts ADD COLUMN link_id TEXT")
        self._db.execute("CREATE INDEX IF NOT EXISTS texts_phone ON texts (phone, id)")
        # A text that a phone has sent and the gateway has not taken yet survives a restart, too.
        self._db.execute("CREATE TABLE IF NOT EXISTS waiting (message_id TEXT PRIMARY KEY, form TEXT)")
        for message_id, form in self._db.execute("SELECT message_id, form FROM waiting").fetchall():
            self._hand_in(message_id, json.loads(form))

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
        self._keep(phone, sender, order.text, message_id)
        self._receipts(message_id, phone)
        return {**answer, "cost": f"KES {0.8 * segments(order.text):.4f}", "messageId": message_id}

    def close(self) -> None:
        """End the open sessions and posts, and close the file."""
        self._postman.close()
        with self._lock:
            self._db.close()

    def inbox(self, phone: str) -> list[dict[str, str]]:
        """Return the texts that a phone got, oldest first."""
        return [
            {"at": at, "from": other, "text": text, "message_id": message_id}
            for at, other, text, message_id, by_phone in self._texts(phone)
            if not by_phone
        ]

    def thread(self, phone: str) -> list[dict[str, Any]]:
        """Return the last texts that a phone got and sent, oldest first."""
        return [
            {"at": at, "text": text, "mine": bool(by_phone)} for at, _, text, _, by_phone in self._texts(phone)[-12:]
        ]

    def send_sms(self, phone: str, to: str, text: str) -> str:
        """Send a text from a phone to the gateway, again and again until the gateway answers 200.

        It is kept for a gateway that fetches it, whatever becomes of the posts.
        """
        message_id, link_id, now = str(uuid.uuid4()), uuid.uuid4().hex, _now()
        self._keep(phone, to, text, message_id, link_id, now)
        if hits(self.faults.lost_sms, phone):
            return message_id
        form = {
            "date": now,
            "from": phone,
            "id": message_id,
            "linkId": link_id,
            "text": text,
            "to": to,
        }
        self._run("INSERT INTO waiting VALUES (?, ?)", (message_id, json.dumps(form)))
        for _ in range(2 if self.faults.duplicate_sms else 1):
            self._hand_in(message_id, form)
        return message_id

    def received(self, last_id: int, code: str = "", keyword: str = "") -> list[dict[str, str | int]]:
        """Return the texts that phones sent after the one with an id, oldest first, at most a page of them.

        Their ids are numbers that ascend, and no ids of webhooks: so it is on the real network. A short code or a
        first word leaves out other texts.
        """
        with self._lock:
            rows = self._db.execute(
                "SELECT link_id, text, other, id, at, phone FROM texts WHERE sent_by_phone = 1 AND id > ?"
                " AND (? = '' OR other = ?) AND lower(substr(text, 1, length(?))) = lower(?) ORDER BY id LIMIT ?",
                (last_id, code, code, keyword, keyword, _PAGE),
            ).fetchall()
        return [
            {"linkId": link_id or "", "text": text, "to": to, "id": number, "date": _zulu(at), "from": phone}
            for link_id, text, to, number, at, phone in rows
        ]

    def dial(self, phone: str, code: str) -> tuple[str, bool]:
        """Begin a session; keys dialled behind the code (`*384*77*1*2#`) are its first text."""
        self.hang_up(phone)
        if not _DIALLABLE.fullmatch(code.strip()):
            return _BROKEN, False
        dialled = code.strip().removesuffix("#")
        stems = sorted((code.rstrip("#") for code in self._codes()), key=len, reverse=True)
        stem = next((stem for stem in stems if dialled == stem or dialled.startswith(stem + "*")), dialled)
        session = Session(
            f"ATUid_{uuid.uuid4().hex}",
            stem + "#",
            dialled[len(stem) + 1 :].split("*") if len(dialled) > len(stem) + 1 else [],
        )
        self._sessions[phone] = session
        return self._hop(phone, session)

    def press(self, phone: str, given: str) -> tuple[str, bool]:
        """Send an input to the open session; raise LookupError if the phone has none."""
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
        if body.startswith("CON "):
            return body[4:], True
        self._sessions.pop(phone, None)
        is_end = body.startswith("END ")
        self._end(phone, session, "Success" if is_end else "Failed", body)
        return (body[4:], False) if is_end else (_BROKEN, False)

    def _end(self, phone: str, session: Session, status: str, last: str) -> None:
        form = {
            "date": _now(),
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

    def _receipts(self, message_id: str, phone: str) -> None:
        faults = self.faults
        if hits(faults.lost_receipts, phone):
            return
        after = faults.late_receipts_seconds or _RECEIPT_AFTER
        form = {"id": message_id, "phoneNumber": phone, "networkCode": "99999", "retryCount": "0"}
        last = {"status": "Success"}
        if hits(faults.failed_receipts, phone):
            last = {"status": "Failed", "failureReason": "DeliveryFailure"}
        for _ in range(2 if hits(faults.duplicate_receipts, phone) else 1):
            self._postman.send("receipts", {**form, "status": "Sent"}, after)
            self._postman.send("receipts", {**form, **last}, after + _RECEIPT_AFTER)

    def _hand_in(self, message_id: str, form: dict[str, str]) -> None:
        def taken() -> None:
            self._run("DELETE FROM waiting WHERE message_id = ?", (message_id,))

        self._postman.send("sms", form, taken=taken)

    def _run(self, statement: str, values: tuple[object, ...]) -> None:
        with self._lock:
            self._db.execute(statement, values)

    def _keep(
        self, phone: str, other: str, text: str, message_id: str, link_id: str | None = None, at: str = ""
    ) -> None:
        """Keep a text to a phone, or from it: these alone have a link id."""
        self._run(
            "INSERT INTO texts (at, phone, sent_by_phone, other, text, message_id, link_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (at or _now(), phone, int(link_id is not None), other, text, message_id, link_id),
        )

    def _texts(self, phone: str) -> list[tuple[str, str, str, str, int]]:
        with self._lock:
            return self._db.execute(
                "SELECT at, other, text, message_id, sent_by_phone FROM texts WHERE phone = ? ORDER BY id",
                (phone,),
            ).fetchall()


def segments(text: str) -> int:
    """Return the number of segments of a text: in GSM-7 160 characters, then 153 each; in UCS-2 70, then 67."""
    if gsm7.is_gsm7(text):
        length, alone, joined = gsm7.septets(text), gsm7.LIMIT, 153
    else:
        length, alone, joined = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if length <= alone else -(-length // joined)


def _masked(number: str) -> str | None:
    return number if _MASKED.fullmatch(number) else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _zulu(at: str) -> str:
    """Return a moment as fetched texts have it: `2018-03-19T08:34:18.445Z`."""
    return at.replace("+00:00", "Z")
