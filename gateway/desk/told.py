"""Told: what an act has just answered, kept in this process until the next page of that session shows it once.

An answer names an incident. So it stands in no address and in no cookie, and is gone after a minute.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from flask import current_app

from gateway.desk.viewer import Viewer
from menus.domain.desk_sessions import DeskState

_KEPT = timedelta(minutes=1)
"""The time that an answer waits for the page that shows it: a slow line takes seconds. A guess."""
_NAME = "doria_told"


@dataclass(frozen=True)
class Answer:
    """The text of an answer, and when it was given (aware)."""

    text: str
    at: datetime


class Told:
    """The answers that wait, by the id of the session: one for each."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: dict[int, Answer] = {}

    def put(self, session_id: int, text: str, now: datetime) -> None:
        """Keep an answer for the next page of a session, and forget those that nobody has fetched."""
        with self._lock:
            self._waiting = {key: one for key, one in self._waiting.items() if now - one.at < _KEPT}
            self._waiting[session_id] = Answer(text, now)

    def put_if_none(self, session_id: int, text: str, now: datetime) -> None:
        """Keep an answer for the next page of a session, unless another one waits for it."""
        with self._lock:
            known = self._waiting.get(session_id)
        if known is None or now - known.at >= _KEPT:
            self.put(session_id, text, now)

    def take(self, session_id: int, now: datetime) -> str:
        """Return the answer that waits for a session, once; empty without one."""
        with self._lock:
            found = self._waiting.pop(session_id, None)
        return found.text if found is not None and now - found.at < _KEPT else ""


def last(viewer: Viewer) -> str:
    """Return the last answer to an act of this session, once; a page that is locked shows none, and keeps it."""
    return of_app().take(viewer.session_id, viewer.now) if viewer.state is DeskState.OPEN else ""


def of_app() -> Told:
    """Return what waits in the app that is answering."""
    made: Told = current_app.extensions.setdefault(_NAME, Told())
    return made
