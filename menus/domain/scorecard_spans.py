"""Spans of scorecards: ninety days for those who work with the incidents, a quarter that is over for everybody else."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from menus.domain import quarters
from menus.domain.quarters import Quarter

LENGTH = timedelta(days=90)
"""The time that a card tells of (the specification)."""


@dataclass(frozen=True)
class Span:
    """The time of a card: from `since` up to `until` (aware), and the quarter of the reporters' answers."""

    since: datetime
    until: datetime
    answers_of: Quarter


def lately(now: datetime, zone: tzinfo) -> Span:
    """Return the ninety days before `now` (aware), with the answers of the last quarter that is over.

    Answers of reporters are never told while they come in: a number that rises by one tells what somebody has said.
    """
    return Span(now - LENGTH, now, quarters.at(now, zone).previous)


def settled(now: datetime, zone: tzinfo) -> Span:
    """Return the last quarter that has been over long enough for people without a part in its incidents."""
    return of_quarter(quarters.settled(now, zone), now, zone)


def of_quarter(quarter: Quarter, now: datetime, zone: tzinfo) -> Span:
    """Return a quarter, with its answers, or those of the last quarter that is over, if it is not."""
    return Span(*quarter.bounds(zone), min(quarter, quarters.at(now, zone).previous))
