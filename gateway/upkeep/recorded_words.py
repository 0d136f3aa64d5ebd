"""Recorded words: words of recorded rows that are over are erased in batches, and an act of each batch says so."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import select

from gateway.core import erased_words
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Act, LookRow
from gateway.storage.models.recording import Recorded
from gateway.upkeep import blanks
from gateway.upkeep.batches import MOST, Expired, Run, still
from menus.domain.acts import ErasedWhy
from menus.domain.retention.rules import Since


def erase(run: Run, kind: Expired) -> bool:
    """Erase the words of every row of a kind; return whether all were visited.

    A row that still waits for its place keeps its words, and the next run finds it again.
    """
    after = None
    while run.may_go_on:
        found = run.find(kind, after)
        if found:
            run.write(partial(_erase, kind, found))
        if len(found) < MOST:
            return True
        after = found[-1]
    return False


def erase_old(run: Run) -> None:
    """Erase the words of old acts, and the names and reasons of old looks. Their facts stay."""
    over = run.now - blanks.after(Act, Since.WRITTEN, "words")
    erase(run, Expired(Act, Act.at, (Act.words.is_not(None), Act.at < over)))
    over = run.now - blanks.after(LookRow, Since.WRITTEN, "by")
    erase(run, Expired(LookRow, LookRow.at, (LookRow.by.is_not(None), LookRow.at < over)))


def _erase(kind: Expired, found: Sequence[Sequence[Any]], uow: UnitOfWork) -> int:
    assert issubclass(kind.table, Recorded)  # noqa: S101 - nothing else has words on record
    of_community: defaultdict[int, list[int]] = defaultdict(list)
    rows = select(kind.table.id, kind.table.community_id).where(still(kind, found))
    for row_id, community_id in uow.session.execute(rows.order_by(kind.table.id)):
        of_community[community_id].append(row_id)
    source, left = kind.table.recording.source, 0
    for community_id, row_ids in of_community.items():
        left += erased_words.erase(uow, community_id, source, row_ids, ErasedWhy.RETENTION)
    return sum(map(len, of_community.values())) - left
