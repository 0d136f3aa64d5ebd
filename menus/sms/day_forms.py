"""Days, periods and hours as people write them in a command: `24/12`, `28/11-12/12`, `20:00-04:00`.

A day without a year is the nearest one: on 30/11, `01/11` is four weeks ago and not next year.
"""

import re
from datetime import date, time

_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}))?", re.ASCII)
_PERIOD = re.compile(r"([\d/.]+)-([\d/.]+)", re.ASCII)
_HOURS = re.compile(r"(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?", re.ASCII)


def day_of(word: str, today: date) -> date | None:
    """Return the day that a word names; None if it names none."""
    found = _DAY.fullmatch(word)
    if found is None:
        return None
    day, month, year = int(found[1]), int(found[2]), found[3]
    years = [int(year)] if year else [today.year - 1, today.year, today.year + 1]
    days = [made for each in years if (made := _made(each, month, day)) is not None]
    return min(days, key=lambda one: abs(one - today), default=None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def period_of(word: str, today: date) -> tuple[date, date] | None:
    """Return the first and the last day that a word names; None if it names no two days."""
    found = _PERIOD.fullmatch(word)
    if found is None:
        return None
    first = day_of(found[1], today)
    last = day_of(found[2], first or today)
    return (first, last) if first is not None and last is not None else None


def hours_of(word: str) -> tuple[time, time] | None:
    """Return the two hours that a word names, such as `20:00-04:00`; None if it names none."""
    found = _HOURS.fullmatch(word)
    if found is None:
        return None
    try:
        return time(int(found[1]), int(found[2] or 0)), time(int(found[3]), int(found[4] or 0))
    except ValueError:
        return None
