"""USSD memory: the facts of a session that its transcript cannot tell, in this process and in Redis.

What a session began with is written once and never changes. So a process that knows it asks nobody; another process
asks Redis once. Only a session with typed text needs the lengths of its transcript, and they are in Redis alone.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from redis import Redis
from redis.exceptions import RedisError

from gateway.core.lately import Lately
from gateway.core.redis_outage import RedisOutage

SESSION_SECONDS = 240
"""A session lives 180 seconds at most (field notes: seen). A post may be repeated for some time after it: a guess."""
_MOST = 8_192
"""Sessions in each of two generations of the local memory. It is more than 5,000 that begin at once, and 3 MB."""
_AWAY = "ussd.memory_away"


@dataclass(frozen=True)
class Began:
    """The facts with which a session began: the language that its caller had chosen, and the id of the offered draft.

    Each is None if there was none. `community` is the id of the community that had the dialled code then: a session
    goes on there, even if the code moves to another one meanwhile. It is None for a session of an earlier release.
    `length` is that of the transcript at which it was first seen.
    """

    language: str | None
    offer: int | None
    community: int | None = None
    length: int | None = field(default=None, compare=False)


class UssdMemory:
    """The USSD sessions that this process and Redis know; while Redis is away, a hop goes on without it."""

    def __init__(self, connect: Callable[[], Redis], outage: RedisOutage) -> None:
        self._connect = connect
        self._mine = threading.local()
        self._outage = outage
        self._known: Lately[bytes, Began] = Lately(_MOST, SESSION_SECONDS)

    @property
    def _redis(self) -> Redis:
        """This thread's own connection: taking one from a pool and giving it back costs a third of a round trip."""
        made: Redis | None = getattr(self._mine, "redis", None)
        if made is None:
            made = self._mine.redis = self._connect()
        return made

    def close(self) -> None:
        """Close this thread's connection."""
        made: Redis | None = getattr(self._mine, "redis", None)
        if made is not None:
            made.close()

    def known(self, session: bytes) -> Began | None:
        """Return what a session began with, if this process knows it; never wait."""
        return self._known.get(session)

    def recall(self, session: bytes) -> Began | None:
        """Return what a session began with, if this process or Redis knows it."""
        known = self._known.get(session)
        if known is not None or self._outage.is_now:
            return known
        try:
            found = self._redis.get(_began(session))
        except RedisError as error:
            self._outage.note(_AWAY, error)
            return None
        read = _read(found)
        if read is None:
            return None
        self._known.put(session, read)
        return read

    def begin(self, session: bytes, began: Began, length: int) -> Began:
        """Keep what a session began with, at a hop with a transcript of `length` characters.

        Return what counts: if another process was faster, it is what that one kept.
        """
        counts = replace(began, length=length)
        if not self._outage.is_now:
            try:
                written = _written(began, length)
                if not self._redis.set(_began(session), written, nx=True, ex=SESSION_SECONDS):
                    counts = _read(self._redis.get(_began(session))) or counts
            except RedisError as error:
                self._outage.note(_AWAY, error)
        self._known.put(session, counts)
        return counts

    def cuts(self, session: bytes, began: Began, length: int) -> tuple[int, ...] | None:
        """Note the length of a transcript with typed text; return the known lengths, ascending.

        The first one is that at which Redis first saw the session. Others are those of hops with a text, or on a page
        that asks for one. Return None if Redis is away.
        """
        if self._outage.is_now:
            return None
        first, name = _began(session), f"ussd:{session.hex()}:texts"
        try:
            with self._redis.pipeline(transaction=False) as commands:
                # A Redis that was wiped has seen no earlier hop. It must know that later, too.
                commands.set(first, _written(began, length), nx=True, ex=SESSION_SECONDS)
                commands.get(first)
                commands.sadd(name, length)
                commands.expire(name, SESSION_SECONDS)
                commands.smembers(name)
                _, found, *_, lengths = commands.execute()
        except RedisError as error:
            self._outage.note(_AWAY, error)
            return None
        read = _read(found)
        seen_from = read.length if read is not None and read.length is not None else length
        return tuple(sorted({seen_from, *(cut for one in lengths if (cut := int(one)) <= length)}))

    def forget(self, session: bytes) -> None:
        """Delete what is known of a session."""
        self._known.forget(session)
        if self._outage.is_now:
            return
        try:
            self._redis.delete(_began(session), f"ussd:{session.hex()}:texts")
        except RedisError as error:
            self._outage.note(_AWAY, error)


def _began(session: bytes) -> str:
    return f"ussd:{session.hex()}:began"


def _written(began: Began, length: int) -> str:
    return f"{began.language or ''}|{began.offer or 0}|{length}|{began.community or 0}"


def _read(found: object) -> Began | None:
    """Return what a session began with, with the length at which Redis first saw it; None for nonsense."""
    parts = str(found or "").split("|")
    if len(parts) == len(("language", "offer", "length")):
        # An earlier release wrote it.
        parts.append("0")
    if len(parts) != len(("language", "offer", "length", "community")) or not all(map(str.isdecimal, parts[1:])):
        return None
    language, offer, length, community = parts
    return Began(language or None, int(offer) or None, int(community) or None, int(length))
