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
    """The reason why coordinators should look twice: the caller sent many reports, or had some marked false."""

    MANY = "many"
    FALSE_BEFORE = "false-before"
