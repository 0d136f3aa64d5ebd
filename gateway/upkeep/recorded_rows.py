"""Recorded rows that are over: their words are erased so that the record stays whole, in short batches like all others.

A row that waits for its place is left: the next run takes it.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import inspect, select

from gateway.core import erased_words
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.recording import recording_of
from gateway.upkeep.batches import MOST, Expired, Run, still
from menus.domain.acts import ErasedWhy
from menus.domain.record import Source


def erase(run: Run, kind: Expired) -> bool:
    """Erase the words of every row of a kind; return whether all were visited."""
    recording = recording_of(kind.table)
    if recording is None:
        message = f"{kind.table.__tablename__} is not recorded"
        raise LookupError(message)
    after = None
    while run.may_go_on:
        found = run.find(kind, after)
        if found:
            run.write(partial(_erase, kind, recording.source, found))
        if len(found) < MOST:
            return True
        after = found[-1]
    return False


def _erase(kind: Expired, source: Source, found: Sequence[Sequence[Any]], uow: UnitOfWork) -> int:
    columns = inspect(kind.table).columns
    over: dict[int, list[int]] = {}
    wanted = select(columns["community_id"], columns["id"]).where(still(kind, found))
    for community_id, row_id in uow.session.execute(wanted):
        over.setdefault(community_id, []).append(row_id)
    erased = 0
    for community_id, row_ids in sorted(over.items()):
        waits = erased_words.erase(uow, community_id, source, row_ids, ErasedWhy.RETENTION)
        erased += len(row_ids) - waits
    return erased
