"""The phone on the shelf: a small server that answers as the app SMS Gateway for Android does, and signs its events."""

import hashlib
import hmac
import json
from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient

from tests import servers

KEY = "example-signing-key"
USER, PASSWORD = "example", "example-password"
DEVICE, OWN_NUMBER = "device-1", "+254700000900"
HEALTH = {"status": "pass", "version": "1.64.0", "releaseId": 1, "checks": {}}


class Shelf(ThreadingHTTPServer):
    """The app on a phone: it keeps the texts to send and answers with a status."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked: list[dict[str, Any]] = []
        self.status = 202
        self.passwords: list[str] = []
        self.paths = {"/messages", "/message", "/health", "/device"}
        self.keeps_ids = True
        self.health: object = HEALTH
        self.health_status = 200
        self.devices: list[dict[str, Any]] = [
            {"id": DEVICE, "simCards": [{"simNumber": 1, "phoneNumber": OWN_NUMBER}, {"simNumber": 2}]}
        ]
        self.clock: Callable[[], datetime] = lambda: datetime.now(UTC)
        self.is_on = True

    @property
    def url(self) -> str:
        """Return the address of the app."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def sent_to(self) -> list[list[str]]:
        """Return the phones of the texts that the app was given, oldest first."""
        return [wish["phoneNumbers"] for wish in self.asked]

    @property
    def ids(self) -> list[str]:
        """Return the ids of those texts."""
        return [wish["id"] for wish in self.asked]


class _Answers(servers.Handler):
    """One request to the app."""

    server: Shelf

    def act(self) -> None:
        """Answer as the app does: its health to anybody, all else with the password."""
        given = self.headers.get("Authorization", "").removeprefix("Basic ")
        self.server.passwords.append(b64decode(given).decode())
        path = urlsplit(self.path).path
        body = self.body
        if not self.server.is_on:
            # The connection closes without an answer, as if nobody were there.
            return
        if path not in self.server.paths:
            self.answer(b"", "text/plain", 404)
        elif path.endswith("/health"):
            self.answer_json(self.server.health, self.server.health_status)
        elif self.server.passwords[-1] != f"{USER}:{PASSWORD}":
            self.answer(b"", "text/plain", 401)
        elif self.command == "GET":
            self.answer_json(self.server.devices, 200)
        else:
            self._take(path, json.loads(body))

    def _take(self, path: str, wish: dict[str, Any]) -> None:
        known = [text.get("id") for text in self.server.asked]
        self.server.asked.append({"path": path, **wish})
        if self.server.keeps_ids and wish.get("id", "") in known:
            self.answer_json({"message": "Message with the same ID already exists"}, 409)
            return
        recipients = [{"phoneNumber": phone, "state": "Pending"} for phone in wish["phoneNumbers"]]
        answer = {
            "id": wish.get("id") or f"own-{len(known)}",
            "deviceId": DEVICE,
            "state": "Pending",
            "recipients": recipients,
        }
        self.answer_json(answer, self.server.status)

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return the time of the phone, for the header of every answer."""
        _ = timestamp
        return format_datetime(self.server.clock(), usegmt=True)


def event(name: str, device: str | None = DEVICE, **payload: Any) -> dict[str, Any]:
    """Return an event of the app."""
    return {"deviceId": device, "event": name, "id": "event-1", "webhookId": "hook-1", "payload": payload}


def posts(web: FlaskClient, given: dict[str, Any], at: datetime, signature: str | None = None) -> int:
    """Let the app post an event that it signs at a time; return the status of the answer."""
    body = json.dumps(given).encode()
    stamp = str(int(at.timestamp()))
    right = hmac.new(KEY.encode(), body + stamp.encode(), hashlib.sha256).hexdigest()
    headers = {"X-Timestamp": stamp, "X-Signature": right if signature is None else signature}
    return web.post("/android/events", data=body, headers=headers).status_code
