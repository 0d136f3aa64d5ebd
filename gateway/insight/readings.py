"""Readings: for which period, at which moment and for whom the figures behind a picture are counted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement

from menus.domain.drawings import Audience


@dataclass(frozen=True)
class Reading:
    """The name of a period as a subject understands it, the people who read, and the moment of the reading.

    Only those incidents count for which all of `which` holds: nobody reads of what they have an interest in.
    """

    period: str
    audience: Audience
    now: datetime
    which: tuple[ColumnElement[bool], ...] = ()
