"""The edge: which bodies it reads, how long it waits for them, and what it gives to the application."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from granian.rsgi import Scope

from gateway.http.admission import BIGGEST_BODY, BIGGEST_FORM, BIGGEST_ORDER, Head, reads_body
from gateway.http.edge import MOST_WAITING, Edge
from gateway.settings import Settings
from tests.busy import Stopwatch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

TOKEN = "t" * 40
AWAY = "END away"
SIGNED = {"x-timestamp": "1700000000", "x-signature": "0" * 64}
NETWORK = {"doria_simulator_url": "http://127.0.0.1:1"}
NOWHERE = [
    *((method, "/ussd") for method in ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "post", "ODD")),
    *(
        ("POST", tail)
        for tail in (
            "",
            "/",
            "/ussd/",
            "//ussd",
            "/USSD",
            "/ussd ",
            "/ussd\n",
            "/ussd/x",
            "/sms.",
            "/nothing",
            "/../ussd",
        )
    ),
]
"""Methods and tails of addresses under `/at/TOKEN` at which there is no webhook."""


def settings(**more: str) -> Settings:
    return Settings.model_validate(
        {
            "database_url": "sqlite://",
            "redis_url": "redis://127.0.0.1:1/0",
            "secret_key": "s" * 40,
            "webhook_token": TOKEN,
            **more,
        }
    )


@dataclass
class Headers:
    """The headers of the server, as far as the edge reads them."""

    pairs: list[tuple[str, str]]

    def items(self) -> list[tuple[str, str]]:
        """Return the headers in the order in which they came."""
        return self.pairs


@dataclass
class FakeConnection:
    """A connection that sends its body in pieces, `pause` seconds apart; `is_gone` says that the client has left."""

    pieces: tuple[bytes, ...] = ()
    pause: float = 0.0
    is_gone: bool = False
    read: int = 0
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)

    async def __call__(self) -> bytes:
        """Return the whole body."""
        return b"".join([piece async for piece in self])

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            await asyncio.sleep(self.pause)
            if self.is_gone:
                message = "closed"
                raise RuntimeError(message)
            self.read += len(piece)
            yield piece

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        """Keep the answer."""
        if self.is_gone:
            message = "closed"
            raise RuntimeError(message)
        self.answers.append((status, dict(headers), body))


def scope(method: str = "POST", path: str = f"/at/{TOKEN}/ussd", *headers: tuple[str, str]) -> Scope:
    made = _FakeScope()
    made.method, made.path, made.given = method, path, list(headers)
    return made


class _FakeScope(Scope):
    proto, http_version, rsgi_version = "http", "1.1", "1.5"
    server, client, scheme = "127.0.0.1:8000", "127.0.0.1:5000", "http"
    query_string, authority = "a=1%202", None
    given: list[tuple[str, str]]

    @property
    def headers(self) -> Any:
        return Headers(self.given)


class Behind:
    """A WSGI application that runs a function and keeps its environment."""

    def __init__(self, act: Callable[[], object] = lambda: None) -> None:
        self.act, self.environ, self.body = act, {}, b""

    environ: dict[str, Any]

    def __call__(self, environ: dict[str, Any], start: "StartResponse") -> Iterable[bytes]:
        """Answer with a page."""
        self.act()
        self.environ, self.body = environ, environ["wsgi.input"].read()
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"CON ", b"page"]


def edge(behind: Behind, **more: float) -> Edge:
    times: dict[str, Any] = {"threads": 2, "hop_timeout": 5.0, "body_timeout": 60.0, **more}
    return Edge(behind, settings(), away=AWAY, **times)


def ask(made: Edge, connection: FakeConnection, of: Scope) -> FakeConnection:
    asyncio.run(made.__rsgi__(of, connection))
    return connection


def test_a_request_reaches_the_application_whole() -> None:
    behind = Behind()
    length = ("content-length", "6")
    got = ask(
        edge(behind),
        FakeConnection((b"a=1", b"&b2")),
        scope("POST", f"/at/{TOKEN}/ussd", length, ("X-A", "1"), ("x-a", "2")),
    )
    assert got.answers == [(200, {"content-type": "text/plain"}, b"CON page")]
    assert behind.body == b"a=1&b2"
    assert behind.environ["CONTENT_LENGTH"] == "6"
    assert behind.environ["HTTP_X_A"] == "1,2"
    assert behind.environ["QUERY_STRING"] == "a=1%202"
    assert behind.environ["REMOTE_ADDR"] == "127.0.0.1"


def test_a_path_with_letters_of_any_script_is_given_as_wsgi_wants_it() -> None:
    behind = Behind()
    ask(edge(behind), FakeConnection(), scope("GET", "/simulator/\u00e9"))
    assert behind.environ["PATH_INFO"].encode("latin-1").decode() == "/simulator/\u00e9"


@pytest.mark.parametrize(
    ("method", "path", "headers"),
    [
        ("POST", "/android/events", {"content-length": "1000", **SIGNED}),
        ("POST", "/simulator/faults", {"content-length": "1000"}),
        ("POST", "/version1/messaging", {"content-length": "1000"}),
        ("POST", "/health/live", {"content-length": "1000"}),
        ("POST", f"/at/{TOKEN}/ussd", {"content-length": str(BIGGEST_FORM + 1)}),
        ("POST", f"/at/{TOKEN}/ussd", {"content-length": "9" * 30}),
    ],
)
def test_a_body_without_its_key_or_of_too_great_a_length_is_not_waited_for(
    method: str, path: str, headers: dict[str, str]
) -> None:
    slow = FakeConnection((b"ab", b"c"), pause=60.0)
    got = ask(edge(Behind()), slow, scope(method, path, *headers.items()))
    assert got.read == 0
    assert got.answers[0][0] == 200, "the application answers, from the head alone"


@pytest.mark.parametrize("token", [TOKEN, "x" * 40, ""])
@pytest.mark.parametrize(("method", "tail"), NOWHERE)
def test_under_at_what_is_no_webhook_gets_the_same_bytes_from_the_head_alone(
    token: str, method: str, tail: str
) -> None:
    slow, behind = FakeConnection((b"ab", b"c"), pause=60.0), Behind()
    got = ask(edge(behind), slow, scope(method, f"/at/{token}{tail}", ("content-length", "1000")))
    assert got.answers == [(404, {"content-type": "text/plain; charset=utf-8", "content-length": "9"}, b"not found")]
    assert got.read == 0
    assert behind.environ == {}


@pytest.mark.parametrize(
    ("given", "path", "headers", "is_read"),
    [
        ({}, f"/at/{TOKEN}/sms", {}, True),
        ({}, "/android/events", SIGNED, False),
        ({"doria_second_signing_key": "k"}, "/android/events", SIGNED, True),
        ({"doria_second_signing_key": "k"}, "/android/events", {}, False),
        ({"doria_second_signing_key": "k"}, "/android/events", {"x-signature": "0"}, False),
        (NETWORK, "/simulator/phones/x/sms", {}, True),
        (NETWORK, "/version1/messaging", {}, True),
        (NETWORK, "/version1/messaging", {"content-length": str(BIGGEST_ORDER)}, True),
        (NETWORK, "/version1/messaging", {"content-length": str(BIGGEST_ORDER + 1)}, False),
        (NETWORK, f"/at/{TOKEN}/sms", {"content-length": str(BIGGEST_FORM)}, True),
        (NETWORK, f"/at/{TOKEN}/sms", {"content-length": str(BIGGEST_FORM + 1)}, False),
        (
            {"doria_second_signing_key": "k"},
            "/android/events",
            {**SIGNED, "content-length": str(BIGGEST_BODY + 1)},
            False,
        ),
    ],
)
def test_what_is_not_configured_reads_nothing(
    given: dict[str, str], path: str, headers: dict[str, str], *, is_read: bool
) -> None:
    assert reads_body(settings(**given), Head("POST", path, headers)) is is_read


def test_a_body_that_takes_too_long_is_given_up_and_holds_no_thread() -> None:
    behind = Behind()
    got = ask(
        edge(behind, body_timeout=0.2),
        FakeConnection((b"a", b"b"), pause=0.15),
        scope("POST", f"/at/{TOKEN}/sms", ("content-length", "2")),
    )
    assert [(status, headers["connection"]) for status, headers, _ in got.answers] == [(408, "close")]
    assert behind.environ == {}


@pytest.mark.parametrize(
    "headers", [[("transfer-encoding", "chunked")], [("transfer-encoding", "chunked"), ("content-length", "3")]]
)
def test_chunks_without_an_end_are_cut_short(headers: list[tuple[str, str]]) -> None:
    behind = Behind()
    got = ask(edge(behind), FakeConnection((b"x" * 10_000,) * 200), scope("POST", f"/at/{TOKEN}/sms", *headers))
    assert got.read <= BIGGEST_FORM + 10_000
    assert behind.environ["CONTENT_LENGTH"] == str(BIGGEST_FORM + 1)


@pytest.mark.parametrize("pieces", [(), (b"a", b"b")])
def test_a_client_that_has_gone_is_no_error(pieces: tuple[bytes, ...]) -> None:
    got = ask(
        edge(Behind()), FakeConnection(pieces, is_gone=True), scope("POST", f"/at/{TOKEN}/sms", ("content-length", "2"))
    )
    assert got.answers == []


def test_what_the_application_raises_is_answered() -> None:
    def fail() -> None:
        raise ValueError

    assert ask(edge(Behind(fail)), FakeConnection(), scope("GET", "/health/live")).answers[0][0] == 500


def test_a_hop_that_no_thread_answers_in_time_gets_the_page_with_999_and_a_text_is_asked_for_again() -> None:
    release = threading.Event()
    made = edge(Behind(lambda: release.wait(60)), hop_timeout=0.1)

    async def flood() -> tuple[FakeConnection, FakeConnection, float]:
        others = [FakeConnection() for _ in range(MOST_WAITING)]
        asked = [asyncio.create_task(made.__rsgi__(scope("POST", f"/at/{TOKEN}/sms"), other)) for other in others]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        hop, text = FakeConnection(), FakeConnection()
        watch = Stopwatch()
        await made.__rsgi__(scope(), hop)
        await made.__rsgi__(scope("POST", f"/at/{TOKEN}/sms"), text)
        took = watch.seconds
        release.set()
        await asyncio.gather(*asked)
        assert all(other.answers[0][0] == 200 for other in others)
        return hop, text, took

    hop, text, took = asyncio.run(flood())
    assert hop.answers[0][2] == AWAY.encode()
    assert text.answers[0][0] == 503
    assert took < 5


def test_a_hop_whose_thread_hangs_gets_the_page_with_999() -> None:
    release = threading.Event()

    async def dial() -> FakeConnection:
        made = edge(Behind(lambda: release.wait(60)), hop_timeout=0.1)
        connection = FakeConnection()
        await made.__rsgi__(scope(), connection)
        release.set()
        return connection

    assert asyncio.run(dial()).answers[0][2] == AWAY.encode()


@pytest.mark.parametrize("path", ["/simulator/", "/metrics", "/health/ready", "/nowhere"])
def test_what_needs_no_token_and_hangs_holds_up_no_hop(path: str) -> None:
    release, entered = threading.Event(), threading.Event()
    given = settings(doria_simulator_url="http://127.0.0.1:1")

    def app(environ: dict[str, Any], start: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] == path:
            entered.set()
            release.wait(60)
        start("200 OK", [])
        return [b"CON page"]

    async def dial() -> FakeConnection:
        made = Edge(app, given, threads=2, away=AWAY, hop_timeout=5.0)
        doors = [asyncio.create_task(made.__rsgi__(scope("GET", path), FakeConnection())) for _ in range(50)]
        assert await asyncio.to_thread(entered.wait, 60)
        hop = FakeConnection()
        await made.__rsgi__(scope(), hop)
        release.set()
        await asyncio.gather(*doors)
        return hop

    assert asyncio.run(dial()).answers[0][2] == b"CON page"
