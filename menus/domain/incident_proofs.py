"""Proofs of incidents: how often a person may ask for one, and which ones somebody who only looks on gets."""

from datetime import datetime, timedelta

from menus.domain.figures import SETTLED
from menus.domain.incident_life import IncidentStatus

WINDOW = timedelta(hours=24)
"""The time in which the proofs that a person asked for are counted."""
MOST = 20
"""The proofs that a person may ask for in WINDOW, also for incidents that are not there.

A guess. Whoever checks what people tell them asks for a few. There are 10,000 references of five digits: to try all of
them takes more than a year, and each try stands in the record.
"""
DELAY = SETTLED
"""The time after which an onlooker may have a proof, as for all that is published: nobody knows of what goes on now."""


def may_ask(asked: int) -> bool:
    """Return whether somebody who has asked for so many proofs in WINDOW may ask for another one."""
    return asked < MOST


def is_over(status: IncidentStatus, closed_at: datetime | None, night: datetime) -> bool:
    """Return whether an incident was over before a night: then nothing of that night's proof tells of what goes on."""
    return not status.is_live and closed_at is not None and closed_at <= night
