"""Erased events: words of events go by the one way in which words of the record are erased."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import exists, select

from gateway.core import acts, erased_words
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Event, RecordTree
from menus.domain.acts import ActKind, ErasedWhy
from menus.domain.record import Source

_STUCK = timedelta(minutes=10)
"""A row that waits for its place for so long is stuck: it was changed, or was not written by Doria. A guess.

Rows get their place within two seconds.
"""


def erase(uow: UnitOfWork, events: Sequence[Event], why: ErasedWhy, by: int | None = None) -> bool:
    """Erase the words of some events; return whether some of them must wait for their place in the record.

    `by` is the row of the person who carries it out, if they have one.
    """
    has_waiting = False
    for community_id in sorted({event.community_id for event in events}):
        own = [event for event in events if event.community_id == community_id]
        ids = [event.id for event in own]
        waiting = erased_words.erase(uow, community_id, Source.EVENTS, ids, why, by=by)
        has_waiting = has_waiting or (waiting > 0 and _get_places(uow, community_id, own))
    return has_waiting


def _get_places(uow: UnitOfWork, community_id: int, events: Sequence[Event]) -> bool:
    """Return whether events that wait will get their place. Nobody's words stay because a row was tampered with."""
    carries_over = exists().where(RecordTree.community_id == community_id, RecordTree.carried_over_at.is_not(None))
    is_young = any(event.at > uow.now - _STUCK for event in events)
    return is_young or not uow.session.scalar(select(carries_over))


def note_reason(uow: UnitOfWork, communities: Sequence[int], words: str) -> None:
    """Write down why an operator erases what is kept of a number, whether or not the record holds words of it."""
    for community_id in communities:
        acts.note(uow, community_id, ActKind.ERASED, words=words, entries="", why=ErasedWhy.ASKED.value)
