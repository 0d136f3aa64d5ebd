"""Waits: one timer ends whatever waits too long on the event loop."""

import asyncio
from types import TracebackType

_EVERY = 0.05
"""Seconds between two looks: a wait may last so much longer. A guess; a body and a hop have seconds."""


class Waits:
    """The waits of an event loop, each with its end. A timer for each would take as long as most pages (measured)."""

    def __init__(self) -> None:
        self._open: dict[Wait, None] = {}
        self._looks_on: asyncio.AbstractEventLoop | None = None

    def within(self, seconds: float) -> "Wait":
        """Return the context of one wait: it raises TimeoutError if the block is not over after so many seconds."""
        return Wait(self, seconds)

    def add(self, wait: "Wait", loop: asyncio.AbstractEventLoop) -> None:
        """Watch a wait."""
        self._open[wait] = None
        if loop is not self._looks_on:
            self._looks_on = loop
            loop.call_later(_EVERY, self._look, loop)

    def discard(self, wait: "Wait") -> None:
        """Watch a wait no longer."""
        self._open.pop(wait, None)

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        late = [wait for wait in self._open if wait.ends_at <= now]
        for wait in late:
            self.discard(wait)
        if self._open:
            loop.call_later(_EVERY, self._look, loop)
        else:
            self._looks_on = None
        for wait in late:
            wait.end()


class Wait:
    """One wait of a task: a context that raises TimeoutError in place of the cancellation with which its time ends."""

    def __init__(self, waits: Waits, seconds: float) -> None:
        self._waits, self._seconds = waits, seconds
        self._task: asyncio.Task[object] | None = None
        self._is_late = False
        self.ends_at = 0.0

    def __enter__(self) -> None:
        """Begin to wait."""
        loop = asyncio.get_running_loop()
        self._task, self.ends_at = asyncio.current_task(loop), loop.time() + self._seconds
        if self._task is None:
            message = "only a task can be told that its time is over"
            raise RuntimeError(message)
        self._waits.add(self, loop)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """End the wait."""
        self._waits.discard(self)
        is_ended = self._is_late and self._task is not None and self._task.uncancel() == 0
        if is_ended and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def end(self) -> None:
        """Wake the task because its time is over."""
        if self._task is not None:
            self._is_late = True
            self._task.cancel()
