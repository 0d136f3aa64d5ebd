"""Attempts: whether the outcome of a call was recorded by a try whose commit was lost with its connection."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Attempt

PATIENCE = 3.0
"""Seconds in which a lost connection to the database is made again around a call. A guess, to be tested."""


def is_recorded(uow: UnitOfWork, message_ids: Collection[int], carrier: str, tries: Collection[datetime]) -> bool:
    """Return whether one of our own tries to record a call was committed; `tries` are their moments (aware)."""
    if not tries:
        return False
    found = select(Attempt.id).where(
        Attempt.message_id.in_(message_ids), Attempt.carrier == carrier, Attempt.at.in_(tries)
    )
    return uow.session.scalar(found.limit(1)) is not None
