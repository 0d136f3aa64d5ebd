"""Clients of Redis: they wait for a command no longer than a hop can."""

from redis import Redis

from gateway.core.redis_outage import ASKED_ONCE

_TIMEOUT = 0.15
"""Seconds that a hop waits for a command of Redis before it goes on without. A slow Redis takes 50 ms, a guess."""


def connect(url: str, **more: bool) -> Redis:
    """Return a client whose connections are ready after no round trip of their own; `more` as Redis.from_url has it."""
    return Redis.from_url(
        url,
        socket_timeout=_TIMEOUT,
        socket_connect_timeout=_TIMEOUT,
        retry=ASKED_ONCE,
        protocol=2,
        driver_info=None,
        **more,
    )
