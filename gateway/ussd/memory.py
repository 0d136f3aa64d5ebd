"""USSD memory in Redis: the facts of a session that its transcript cannot tell, in one round trip for each hop.

They are the language, the lengths of the transcript at each hop, and the draft that was offered.
"""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass

from redis import Redis
from redis.exceptions import NoScriptError, RedisError

from gateway.core.redis_outage import RedisOutage

SESSION_SECONDS = 240
"""A session lives 180 seconds at most (field notes: seen). A post may be repeated for some time after it: a guess."""
LANGUAGE_SECONDS = 120 * 24 * 3600
"""Numbers are recycled after about 120 idle days. A new owner should not get the language of the old one."""
_AWAY = "ussd.memory_away"

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
_HOP_NAME = hashlib.sha1(_HOP.encode(), usedforsecurity=False).hexdigest()
"""The name by which Redis knows the script."""


@dataclass(frozen=True)
class Remembered:
    """The known facts of a session.

    `language` is the language in which it began; None if it is unknown. `cuts` are the lengths of the transcript at
    each hop, ascending; None if Redis is away. `offer` is the id of the draft that the session began with an offer of.
    It is None if there was no offer, and UNSURE if only the database knows.
    """

    language: str | None
    cuts: tuple[int, ...] | None
    offer: int | None


UNSURE = -1
FORGOTTEN = Remembered(None, None, UNSURE)


class UssdMemory:
    """The USSD sessions in Redis; while Redis is away, a hop goes on without it."""

    def __init__(self, connect: Callable[[], Redis], outage: RedisOutage) -> None:
        self._connect = connect
        self._mine = threading.local()
        self._outage = outage

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

    def hop(self, session: bytes, caller: bytes, length: int) -> Remembered:
        """Note a hop with a transcript of `length` characters, and return the known facts of its session."""
        if self._outage.is_now:
            return FORGOTTEN
        name = session.hex()
        try:
            # The reply is one string: the client reads a reply in parts more slowly than Redis writes it.
            found = self._run(
                3, f"ussd:{name}", f"language:{caller.hex()}", f"ussd:{name}:cuts", length, SESSION_SECONDS
            )
        except RedisError as error:
            self._outage.note(_AWAY, error)
            return FORGOTTEN
        language, offer, cuts = str(found).split("|")
        known = UNSURE if offer == "new" else int(offer) or None
        return Remembered(language or None, tuple(int(cut) for cut in cuts.split(",")), known)

    def _run(self, keys: int, *arguments: str | int) -> object:
        """Run the script of a hop, whose first arguments are keys. A Redis that does not know it is sent it."""
        try:
            return self._redis.evalsha(_HOP_NAME, keys, *arguments)
        except NoScriptError:
            return self._redis.eval(_HOP, keys, *arguments)

    def remember_offer(self, session: bytes, draft_id: int | None) -> None:
        """Keep the id of the draft that a session began with an offer of, or that it began without an offer (None).

        Until it is kept, each hop asks the database: the same post twice at once must get the same answer.
        """
        if self._outage.is_now:
            return
        try:
            self._redis.hset(f"ussd:{session.hex()}", "offer", str(draft_id or 0))
        except RedisError as error:
            self._outage.note(_AWAY, error)

    def language(self, caller: bytes) -> str | None:
        """Return the language that a caller has chosen; None if none is known or Redis is away."""
        if self._outage.is_now:
            return None
        try:
            found = self._redis.get(f"language:{caller.hex()}")
        except RedisError as error:
            self._outage.note(_AWAY, error)
            return None
        return str(found) if found else None

    def remember_language(self, caller: bytes, language: str) -> None:
        """Keep the language that a caller chose, for their next sessions."""
        if self._outage.is_now:
            return
        try:
            self._redis.set(f"language:{caller.hex()}", language, ex=LANGUAGE_SECONDS)
        except RedisError as error:
            self._outage.note(_AWAY, error)

    def forget(self, session: bytes) -> None:
        """Delete what is known of a session."""
        if self._outage.is_now:
            return
        try:
            self._redis.delete(f"ussd:{session.hex()}", f"ussd:{session.hex()}:cuts")
        except RedisError as error:
            self._outage.note(_AWAY, error)
