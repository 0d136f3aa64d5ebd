"""USSD memory: cuts of typed text, language and offered draft of a session, in one Redis round trip a hop."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from redis import Redis
from redis.exceptions import RedisError

from gateway.logs import logger

SESSION_SECONDS = 600
LANGUAGE_SECONDS = 120 * 24 * 3600
"""Operators recycle numbers after about 120 idle days; a new owner should not get the old owner's language."""
_REST = 1.0

_HOP = """
local language = redis.call('HGET', KEYS[1], 'language')
local offer = redis.call('HGET', KEYS[1], 'offer')
if not offer then offer = 'new' end
if not language then
  language = redis.call('GET', KEYS[2]) or ''
  redis.call('HSET', KEYS[1], 'language', language)
end
redis.call('ZADD', KEYS[3], ARGV[1], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('EXPIRE', KEYS[3], ARGV[2])
local cuts = redis.call('ZRANGEBYSCORE', KEYS[3], '-inf', ARGV[1])
return language .. '|' .. (offer or '') .. '|' .. table.concat(cuts, ',')
"""

log = logger()


@dataclass(frozen=True)
class Remembered:
    """What Redis remembers of a session.

    `language` is the language that it began in. `cuts` are the transcript's lengths at each hop, ascending. `offer` is
    the row of the draft that it was offered at its beginning: None for no offer, UNSURE if only the database knows.
    """

    language: str | None
    cuts: tuple[int, ...] | None
    offer: int | None


UNSURE = -1
FORGOTTEN = Remembered(None, None, UNSURE)


class UssdMemory:
    """The memory of USSD sessions in Redis; if Redis is down, a hop goes on without it."""

    def __init__(self, connect: Callable[[], Redis]) -> None:
        self._connect = connect
        self._mine = threading.local()
        self._resting_until = 0.0

    @property
    def _redis(self) -> Redis:
        """This thread's own connection: to take one from a pool and return it costs a third of a hop's round trip."""
        made: Redis | None = getattr(self._mine, "redis", None)
        if made is None:
            made = self._mine.redis = self._connect()
            self._mine.hop = made.register_script(_HOP)
        return made

    def close(self) -> None:
        """Close this thread's connection."""
        made: Redis | None = getattr(self._mine, "redis", None)
        if made is not None:
            made.close()

    def hop(self, session: bytes, caller: bytes, length: int) -> Remembered:
        """Record a hop with a transcript of this length; return what is remembered of the session."""
        if time.monotonic() < self._resting_until:
            return FORGOTTEN
        name = session.hex()
        try:
            _ = self._redis
            # The reply is one string: the client takes longer to read a reply in parts than Redis takes to write it.
            found = self._mine.hop(
                keys=[f"ussd:{name}", f"language:{caller.hex()}", f"ussd:{name}:cuts"],
                args=[length, SESSION_SECONDS],
            )
        except RedisError as error:
            self._rest(error)
            return FORGOTTEN
        language, offer, cuts = str(found).split("|")
        known = UNSURE if offer == "new" else int(offer) or None
        return Remembered(language or None, tuple(int(cut) for cut in cuts.split(",")), known)

    def remember_offer(self, session: bytes, draft_id: int | None) -> None:
        """Store which draft a session was offered at its beginning, or that it was offered none.

        Until this is stored, every hop asks the database: the same post twice at once must not get two different pages.
        """
        try:
            self._redis.hset(f"ussd:{session.hex()}", "offer", str(draft_id or 0))
        except RedisError as error:
            self._rest(error)

    def language(self, caller: bytes) -> str | None:
        """Return the language that a caller has chosen, or None if none is known or Redis is down."""
        if time.monotonic() < self._resting_until:
            return None
        try:
            found = self._redis.get(f"language:{caller.hex()}")
        except RedisError as error:
            self._rest(error)
            return None
        return str(found) if found else None

    def remember_language(self, caller: bytes, language: str) -> None:
        """Store the language that a caller chose, for the next session."""
        try:
            self._redis.set(f"language:{caller.hex()}", language, ex=LANGUAGE_SECONDS)
        except RedisError as error:
            self._rest(error)

    def _rest(self, error: RedisError) -> None:
        self._resting_until = time.monotonic() + _REST
        log.warning("ussd.memory_away", error=type(error).__name__)
