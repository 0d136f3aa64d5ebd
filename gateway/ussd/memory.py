"""What a USSD transcript cannot tell, in one round trip to Redis a hop: cuts of typed text, and language."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from redis import Redis
from redis.exceptions import RedisError

from gateway.logs import logger

SESSION_SECONDS = 600
LANGUAGE_SECONDS = 120 * 24 * 3600
"""Numbers are recycled after about 120 idle days; a new owner should not meet the old one's language."""
_BACKOFF = 1.0

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
    """What is known of a session.

    The language it began in, the transcript's length at each hop (ascending), and the draft it began with an offer
    of: its id, None for no offer, UNSURE where only the database knows.
    """

    language: str | None
    cuts: tuple[int, ...] | None
    offer: int | None


UNSURE = -1
FORGOTTEN = Remembered(None, None, UNSURE)


class UssdMemory:
    """The USSD sessions in Redis; when Redis is away, a hop goes on without."""

    def __init__(self, connect: Callable[[], Redis]) -> None:
        self._connect = connect
        self._mine = threading.local()
        self._backing_off_until = 0.0

    @property
    def _redis(self) -> Redis:
        """This thread's own connection: taking one from a pool and giving it back costs a third of a hop's trip."""
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
        """Note a hop with a transcript of that length; return what is known of the session."""
        if time.monotonic() < self._backing_off_until:
            return FORGOTTEN
        name = session.hex()
        try:
            _ = self._redis
            # One string: a reply in parts takes the client longer to read than Redis to write.
            found = self._mine.hop(
                keys=[f"ussd:{name}", f"language:{caller.hex()}", f"ussd:{name}:cuts"],
                args=[length, SESSION_SECONDS],
            )
        except RedisError as error:
            self._back_off(error)
            return FORGOTTEN
        language, offer, cuts = str(found).split("|")
        known = UNSURE if offer == "new" else int(offer) or None
        return Remembered(language or None, tuple(int(cut) for cut in cuts.split(",")), known)

    def remember_offer(self, session: bytes, draft_id: int | None) -> None:
        """Keep what a session began with an offer of, or that it began with none.

        Until it is known, whoever asks looks it up: the same post twice at once must not be told two things.
        """
        try:
            self._redis.hset(f"ussd:{session.hex()}", "offer", str(draft_id or 0))
        except RedisError as error:
            self._back_off(error)

    def language(self, caller: bytes) -> str | None:
        """Return the language a caller has chosen, None where none is known, or Redis is away."""
        if time.monotonic() < self._backing_off_until:
            return None
        try:
            found = self._redis.get(f"language:{caller.hex()}")
        except RedisError as error:
            self._back_off(error)
            return None
        return str(found) if found else None

    def remember_language(self, caller: bytes, language: str) -> None:
        """Keep the language a caller chose, for the next session."""
        try:
            self._redis.set(f"language:{caller.hex()}", language, ex=LANGUAGE_SECONDS)
        except RedisError as error:
            self._back_off(error)

    def _back_off(self, error: RedisError) -> None:
        self._backing_off_until = time.monotonic() + _BACKOFF
        log.warning("ussd.memory_away", error=type(error).__name__)
