"""Joint barazas and visits: what an association plans with its police station, and what of it was held."""

from datetime import date, timedelta
from enum import StrEnum

FURTHEST = timedelta(days=180)
"""The furthest day that is planned. A guess: half a year, as barazas are."""
OLDEST = timedelta(days=90)
"""The oldest day that is noted as held: a card tells of no older one."""
LONGEST_WORDS = 100
"""The most characters of words beside a note. A guess: they stand in one SMS with the form."""


class MeetingKind(StrEnum):
    """A baraza that both hold, or a visit of one to the other. The values are stored."""

    BARAZA = "baraza"
    VISIT = "visit"


class MeetingNote(StrEnum):
    """The content of a note: that it is planned, that it was held, or that the note was wrong."""

    PLANNED = "planned"
    HELD = "held"
    WRONG = "wrong"


def is_fitting(note: MeetingNote, day: date, today: date) -> bool:
    """Return whether a day fits a note.

    Only what is still to come is planned: a plan that is entered afterwards would make its own figure.
    """
    match note:
        case MeetingNote.PLANNED:
            return today <= day <= today + FURTHEST
        case MeetingNote.HELD:
            return today - OLDEST <= day <= today
        case MeetingNote.WRONG:
            return today - OLDEST <= day <= today + FURTHEST
