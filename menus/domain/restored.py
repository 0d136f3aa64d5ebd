"""Restored databases: a few of the tasks that waited when a backup was taken go on; the others rest.

A task that waited then has most likely been done since, in the database that was lost. To do it again would call people
to last night's incidents.
"""

from datetime import datetime, timedelta

from menus.domain.messages import Lane, MessageKind, uses_backup

RESTS_AFTER = timedelta(minutes=30)
"""A ladder that has not moved for so long rests when a backup is restored. A guess, to be tested.

By then the other rungs of most ladders were fired in the database that was lost.
"""
SKIPPED = 1_000
"""The numbers of rows that are skipped, and as many references. They may have been given out since the backup.

A guess: a nightly backup loses a day at most.
"""


def goes_on(moved_at: datetime, due_at: datetime, now: datetime) -> bool:
    """Return whether something that last moved at a time goes on in a restored database; else it rests.

    A task that is due later goes on, too: it cannot have been done yet in the database that was lost.
    """
    return due_at > now or now - moved_at <= RESTS_AFTER


def may_leave(kind: MessageKind, lane: Lane, created_at: datetime, due_at: datetime, now: datetime) -> bool:
    """Return whether a text that waited is still sent: one that is due later, or a young red alert.

    Such an alert may come twice. That is better than never.
    """
    return due_at > now or (uses_backup(kind, lane) and goes_on(created_at, due_at, now))
