"""Wording of every outbound SMS, by name. Each fits one GSM-7 segment and begins with the community's short name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.community import Community
from menus.domain.court import CourtStep
from menus.domain.draft import Topic
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.marks import Caution
from menus.sms.words_to_leave import place_to_leave
from menus.text import catalog as words
from menus.text import gsm7, plots
from menus.text.names import Text
from menus.text.quotation import MARKS, quoted

TENURES = {
    "tenant": Text.TENURE_TENANT,
    "landlord": Text.TENURE_LANDLORD,
    "absent": Text.TENURE_LANDLORD,
    "": Text.TENURE_NONE,
}
"""The names of tenures."""
WIDEST_PLACE = 24
RELAYS = frozenset(
    {
        Text.OVER_NOTIFIED,
        Text.ANSWER_CAME,
        Text.REPORTER_WRITES,
        Text.REPORTER_WRITES_RED,
        Text.REPORTER_WRITES_RAISED,
        Text.REPORTER_WRITES_CAREFUL,
        Text.HINT,
        Text.HINT_RED,
        Text.HINT_MORE,
        Text.HINT_MORE_MAJOR,
        Text.HINT_WRITTEN,
        Text.HINT_WAITING,
        Text.PAUSED_TOLD,
        Text.LOWERED_TOLD,
        Text.BARAZA_QUESTION,
        Text.QUESTION_SHOWS,
        Text.QUESTION_WAITS,
        Text.AGENDA_ADDED,
        Text.BARAZA_WRITTEN,
        Text.DECISION_WRITTEN,
        Text.DECISION_TOLD,
    }
)
"""Names of the texts that relay somebody's own words: these stand in quotation marks."""
ABOUT = (
    Text.UNANSWERED,
    Text.HINT,
    Text.HINT_RED,
    Text.HINT_OPENED,
    Text.HINT_MORE,
    Text.HINT_MORE_MAJOR,
    Text.WAITS,
    Text.BROKE_OFF,
    Text.HINT_WRITTEN,
    Text.HINT_WAITING,
    Text.WITHDRAWN,
    Text.WITHDRAWN_ONE,
    Text.UNANSWERED_PRIVATE,
    Text.UNANSWERED_COMPLAINT,
    Text.DRILL_UNANSWERED,
)
"""Names of the texts that show a category and a place."""


@dataclass(frozen=True)
class AlertFacts:
    """The facts of an incident that a text may show.

    `at` is aware. `zone` is a zone's key. `person` is a member of the patrol. `mark` is `unconfirmed`, `confirmed` or
    empty. `accused_group` and `topic` are what a message to oversight is about, shown to oversight only. `weapons` are
    words for weapons in an SMS. `is_danger` means that the person who asked for private help is in danger now.
    `called_at` is when a call for help was sent, if it came in long after that. `has_number`: somebody who asked for
    private help left their number. `said` are a resident's words, as they may be relayed: the people who go read as
    much of them as fits. `is_doubtful` means that the report may be private. `is_missing`: the words tell of somebody
    who is missing or abducted, and of no weapon or death. `are_inside`: people are in a fire. `is_drill`: nothing of
    it is real. `registered` is the number of a certificate that is valid now: police read it. `recused` are the phones
    of people who have an interest in it.
    """

    reference: str
    category: Category
    level: Level
    zone: str | None
    place: str
    harm: Harm | None
    at: datetime
    reports: int = 1
    person: str = ""
    mark: str = ""
    accused_group: AccusedGroup | None = None
    topic: Topic | None = None
    weapons: str = ""
    is_danger: bool = False
    called_at: datetime | None = None
    has_number: bool = False
    said: str = ""
    is_doubtful: bool = False
    is_missing: bool = False
    are_inside: bool = False
    is_drill: bool = False
    registered: str = ""
    recused: frozenset[str] = frozenset()


def say(community: Community, language: str, name: Text, **values: str) -> str:
    """Return a text that also names the community. Words that it relays stand in quotation marks."""
    if name in RELAYS:
        values |= {key: quoted(values[key]) for key in ("said", "words") if key in values}
    text = words.say(language, name, **{**community.words, "short": short_of(community, language)}, **values)
    if not community.is_drill or gsm7.fits(text):
        return text
    # A drill's text of a full segment begins with the word of a drill alone: no other word says what it is.
    alone = words.say(language, Text.DRILL_WORD)
    return words.say(language, name, **{**community.words, "short": alone}, **values)


def short_of(community: Community, language: str) -> str:
    """Return the word that every text of a community begins with; those of a drill say there that they are one."""
    if not community.is_drill:
        return community.short
    return f"{community.short} {words.say(language, Text.DRILL_WORD)}"


def category_name(language: str, category: Category) -> str:
    """Return the name of a category in a language."""
    return words.say(language, Text(f"category.{category.value}"))


def kind_name(language: str, facts: AlertFacts) -> str:
    """Return the name of what an incident is: its category, or what its words tell where no category says it.

    The categories are fixed, and none is for a missing person. Such a report is kept under the gravest one, so that
    leader and police are called, but nobody may read of a gun that nobody told of.
    """
    return words.say(language, Text.KIND_MISSING) if facts.is_missing else category_name(language, facts.category)


def court_step(language: str, step: CourtStep) -> str:
    """Return the name of a step between arrest and court in a language."""
    return words.say(language, Text(f"court.{step.value}"))


def tenure_name(language: str, tenure: str | None) -> str:
    """Return the name of a tenure in a language."""
    return words.say(language, TENURES.get(tenure or "", Text.TENURE_NONE))


def level_name(language: str, level: Level) -> str:
    """Return the name of a level in a language."""
    return words.say(language, Text(f"level.{level.value}"))


def place_name(community: Community, language: str, zone: str | None, place: str) -> str:
    """Return the name of a place: the zone's name, else the typed text, cut to fit. It is never empty."""
    known = community.zone(zone)
    if known is not None:
        return known.name(language)
    typed = plots.worded(place_to_leave(community, place), language)
    return gsm7.cut(typed, WIDEST_PLACE) or words.say(language, Text.PLACE_UNKNOWN)


def moment(community: Community, at: datetime, now: datetime) -> str:
    """Return a moment as people of the community read it: the hour, and the day before it if it is another one."""
    local, today = at.astimezone(community.timezone), now.astimezone(community.timezone)
    return local.strftime("%H:%M" if local.date() == today.date() else "%d/%m %H:%M")


def outcome_name(language: str, outcome: IncidentOutcome) -> str:
    """Return the words of an outcome in a language."""
    return words.say(language, Text(f"outcome.{outcome.value}"))


def quoted_to_fit(said: str, room: int) -> str:
    """Return as much of somebody's words as `room` septets hold, in quotation marks; empty if there is no room."""
    return quoted(gsm7.cut_to_fit(gsm7.plain(said), max(0, room - MARKS)))


def values_of(community: Community, language: str, facts: AlertFacts) -> dict[str, str]:
    """Return the values of an incident that most of its texts show."""
    return {
        "short": short_of(community, language),
        "reference": facts.reference,
        "level": level_name(language, facts.level),
        "category": kind_name(language, facts),
        "place": place_name(community, language, facts.zone, facts.place),
        "at": facts.at.astimezone(community.timezone).strftime("%H:%M"),
    }


def about(
    community: Community,
    language: str,
    name: Text,
    facts: AlertFacts,
    *,
    said: str = "",
    track: Track | None = None,
    moved_from: str = "",
    **more: str,
) -> str:
    """Return a text with an incident's reference, category and place, and as much of `said` as fits.

    `track` is the track that the text names. `moved_from` is the zone that was known before, if a text has just named
    another one. `more` holds values for the text's other placeholders.
    """
    values = {key: value for key, value in values_of(community, language, facts).items() if key != "short"} | more
    values["place"] = _place_with_the_one_before(community, language, name, moved_from, values)
    values["track"] = words.say(language, Text(f"track.{track.value}")) if track is not None else ""
    room = _room(say(community, language, name, **values, words=""), name)
    return say(community, language, name, **values, words=gsm7.cut_to_fit(gsm7.plain(said), max(0, room)))


_LEAST_WORDS = 16
"""A text does without the place before if that leaves less room than this for the words. A guess, to be tested."""


def _place_with_the_one_before(
    community: Community, language: str, name: Text, moved_from: str, values: dict[str, str]
) -> str:
    """Return the place, and the one that was known before, if the incident has just moved and there is room."""
    if not moved_from:
        return values["place"]
    before = place_name(community, language, moved_from, "")
    both = words.say(language, Text.PLACE_MOVED, place=values["place"], before=before)
    text = say(community, language, name, **{**values, "place": both, "track": "", "words": ""})
    return both if _room(text, name) >= _LEAST_WORDS else values["place"]


def moved(community: Community, language: str, zones: Sequence[str]) -> str:
    """Return the part of a text that tells the zones that were known before, oldest first."""
    names = ", ".join(place_name(community, language, zone, "") for zone in zones)
    return words.say(language, Text.EXTRA_MOVED, place=names)


def _room(text: str, name: Text) -> int:
    """Return how many septets of somebody's words fit into a text that is made without them."""
    return gsm7.LIMIT - gsm7.septets(text) - (MARKS if name in RELAYS else 0)


def fitting(community: Community, language: str, name: Text, said: str, **values: str) -> str:
    """Return a text with as much of a person's own words, at {said}, as one segment holds."""
    room = _room(say(community, language, name, **values, said=""), name)
    fitted = say(community, language, name, **values, said=gsm7.cut_to_fit(gsm7.plain(said), max(0, room)))
    return fitted.replace("  ", " ")


def occurrence(language: str, number: str) -> str:
    """Return the part of a text that shows a station's occurrence book number."""
    return words.say(language, Text.EXTRA_OB, number=gsm7.cut(gsm7.plain(number), 20))


def how_to_get_number(language: str, reference: str) -> str:
    """Return the part of a helper's text that says how to get the number of a caller by SMS."""
    return words.say(language, Text.EXTRA_NUMBER, reference=reference)


def caution(language: str, why: Caution) -> str:
    """Return why coordinators should look twice: the caller sent `many` reports, or had earlier ones marked false."""
    return words.say(language, Text(f"flag.{why.value}"))
