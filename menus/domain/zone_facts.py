"""Facts of a zone that the community file may say: its households, its rents, and whether owners live there.

They stand apart from the zones, so that what takes, ranks and dispatches a report never meets them. Nothing is known of
a caller's tenure.
"""

from dataclasses import dataclass
from enum import StrEnum


class Rent(StrEnum):
    """The rents of a zone beside those of the others. The values are the words of a community file."""

    LOW = "low"
    MID = "mid"
    HIGH = "high"


@dataclass(frozen=True)
class ZoneFacts:
    """The facts of a zone in the file; None for what it does not say."""

    households: int | None = None
    rent: Rent | None = None
    owners_on_site: bool | None = None


NOTHING = ZoneFacts()
"""The facts of a zone of which the file says nothing, and of one that is no longer in it."""
MOST_HOUSEHOLDS = 1_000_000
"""The most households that a file may give a zone. A guess: more is a slip."""
