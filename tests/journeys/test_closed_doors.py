"""Closed doors: a running `doria up` shows strangers one answer to all wrong addresses, no reasons, and no file."""

import json
import re
import socket
import stat

import pytest
import requests

from tests.people import DEPUTY, LEADER
from tests.up import TIMEOUT, Lasting, Running

FORM = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=1"


@pytest.fixture
def running(lasting: Lasting) -> Running:
    """Give a `doria up` that was started by somebody whose new files are open to everybody."""
    return lasting.running()


def secret(running: Running, name: str) -> str:
    kept = json.loads((running.folder / "secrets.json").read_text(encoding="utf-8"))
    return str(kept[name])


def answer(running: Running, method: str, target: str) -> bytes:
    """Return every byte that the server answers, but for the date."""
    host, _, port = running.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), TIMEOUT) as connection:
        body = FORM if method not in {"GET", "HEAD", "OPTIONS", "TRACE"} else "\r\n"
        connection.sendall(f"{method} {target} HTTP/1.1\r\nHost: example\r\n{body}".encode())
        got = b""
        while piece := connection.recv(65_536):
            got += piece
    return re.sub(rb"date: [^\r]*\r\n", b"", got)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "POST"])
def test_all_that_is_no_webhook_is_the_same_to_the_byte(running: Running, method: str) -> None:
    token = secret(running, "webhook_token")
    tails = ["", "/", "/nothing", "/ussd/", "//ussd", "/ussd/x", "/%75ssd/", "/ussd%2f", "/ussd%00", "/..%2fsms"]
    tails += [f"/{hook}" for hook in ("ussd", "ussd-events", "sms", "receipts", "opt-out")] if method != "POST" else []
    targets = [f"/at/{key}{tail}" for key in (token, "x" * len(token)) for tail in tails]
    targets += [
        f"//at/{token}/ussd",
        f"/at//{token}/ussd",
        f"/AT/{token}/ussd",
        f"/at/{'x' * 40}/ussd",
        "/at",
        "/nowhere",
    ]
    targets += ["/metrics", "/android/events"]
    found = {answer(running, method, target) for target in targets}
    assert len(found) == 1, found
    assert found.pop().startswith(b"HTTP/1.1 404 Not Found\r\n")


def test_reasons_and_metrics_are_for_the_token_that_doria_up_has_made(running: Running) -> None:
    headers = {"Authorization": f"Bearer {secret(running, 'metrics_token')}"}
    assert requests.get(f"{running.address}/health/ready", timeout=TIMEOUT).json() == {"status": "ready"}
    told = requests.get(f"{running.address}/health/ready", headers=headers, timeout=TIMEOUT).json()
    assert told["reasons"] == []
    assert told["free_mb"] > 0
    assert (
        "doria_oldest_due_seconds" in requests.get(f"{running.address}/metrics", headers=headers, timeout=TIMEOUT).text
    )


def test_its_files_are_its_owners_alone_whatever_the_umask_is(running: Running) -> None:
    # The inboxes of the page of phones are a database, too.
    running.texts(LEADER, "WHO")
    found = {str(path): path.stat().st_mode for path in (running.folder, *running.folder.rglob("*"))}
    assert len(found) > 10
    assert {path: stat.filemode(mode) for path, mode in found.items() if mode & 0o077} == {}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"])
def test_a_public_website_sends_no_text_through_the_door(running: Running, origin: str) -> None:
    before = thread(running, DEPUTY)
    for path, data in ((f"phones/{DEPUTY}/sms", {"to": "22384", "text": "OFF"}), ("faults", {"outage": True})):
        url = f"{running.address}/simulator/{path}"
        assert requests.post(url, json=data, headers={"Origin": origin}, timeout=TIMEOUT).status_code == 403
    misled = {"Host": "evil.example"}
    assert requests.get(f"{running.address}/simulator/", headers=misled, timeout=TIMEOUT).status_code == 403
    sent = [text for text in thread(running, DEPUTY)[len(before) :] if text["mine"]]
    assert sent == []


def thread(running: Running, phone: str) -> list[dict[str, object]]:
    """Return the texts to and from a phone, the oldest first."""
    told = requests.get(f"{running.address}/simulator/threads", params={"phone": phone}, timeout=TIMEOUT)
    found: list[dict[str, object]] = told.json()[phone]
    return found


def test_the_page_itself_may(running: Running) -> None:
    headers = {"Origin": running.address, "Sec-Fetch-Site": "same-origin"}
    url = f"{running.address}/simulator/faults"
    assert requests.delete(url, headers=headers, timeout=TIMEOUT).status_code == 200
