"""Pads: sheets of unused references on paper, for days without power, and how many of them may be taken."""

from datetime import timedelta

FEWEST, MOST = 10, 100
"""References of one pad. Ten fill a sheet of A4 (measured); a hundred are more than is reported in a month, a guess."""
MOST_LATELY, LATELY = 300, timedelta(days=7)
"""References that a community may take within a time. There are 9,000 of five digits, which people read to each other
most easily, and a pad uses them up whether it is written on or not. A guess."""
_LONGEST = 4


def read_count(typed: str) -> int | None:
    """Return the number of references that somebody typed; None if it is no number, or out of bounds."""
    plain = typed.strip()
    if not (plain.isascii() and plain.isdecimal() and len(plain) <= _LONGEST):
        return None
    return int(plain) if FEWEST <= int(plain) <= MOST else None


def may_take(count: int, lately: int) -> bool:
    """Return whether a community that took some references lately may take so many more."""
    return lately + count <= MOST_LATELY
