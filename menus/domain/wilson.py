"""Wilson intervals: between which shares the true one probably lies, from so many hits of so many cases.

Of ten cases, five hits are a share of 50 %, and the true share may be anything from 24 % to 76 %. The interval of
Wilson (1927) holds also for few cases and for shares near 0 and 1, where the plain one leaves the range.
"""

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054
"""The normal deviate of an interval that holds 95 times of a hundred."""


@dataclass(frozen=True)
class Interval:
    """The lowest and the highest share that fit the cases, from 0 to 1."""

    low: float
    high: float


def interval(hits: int, of: int) -> Interval:
    """Return the interval of a share; `hits` are 0 to `of`, and `of` is at least 1."""
    if not 0 <= hits <= of or of < 1:
        message = f"no share: {hits} of {of}"
        raise ValueError(message)
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    # At the ends the formula is exact, and floating numbers are not.
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == of else min(1.0, middle + half)
    return Interval(low, high)
