"""Retries: how long an SMS waits before the next try, and when the gateway gives it up."""

import zlib
from datetime import timedelta

from menus.domain.messages import Lane, MessageKind
from menus.domain.outcomes import Fate

_WAITS: dict[Lane, tuple[int, ...]] = {
    Lane.RED: (2, 4, 8, 10),
    Lane.NORMAL: (5, 15, 30, 60, 120),
    Lane.BULK: (30, 60, 120, 300),
}
"""Seconds to wait after the first try, the second, and so on. The last wait repeats. A guess, to be tested."""
_MOST_SHORTENED = 0.25
"""The part by which a wait is shortened at most. A guess, to be tested.

Texts that failed together are then tried again one after the other, and none of them later than its wait.
"""
_GIVE_UP: dict[Lane, timedelta] = {
    Lane.RED: timedelta(hours=6),
    Lane.NORMAL: timedelta(hours=24),
    Lane.BULK: timedelta(hours=24),
}
_WAITS_UNKNOWN: dict[Lane, tuple[int, ...]] = {
    Lane.RED: (5, 15, 30, 60, 120, 300),
    Lane.NORMAL: (30,),
    Lane.BULK: (),
}
"""The waits before each further try of a text that may have been sent, in seconds.

An alert that comes twice is better than one that never comes. A red text repeats the last wait until an answer or a
receipt ends it: nobody can know that it has arrived. One more try is enough for a normal text; a bulk text gets none.
"""


def next_attempt(
    lane: Lane,
    attempts: int,
    fate: Fate,
    age: timedelta,
    *,
    sensitive: bool,
    share: float = 0.0,
) -> timedelta | None:
    """Return the wait before a text is tried again, or None to give it up.

    `attempts` is the number of tries made (from 1), `fate` that of the last one: deferred or unknown. `age` is how long
    ago the text was queued. `sensitive` texts (a receipt for money, a broadcast) must not come twice.
    `share` (0 to 1) shortens the wait by that share of a quarter.
    Raise ValueError before the first attempt.
    """
    if attempts < 1:
        message = f"a retry follows at least one attempt, not {attempts}"
        raise ValueError(message)
    if age >= _GIVE_UP[lane]:
        return None
    if fate is Fate.DEFERRED:
        waits = _WAITS[lane]
        return shortened(timedelta(seconds=waits[min(attempts, len(waits)) - 1]), share)
    waits = _WAITS_UNKNOWN[lane]
    if sensitive or (attempts > len(waits) and lane is not Lane.RED):
        return None
    return shortened(timedelta(seconds=waits[min(attempts, len(waits)) - 1]), share)


def shortened(wait: timedelta, share: float) -> timedelta:
    """Return a wait that is shorter by a share (0 to 1) of a quarter."""
    return wait * (1 - _MOST_SHORTENED * min(max(share, 0.0), 1.0))


def share_of(seed: bytes, number: int) -> float:
    """Return the share (0 to 1) by which the wait after a try is shortened: the same for the same seed and number.

    With its batch as the seed, the texts of one call stay together.
    """
    return zlib.crc32(seed + number.to_bytes(4, "big")) / 0xFFFF_FFFF


def useful_for(kind: MessageKind, lane: Lane) -> timedelta:
    """Return the age at which a text is of no use any more: nobody tries to send it then."""
    expires_after = kind.rules.expires_after
    return _GIVE_UP[lane] if expires_after is None else min(_GIVE_UP[lane], expires_after)
