"""The network itself: what it keeps of texts and sessions, and the webhooks it calls."""

import sqlite3
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests

from gateway.simulator.faults import Faults
from menus.rules import gsm7

_PATIENCE = 10
_OK = 200
_RECEIPT_AFTER = 0.15
_REPEATS = (0.5, 1, 2, 4, 8, 15, 30)
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
    """A USSD session under way on one phone."""

    session_id: str
    code: str
    typed: list[str] = field(default_factory=list)


class Network:
    """Phones, their texts and their sessions; texts outlive a restart, sessions and faults do not."""

    def __init__(self, path: Path, callback: str, codes: tuple[str, ...] = ()) -> None:
        self.callback = callback.rstrip("/")
        self.faults = Faults()
        self._stems = sorted((code.rstrip("#") for code in codes), key=len, reverse=True)
        self._sessions: dict[str, Session] = {}
        self._pool = ThreadPoolExecutor(16, thread_name_prefix="network")
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS texts (id INTEGER PRIMARY KEY, at TEXT, phone TEXT, sent_by_phone INTEGER,"
            " other TEXT, text TEXT, message_id TEXT)"
        )
        self._db.execute("CREATE INDEX IF NOT EXISTS texts_phone ON texts (phone, id)")

    def accept(self, phone: str, sender: str, text: str) -> dict[str, Any]:
        """Take a text for a phone; return the recipient's part of Africa's Talking's answer."""
        code = self.faults.status_codes.get(phone, 101)
        segments = -(-len(text) // gsm7.LIMIT) or 1 if gsm7.is_gsm7(text) else -(-len(text) // 70)
        answer = {
            "cost": f"KES {0.8 * segments:.4f}",
            "number": phone,
            "status": _CODES.get(code, "Unheard"),
            "statusCode": code,
        }
        if code > _TAKEN:
            return {**answer, "cost": "0", "messageId": "None"}
        message_id = f"ATXid_{uuid.uuid4().hex}"
        self._keep(phone, sender, text, message_id, by_phone=False)
        self._pool.submit(self._receipts, message_id, phone)
        return {**answer, "messageId": message_id}

    def close(self) -> None:
        """End what is still under way and close the file."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._db.close()

    def inbox(self, phone: str) -> list[dict[str, str]]:
        """Return the texts a phone got, oldest first."""
        return [
            {"at": at, "from": other, "text": text, "message_id": message_id}
            for at, other, text, message_id, by_phone in self._texts(phone)
            if not by_phone
        ]

    def thread(self, phone: str) -> list[dict[str, Any]]:
        """Return the last texts a phone got and sent, oldest first."""
        return [
            {"at": at, "text": text, "mine": bool(by_phone)} for at, _, text, _, by_phone in self._texts(phone)[-12:]
        ]

    def send_sms(self, phone: str, to: str, text: str) -> str:
        """Send a text from a phone to the gateway; it comes again until it is answered with 200."""
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
        for _ in range(2 if self.faults.duplicate_sms else 1):
            self._pool.submit(self._post_until_taken, "/sms", form)
        return message_id

    def dial(self, phone: str, code: str) -> tuple[str, bool]:
        """Begin a session; keys dialled behind the code (`*384*77*1*2#`) come as its first text."""
        dialled = code.strip().rstrip("#")
        stem = next((stem for stem in self._stems if dialled == stem or dialled.startswith(stem + "*")), dialled)
        session = Session(
            f"ATUid_{uuid.uuid4().hex}",
            stem + "#",
            [key for key in dialled[len(stem) + 1 :].split("*") if key],
        )
        self._sessions[phone] = session
        return self._hop(phone, session)

    def press(self, phone: str, given: str) -> tuple[str, bool]:
        """Answer a page; raise LookupError where the phone has no session."""
        session = self._sessions[phone]
        session.typed.append(given)
        return self._hop(phone, session)

    def hang_up(self, phone: str) -> None:
        """End a phone's session as a dropped call does."""
        session = self._sessions.pop(phone, None)
        if session is not None:
            self._pool.submit(self._end, phone, session, "Incomplete", "")

    def _hop(self, phone: str, session: Session) -> tuple[str, bool]:
        form = {
            "sessionId": session.session_id,
            "phoneNumber": phone,
            "networkCode": "99999",
            "serviceCode": session.code,
            "text": "*".join(session.typed),
        }
        try:
            answer = requests.post(f"{self.callback}/ussd", data=form, timeout=_PATIENCE)
        except requests.RequestException:
            answer = None
        body = answer.text if answer is not None and answer.ok else ""
        if body.startswith("CON "):
            return body[4:], True
        self._sessions.pop(phone, None)
        is_end = body.startswith("END ")
        self._pool.submit(self._end, phone, session, "Success" if is_end else "Failed", body)
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
        self._post("/ussd-events", form)

    def _receipts(self, message_id: str, phone: str) -> None:
        if self.faults.lost_receipts:
            return
        time.sleep(self.faults.late_receipts_seconds or _RECEIPT_AFTER)
        form = {"id": message_id, "phoneNumber": phone, "networkCode": "99999", "retryCount": "0"}
        for status in ("Sent", "Success"):
            for _ in range(2 if self.faults.duplicate_receipts else 1):
                self._post("/receipts", {**form, "status": status})

    def _post_until_taken(self, path: str, form: dict[str, str]) -> None:
        for pause in (*_REPEATS, 0):
            if self._post(path, form):
                return
            time.sleep(pause)

    def _post(self, path: str, form: dict[str, str]) -> bool:
        try:
            answer = requests.post(self.callback + path, data=form, timeout=_PATIENCE)
        except requests.RequestException:
            return False
        return answer.status_code == _OK

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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
