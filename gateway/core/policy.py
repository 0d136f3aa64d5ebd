"""The policy: limits and durations that use cases go by."""

from dataclasses import dataclass
from datetime import timedelta

from gateway import settings
from menus.domain import money


@dataclass(frozen=True)
class Policy:
    """Limits and durations from the settings.

    Reports within `join_window` may describe one incident. A person who goes to a major incident should arrive within
    `arrive_within`. A person at an armed incident is asked every `safe_every` whether they are safe. No phone gets more
    than `texts_an_hour` texts that are neither red nor an answer. `has_backup` says that there is a backup provider,
    `has_probe` that there is a probe phone. `sender_id` is the sender name for communities that have none. `currency`
    is that of the carrier's account.
    """

    join_window: timedelta = settings.JOIN_WINDOW
    arrive_within: timedelta = settings.ARRIVE_WITHIN
    safe_every: timedelta = settings.SAFE_EVERY
    texts_an_hour: int = settings.TEXTS_AN_HOUR
    has_backup: bool = False
    has_probe: bool = False
    sender_id: str | None = None
    currency: str = money.HOME
