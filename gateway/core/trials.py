"""Trials: a small real write shows whether Doria can still keep what it is told."""

import threading
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError

TIMEOUT = 2.0
"""Seconds that a trial may take. A hung disk or a held lock takes longer. A guess, to be tested."""
_LONGEST_REASON = 120


class Trial:
    """Tries one small write. Each trial runs in a thread of its own, because a hung disk never answers.

    Askers at the same time share one trial.
    """

    def __init__(self, write: Callable[[], object]) -> None:
        self._write = write
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._found: list[str] = []
        self.has_failed = False
        """Whether the last write that is known of has failed."""

    def note_failed(self) -> None:
        """Note that a write of somebody has failed."""
        self.has_failed = True

    def still_fails(self, timeout: float) -> bool:
        """Return whether no write works since somebody's write has failed.

        It costs nothing while all goes well. After a failure each asker tries again: the first write that works ends
        it.
        """
        return self.has_failed and self.fault(timeout) is not None

    def fault(self, timeout: float = TIMEOUT) -> str | None:
        """Try now; return what is wrong, or None."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._found = []
                self._thread = threading.Thread(target=self._try, args=(self._found,), name="trial", daemon=True)
                self._thread.start()
            thread, found = self._thread, self._found
        thread.join(max(0.0, timeout))
        if thread.is_alive():
            return "it does not come to an end"
        self.has_failed = bool(found)
        return found[0] if found else None

    def _try(self, found: list[str]) -> None:
        try:
            self._write()
        except Exception as error:  # noqa: BLE001 - whatever is wrong is what was asked for
            found.append(_why(error))


def _why(error: Exception) -> str:
    """Return the words of the database or the system, such as `database or disk is full`, without any value."""
    if isinstance(error, DBAPIError) and error.orig is not None:
        words = str(error.orig)
    else:
        words = (error.strerror or "") if isinstance(error, OSError) else ""
    return words.splitlines()[0][:_LONGEST_REASON] if words else type(error).__name__
