"""Health: from when something that Doria needs counts as late, and which of its figures the desk may show."""

from datetime import timedelta

TEXT_LATE = timedelta(seconds=20)
"""The age from which a text that is due is late. A guess, to be tested."""
BACKUP_LATE = timedelta(hours=26)
"""The age from which the last backup of a night is too old: the next one was due hours ago."""
MOST_SKEW = timedelta(seconds=2)
"""The most that the clocks of this machine and of the database may differ: as long as a due rung may take."""
PROVIDER_SEEN = timedelta(minutes=15)
"""The time for which a try tells how a provider is. A guess: longer than the wait between two tries of a red text."""
CROWD = 5
"""Texts that belong to no incident are told in fives: see `in_crowds`. A guess."""


def in_crowds(number: int) -> int:
    """Return a number of texts as the desk may tell it, in whole fives.

    An answer to somebody who wrote, or a text that tells a resident what became of a report, does not say which
    incident it is about. It may be about a private one, and one alone would tell of that. Five stand for no one.
    """
    return number // CROWD * CROWD
