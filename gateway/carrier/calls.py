"""Outgoing calls over HTTP: each ends within a limit of wall-clock time, and reads an answer of limited size.

Every step counts: the look-up of the name, the connection, TLS, the request, the head and the body of the answer.
"""

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.ssl_ import create_urllib3_context

from gateway.carrier import limited_sockets

CALL_LIMIT = 9.0
"""Seconds that one call may take. It is shorter than the lease of a message (15 s), so that none ends under a call.

A slow answer of the network came after 6 s at most (the SDK's own timeout is 9 s).
"""
BIGGEST_ANSWER = 2_097_152
"""The longest answer in bytes that is read.

The answer for 100 recipients has about 16,000 bytes. A page of 100 long texts that are fetched can have a million.
"""
_PIECE = 4_096
_KEPT = 20
"""Connections that are kept for the next call: more than the threads of the clock."""
_OK = range(200, 300)


@dataclass(frozen=True)
class Reply:
    """An HTTP answer: its status, its headers (any case), and its body, cut at `BIGGEST_ANSWER`."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        """The body as JSON, or as text if it is no JSON.

        A content type may be wrong, so it is not asked. No useful body is nested so deeply that the parser gives up.
        """
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return self.text

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")


class CallFailed(Exception):  # noqa: N818 - the words of the caller: a call has failed
    """A call that gave no answer. `error` says why, `has_sent` whether a part of the request may have left."""

    def __init__(self, error: requests.RequestException, *, has_sent: bool) -> None:
        super().__init__(type(error).__name__)
        self.error = error
        self.has_sent = has_sent


def new_session(*, uses_proxy: bool = True) -> requests.Session:
    """Return a session for `call`. Without `uses_proxy` it reads no proxy and no password from the environment."""
    session = requests.Session()
    session.trust_env = uses_proxy
    adapter = _LimitedAdapter(pool_maxsize=_KEPT)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


def call(
    session: requests.Session,
    method: str,
    url: str,
    *,
    timeout: tuple[float, float],
    limit: float = CALL_LIMIT,
    **more: Any,
) -> Reply:
    """Make one call and return its answer; raise CallFailed if none came within `limit` seconds.

    `timeout` holds seconds to connect and to wait for the next byte. A redirect is not followed: it would send the
    password elsewhere, and turn a POST into a GET. If the body of a refusal breaks off, its status is answer enough.
    """
    with limited_sockets.limited(limit) as spent:
        try:
            with session.request(method, url, timeout=timeout, stream=True, allow_redirects=False, **more) as answer:
                return Reply(answer.status_code, answer.headers, _body(answer))
        except requests.RequestException as error:
            raise CallFailed(error, has_sent=spent.has_sent) from error


def _body(answer: requests.Response) -> bytes:
    body = bytearray()
    try:
        for piece in answer.iter_content(_PIECE):
            body += piece
            if len(body) > BIGGEST_ANSWER:
                break
    except requests.RequestException:
        if answer.status_code in _OK:
            raise
    return bytes(body[:BIGGEST_ANSWER])


class _Connection(HTTPConnection):
    """A connection over a socket that ends with its call."""

    def _new_conn(self) -> Any:
        try:
            return limited_sockets.connect(self._dns_host, self.port, _seconds(self.timeout), self.socket_options or ())
        except TimeoutError as error:
            raise ConnectTimeoutError(self, f"no connection to {self.host} in time") from error
        except (OSError, RuntimeError, UnicodeError) as error:
            # No connection, no thread to look the name up, or no name.
            raise NewConnectionError(self, f"no connection to {self.host}: {type(error).__name__}") from error


class _TlsConnection(HTTPSConnection, _Connection):
    """The same with TLS."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _LimitedAdapter(HTTPAdapter):
    """The adapter of requests, with connections that end with their call."""

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        """Make the pools of direct connections."""
        super().init_poolmanager(*args, **named, ssl_context=_context())
        _limit_pools(self.poolmanager)

    def proxy_manager_for(self, proxy: str, **named: Any) -> Any:
        """Make the pools of connections through a proxy."""
        is_known = proxy in self.proxy_manager
        manager = super().proxy_manager_for(proxy, **named, **({} if is_known else {"ssl_context": _context()}))
        if isinstance(manager, ProxyManager):
            _limit_pools(manager)
        return manager


def _limit_pools(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}


def _context() -> ssl.SSLContext:
    context = create_urllib3_context()
    context.sslsocket_class = limited_sockets.LimitedTlsSocket
    return context


def _seconds(timeout: Any) -> float | None:
    return timeout if isinstance(timeout, int | float) else None
