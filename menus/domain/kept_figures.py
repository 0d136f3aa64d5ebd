"""Kept figures: what takes long to count is counted by a worker, and kept until somebody asks for newer ones."""

from datetime import datetime
from enum import StrEnum

from menus.domain.drawings import FRESH, MOST


class FigureSubject(StrEnum):
    """The subject of figures that are kept. The values are stored."""

    EQUITY = "equity"
    TRENDS = "trends"


def is_under_way(asked_at: datetime | None, counted_at: datetime | None, now: datetime) -> bool:
    """Return whether a worker counts; one that has given no sign for a minute does not any more."""
    is_open = asked_at is not None and (counted_at is None or counted_at < asked_at)
    return is_open and asked_at is not None and now - asked_at <= MOST


def may_ask(asked_at: datetime | None, counted_at: datetime | None, now: datetime) -> bool:
    """Return whether asking makes a worker count: not while one does, nor again for an hour."""
    is_fresh = counted_at is not None and now - counted_at < FRESH
    return not is_under_way(asked_at, counted_at, now) and not is_fresh
