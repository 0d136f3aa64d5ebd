"""The period that an address asks for. Where the page has none of that name, it says so above what it usually shows."""

from collections.abc import Callable
from typing import TypeVar

from flask import g, request

_LONGEST = 20
"""The most letters of the name of a period that are looked at: `2026-Q4-year` is the longest one."""
_Period = TypeVar("_Period")


def chosen(name: str, read: Callable[[str], _Period | None], usual: _Period) -> _Period:
    """Return the period that the field `name` of an address asks for; the usual one if there is no such period.

    `read` returns None for what is no period of the page: for no name at all, and for one that has not begun.
    """
    typed = request.args.get(name, "")
    found = read(typed[:_LONGEST]) if typed else usual
    g.lacks_period = bool(typed) and found is None
    return usual if found is None else found


def is_missing() -> bool:
    """Return whether the address asked for a period that the page does not have."""
    return bool(g.get("lacks_period", False))
