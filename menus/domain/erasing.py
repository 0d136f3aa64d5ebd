"""Erasing: the kinds of things that are kept of a number, and what becomes of each when its owner wants it erased."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from menus.domain.incident_life import IncidentStatus
from menus.domain.limits import REMEMBERED

COUNTED_FOR = timedelta(days=1)
"""The time that the keyed hash of an erased report, text or message stays.

It counts to the limits of one caller: an erasing must not give a prankster a fresh count. A guess, to be tested.
"""


class Kept(StrEnum):
    """The kinds of things that are kept of a number. Private help is none of them: it leads to no number."""

    CLOSED_REPORTS = "closed-reports"
    OPEN_REPORTS = "open-reports"
    QUESTIONS = "questions"
    """Questions about reports, and their answers."""
    TEXTS_IN = "texts-in"
    TEXTS_OUT = "texts-out"
    TEXTS_WAITING = "texts-waiting"
    """Texts to the number that have not left yet, or are under way."""
    DRAFTS = "drafts"
    """Reports that were begun and broken off."""
    LIVE_DRAFTS = "live-drafts"
    """A report that is being dialled at this moment, or that its caller may still take up."""
    LANGUAGE = "language"
    STOPPED = "stopped"
    """A STOP: no more texts that nobody has asked for."""
    HASHES = "hashes"
    """The keyed hash of an erased report, which counts to the limits of one caller."""
    GIVER = "giver"
    """The number of a giver that the phone has linked itself to."""
    ANSWERED = "answered"
    """That the phone has answered a question under More, and not what."""
    REMINDERS = "reminders"
    """The wish to be reminded of a baraza."""
    ASKS_FOR_LIST = "asks-for-list"
    """A request to be on the list of households, which waits for two neighbours."""
    ROLE = "role"
    """A place in a community file."""


class Fate(StrEnum):
    """The fate of something that is kept, when its owner wants it erased.

    `ERASED`: at once. `FOLLOWS`: when its report closes, or when it has left. `GOES`: by itself, after its time.
    `STAYS`: as long as it is needed.
    """

    ERASED = "erased"
    FOLLOWS = "follows"
    GOES = "goes"
    STAYS = "stays"


_FATES = {
    Kept.CLOSED_REPORTS: Fate.ERASED,
    Kept.OPEN_REPORTS: Fate.FOLLOWS,
    Kept.QUESTIONS: Fate.FOLLOWS,
    Kept.TEXTS_IN: Fate.ERASED,
    Kept.TEXTS_OUT: Fate.ERASED,
    Kept.TEXTS_WAITING: Fate.FOLLOWS,
    Kept.DRAFTS: Fate.ERASED,
    Kept.LIVE_DRAFTS: Fate.FOLLOWS,
    Kept.LANGUAGE: Fate.ERASED,
    Kept.STOPPED: Fate.STAYS,
    Kept.HASHES: Fate.GOES,
    Kept.GIVER: Fate.ERASED,
    Kept.ANSWERED: Fate.ERASED,
    Kept.REMINDERS: Fate.ERASED,
    Kept.ASKS_FOR_LIST: Fate.ERASED,
    Kept.ROLE: Fate.STAYS,
}


def fate(kept: Kept) -> Fate:
    """Return what becomes of a kind of thing when the owner of its number wants it erased."""
    return _FATES[kept]


@dataclass(frozen=True)
class ReportFacts:
    """The facts of a report that decide how much of it goes: the status of its incident, and its age."""

    status: IncidentStatus
    age: timedelta


def takes_words(report: ReportFacts) -> bool:
    """Return whether the number, the words and the place of a report go: responders may still need an open one."""
    return not report.status.is_live


def takes_hash(report: ReportFacts) -> bool:
    """Return whether the keyed hash of a report goes, too: it counts to limits for a while, longer if it was false."""
    counts_for = REMEMBERED if report.status is IncidentStatus.FALSE else COUNTED_FOR
    return takes_words(report) and report.age >= counts_for
