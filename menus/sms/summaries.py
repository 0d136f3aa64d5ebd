"""Summaries: an incident as `REF` tells it, on as many texts as it takes.

The first text tells the facts, and begins with the residents' words, names and numbers crossed out. Each further text
(`MORE REF`) goes on where the one before has ended. Facts are never cut, and words are cut between words.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from menus.domain.categories import Level, Track
from menus.domain.community import Community
from menus.domain.roles import Role
from menus.domain.standing import BoardStatus
from menus.sms import alert_wording, wording
from menus.sms.listing import role_name
from menus.text import catalog, gsm7
from menus.text.names import Text

_LONGEST_WORD = 40
"""A longer word is cut into words of this length, so that each fits beside the longest beginning of a text."""
_LONGEST_NAME = 30
"""The most characters of a name, as in an alert."""


@dataclass(frozen=True)
class Deed:
    """A person who did something: the role in which they did it, when, and the name if the reader may know it."""

    role: Role | None
    at: datetime | None = None
    name: str = ""


@dataclass(frozen=True)
class TrackAnswer:
    """A track, who answered on it (None if nobody did), and when they arrived, if they did."""

    track: Track
    answered: Deed | None = None
    arrived_at: datetime | None = None


@dataclass(frozen=True)
class Summary:
    """The facts of an incident that a reader may know.

    `ended` tells who closed it, if it is closed. `details` are further facts, the most important first. `said` holds
    the residents' words as they may be relayed.
    """

    facts: wording.AlertFacts
    status: BoardStatus
    tracks: Sequence[TrackAnswer] = ()
    ended: Deed | None = None
    details: Sequence[str] = ()
    said: str = ""

    @property
    def awaits_review(self) -> bool:
        """Return whether nothing is dispatched yet."""
        return self.status is BoardStatus.AWAITING_REVIEW


@dataclass(frozen=True)
class Position:
    """The place up to which somebody has read: so many of the details, and so many of the words."""

    details: int = 0
    words: int = 0


@dataclass(frozen=True)
class Page:
    """A text of a summary, the position behind it, and whether there is more to read."""

    text: str
    position: Position
    has_more: bool


def first(community: Community, language: str, summary: Summary, now: datetime) -> Page:
    """Return the first text of a summary. Names of people stand in it if there is room for them and all facts."""
    named = _Teller(community, language, summary, now, is_named=True)
    if named.has_room_for_facts():
        return named.page(named.head(), Position())
    unnamed = _Teller(community, language, summary, now)
    return unnamed.page(unnamed.head(), Position())


def further(community: Community, language: str, summary: Summary, now: datetime, read: Position) -> Page | None:
    """Return the text that goes on behind what somebody has read, or None if there is nothing more."""
    teller = _Teller(community, language, summary, now)
    if read.details >= len(teller.details) and read.words >= len(teller.words):
        return None
    head = wording.say(community, language, Text.MORE_OF, reference=summary.facts.reference, said="").rstrip()
    return teller.page(head, read)


class _Teller:
    """The parts of a summary in a language, and the texts that are made of them."""

    def __init__(
        self, community: Community, language: str, summary: Summary, now: datetime, *, is_named: bool = False
    ) -> None:
        self._community, self._language, self._now = community, language, now
        self._summary, self._is_named = summary, is_named
        answered = [self._track(answer) for answer in summary.tracks if answer.answered is not None]
        silent = [self._track(answer) for answer in summary.tracks if answer.answered is None]
        facts = [*_facts_beside(language, summary), *summary.details]
        # As long as something is open, the people who have not answered come first; afterwards they come last.
        self.details = [*answered, *silent, *facts] if summary.ended is None else [*answered, *facts, *silent]
        self.words = _in_words(summary.said)
        self._tail = " " + catalog.say(language, Text.READ_ON, reference=summary.facts.reference)

    def has_room_for_facts(self) -> bool:
        """Return whether all facts fit into the first text, also with the words that tell of more to read."""
        tail = self._tail if self.words else ""
        return gsm7.fits(self._joined(self.head(), self.details, ()) + tail)

    def head(self) -> str:
        """Return the beginning of the first text: what it is, where and when, and how it stands.

        It tells the day of an older incident, unless the longest names of zones leave no room for it.
        """
        opened_at, community = self._summary.facts.at, self._community
        dated = self._head(wording.moment(community, opened_at, self._now))
        if gsm7.fits(dated + self._tail):
            return dated
        return self._head(opened_at.astimezone(community.timezone).strftime("%H:%M"))

    def _head(self, at: str) -> str:
        summary, community, language = self._summary, self._community, self._language
        facts = summary.facts
        is_private = facts.level is Level.PRIVATE
        name = Text.SUMMARY_WAITS if summary.awaits_review else Text.SUMMARY
        return catalog.say(
            language,
            Text.SUMMARY_PRIVATE if is_private else name,
            short=wording.short_of(community, language),
            reference=facts.reference,
            level=wording.level_name(language, facts.level),
            category=wording.kind_name(language, facts),
            place=wording.place_name(community, language, facts.zone, facts.place),
            at=at,
            status=self._status(),
        )

    def _track(self, answer: TrackAnswer) -> str:
        name = catalog.say(self._language, Text(f"track.{answer.track.value}"))
        if answer.answered is None:
            return f"{name}: {catalog.say(self._language, Text.TRACK_WAITING)}."
        said = catalog.say(self._language, Text.TRACK_ANSWERED)
        if answer.arrived_at is not None:
            at = wording.moment(self._community, answer.arrived_at, self._now)
            said = catalog.say(self._language, Text.TRACK_THERE, at=at)
        return f"{name}: {said}{self._by(answer.answered)}."

    def _status(self) -> str:
        status = catalog.say(self._language, Text(f"state.{self._summary.status.value}"))
        ended = self._summary.ended
        if ended is None or ended.at is None:
            return status
        at = wording.moment(self._community, ended.at, self._now)
        return f"{status} {at}{self._by(ended)}"

    def _by(self, deed: Deed) -> str:
        role = role_name(self._language, deed.role) if deed.role is not None else ""
        name = gsm7.cut(gsm7.plain(deed.name), _LONGEST_NAME) if self._is_named else ""
        who = " ".join(filter(None, (role, name)))
        return f" ({who})" if who else ""

    def page(self, head: str, read: Position) -> Page:
        """Return a text with as many details and words as fit behind its beginning, and what is read with it."""
        details, words = self.details[read.details :], self.words[read.words :]
        everything = self._joined(head, details, words)
        if gsm7.fits(everything):
            return Page(everything, Position(len(self.details), len(self.words)), has_more=False)
        room = gsm7.LIMIT - gsm7.septets(self._tail)
        shown = _most(len(details), lambda number: self._joined(head, details[:number], ()), room)
        if details and not shown and read != Position():
            # Nobody may read the same text again and again: the check of the wording finds what does not fit.
            shown = 1
        told = 0
        if shown == len(details):
            told = _most(len(words), lambda number: self._joined(head, details, words[:number]), room)
        text = self._joined(head, details[:shown], words[:told]) + self._tail
        return Page(text, Position(read.details + shown, read.words + told), has_more=True)

    def _joined(self, head: str, details: Sequence[str], words: Sequence[str]) -> str:
        said = " ".join(words)
        if words and (details or head == self.head()):
            # Words that stand directly behind the beginning of a further text need no label.
            said = catalog.say(self._language, Text.RESIDENTS_WORDS, words=said)
        return " ".join(filter(None, (head, *details, said)))


def _most(number: int, text_of: Callable[[int], str], room: int) -> int:
    """Return how many of some parts fit: the text of so many has at most so many septets."""
    shown = 0
    while shown < number and gsm7.septets(text_of(shown + 1)) <= room:
        shown += 1
    return shown


def _facts_beside(language: str, summary: Summary) -> Iterator[str]:
    """Yield weapons, injuries and the number of reports; of a complaint only what it is about.

    Yield nothing of a private report: a helper's text stays neutral.
    """
    facts = summary.facts
    if facts.level is Level.COMPLAINT and (about := alert_wording.about_whom(language, facts)):
        yield about.strip()
    if facts.level.has_circle:
        return
    if facts.weapons:
        yield alert_wording.weapons(language, facts)
    harm = alert_wording.harm_beside_weapons(facts)
    if harm is not None:
        yield catalog.say(language, Text(f"extra.{harm.value}"))
    if facts.reports > 1:
        yield catalog.say(language, Text.EXTRA_REPORTS, count=str(facts.reports))


def _in_words(said: str) -> list[str]:
    """Return words as they are told, one by one; a very long one is cut."""
    words = gsm7.plain(said).split()
    return [word[start : start + _LONGEST_WORD] for word in words for start in range(0, len(word), _LONGEST_WORD)]
