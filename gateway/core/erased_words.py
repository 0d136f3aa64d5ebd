"""Erased words: the only way in which words of a recorded row are erased, so that the record stays whole.

The salt of the words goes with them: their hash, which stays, tells nothing without it. An act says which places were
emptied, and why. A row that waits for its place keeps its words until it has one.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import LargeBinary, false, func, inspect, or_, select, type_coerce, update

from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import RecordEntry
from gateway.storage.models.recording import Recorded, recorded_tables
from menus.domain.acts import HIDDEN_WHY, ActKind, ErasedWhy
from menus.domain.record import Source, as_ranges

_MANY = 500
"""Rows of one statement."""


class _Entry(NamedTuple):
    """The place of a row, and whether its words can still be proved."""

    row_id: int
    seq: int
    has_salt: bool


def erase(
    uow: UnitOfWork,
    community_id: int,
    source: Source,
    row_ids: Sequence[int],
    why: ErasedWhy,
    *,
    by: int | None = None,
    words: str | None = None,
) -> int:
    """Erase the words of recorded rows of a community; return how many of the rows must get their place first.

    One act names all rows whose words are erased; without any there is none. `by` is the row of the person who does it,
    and `words` are their reason; Doria and the operator have no row.
    """
    model = next(model for model in recorded_tables() if model.recording.source is source)
    uow.session.flush()
    wanted = sorted(set(row_ids))
    # Ask for those that wait first: whoever places meanwhile must not make a row look as if it never waited.
    waits = {row_id: has_words for some in _by_many(wanted) for row_id, has_words in _waiting(uow, model, some)}
    wanted = [row_id for row_id in wanted if row_id not in waits]
    gone = [one for some in _by_many(wanted) for one in _placed(uow, community_id, source, some) if one.has_salt]
    if gone:
        facts = {"entries": as_ranges(entry.seq for entry in gone), "why": why.value}
        is_hidden = why in HIDDEN_WHY
        act_id = acts.note(uow, community_id, ActKind.ERASED, by=by, words=words, is_hidden=is_hidden, **facts)
        for some in _by_many([entry.seq for entry in gone]):
            _forget_salts(uow, community_id, some, act_id)
    # Words that somebody has put in behind Doria's back go as well: no act tells of them, and no hash.
    for some in _by_many(wanted):
        _empty(uow, model, community_id, some)
    return sum(waits.values())


def _by_many(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(numbers), _MANY):
        yield numbers[first : first + _MANY]


def _placed(uow: UnitOfWork, community_id: int, source: Source, row_ids: Sequence[int]) -> list[_Entry]:
    """Return the places of rows, locked until the commit: two that erase one row wait for each other."""
    wanted = (
        select(RecordEntry.row_id, RecordEntry.seq, RecordEntry.word_salt.is_not(None))
        .where(RecordEntry.source == source, RecordEntry.row_id.in_(row_ids), RecordEntry.community_id == community_id)
        .order_by(RecordEntry.seq)
        .with_for_update()
    )
    return [_Entry(*row) for row in uow.session.execute(wanted)]


def _waiting(uow: UnitOfWork, model: type[Recorded], row_ids: Sequence[int]) -> list[tuple[int, bool]]:
    """Return the rows that wait for their place, and whether each holds words."""
    words = (func.length(type_coerce(getattr(model, name), LargeBinary)) > 0 for name in model.recording.words)
    wanted = select(model.id, func.coalesce(or_(*words), false())).where(
        model.id.in_(row_ids), model.proof.is_not(None)
    )
    return [(row_id, bool(has_words)) for row_id, has_words in uow.session.execute(wanted)]


def _empty(uow: UnitOfWork, model: type[Recorded], community_id: int, row_ids: Sequence[int]) -> None:
    columns = inspect(model).columns
    blank = {name: None if columns[name].nullable else "" for name in model.recording.words}
    emptied = update(model).where(model.id.in_(row_ids), model.community_id == community_id).values(**blank)
    uow.session.execute(emptied.execution_options(synchronize_session=False))
    for row in list(uow.session.identity_map.values()):
        if isinstance(row, model) and row.id in row_ids:
            uow.session.expire(row, blank)


def _forget_salts(uow: UnitOfWork, community_id: int, seqs: Sequence[int], act_id: int) -> None:
    forgotten = update(RecordEntry).where(RecordEntry.community_id == community_id, RecordEntry.seq.in_(seqs))
    uow.session.execute(forgotten.values(word_salt=None, erased_by=act_id).execution_options(synchronize_session=False))
