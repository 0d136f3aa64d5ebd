"""A cover: for some hours somebody else serves in place of a person, or joins a shift, as the community file says."""

from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = timedelta(days=60)
"""The longest cover. A guess: who is away for longer leaves their shift to somebody else in the file."""
AHEAD = timedelta(days=365)
"""The longest time ahead at which a cover may begin. A guess: nobody plans a night longer ahead."""
KEPT = timedelta(days=7)
"""The time that a cover stays in the file after its end, so that last week can still be read. A guess."""


@dataclass(frozen=True)
class Cover:
    """Somebody serves from `begins` on and before `ends` (aware). `phone` is theirs (E.164).

    If `instead_of` is a phone, they serve in the shifts of that person, who is off duty meanwhile. If `shift` is the
    place of a shift in the file, from 0, they serve in that shift, beside its people. Else they serve all these hours.
    """

    phone: str
    begins: datetime
    ends: datetime
    instead_of: str | None = None
    shift: int | None = None
    why: str = ""

    def runs(self, now: datetime) -> bool:
        """Return whether a moment (aware) is in its hours."""
        return self.begins <= now < self.ends

    def overlaps(self, other: "Cover") -> bool:
        """Return whether some of its hours are those of another cover."""
        return self.begins < other.ends and other.begins < self.ends
