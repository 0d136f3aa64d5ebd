"""The sections of the community file about ladders: who is told of a report, and when."""

from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field

from gateway.communities.schema import Entry
from gateway.communities.values import (
    DURATION_ACCEPTED,
    MOST_REPEATS,
    ROLES_ACCEPTED,
    Some,
    duration,
)
from menus.domain.categories import Level, Track
from menus.domain.roles import Role


class StepEntry(Entry):
    """One rung of a ladder; `after` is None if the file gives no wait."""

    notify: Annotated[tuple[Role, ...], Some, Field(description=ROLES_ACCEPTED)]
    """The roles that this rung alerts."""
    after: Annotated[timedelta | None, BeforeValidator(duration), Field(description=DURATION_ACCEPTED)] = None
    """The wait since the rung before. The first rung may leave it out; the others need it. In a new file it is at most
    15 minutes for `major`, an hour for `urgent` and `private`, and a day for `minor` and `hazard`.
    """


class LadderEntry(Entry):
    """One of `[[ladders]]`."""

    level: Annotated[Level, Field(description="one of " + ", ".join(Level))]
    """The level of the reports that this ladder is for."""
    track: Annotated[Track, Field(description="one of " + ", ".join(Track))]
    """The track that this ladder is for. Each track of a level has one ladder, and the tracks go on side by side until
    each is answered.
    """
    steps: Annotated[tuple[StepEntry, ...], Some, Field(description='a list of steps such as { notify = ["police"] }')]
    """The rungs, in order."""
    repeat: Annotated[
        int,
        Field(strict=True, ge=0, le=MOST_REPEATS, description=f"a number from 0 to {MOST_REPEATS}"),
    ] = 0
    """The number of further rounds of the whole ladder. Each further round begins after the longest `after` in it."""
    decision: Annotated[str | None, Field(pattern=r"^D[1-9][0-9]{0,5}$", description='a decision such as "D12"')] = None
    """The decision of the association that lets a ladder of minor reports name police. Without one, a new file may name
    none there: a petty matter comes to police when a person asks them.
    """
