"""Reminders: when coordinators are reminded of a red report that awaits review, and of unread texts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

UNREAD = timedelta(minutes=10)
"""The time that a text of unknown meaning may wait before coordinators are notified of it. A guess, to be tested."""
OVERDUE = timedelta(minutes=5)
"""Coordinators are reminded of a waiting red report after this time, then after twice this time, and so on.

A guess, to be tested.
"""
MOST_REMINDERS = 6
"""The most reminders of one report. A guess, to be tested."""
LOOKED_FOR = OVERDUE * 2**MOST_REMINDERS
"""The time in which a report may get a reminder: by then the last one has been due for a while."""


@dataclass(frozen=True)
class Wait:
    """The next reminder is due at `until`."""

    until: datetime


@dataclass(frozen=True)
class Remind:
    """A reminder is due. `leaders_too`: patrol leaders get one as well."""

    leaders_too: bool


@dataclass(frozen=True)
class NoMore:
    """The report has had all its reminders."""


def of_review(opened_at: datetime, reminded: int, now: datetime) -> Wait | Remind | NoMore:
    """Say whether coordinators are reminded of a red report that waits, after `reminded` reminders before.

    From the second one on, patrol leaders are told, too: they may reach a coordinator in another way if texts do not.
    """
    if reminded >= MOST_REMINDERS:
        return NoMore()
    due_at = opened_at + OVERDUE * 2**reminded
    return Remind(leaders_too=reminded > 0) if due_at <= now else Wait(due_at)
