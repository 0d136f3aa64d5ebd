"""Settings of times and limits: how long Doria waits, and how much one phone may send and get."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, Field

from gateway.settings.kinds import Duration, Wait

JOIN_WINDOW = timedelta(minutes=20)
"""The default of DORIA_JOIN_WINDOW. A guess, to be tested."""
ARRIVE_WITHIN = timedelta(minutes=20)
"""The default of DORIA_ARRIVE_WITHIN. A guess, to be tested."""
SAFE_EVERY = timedelta(minutes=15)
"""The default of DORIA_SAFE_EVERY. A guess, to be tested."""
TEXTS_AN_HOUR = 30
"""The default of DORIA_TEXTS_AN_HOUR. A guess, to be tested."""


class LimitSettings(BaseModel):
    """The times and limits."""

    doria_drop_after: Annotated[Wait, Field(description="a duration such as 90s or 3m")] = timedelta(seconds=90)
    """The time after which a silent USSD session counts as dropped."""
    doria_join_window: Annotated[Duration, Field(description="a duration such as 20m")] = JOIN_WINDOW
    """The time in which further reports of the same thing join an incident, counted from its first report. With `0s`,
    none joins."""
    doria_arrive_within: Annotated[Wait, Field(description="a duration such as 20m")] = ARRIVE_WITHIN
    """The time a patroller who goes to a major incident has to arrive. Then Doria asks once, and a quarter of this
    time later the next person is called.
    """
    doria_safe_every: Annotated[Wait, Field(description="a duration such as 15m")] = SAFE_EVERY
    """The time between two questions whether people at an armed incident are safe."""
    doria_reports_an_hour: Annotated[int, Field(ge=1, description="a number from 1")] = 12
    """The reports that one phone may send in an hour. Major reports and private help are always taken."""
    doria_texts_an_hour: Annotated[int, Field(ge=1, description="a number from 1")] = TEXTS_AN_HOUR
    """The texts that one phone gets in an hour. Red texts and answers do not count and do not wait."""
