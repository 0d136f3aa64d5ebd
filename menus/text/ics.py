"""Calendars by RFC 5545: times alone, each with the same words, as calendar programs read them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_MOST_BYTES = 75
"""The most bytes of a line, without its end (RFC 5545, 3.1)."""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Entry:
    """One entry: an id that stays the same, and its time (aware)."""

    uid: str
    begins: datetime
    ends: datetime


def calendar(words: str, entries: Iterable[Entry], now: datetime, again: timedelta) -> str:
    """Return a calendar whose entries all have the same words. A program should ask `again` after that time.

    Times are in UTC, so that it needs no rules of a time zone.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Doria//Doria//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(words)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{again // timedelta(hours=1)}H",
        f"X-PUBLISHED-TTL:PT{again // timedelta(hours=1)}H",
    ]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(entry.uid)}",
            f"DTSTAMP:{_moment(now)}",
            f"DTSTART:{_moment(entry.begins)}",
            f"DTEND:{_moment(entry.ends)}",
            f"SUMMARY:{_text(words)}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(words: str) -> str:
    return words.translate(_ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts that are short enough; each further one begins with a space. No letter is cut in two."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _MOST_BYTES:
            yield part
            part = " "
        part += letter
    yield part
