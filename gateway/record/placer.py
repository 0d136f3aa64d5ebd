"""The placer of the clock: it gives waiting rows their places, in short transactions, for as long as a run may last.

It rests as long as it wrote, so that other writers get their turn. It remembers which rows are stuck, and does not
read them again and again: they are looked at anew once a minute.
"""

import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWorkMaker
from gateway.logs import logger
from gateway.record import waiting
from gateway.record.placing import BEGINNING, Batch, Position, Stuck, place_some
from gateway.record.trees import TreeBrokenError
from menus.domain.record import Source

_RUN = 0.8
"""Seconds that a run may last: the next tick begins another one. A guess."""
_LOOK_AGAIN = 60.0
"""Seconds after which rows that are stuck, and trees that are broken, are looked at anew. A guess."""
_SETTLED = timedelta(minutes=1)
"""The age from which no row of a moment comes any more: a transaction is much shorter. A guess."""
log = logger()


@dataclass
class Placer:
    """Gives waiting rows their places. `reading` gives a session for reading alone, and `clock` the time."""

    new_uow: UnitOfWorkMaker
    reading: Callable[[], AbstractContextManager[Session]]
    clock: Callable[[], datetime]
    monotonic: Callable[[], float] = time.monotonic
    rest: Callable[[float], object] = time.sleep
    _passed: dict[int, dict[Source, Position]] = field(default_factory=dict)
    _broken: set[int] = field(default_factory=set)
    _told: dict[int, Mapping[Stuck, int]] = field(default_factory=dict)
    _looked_at: float = float("-inf")
    _begins_after: int = 0

    def run(self, lasts: float = _RUN) -> int:
        """Place what waits; return how many rows got their place. The next run goes on with what is left."""
        until = self.monotonic() + lasts
        if self.monotonic() - self._looked_at >= _LOOK_AGAIN:
            self._passed.clear()
            self._broken.clear()
            self._looked_at = self.monotonic()
        now = self.clock()
        with self.reading() as session:
            found = waiting.communities(session, now)
        placed = 0
        # Begin behind the community that was the last one in the run before: each gets its turn.
        later = [one for one in found if one > self._begins_after]
        for community_id in [*later, *(one for one in found if one <= self._begins_after)]:
            if self.monotonic() >= until:
                break
            if community_id not in self._broken:
                placed += self._place_in_turn(community_id, now, until)
            self._begins_after = community_id
        return placed

    def _place_in_turn(self, community_id: int, now: datetime, until: float) -> int:
        try:
            return self._place(community_id, now, until)
        except TreeBrokenError as error:
            self._broken.add(community_id)
            log.warning("record.tree_broken", community=community_id, why=error.fault.name.lower())
        except SQLAlchemyError as error:
            log.warning("record.not_placed", community=community_id, error=type(error).__name__)
        except Exception:
            log.exception("record.not_placed", community=community_id)
        return 0

    def _place(self, community_id: int, now: datetime, until: float) -> int:
        begins = {**BEGINNING, **self._passed.get(community_id, {})}
        after: Mapping[Source, Position] = begins
        placed = 0
        stuck: list[tuple[Source, Position, Stuck]] = []
        while True:
            batch = self._batch(community_id, after)
            placed += batch.placed
            stuck += batch.stuck
            if batch.is_last or batch.read_to == after or self.monotonic() >= until:
                break
            after = batch.read_to
        if not placed:
            self._passed[community_id] = {**begins, **_settled(stuck, now)}
        self._tell(community_id, Counter(why for *_, why in stuck))
        return placed

    def _batch(self, community_id: int, after: Mapping[Source, Position]) -> Batch:
        with self.new_uow() as uow:
            # The wait for the lock is over: what follows is the time for which others wait.
            began = self.monotonic()
            batch = place_some(uow, community_id, after)
        self.rest(self.monotonic() - began)
        return batch

    def _tell(self, community_id: int, stuck: Mapping[Stuck, int]) -> None:
        """Log how many rows are stuck and why, once. The doctor says since when."""
        if stuck and self._told.get(community_id) != stuck:
            self._told[community_id] = stuck
            log.warning(
                "record.rows_stuck", community=community_id, **{why.name.lower(): n for why, n in stuck.items()}
            )


def _settled(stuck: list[tuple[Source, Position, Stuck]], now: datetime) -> dict[Source, Position]:
    """Return the last stuck row of each source before which nothing comes any more."""
    is_old = ((source, at) for source, at, _ in stuck if at.moment is not None and at.moment < now - _SETTLED)
    return dict(is_old)
