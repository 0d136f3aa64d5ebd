"""Kinds of values that several settings have: durations, and addresses of servers."""

import re
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator

_SHORTEST_WAIT = timedelta(seconds=1)
_DURATION = re.compile(r"([0-9]{1,6}(?:\.[0-9]+)?)([smh]?)")


def _duration(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _DURATION.fullmatch(value.strip())
    if found is None:
        raise ValueError("should be a duration such as 90s or 3m")  # noqa: EM101, TRY003 - pydantic's way to say a fault
    return timedelta(seconds=float(found[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[found[2]])


def _some_time(value: timedelta) -> timedelta:
    if value < _SHORTEST_WAIT:
        raise ValueError("should be at least 1s")  # noqa: EM101, TRY003 - as above
    return value


def _root(value: str | None) -> str | None:
    if value and (urlsplit(value).scheme not in {"http", "https"} or not urlsplit(value).hostname):
        raise ValueError("should begin with http:// or https://")  # noqa: EM101, TRY003 - as above
    return value.rstrip("/") if value else None


Duration = Annotated[timedelta, BeforeValidator(_duration)]
"""A duration as people write it: `90s`, `3m`, `2h`; a bare number is seconds."""
Wait = Annotated[Duration, AfterValidator(_some_time)]
"""A duration of at least a second."""
Root = Annotated[str | None, AfterValidator(_root)]
"""The address of a server, to which paths are added; an empty text is None."""
