"""Tasks: work that a youth group does about hazards that were reported, their life, and who reopens them."""

from enum import StrEnum

from menus.domain.incident_life import IncidentStatus
from menus.domain.lives import Life


class TaskState(StrEnum):
    """The state of a task. The values are stored."""

    OPEN = "open"
    """No group has taken it."""
    TAKEN = "taken"
    DONE = "done"


class TaskStep(StrEnum):
    """A step in the life of a task.

    `LEAVE`: whoever took it leads no youth group any more. `REOPEN`: several phones say that it is still as it was.
    """

    TAKE = "take"
    LEAVE = "leave"
    DONE = "done"
    REOPEN = "reopen"


TASK = Life(
    {
        (TaskState.OPEN, TaskStep.TAKE): TaskState.TAKEN,
        (TaskState.TAKEN, TaskStep.LEAVE): TaskState.OPEN,
        (TaskState.TAKEN, TaskStep.DONE): TaskState.DONE,
        (TaskState.DONE, TaskStep.REOPEN): TaskState.OPEN,
    }
)


class TaskKind(StrEnum):
    """The kind of a hazard that a task is about. The values are stored."""

    DARK = "dark"
    DRAIN = "drain"
    GARBAGE = "garbage"
    OTHER = "other"


class VoiceKind(StrEnum):
    """The word of a caller on a task or a project, without their name. The values are stored."""

    COMES = "comes"
    """They will come and help."""
    STILL = "still"
    """It is still as it was."""


VOICES_TO_REOPEN = 3
"""So many phones must say that a task is still undone (the specification): one alone may be mistaken, or angry."""


def reopens(state: TaskState, voices: int) -> bool:
    """Return whether a task is open again once so many different phones say that it is still as it was."""
    return state is TaskState.DONE and voices >= VOICES_TO_REOPEN


class TaskStanding(StrEnum):
    """The standing of the task about a hazard, as the reporter of the hazard reads it."""

    TAKEN = "taken"
    DONE = "done"
    REOPENED = "reopened"


def for_reporter(state: TaskState, status: IncidentStatus, *, is_reopened: bool) -> TaskStanding | None:
    """Return what a task adds to what the reporter of its hazard reads; None if their report tells all.

    What was closed for another reason, or was false, is told as it was.
    """
    if status.is_live:
        return TaskStanding.TAKEN if state is TaskState.TAKEN else None
    if status is not IncidentStatus.CLOSED:
        return None
    if state is TaskState.DONE:
        return TaskStanding.DONE
    return TaskStanding.REOPENED if is_reopened else None
