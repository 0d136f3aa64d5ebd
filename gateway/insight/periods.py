"""Periods: when a quarter begins and ends in a community, and which one people may read."""

from dataclasses import dataclass
from datetime import datetime

from gateway.communities.directory import CommunityRecord
from menus.domain import quarters
from menus.domain.quarters import Quarter

SHOWN = 5
"""The quarters that a page offers: the running one and those of the year before it. A guess."""


@dataclass(frozen=True)
class Span:
    """The time from one moment up to another one (aware)."""

    since: datetime
    until: datetime


def span(record: CommunityRecord, quarter: Quarter) -> Span:
    """Return when a quarter begins and ends."""
    return Span(*quarter.bounds(record.community.timezone))


def running(record: CommunityRecord, now: datetime) -> Quarter:
    """Return the quarter of a moment (aware)."""
    return quarters.at(now, record.community.timezone)


def settled(record: CommunityRecord, now: datetime) -> Quarter:
    """Return the newest quarter that ended so long ago that people without a part in it may read of it."""
    return quarters.settled(now, record.community.timezone)


def year_before(quarter: Quarter) -> Quarter:
    """Return the first of the four quarters that end with one."""
    return quarter.previous.previous.previous


def offered(newest: Quarter) -> list[Quarter]:
    """Return the quarters that may be chosen, the newest first."""
    found = [newest]
    while len(found) < SHOWN:
        found.append(found[-1].previous)
    return found
