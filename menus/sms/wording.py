"""Wording of every outbound SMS, by name. Each fits one GSM-7 segment and begins with the community's short name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from menus.domain import contacts
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.community import Community
from menus.domain.draft import Topic
from menus.domain.fire import is_fire
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.marks import Caution
from menus.text import catalog as words
from menus.text import gsm7, long_numbers, outcome_words, redaction
from menus.text.names import Text
from menus.text.quotation import MARKS, quoted

WIDEST_PLACE = 24
_SEAM = "\x00"
"""Marks the time and the optional parts in a filled template, so that both can be found in any wording."""
_RELAYED_WHOLE = 80
"""The septets of room that every text with relayed words has."""
_LEAST_RELAYED = 16
"""An alert leaves a resident's words out if there is room for no more than this. A guess, to be tested."""
RELAYS = frozenset(
    {
        Text.OVER_NOTIFIED,
        Text.ANSWER_CAME,
        Text.REPORTER_WRITES,
        Text.REPORTER_WRITES_RED,
        Text.HINT,
        Text.HINT_RED,
        Text.HINT_MORE,
        Text.HINT_WRITTEN,
        Text.HINT_WAITING,
    }
)
"""Names of the texts that relay somebody's own words: these stand in quotation marks."""
ABOUT = (
    Text.UNANSWERED,
    Text.HINT,
    Text.HINT_RED,
    Text.HINT_OPENED,
    Text.HINT_MORE,
    Text.WAITS,
    Text.BROKE_OFF,
    Text.HINT_WRITTEN,
    Text.HINT_WAITING,
    Text.WITHDRAWN,
    Text.WITHDRAWN_ONE,
    Text.UNANSWERED_PRIVATE,
    Text.UNANSWERED_COMPLAINT,
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
    much of them as fits. `is_doubtful` means that the report may be private.
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


def say(community: Community, language: str, name: Text, **values: str) -> str:
    """Return a text that also names the community. Words that it relays stand in quotation marks."""
    if name in RELAYS:
        values |= {key: quoted(values[key]) for key in ("said", "words") if key in values}
    return words.say(language, name, **community.words, **values)


def category_name(language: str, category: Category) -> str:
    """Return the name of a category in a language."""
    return words.say(language, Text(f"category.{category.value}"))


def place_name(community: Community, language: str, zone: str | None, place: str) -> str:
    """Return the name of a place: the zone's name, else the typed text, cut to fit. It is never empty."""
    known = community.zone(zone)
    if known is not None:
        return known.name(language)
    return gsm7.cut(place_to_leave(community, place), WIDEST_PLACE) or words.say(language, Text.PLACE_UNKNOWN)


def moment(community: Community, at: datetime, now: datetime) -> str:
    """Return a moment as people of the community read it: the hour, and the day before it if it is another one."""
    local, today = at.astimezone(community.timezone), now.astimezone(community.timezone)
    return local.strftime("%H:%M" if local.date() == today.date() else "%d/%m %H:%M")


def fit_to_leave(community: Community, said: str) -> str:
    """Return typed words as they may leave by SMS: all numbers and names, the writer's or a suspect's, crossed out."""
    return _without_people(community, said)


def place_to_leave(community: Community, place: str) -> str:
    """Return a typed place as it may leave by SMS. It may be `Mama Njeri`, who sells vegetables there."""
    return _without_people(community, place, is_place=True)


def fit_for_strangers(community: Community, said: str) -> str:
    """Return a responder's or a coordinator's words as a resident may read them: only words of the vocabulary stay."""
    return redaction.only_known(fit_to_leave(community, said), community)


def outcome_of(community: Community, said: str) -> IncidentOutcome | None:
    """Return the outcome that the words of a closing mean, if they say nothing else, or if strangers may not read all.

    None lets a reporter read the words themselves.
    """
    whole = outcome_words.outcome_of(said, whole=True)
    if whole is not None or fit_for_strangers(community, said) == gsm7.plain(said):
        return whole
    return outcome_words.outcome_of(said, whole=False)


def outcome_name(language: str, outcome: IncidentOutcome) -> str:
    """Return the words of an outcome in a language."""
    return words.say(language, Text(f"outcome.{outcome.value}"))


def _without_people(community: Community, said: str, *, is_place: bool = False) -> str:
    # Numbers come first: the words of a spelled number are no names.
    said = long_numbers.without_long_numbers(gsm7.plain(said), community.country)
    return redaction.without_names(said, community, is_place=is_place)


def fit_to_relay(community: Community, said: str, first: Sequence[str] = ()) -> str:
    """Return a resident's further words as they may be relayed, with shorter numbers crossed out too.

    If the text is too long to be read in full, the words in `first` come before it.
    """
    relayed = redaction.without_six_digits(fit_to_leave(community, said))
    if gsm7.septets(relayed) > _RELAYED_WHOLE and first:
        return f"({', '.join(first)}) {relayed}"
    return relayed


def quoted_to_fit(said: str, room: int) -> str:
    """Return as much of somebody's words as `room` septets hold, in quotation marks; empty if there is no room."""
    return quoted(gsm7.cut_to_fit(gsm7.plain(said), max(0, room - MARKS)))


def alert(community: Community, language: str, track: Track, facts: AlertFacts) -> str:
    """Return the alert of a track. Optional parts are left out if space is short."""
    values = _values(community, language, facts)
    if track is Track.CARE:
        return _care_alert(community, language, facts, values)
    if track is Track.OVERSIGHT:
        values["category"] += about_whom(language, facts)
    if track is Track.OVERSIGHT:
        return words.say(language, Text.ALERT_OVERSIGHT, **values)
    marked = {**values, "at": _SEAM + values["at"], "extras": _SEAM}
    head, stop, tail = words.say(language, Text(f"alert.{track.value}"), **marked).split(_SEAM)
    for extra in _extras(community, language, track, facts):
        longer = head + stop + extra + " " + tail
        if gsm7.septets(longer) <= gsm7.LIMIT:
            stop += extra + " "
    if track is Track.PATROL and facts.said:
        said = quoted_to_fit(facts.said, gsm7.LIMIT - gsm7.septets(head + stop + tail) - 1)
        stop += f"{said} " if len(said) > _LEAST_RELAYED else ""
    if facts.zone is None and facts.place:
        head = _with_more_of_the_place(community, facts, head, gsm7.LIMIT - gsm7.septets(head + stop + tail))
    return head + stop + tail


_CARE = {
    (False, False): Text.ALERT_CARE,
    (False, True): Text.ALERT_CARE_DANGER,
    (True, False): Text.ALERT_CARE_DOUBT,
    (True, True): Text.ALERT_CARE_DOUBT_DANGER,
}
"""The texts to a helper, by whether the report may be private only, and whether there is danger now."""


def _care_alert(community: Community, language: str, facts: AlertFacts, values: dict[str, str]) -> str:
    """Return the alert of a helper. In danger now it gives as much of the typed plot or landmark as the room allows."""
    name = _CARE[facts.is_doubtful, facts.is_danger]
    extras = f" {how_to_get_number(language, facts.reference)}" if facts.has_number else ""

    def worded(place: str) -> str:
        where = f" {place}." if place else ""
        text = words.say(language, name, where=where, extras=extras, **values)
        # The way to the number stands in the answer to REF, too. How to open a doubtful text up stands only here.
        is_dropped = facts.is_doubtful and not gsm7.fits(text)
        return words.say(language, name, where=where, extras="", **values) if is_dropped else text

    # In danger now the helper reads that the place is not known, too: they must ask for it, and not wait for a text.
    place = values["place"] if facts.zone is not None or facts.place or facts.is_danger else ""
    typed = place_to_leave(community, facts.place) if facts.is_danger else ""
    if not typed:
        return worded(place)
    if facts.zone is None:
        return worded(gsm7.cut(typed, gsm7.LIMIT - gsm7.septets(worded(" ")) + 1))
    room = gsm7.LIMIT - gsm7.septets(worded(f"{place} ()"))
    return worded(f"{place} ({gsm7.cut(typed, room)})" if room > 0 else place)


def _with_more_of_the_place(community: Community, facts: AlertFacts, head: str, room: int) -> str:
    """Return an alert's beginning with as much of a typed place as the room allows."""
    typed = place_to_leave(community, facts.place)
    shown = gsm7.cut(typed, WIDEST_PLACE)
    more = gsm7.cut(typed, len(shown) + room)
    before = head.rstrip()
    if not shown or not before.endswith(shown):
        return head
    longer = f"{before.removesuffix(shown)}{more} "
    return longer if gsm7.septets(longer) <= gsm7.septets(head) + room else head


def about_whom(language: str, facts: AlertFacts) -> str:
    """Return what a message to oversight is about, in brackets, or an empty string."""
    about = facts.accused_group or facts.topic
    return f" ({words.say(language, Text(f'about.{about.value}'))})" if about else ""


_UNSAID = {Harm.UNSURE: Harm.NONE, Harm.WEAPON: Harm.NONE, Harm.WEAPON_AND_HURT: Harm.HURT}
"""The rest of a harm that an alert still shows when it names the weapon."""


def _extras(community: Community, language: str, track: Track, facts: AlertFacts) -> list[str]:
    """Return the optional parts of an alert, the most important first."""
    extras = [words.say(language, Text(f"extra.{facts.mark}"))] if facts.mark else []
    if facts.called_at is not None:
        extras.insert(0, words.say(language, Text.EXTRA_SENT, at=moment(community, facts.called_at, facts.at)))
    if facts.person:
        extras.append(gsm7.cut(gsm7.plain(facts.person), 30) + ".")
    is_careful = facts.level is Level.MAJOR and track is Track.PATROL and facts.category is not Category.MOB_BEATING
    if facts.weapons:
        extras.append(weapons(language, facts))
        if is_careful:
            extras.append(words.say(language, Text.EXTRA_CAREFUL))
    if facts.category is Category.MOB_BEATING and track is Track.PATROL:
        extras.append(words.say(language, Text.EXTRA_CALM))
    harm = harm_beside_weapons(facts)
    if harm is not None:
        extras.append(words.say(language, Text(f"extra.{harm}")))
    extras += _at_a_fire(community, language, track, facts)
    if facts.reports > 1:
        extras.append(words.say(language, Text.EXTRA_REPORTS, count=str(facts.reports)))
    if is_careful and not facts.weapons:
        extras.append(words.say(language, Text.EXTRA_CAREFUL))
    typed = gsm7.cut(place_to_leave(community, facts.place), 60)
    if facts.zone is not None and typed:
        extras.append(f"({typed})")
    return extras + _number_to_call(community, language, track, facts)


def _number_to_call(community: Community, language: str, track: Track, facts: AlertFacts) -> list[str]:
    """Return the part of an alert to the police that gives a coordinator's number, if the community gives one."""
    if track is not Track.POLICE:
        return []
    number = contacts.public_phone(community, facts.zone, facts.accused_group, facts.person)
    return [words.say(language, Text.EXTRA_CALL, number=number)] if number is not None else []


def weapons(language: str, facts: AlertFacts) -> str:
    """Return the words for weapons in an SMS, as a text tells them."""
    return words.say(language, Text.EXTRA_WEAPONS, words=gsm7.cut(gsm7.plain(facts.weapons), 24))


def harm_beside_weapons(facts: AlertFacts) -> Harm | None:
    """Return the harm that a text tells beside the words for weapons, if there are such; None for nothing to tell."""
    if facts.category is Category.FIRE_HAZARD and facts.harm is Harm.UNSURE:
        return None
    harm = _UNSAID.get(facts.harm, facts.harm) if facts.weapons and facts.harm else facts.harm
    return None if harm is Harm.NONE else harm


def _at_a_fire(community: Community, language: str, track: Track, facts: AlertFacts) -> list[str]:
    """Return the optional parts of the alert of a fire or a live wire: the danger of wires, and the brigade to call."""
    if not is_fire(facts.category, facts.level):
        return []
    names = [Text.EXTRA_FIRE_CAREFUL] if track is Track.PATROL else []
    return [say(community, language, name) for name in (*names, Text.EXTRA_FIRE_BRIGADE)]


def _values(community: Community, language: str, facts: AlertFacts) -> dict[str, str]:
    return {
        "short": community.short,
        "reference": facts.reference,
        "level": words.say(language, Text(f"level.{facts.level.value}")),
        "category": category_name(language, facts.category),
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
    **more: str,
) -> str:
    """Return a text with an incident's reference, category and place, and as much of `said` as fits.

    `track` is the track that the text names. `more` holds values for the text's other placeholders.
    """
    values = {key: value for key, value in _values(community, language, facts).items() if key != "short"} | more
    values["track"] = words.say(language, Text(f"track.{track.value}")) if track is not None else ""
    room = _room(say(community, language, name, **values, words=""), name)
    return say(community, language, name, **values, words=gsm7.cut_to_fit(gsm7.plain(said), max(0, room)))


def _room(text: str, name: Text) -> int:
    """Return how many septets of somebody's words fit into a text that is made without them."""
    return gsm7.LIMIT - gsm7.septets(text) - (MARKS if name in RELAYS else 0)


def fitting(community: Community, language: str, name: Text, said: str, **values: str) -> str:
    """Return a text with as much of a person's own words, at {said}, as one segment holds."""
    room = _room(say(community, language, name, **values, said=""), name)
    fitted = say(community, language, name, **values, said=gsm7.cut_to_fit(gsm7.plain(said), max(0, room)))
    return fitted.replace("  ", " ")


def bundles(community: Community, language: str, items: Sequence[AlertFacts]) -> list[str]:
    """Return the alerts of several incidents as few texts. Each incident has its reference, category and place."""

    def worded(lines: list[str]) -> str:
        return words.say(language, Text.ALERT_BUNDLE, short=community.short, items="; ".join(lines))

    made: list[list[str]] = []
    for facts in items:
        values = _values(community, language, facts)
        line = f"{facts.reference} {values['category']} {values['place']} {values['at']}"
        if made and gsm7.fits(worded([*made[-1], line])):
            made[-1].append(line)
        else:
            made.append([line])
    return [worded(lines) for lines in made]


def occurrence(language: str, number: str) -> str:
    """Return the part of a text that shows a station's occurrence book number."""
    return words.say(language, Text.EXTRA_OB, number=gsm7.cut(gsm7.plain(number), 20))


def how_to_get_number(language: str, reference: str) -> str:
    """Return the part of a helper's text that says how to get the number of a caller by SMS."""
    return words.say(language, Text.EXTRA_NUMBER, reference=reference)


def caution(language: str, why: Caution) -> str:
    """Return why coordinators should look twice: the caller sent `many` reports, or had earlier ones marked false."""
    return words.say(language, Text(f"flag.{why.value}"))
