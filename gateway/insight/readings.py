"""Readings: what somebody reads figures of, so that each subject of pictures is counted by the same question."""

from dataclasses import dataclass
from datetime import datetime

from menus.domain.drawings import Audience


@dataclass(frozen=True)
class Reading:
    """The name of a period as a subject understands it, the people who read, and the moment of the reading."""

    period: str
    audience: Audience
    now: datetime
