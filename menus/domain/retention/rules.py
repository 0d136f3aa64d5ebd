"""The form of the retention table: a table of the database, its lines, and the ends of what they hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, StrEnum


class Since(StrEnum):
    """The moment from which a period runs, in words that follow "after"."""

    REPORT_ENDED = "the incident first ended, or was joined to another"
    INCIDENT_ENDED = "the incident ended"
    LAST_WORD = "the last word about an incident that nobody closes"
    PRIVATE_ENDED = "a helper ended the case of private help"
    PRIVATE_SHOWN = "the number of a caller of private help was first shown"
    PRIVATE_FILED = "the call for private help"
    PRIVATE_TEXT = "the private text came"
    BROKE_OFF = "the last key of a session that broke off"
    TOUCHED = "the last key"
    ASKED = "it was asked"
    ANSWERED = "it was answered"
    DECIDED = "it was decided"
    READ = "they last read"
    WRITTEN = "it was written"
    SEND_BY = "it was written, if it brings a helper a number, and until its delivery if that comes first"
    HANDED_OVER = "it was handed to a provider"
    CAME = "it came"
    EXPIRED = "it expired"
    SESSION_ENDS = "the session last changed it"
    USED = "the week in which it was last used, or the week of the phone's last open report"
    LEFT = "the community file named them no longer"
    NEEDED = "they left, once no row needs them"
    REPLACED = "it was replaced"
    RESUMED = "the pause ended"
    CREDENTIAL_ENDED = "it was ended"
    COURSE_PERSON = "90 days since the warning are over, or 180 since the family met"
    COURSE_OVER = "the course is over, with its question 90 days later"
    MARKED = "it was marked"
    MEETING = "the meeting began"
    ITS_DAY = "its day"
    VOTE_ENDED = "the vote was counted, or was void"


class Then(Enum):
    """The value that stands there afterwards, in words."""

    NULL = "is blanked"
    EMPTY = "is emptied"
    RANDOM = "becomes random bytes"
    DELETED = "is deleted with its row"


class Kept(Enum):
    """Why a column has no end of its own."""

    NO_PERSON = "kept: no person in it"
    PERSON_ROW = "kept: the number of a person's row, which holds no phone number once they have left"
    WITH_ROW = "goes with its row"


class Topic(StrEnum):
    """A question of residents and of the people with a role, in the order in which they ask it."""

    NUMBER = "My number, when I have reported something"
    WORDS = "My words, and that it was I who reported"
    PRIVATE = "Private help"
    TEXTS = "Texts that I send or get"
    SESSION = "What I press on the menu, and break off"
    ROLE = "People with a role: patrollers, leaders, coordinators, helpers"
    MONEY = "Gifts and receipts"
    VOTES = "Votes, and the list of households"
    COURSES = "Warnings and second chances"
    FILES = "The association's files and pauses"
    RECORD = "The record"
    MACHINE = "Doria's own notes about processes, providers and machines"


@dataclass(frozen=True)
class End:
    """The end of what a column or a row holds: `after` this time since a moment."""

    after: timedelta
    since: Since
    then: Then = Then.NULL


@dataclass(frozen=True)
class Line:
    """A line of the table: columns that have the same rule, by the names of their attributes.

    The end that comes first counts. `kept` is given where there is none. `until` names another end in words, for what
    goes when somebody does something, or when something is done.
    """

    columns: tuple[str, ...]
    holds: str
    ends: tuple[End, ...] = ()
    why: str = ""
    topic: Topic | None = None
    kept: Kept | None = None
    until: str = ""


@dataclass(frozen=True)
class Table:
    """A table of the database. `row` is the line of the whole row, if the row is deleted some time."""

    name: str
    holds: str
    lines: tuple[Line, ...]
    row: Line | None = None

    def blanked(self, since: Since) -> Mapping[str, Then]:
        """Return the columns that end some time after a moment, and what stands there then."""
        return {
            name: end.then for line in self.lines for end in line.ends if end.since is since for name in line.columns
        }

    def after(self, since: Since, column: str = "") -> timedelta:
        """Return the period of a column after a moment; without a column, of the row.

        Raise LookupError if the table has no such line.
        """
        lines = [line for line in self.lines if column in line.columns] if column else [self.row] if self.row else []
        found = [end.after for line in lines for end in line.ends if end.since is since]
        if len(found) != 1:
            message = f"{self.name}.{column or 'row'} has {len(found)} periods since {since.name}"
            raise LookupError(message)
        return found[0]


def nobody(columns: str, holds: str = "") -> Line:
    """Return the line of columns without people's data."""
    return Line(tuple(columns.split()), holds, kept=Kept.NO_PERSON)


def person_row(columns: str, holds: str) -> Line:
    """Return the line of columns that name the row of a person with a role."""
    return Line(tuple(columns.split()), holds, kept=Kept.PERSON_ROW)


def with_row(columns: str, holds: str) -> Line:
    """Return the line of columns with people's data that are deleted with their row, and not before."""
    return Line(tuple(columns.split()), holds, kept=Kept.WITH_ROW)


def goes(topic: Topic, columns: str, holds: str, *ends: End, why: str, until: str = "") -> Line:
    """Return the line of columns with people's data that end before their row, or where the row stays."""
    return Line(tuple(columns.split()), holds, ends, why, topic, until=until)


def row_goes(topic: Topic, holds: str, *ends: End, why: str, until: str = "") -> Line:
    """Return the line of whole rows that are deleted."""
    return Line((), holds, ends, why, topic, until=until)
