"""Calls to a server that trickles: each ends within its limit, whatever part of the answer does not come."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from gateway.carrier import calls, limited_sockets
from gateway.carrier.africastalking import AfricasTalkingCarrier
from gateway.carrier.android import AndroidCarrier
from gateway.carrier.calls import BIGGEST_ANSWER, CALL_LIMIT, CallFailed
from gateway.carrier.contract import Carrier, CarrierError, Deferred, Outgoing, Unknown
from gateway.messaging import claims, failover
from menus.domain.outcomes import Cause
from tests.busy import Stopwatch

LEADER = "+254700000101"
TEXT = Outgoing("MLATA 48273 MAJOR", (LEADER,))
LIMIT = 0.6
"""Seconds that a call of these tests may take."""
STEP = 0.1
"""Seconds between two bytes of a trickling server: shorter than every timeout of a read."""
HEAD = b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n"
BODY = HEAD + b"\r\n{"
CHUNKED = HEAD.replace(b"Content-Length: 100000", b"Transfer-Encoding: chunked") + b"\r\n"

Act = Callable[[socket.socket], None]


@contextlib.contextmanager
def trickling(act: Act) -> Iterator[str]:
    """Run a server that does `act` with each connection in a thread; give its address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve(connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            act(connection)

    def listen() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def bytes_of(start: bytes, more: bytes) -> Act:
    """Return an act that reads the request, sends `start`, and then `more` again and again, slowly."""

    def act(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(start)
        while True:
            connection.sendall(more)
            time.sleep(STEP)

    return act


def no_tls(connection: socket.socket) -> None:
    """Answer a handshake with the first bytes of a record, one at a time."""
    connection.recv(65_536)
    for byte in ssl_record():
        connection.sendall(byte)
        time.sleep(STEP)


def ssl_record() -> Iterator[bytes]:
    """Yield the bytes of a record of TLS that never ends."""
    yield from (b"\x16", b"\x03", b"\x03", b"\x40", b"\x00")
    while True:
        yield b"\x02"


TRICKLES = {
    "the head": bytes_of(HEAD, b"X"),
    "heads without end": bytes_of(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "the body": bytes_of(BODY, b" "),
    "a body in chunks": bytes_of(CHUNKED, b"1\r\n \r\n"),
}


def carriers(address: str) -> list[Carrier]:
    """Return every carrier, with patient timeouts for one read and a short limit for the whole call."""
    return [
        AfricasTalkingCarrier("sandbox", "secret", address, 30.0, 30.0, limit=LIMIT),
        AndroidCarrier(address, "example", "secret", limit=LIMIT),
    ]


@pytest.mark.parametrize("part", TRICKLES)
def test_a_call_ends_in_time_while_a_part_of_its_answer_trickles(part: str) -> None:
    with trickling(TRICKLES[part]) as address:
        for carrier in carriers(address):
            watch = Stopwatch()
            outcome = carrier.send(TEXT)[LEADER]
            assert watch.seconds < LIMIT + 0.5
            assert isinstance(outcome, Unknown), "the request has left"
            assert outcome.cause is Cause.NO_ANSWER


@pytest.mark.parametrize("part", TRICKLES)
def test_the_balance_is_asked_for_no_longer_than_its_limit(part: str) -> None:
    with trickling(TRICKLES[part]) as address:
        watch = Stopwatch()
        with pytest.raises(CarrierError):
            carriers(address)[0].balance()
        assert watch.seconds < LIMIT + 0.5


def test_a_handshake_that_trickles_ends_in_time_and_nothing_was_sent() -> None:
    with trickling(no_tls) as address:
        for carrier in carriers(address.replace("http:", "https:")):
            watch = Stopwatch()
            outcome = carrier.send(TEXT)[LEADER]
            assert watch.seconds < LIMIT + 0.5
            assert isinstance(outcome, Deferred)
            assert outcome.cause is Cause.PROVIDER_AWAY


def test_a_server_that_reads_nothing_holds_no_call() -> None:
    with trickling(lambda _: time.sleep(5)) as address:
        watch = Stopwatch()
        with pytest.raises(CallFailed) as failed:
            calls.call(calls.new_session(), "POST", address, timeout=(30, 30), limit=LIMIT, data=b"x" * 50_000_000)
        assert watch.seconds < LIMIT + 0.5
        assert failed.value.has_sent


def test_a_refusal_whose_body_trickles_is_read_from_its_head() -> None:
    head = BODY.replace(b"201 Created", b"503 Away")
    with trickling(bytes_of(head, b" ")) as address:
        for carrier in carriers(address):
            assert carrier.send(TEXT)[LEADER] == Deferred(Cause.PROVIDER_AWAY, "HTTP 503", 503)


def test_no_answer_is_read_past_its_limit() -> None:
    def act(connection: socket.socket) -> None:
        connection.recv(65_536)
        connection.sendall(HEAD.replace(b"Content-Length: 100000\r\n", b"") + b"\r\n")
        while True:
            connection.sendall(b" " * 65_536)

    with trickling(act) as address:
        session = calls.new_session()
        reply = calls.call(session, "GET", address, timeout=(30, 30), limit=20)
    assert len(reply.body) == BIGGEST_ANSWER


def test_a_session_is_used_again_and_each_call_has_its_own_limit() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    met = []

    def act(connection: socket.socket) -> None:
        met.append(connection)
        while connection.recv(65_536):
            connection.sendall(answer)

    with trickling(act) as address:
        session = calls.new_session()
        for _ in range(4):
            assert calls.call(session, "GET", address, timeout=(30, 30), limit=LIMIT).text == "ok"
            time.sleep(LIMIT / 3)
        session.close()
    assert len(met) == 1


def test_a_name_that_nobody_looks_up_holds_no_call() -> None:
    done = threading.Event()

    def hang(*_: object) -> list[object]:
        done.wait(30)
        return []

    watch = Stopwatch()
    with limited_sockets.limited(LIMIT) as limit, pytest.raises(TimeoutError):
        limited_sockets.connect("carrier.example", 80, 30.0, (), ask=hang)
    done.set()
    assert watch.seconds < LIMIT + 0.5
    assert not limit.has_sent


@pytest.mark.parametrize("host", ["carrier.invalid", "a" * 70 + ".example", "127.0.0.1:1"])
def test_a_host_that_is_none_was_never_sent_to(host: str) -> None:
    for carrier in carriers(f"http://{host}"):
        assert isinstance(carrier.send(TEXT)[LEADER], Deferred)


def test_a_real_handshake_and_a_real_answer_work(tls_server: tuple[str, str]) -> None:
    address, certificate = tls_server
    session = calls.new_session(uses_proxy=False)
    session.verify = certificate
    for _ in range(2):
        assert calls.call(session, "GET", address, timeout=(5, 5)).text == "ok"
    with pytest.raises(CallFailed) as failed:
        calls.call(calls.new_session(uses_proxy=False), "GET", address, timeout=(5, 5))
    assert not failed.value.has_sent, "the certificate is not known"
    assert isinstance(failed.value.error, requests.exceptions.SSLError)


@pytest.fixture
def tls_server(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Give the address of a server with TLS, and the file of its certificate, which no system knows."""
    certificate, key = self_signed(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def act(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as safe:
            while safe.recv(65_536):
                safe.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    with trickling(act) as address:
        yield address.replace("http:", "https:"), certificate


def self_signed(folder: Path) -> tuple[str, str]:
    """Write a certificate for this machine and its key; return the two files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    no_password = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    files = folder / "certificate.pem", folder / "key.pem"
    files[0].write_bytes(made.public_bytes(pem))
    files[1].write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, no_password))
    return str(files[0]), str(files[1])


def proxying(connection: socket.socket) -> None:
    """Lead a tunnel to where the request asks."""
    host, _, port = connection.recv(65_536).split(b" ")[1].partition(b":")
    with socket.create_connection((host.decode(), int(port))) as other:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        back = threading.Thread(target=pump, args=(other, connection), daemon=True)
        back.start()
        pump(connection, other)
        back.join()


def pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while got := source.recv(65_536):
            target.sendall(got)
        target.shutdown(socket.SHUT_WR)


def test_a_tunnel_through_a_proxy_works(tls_server: tuple[str, str]) -> None:
    address, certificate = tls_server
    with trickling(proxying) as proxy, calls.new_session(uses_proxy=False) as session:
        session.proxies = {"https": proxy}
        session.verify = certificate
        for _ in range(2):
            assert calls.call(session, "GET", address, timeout=(5, 5)).text == "ok"


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("part", TRICKLES)
def test_a_proxy_that_trickles_holds_no_call(scheme: str, part: str) -> None:
    with trickling(TRICKLES[part]) as proxy, calls.new_session(uses_proxy=False) as session:
        session.proxies = {scheme: proxy}
        watch = Stopwatch()
        with pytest.raises(CallFailed):
            calls.call(session, "POST", f"{scheme}://carrier.example/", timeout=(30, 30), limit=LIMIT, data="x")
        assert watch.seconds < LIMIT + 0.5


def test_a_call_is_over_before_a_lease_ends() -> None:
    assert claims.LEASE.total_seconds() >= CALL_LIMIT + 5, "the rest is for the database, before and after the call"
    assert failover._LEASE.total_seconds() >= CALL_LIMIT + 5  # noqa: SLF001 - the lease of the backup provider
