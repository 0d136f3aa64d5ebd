"""Marks of an incident: calls for help by a patroller, and reasons for coordinators to look twice."""

from enum import StrEnum


class AlarmKind(StrEnum):
    """The kind of a patroller's alarm.

    `CALLED`: they called for help. `DURESS`: they did so by their duress word, and a person watching must not notice.
    `SILENT`: they left the questions whether they are safe unanswered.
    """

    CALLED = "called"
    DURESS = "duress"
    SILENT = "silent"


class Caution(StrEnum):
    """The reason why people should look twice.

    `MANY`: the caller sent many reports. `FALSE_BEFORE`: some were marked false. `MAYBE_PRIVATE`: the words of a text
    may be private, so that only helpers know of it until one of them decides.
    """

    MANY = "many"
    FALSE_BEFORE = "false-before"
    MAYBE_PRIVATE = "may-be-private"
