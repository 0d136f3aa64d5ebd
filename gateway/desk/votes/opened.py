"""Opened: the shares that one teller's code has opened, kept in this process until the second teller comes.

They are on no disk, and gone after a quarter of an hour: both tellers sit in one room, before witnesses.
"""

from datetime import datetime, timedelta
from threading import Lock

from flask import current_app

from gateway.association.votes.ceremony import Opened

_KEPT = timedelta(minutes=15)
"""The time that the first teller waits for the second one. A guess."""
_NAME = "doria_votes_opened"


class Waiting:
    """The shares that wait, by the vote and the seat of their teller."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: dict[tuple[int, int], tuple[Opened, datetime]] = {}

    def put(self, vote_id: int, one: Opened, now: datetime) -> list[Opened]:
        """Keep the shares of a teller; return those of two tellers of a vote, if both are there now."""
        with self._lock:
            self._forget_old(now)
            self._kept[vote_id, one.seat] = (one, now)
            found = [kept for (vote, _), (kept, _) in sorted(self._kept.items()) if vote == vote_id]
        others = [each for each in found if each.seat != one.seat]
        return [one, others[0]] if others else []

    def forget(self, vote_id: int) -> None:
        """Forget the shares of a vote."""
        with self._lock:
            self._kept = {key: kept for key, kept in self._kept.items() if key[0] != vote_id}

    def is_any(self, vote_id: int, now: datetime) -> bool:
        """Return whether a teller's shares of a vote wait."""
        with self._lock:
            self._forget_old(now)
            return any(vote == vote_id for vote, _ in self._kept)

    def _forget_old(self, now: datetime) -> None:
        self._kept = {key: kept for key, kept in self._kept.items() if now - kept[1] < _KEPT}


def of_app() -> Waiting:
    """Return what waits in the app that is answering."""
    made: Waiting = current_app.extensions.setdefault(_NAME, Waiting())
    return made
