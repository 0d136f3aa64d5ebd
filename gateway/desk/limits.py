"""Limits of signing in and of calendars: codes are not guessed, and no program asks without end.

They are counted in Redis, and in memory while Redis is away.
"""

import ipaddress
from datetime import datetime, timedelta
from typing import Any, cast

from flask import Flask, Response, request
from flask_limiter import Limiter, RateLimitExceeded, RequestLimit

from gateway.desk import sign_in
from gateway.roster.desk_access import session_ends
from gateway.services import Services

WRONG_OF_ONE, WRONG_OF_ALL = "10 per 15 minutes", "60 per 15 minutes"
"""The wrong codes and passkeys that one address may send, and the wrong codes of all addresses together. A guess.

A code has eight digits, and few wait at a time: 60 tries find one with a chance of some 1 to 100,000. Nobody guesses a
passkey, so wrong codes of others keep nobody with a passkey out.
"""
OF_CALENDARS = "240 per 15 minutes"
"""The limit on requests for calendars from one address: 60 phones behind one router, each every four minutes. A
guess. An answer takes some milliseconds, and a token is too long to be guessed at any speed.
"""
_AGAIN = timedelta(minutes=1)
"""The codes that wait are ended once in this time, however many tries are refused: each ending is a write. A guess."""
_IPV6_NETWORK = 64
"""The bits of an IPv6 address that one household or one phone holds alone."""


def prepare(app: Flask, services: Services) -> None:
    """Limit the routes that sign somebody in."""
    limiter = Limiter(
        address_of_sender,
        app=app,
        # The library knows no `unix://`, and it waits longer than these connections do.
        storage_uri="redis://",
        storage_options={"connection_pool": cast("Any", services.redis.connection_pool)},
        strategy="fixed-window",
        in_memory_fallback_enabled=True,
        swallow_errors=True,
        key_prefix="desk",
    )

    ended_at: datetime | None = None

    def end_codes(_breach: RequestLimit) -> None:
        nonlocal ended_at
        now = services.clock()
        if ended_at is None or not timedelta(0) <= now - ended_at < _AGAIN:
            ended_at = now
            services.do(lambda uow: session_ends.end_waiting_codes(uow, services.directory))

    of_one = limiter.shared_limit(WRONG_OF_ONE, "sign-in", deduct_when=_is_wrong)
    of_all = limiter.shared_limit(
        WRONG_OF_ALL, "sign-in-all", key_func=lambda: "all", deduct_when=_is_wrong, on_breach=end_codes
    )
    with_code, with_passkey = (app.view_functions[f"sign_in.{name}"] for name in ("with_code", "with_passkey"))
    app.view_functions["sign_in.with_code"] = cast("Any", of_one(of_all(with_code)))
    app.view_functions["sign_in.with_passkey"] = cast("Any", of_one(with_passkey))
    of_calendars = limiter.limit(OF_CALENDARS, key_func=address_of_sender, on_breach=_too_many_calendars)
    app.view_functions["roster_calendars.feed"] = cast("Any", of_calendars(app.view_functions["roster_calendars.feed"]))
    app.register_error_handler(429, _too_many)


def _too_many_calendars(_breach: RequestLimit) -> Response:
    return Response("429\n", 429, content_type="text/plain; charset=utf-8")


def _too_many(error: Exception) -> Response:
    """Answer to somebody who has asked too often: a page for people, a line for calendar programs."""
    made = error.get_response() if isinstance(error, RateLimitExceeded) and error.response is not None else None
    return cast("Response", made) if made is not None else sign_in.too_many(error)


def address_of_sender() -> str:
    """Return the address that sent the request, of an IPv6 one its network.

    A proxy on this machine is believed: it says last in `X-Forwarded-For` who sent it. No other sender is believed.
    """
    address = request.remote_addr or "unknown"
    try:
        found = ipaddress.ip_address(address)
        said = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if found.is_loopback and said:
            found = ipaddress.ip_address(said)
    except ValueError:
        return address
    if found.version == 4:  # noqa: PLR2004 - the version of IP
        return str(found)
    return str(ipaddress.ip_network((found, _IPV6_NETWORK), strict=False))


def _is_wrong(answer: Response) -> bool:
    return answer.status_code == 403  # noqa: PLR2004 - the status of a wrong code
