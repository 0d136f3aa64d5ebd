"""The guided story: six steps on the phones of one community, each done once, however often it is asked for.

Its progress is kept in a file, so that it goes on after a restart. Nobody has a story of their own: all who look at the
phones see the same.
"""

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from gateway.simulator import story_rules as rules
from gateway.simulator.people import Place
from gateway.simulator.story_acts import Phones, Progress, Telling, TroubleError
from gateway.simulator.story_rules import Part
from gateway.simulator.story_words import in_words

_PATIENCE = 12.0
"""Seconds in which an alert or an answer comes, also on a busy machine. A guess."""


class Story:
    """The story of the first community that can tell it.

    `places` gives the communities of this moment. `to_next_rung` moves the time to the next rung that is due, and
    returns False if there is none.
    """

    def __init__(
        self,
        phones: Phones,
        places: Callable[[], Iterable[Place]],
        to_next_rung: Callable[[], bool],
        file: Path,
        patience: float = _PATIENCE,
    ) -> None:
        self._phones, self._places, self._to_next_rung = phones, places, to_next_rung
        self._file, self._patience = file, patience
        self._under_way = threading.Lock()
        self._progress = _read(file)
        self._failed: dict[str, str] | None = None

    def state(self) -> dict[str, Any]:
        """Return the story as the page shows it; `step` is the number of steps that are done."""
        cast, progress = rules.cast_of(self._places()), self._progress
        people = {part.name.lower(): cast.people[part] for part in Part} if cast else {}
        return {
            "community": cast.place.key if cast else None,
            "run": progress.run,
            "step": progress.step,
            "reference": progress.reference,
            "resident": rules.resident(progress.run),
            "people": {part: {"name": one.name, "phone": one.phone} for part, one in people.items()},
            "busy": self._under_way.locked(),
            "failed": self._failed,
        }

    def do(self, run: int, step: int) -> None:
        """Do a step of a run, unless it is done, under way, or not the next one."""
        with self._alone() as is_alone:
            progress, cast = self._progress, rules.cast_of(self._places())
            is_next = (run, step) == (progress.run, progress.step + 1) and step <= rules.STEPS
            if not is_alone or not is_next or cast is None:
                return
            self._failed = None
            try:
                Telling(self._phones, cast, self._to_next_rung, progress, self._keep, self._patience).tell(step)
            except TroubleError as error:
                self._failed = in_words(error.trouble, error.name)
            else:
                self._keep(replace(self._progress, step=step))

    def again(self, run: int) -> None:
        """Begin a new run after this one, with another resident and another zone."""
        with self._alone() as is_alone:
            progress = self._progress
            if is_alone and run == progress.run:
                is_open = progress.reference if progress.step < rules.STEPS else None
                self._failed = None
                self._keep(Progress(run + 1, open_before=is_open or progress.open_before))

    def _keep(self, progress: Progress) -> None:
        self._progress = progress
        draft = self._file.with_suffix(".new")
        draft.write_text(json.dumps(progress.as_json()), encoding="utf-8")
        draft.replace(self._file)

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Tell whether no step is under way, and let none begin meanwhile."""
        is_alone = self._under_way.acquire(blocking=False)
        try:
            yield is_alone
        finally:
            if is_alone:
                self._under_way.release()


def _read(file: Path) -> Progress:
    """Return the progress in a file; a new story if there is none that can be read."""
    try:
        return Progress.from_json(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return Progress()
