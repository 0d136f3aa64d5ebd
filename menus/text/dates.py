"""Dates of the wire, read leniently: several formats, with and without a time zone."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SECONDS, _MILLISECONDS = re.compile(r"\d{10}"), re.compile(r"\d{13}")
_LOST_PLUS = re.compile(r"(:\d\d(?:\.\d+)?) (\d\d:?\d\d)$")
"""A plus that was not escaped in a form arrives as a space."""
_UNIVERSAL = re.compile(r"\s*(?:UTC|GMT)$", re.IGNORECASE)
_NAMED_ZONE = re.compile(r"\s+[A-Z]{3,4}$")
"""The name of a zone, such as EAT. It is left out: it may stand for several zones."""
_SPACED_ZONE = re.compile(r"\s+([+-]\d\d:?\d\d)$")
_WITH_TIME = re.compile(r"\d[T ]\d|\d{14}$|:")
_FORMATS = (
    "%Y%m%d%H%M%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M",
    "%d/%m/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
)
"""Formats that are not ISO 8601. A date with AM or PM has the month first, any other one the day."""
_FIRST, _LAST = 1990, 2200
"""The years of dates that can be kept and compared on every database."""


def read(text: str) -> datetime | None:
    """Return the moment of a date and time, in UTC, or None if it cannot be read.

    A date without a time is None, because all texts of a day have the same one.
    """
    return moment(text) if _WITH_TIME.search(text.strip()) or _has_only_digits(text) else None


def moment(text: str) -> datetime | None:
    """Return the moment of a date, in UTC, or None if it cannot be read. A date without a time is its midnight.

    A date without a zone is read as UTC: it can only be compared with other dates of the same network.
    """
    stripped = text.strip()
    if not stripped.isascii():
        return None
    try:
        found = _moment(stripped)
        if found is None or not _FIRST <= found.year <= _LAST:
            return None
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _has_only_digits(text: str) -> bool:
    """Return whether a text is seconds or milliseconds since 1970."""
    return any(digits.fullmatch(text.strip()) for digits in (_SECONDS, _MILLISECONDS))


def _moment(text: str) -> datetime | None:
    if _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text), UTC)
    if _MILLISECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    if "," in text:
        return parsedate_to_datetime(text)
    plain = _LOST_PLUS.sub(r"\1+\2", _UNIVERSAL.sub("+00:00", text))
    plain = _SPACED_ZONE.sub(r"\1", plain)
    return _by_formats(_NAMED_ZONE.sub("", plain) if not plain.endswith((" AM", " PM")) else plain)


def _by_formats(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for form in _FORMATS:
        for zone in ("", "%z"):
            try:
                return datetime.strptime(text, form + zone)  # noqa: DTZ007 - the caller gives it a zone
            except ValueError:
                continue
    return None
