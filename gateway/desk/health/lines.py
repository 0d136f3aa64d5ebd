"""Lines of the health page: a part of Doria, how it is, and the words that say so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from menus.domain.messages import Lane
from menus.domain.money import Money

Value = str | int | datetime | timedelta | Money | Sequence[Lane]
"""A value in the words of a line: a text, a number, a moment (aware), an age, money, or lanes."""


class State(Enum):
    """The state of a part of Doria. `UNKNOWN`: it is off, or nobody has tried it."""

    RED = auto()
    GOOD = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class HealthLine:
    """A part of Doria: its name, its state, the name of the words that say how it is, and their values.

    The page tells moments, ages, money and lanes in the viewer's words. A red line says what to do by the words `do.`
    and its part.
    """

    part: str
    state: State
    said: str
    values: dict[str, Value] = field(default_factory=dict)

    @property
    def is_red(self) -> bool:
        """Return whether somebody must do something."""
        return self.state is State.RED


def line(part: str, said: str, *, is_red: bool = False, **values: Value) -> HealthLine:
    """Return a line that is red or good."""
    return HealthLine(part, State.RED if is_red else State.GOOD, said, values)


def unknown(part: str, said: str) -> HealthLine:
    """Return the line of a part that is off, or that nobody has tried."""
    return HealthLine(part, State.UNKNOWN, said)


def red_first(lines: Iterable[HealthLine]) -> tuple[Sequence[HealthLine], Sequence[HealthLine]]:
    """Return the red lines, and the others, each in their order."""
    found = list(lines)
    return [one for one in found if one.is_red], [one for one in found if not one.is_red]
