"""Intervals: a small picture of a difference, a line from its low to its high end with a point, beside a zero line.

It is black on white or white on black: the colour of the text.
"""

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 120
_MIDDLE, _EDGE = WIDTH // 2, 4


@dataclass(frozen=True)
class Interval:
    """The places of a picture from the left, in its own units: the ends of the line, and the point."""

    low: float
    high: float
    point: float


def widest(bounds: Iterable[tuple[float | None, ...]]) -> float:
    """Return the largest of some differences and their ends, whatever the sign: all pictures of a table share it."""
    return max((abs(one) for each in bounds for one in each if one is not None), default=0.0)


def of(point: float, low: float | None, high: float | None, most: float) -> Interval:
    """Return the picture of a difference. An end that is not known lies at the edge."""
    ends = (_EDGE if low is None else _place(low, most), WIDTH - _EDGE if high is None else _place(high, most))
    return Interval(*ends, _place(point, most))


def _place(value: float, most: float) -> float:
    return round(_MIDDLE + (value / most if most else 0.0) * (_MIDDLE - _EDGE), 1)
