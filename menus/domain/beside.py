"""Beside SMS: when a line that names nobody goes out for an incident that nobody answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from menus.domain import circles
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Level, Track
from menus.domain.circles import OPEN_TRACKS
from menus.domain.community import Stage
from menus.domain.escalation_life import WITHOUT_ANSWER, EscalationPhase
from menus.domain.marks import AlarmKind, Caution

LEVELS = frozenset({Level.MAJOR, Level.URGENT})
"""The levels of which a line goes out: others wait till the morning."""
EXHAUSTED = 1_000
"""The step of a ladder that is exhausted: no ladder has so many rungs."""


@dataclass(frozen=True)
class Climb:
    """The progress of one track's ladder: its phase, the number of rungs fired, and the number of all rungs."""

    track: Track
    phase: EscalationPhase
    fired: int
    rungs: int


@dataclass(frozen=True)
class Matter:
    """The facts of an incident that decide whether a line may go out at all."""

    level: Level
    accused_group: AccusedGroup | None = None
    alarm: AlarmKind | None = None
    caution: Caution | None = None
    is_drill: bool = False


def may_leave(stage: Stage, matter: Matter) -> bool:
    """Return whether a line about an incident may leave Doria for another network.

    Nothing leaves that is hidden from a log: of a closed circle, of what may belong to one, of an incident that accuses
    a group, or of a silent call for help. Nor does a drill, nor anything in a dry run.
    """
    is_hidden = circles.is_hidden(matter.level, matter.accused_group, matter.alarm, matter.caution)
    return matter.level in LEVELS and not (is_hidden or matter.is_drill) and stage is not Stage.DRY_RUN


def step_of(climbs: Iterable[Climb]) -> int:
    """Return how high an incident has climbed without an answer: 0 until the second rung of a track was fired.

    Further rounds count no more than the first one: the lines would become a noise that nobody reads.
    """
    return max((_step(climb) for climb in climbs), default=0)


def _step(climb: Climb) -> int:
    if climb.track not in OPEN_TRACKS or climb.phase not in WITHOUT_ANSWER:
        return 0
    if climb.phase is EscalationPhase.EXHAUSTED:
        return EXHAUSTED
    return max(0, min(climb.fired, climb.rungs) - 1)
