"""Boards of this process: each is made anew only when something that its viewer may see has happened.

Fifty open pages ask every three seconds. Most of these questions cost one look at the index of events.
"""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from gateway.desk.board import snapshot, view
from gateway.desk.board.filters import Filters
from gateway.desk.board.looking import Looking
from gateway.desk.board.rows import Board
from gateway.desk.board.snapshot import Snapshots

_MOST = 64
"""The most boards that are kept: each of some 20 people with a desk looks at few. One has some 30 KB. A guess."""
Key = tuple[object, ...]


@dataclass(frozen=True)
class _Made:
    """A board with the event and the snapshot that it was made of."""

    newest: int
    number: int
    board: Board


@dataclass
class Boards:
    """The boards that were made lately, by their viewer, filters and language. They hold names, and stay in memory."""

    snapshots: Snapshots = field(default_factory=Snapshots)
    _made: OrderedDict[Key, _Made] = field(default_factory=OrderedDict)

    def of(self, session: Session, looking: Looking, filters: Filters, now: datetime) -> Board:
        """Return what a viewer sees now."""
        record = looking.record
        newest = snapshot.newest_for(session, record, looking.person)
        number, known = self.snapshots.at(session, record, newest, now)
        # Another version of the file, a pause, or an interest is another record: what a person may see may have
        # changed with it.
        changing = (record.version, record.paused_at, record.interests)
        key = (record.id, changing, looking.person_id, looking.language, filters)
        made = self._made.get(key)
        if made is None or (made.newest, made.number) != (newest, number) or _is_over(made.board, now):
            made = _Made(newest, number, view.board(session, known, looking, filters, now))
            self._made[key] = made
            while len(self._made) > _MOST:
                self._made.popitem(last=False)
        return made.board


def _is_over(board: Board, now: datetime) -> bool:
    return board.until is not None and board.until <= now
