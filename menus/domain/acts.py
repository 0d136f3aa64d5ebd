"""Acts: what people do that belongs to no incident, and why words of the record were erased."""

from enum import StrEnum


class ActKind(StrEnum):
    """The kinds of act. The values are stored, and stand in the leaves of the record."""

    PAUSED = "paused"
    RESUMED = "resumed"
    ERASED = "erased"
    """Words of recorded rows were erased. The facts of the act name the rows by their places."""
    PHONE_CHANGED = "phone-changed"
    """A person got another number by SMS."""
    RESTORED = "restored"
    """The database was restored from a backup."""
    SIGNED_IN = "signed-in"
    """A person signed in at the desk."""
    REKEYED = "rekeyed"
    """Everything was sealed with another key."""


class ErasedWhy(StrEnum):
    """The reason why words were erased."""

    RETENTION = "retention"
    """They were kept as long as was said."""
    ASKED = "asked"
    """The person asked for it."""
    HELPER = "helper"
    """A helper did it for a person who had asked for private help."""


HIDDEN_WHY = frozenset({ErasedWhy.HELPER})
"""The reasons that tell of private help: an act with one of them is hidden."""
DESK_ACTS = frozenset({ActKind.SIGNED_IN})
"""The acts of the desk's door, as oversight reads them: who signed in, and what failed."""
