"""The simulated network: it keeps texts and sessions, and calls the webhooks."""

import json
import re
import sqlite3
import threading
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gateway.simulator.faults import Faults, hits
from gateway.simulator.postman import Postman
from menus.text import gsm7, phones

_OK = 200
_RECEIPT_AFTER = 0.15
_BAD_NUMBER = 403
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
_TAKEN = 102
_BROKEN = "Connection problem or invalid MMI code."


@dataclass
class Session:
    """An open USSD session of one phone."""

    session_id: str
    code: str
    typed: list[str] = field(default_factory=list)


class Network:
    """Phones with their texts and sessions. Texts survive a restart; sessions and faults do not.

    `country` is the country whose national numbers can be texted.
    """

    def __init__(
        self, path: Path, callback: str, codes: tuple[str, ...] = (), country: str | None = phones.HOME
    ) -> None:
        self.faults = Faults()
        self._country = country
        self._stems = sorted((code.rstrip("#") for code in codes), key=len, reverse=True)
        self._sessions: dict[str, Session] = {}
        self._postman = Postman(callback)
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, at TEXT, phone TEXT, sent_by_phone INTEGER,"
            " other TEXT, text TEXT, message_id TEXT)"
        )
        self._db.execute("CREATE INDEX IF NOT EXISTS texts_phone ON texts (phone, id)")
        # A text that a phone has sent and the gateway has not taken yet survives a restart, too.
        self._db.execute("CREATE TABLE IF NOT EXISTS waiting (message_id TEXT PRIMARY KEY, form TEXT)")
        for message_id, form in self._db.execute("SELECT message_id, form FROM waiting").fetchall():
            self._hand_in(message_id, json.loads(form))

    def accept(self, number: str, sender: str, text: str) -> dict[str, Any]:
        """Accept a text for a number; return the recipient's part of an Africa's Talking answer."""
        phone = phones.from_wire(number, self._country)
        code = self.faults.status_codes.get(phone, 101) if phone else _BAD_NUMBER
        answer = {
            "cost": "0",
            "messageId": "None",
            "number": phone or number,
            "status": _CODES.get(code, "Unheard"),
            "statusCode": code,
        }
        if phone is None or code > _TAKEN:
            return answer
        message_id = f"ATXid_{uuid.uuid4().hex}"
        self._keep(phone, sender, text, message_id, by_phone=False)
        self._receipts(message_id, phone)
        return {**answer, "cost": f"KES {0.8 * segments(text):.4f}", "messageId": message_id}

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
        """Send a text from a phone to the gateway, again and again until the gateway answers 200."""
        message_id = str(uuid.uuid4())
        self._keep(phone, to, text, message_id, by_phone=True)
        form = {
            "date": _now(),
            "from": phone,
            "id": message_id,
            "linkId": uuid.uuid4().hex,
            "text": text,
            "to": to,
        }
        self._run("INSERT INTO waiting VALUES (?, ?)", (message_id, json.dumps(form)))
        for _ in range(2 if self.faults.duplicate_sms else 1):
            self._hand_in(message_id, form)
        return message_id

    def dial(self, phone: str, code: str) -> tuple[str, bool]:
        """Begin a session; keys dialled behind the code (`*384*77*1*2#`) are its first text."""
        self.hang_up(phone)
        if not _DIALLABLE.fullmatch(code.strip()):
            return _BROKEN, False
        dialled = code.strip().removesuffix("#")
        stem = next((stem for stem in self._stems if dialled == stem or dialled.startswith(stem + "*")), dialled)
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

    def _keep(self, phone: str, other: str, text: str, message_id: str, *, by_phone: bool) -> None:
        with self._lock:
            self._db.execute(
                "INSERT INTO texts (at, phone, sent_by_phone, other, text, message_id) VALUES (?, ?, ?, ?, ?, ?)",
                (_now(), phone, int(by_phone), other, text, message_id),
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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
