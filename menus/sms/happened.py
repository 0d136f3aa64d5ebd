"""The lines of "What happened" on the page of phones: one sentence for an event, in the languages of the pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from menus.domain.categories import Category, Level, Track
from menus.domain.community import Community
from menus.domain.outcomes import Cause, Fate
from menus.domain.timeline import EventKind
from menus.sms import wording
from menus.text import page_words

HIDDEN = frozenset(
    {
        EventKind.CARRIED_OVER,
        EventKind.CLOCK_STEPPED,
        EventKind.LADDER_STARTED,
        EventKind.LADDER_CHANGED,
        EventKind.STOPPED,
        EventKind.ARRIVED,
        EventKind.COMPLETED,
    }
)
"""Events without a line: another event of the same moment tells the same, or nobody did anything."""
_FILE = "happened.po"


class Reason(StrEnum):
    """The reason for which an alert is not on a phone, in the words of the page."""

    UNREACHABLE = "unreachable"
    EXPIRED = "expired"
    BAD_NUMBER = "bad-number"
    BLOCKED = "blocked"
    NO_CREDIT = "no-credit"
    AWAY = "away"
    NOT_TAKEN = "not-taken"
    UNDELIVERED = "undelivered"


_REASONS: Mapping[Cause | None, Reason] = {
    Cause.PHONE_UNREACHABLE: Reason.UNREACHABLE,
    Cause.BAD_NUMBER: Reason.BAD_NUMBER,
    Cause.BLOCKED: Reason.BLOCKED,
    Cause.NO_CREDIT: Reason.NO_CREDIT,
    Cause.PROVIDER_FAILED: Reason.AWAY,
    Cause.PROVIDER_AWAY: Reason.AWAY,
    Cause.NO_ANSWER: Reason.AWAY,
}
"""The reasons of the causes. Of any other cause the page says only that the network has not taken the alert."""
Lines = dict[str, str]


@dataclass(frozen=True)
class Happened:
    """An event of an incident. `told` are the people of a rung, by name; `who` is the person who acted, by name.

    `count` is how many people a rung has notified: of those whom a later rung notified again, the names are not known.

    `is_first` says that a rung is the first one of its track.
    """

    kind: EventKind
    level: Level
    category: Category
    zone: str | None = None
    place: str = ""
    track: Track | None = None
    who: str | None = None
    told: tuple[str, ...] = ()
    is_first: bool = True
    count: int = 0


def lines(community: Community, event: Happened) -> Lines | None:
    """Return the line of an event by language, or None if it has none.

    A report with a closed circle of people has one line, which tells nothing of it.
    """
    if event.level.has_circle:
        return page_words.in_all(_FILE, event.level) if event.kind is EventKind.REPORTED else None
    if event.kind in HIDDEN:
        return None
    return {language: _line(community, language, event) for language in page_words.LANGUAGES}


def receipt(who: str | None, reason: Reason | None) -> Lines:
    """Return the line of a receipt by language: the alert is on a person's phone, or did not reach it for a reason."""
    return _of_alert("receipt.arrived" if reason is None else "receipt.failed", who, reason)


def attempt(who: str | None, fate: Fate, cause: Cause | None) -> Lines:
    """Return the line of an alert by language that the network did not take at once, or has taken after all."""
    return _of_alert(f"attempt.{fate}", who, _REASONS.get(cause, Reason.NOT_TAKEN))


def _of_alert(name: str, who: str | None, reason: Reason | None) -> Lines:
    return {
        language: page_words.say(
            _FILE,
            language,
            name,
            who=who or page_words.say(_FILE, language, "a-phone"),
            reason=page_words.say(_FILE, language, f"reason.{reason}") if reason is not None else "",
        )
        for language in page_words.LANGUAGES
    }


def _line(community: Community, language: str, event: Happened) -> str:
    name = "rung.next" if event.kind is EventKind.RUNG_FIRED and not event.is_first else event.kind
    return page_words.say(
        _FILE,
        language,
        name,
        category=wording.category_name(language, event.category),
        place=wording.place_name(community, language, event.zone, event.place),
        track=page_words.say(_FILE, language, f"track.{event.track or Track.PATROL}"),
        who=event.who or page_words.say(_FILE, language, "somebody"),
        told=called(language, event.told, event.count),
    )


def called(language: str, names: Sequence[str], count: int) -> str:
    """Return whom a rung has notified, in words: the names that are known, and how many there are beside them."""
    beside = count - len(names)
    if not names:
        return page_words.say(_FILE, language, "people" if count else "nobody", count=count)
    return ", ".join([*names, *([f"+{beside}"] if beside > 0 else [])])
