"""Erasings: which entries lost their words by an act that is on record, and which lost them without one."""

import json
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress

from sqlalchemy import Connection, String, cast, select, type_coerce

from gateway.record.findings import Fault
from gateway.storage.models import Act, RecordEntry
from menus.domain.acts import ActKind
from menus.domain.record import Source, from_ranges


class Erasings:
    """The acts of erasing of a community, with the entries that each of them names."""

    def __init__(self, named: Iterable[tuple[int, range]]) -> None:
        """Take the acts, by their ids, with one stretch of entries each; an act may come several times."""
        self._named = sorted(((one.start, one.stop, act) for act, one in named if one), key=lambda one: one[:2])
        self._starts = [start for start, _, _ in self._named]

    def act_of(self, seq: int) -> int | None:
        """Return the act that names an entry; None if there is none."""
        at = bisect_right(self._starts, seq) - 1
        return self._named[at][2] if at >= 0 and seq < self._named[at][1] else None

    def faults(self, erased: Iterable[tuple[int, int | None]]) -> dict[int, Fault]:
        """Return what is wrong, by entry; `erased` are all entries whose words are gone, with the act of their row."""
        gone = dict(erased)
        found = {seq: Fault.WORDS_TAKEN for seq, act in gone.items() if act is None or self.act_of(seq) != act}
        found |= {
            seq: Fault.WORDS_BACK for start, stop, _ in self._named for seq in range(start, stop) if seq not in gone
        }
        return found | dict.fromkeys(self._twice(), Fault.ERASED_TWICE)

    def _twice(self) -> Iterator[int]:
        """Yield entries that two acts name: of each pair of stretches the first one."""
        end = 0
        for start, stop, _ in self._named:
            if start < end:
                yield start
            end = max(end, stop)


def read(connection: Connection, community_id: int, size: int, waiting: Collection[int]) -> Erasings:
    """Return the erasings of a community that are on record, as far as they name the first `size` entries.

    An act that has its place counts, and one of those that are `waiting` for it.
    """
    acts, entries = Act.__table__.c, RecordEntry.__table__.c
    own = (entries.community_id == community_id, entries.seq >= 0, entries.seq < size)
    placed = select(entries.row_id).where(entries.source == Source.ACTS, entries.row_id == acts.id, *own).exists()
    # As text: SQLite may hold there what is no JSON.
    raw = type_coerce(acts.facts, String) if connection.dialect.name == "sqlite" else cast(acts.facts, String)
    wanted = select(acts.id, raw, placed).where(acts.community_id == community_id, acts.kind == ActKind.ERASED)
    named = []
    for act, facts, is_placed in connection.execute(wanted):
        if not is_placed and act not in waiting:
            continue
        # An act with other facts is a fault of its own entry.
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            ranges = from_ranges(json.loads(facts)["entries"])
            named += [(act, range(one.start, min(one.stop, size))) for one in ranges]
    return Erasings(named)
