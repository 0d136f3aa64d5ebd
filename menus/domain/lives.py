"""Lives: a table of (state, step) -> state for each entity that has a life.

A step that a state does not allow raises `IllegalStep`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

State = TypeVar("State", bound=StrEnum)
Step = TypeVar("Step", bound=StrEnum)


class IllegalStep(Exception):  # noqa: N818 - it names a step that the caller should not have taken
    """A state does not allow a step."""


@dataclass(frozen=True)
class Life(Generic[State, Step]):
    """The table of a life: the next state for each allowed pair of a state and a step."""

    table: Mapping[tuple[State, Step], State]

    def after(self, state: State, step: Step) -> State:
        """Return the next state; raise IllegalStep if the state does not allow the step."""
        found = self.table.get((state, step))
        if found is None:
            message = f"{type(state).__name__} {state} does not allow {step}"
            raise IllegalStep(message)
        return found

    def as_text(self) -> str:
        """Return the table as Markdown: a line for each state, a column for each step, and the state that follows."""
        one_state, one_step = next(iter(self.table))
        states, steps = list(type(one_state)), list(type(one_step))
        rows = [
            [state.value, *(to.value if (to := self.table.get((state, step))) else "" for step in steps)]
            for state in states
        ]
        head = ["state", *(step.value for step in steps)]
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
