"""Wording of every outbound SMS, by name. Each fits one GSM-7 segment and begins with the community's short name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.community import Community
from menus.domain.draft import CallWish, Topic
from menus.domain.marks import Caution
from menus.domain.standing import BoardStatus
from menus.text import catalog as words
from menus.text import gsm7, phones, redaction
from menus.text.names import Text

WIDEST_PLACE = 24
_SEAM = "\x00"
"""Marks the time and the optional parts in a filled template, so that both can be found in any wording."""
_RELAYED_WHOLE = 80
"""The septets of room that every text with relayed words has."""
ABOUT = (
    Text.UNANSWERED,
    Text.HINT,
    Text.HINT_RED,
    Text.HINT_OPENED,
    Text.HINT_MORE,
    Text.WAITS,
    Text.BROKE_OFF,
    Text.HINT_WRITTEN,
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
    `called_at` is when a call for help was sent, if it came in long after that. `is_doubtful` means that the report may
    be private.
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
    is_doubtful: bool = False


def say(community: Community, language: str, name: Text, **values: str) -> str:
    """Return a text that also names the community."""
    return words.say(language, name, **community.words, **values)


def category_name(language: str, category: Category) -> str:
    """Return the name of a category in a language."""
    return words.say(language, Text(f"category.{category.value}"))


def place_name(community: Community, language: str, zone: str | None, place: str) -> str:
    """Return the name of a place: the zone's name, else the typed text, cut to fit. It is never empty."""
    known = community.zone(zone)
    if known is not None:
        return known.name(language)
    return gsm7.cut(fit_to_leave(community, place), WIDEST_PLACE) or words.say(language, Text.PLACE_UNKNOWN)


def moment(community: Community, at: datetime, now: datetime) -> str:
    """Return a moment as people of the community read it: the hour, and the day before it if it is another one."""
    local, today = at.astimezone(community.timezone), now.astimezone(community.timezone)
    return local.strftime("%H:%M" if local.date() == today.date() else "%d/%m %H:%M")


def fit_to_leave(community: Community, said: str) -> str:
    """Return typed words as they may leave by SMS: all numbers and names, the writer's or a suspect's, crossed out."""
    return phones.without_numbers(redaction.without_names(gsm7.plain(said), community), community.country)


def fit_to_relay(community: Community, said: str, first: Sequence[str] = ()) -> str:
    """Return a resident's further words as they may be relayed, with the names of accused people crossed out too.

    If the text is too long to be read in full, the words in `first` come before it.
    """
    relayed = redaction.without_suspects(fit_to_leave(community, said))
    if gsm7.septets(relayed) > _RELAYED_WHOLE and first:
        return f"({', '.join(first)}) {relayed}"
    return relayed


def alert(community: Community, language: str, track: Track, facts: AlertFacts) -> str:
    """Return the alert of a track. Optional parts are left out if space is short."""
    values = _values(community, language, facts)
    if track is Track.CARE:
        where = ""
        if facts.zone is not None or facts.place:
            where = f" {values['place']}."
        name = _CARE[facts.is_doubtful, facts.is_danger]
        text = words.say(language, name, where=where, **values)
        typed = gsm7.cut(fit_to_leave(community, facts.place), 60)
        whole = typed if facts.zone is None else f"{values['place']} ({typed})"
        longer = words.say(language, name, where=f" {whole}.", **values)
        return longer if facts.is_danger and typed and gsm7.fits(longer) else text
    if track is Track.OVERSIGHT:
        values["category"] += _about(language, facts)
    if track is Track.OVERSIGHT:
        return words.say(language, Text.ALERT_OVERSIGHT, **values)
    marked = {**values, "at": _SEAM + values["at"], "extras": _SEAM}
    head, stop, tail = words.say(language, Text(f"alert.{track.value}"), **marked).split(_SEAM)
    for extra in _extras(community, language, track, facts):
        longer = head + stop + extra + " " + tail
        if gsm7.septets(longer) <= gsm7.LIMIT:
            stop += extra + " "
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


def _with_more_of_the_place(community: Community, facts: AlertFacts, head: str, room: int) -> str:
    """Return an alert's beginning with as much of a typed place as the room allows."""
    typed = fit_to_leave(community, facts.place)
    shown = gsm7.cut(typed, WIDEST_PLACE)
    more = gsm7.cut(typed, len(shown) + room)
    before = head.rstrip()
    if not shown or not before.endswith(shown):
        return head
    longer = f"{before.removesuffix(shown)}{more} "
    return longer if gsm7.septets(longer) <= gsm7.septets(head) + room else head


def _about(language: str, facts: AlertFacts) -> str:
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
        extras.append(words.say(language, Text.EXTRA_WEAPONS, words=gsm7.cut(gsm7.plain(facts.weapons), 24)))
        if is_careful:
            extras.append(words.say(language, Text.EXTRA_CAREFUL))
    if facts.category is Category.MOB_BEATING and track is Track.PATROL:
        extras.append(words.say(language, Text.EXTRA_CALM))
    is_asked_of_fire = facts.category is Category.FIRE_HAZARD and facts.harm is Harm.UNSURE
    harm = _UNSAID.get(facts.harm, facts.harm) if facts.weapons and facts.harm else facts.harm
    if harm not in {None, Harm.NONE} and not is_asked_of_fire:
        extras.append(words.say(language, Text(f"extra.{harm}")))
    if facts.reports > 1:
        extras.append(words.say(language, Text.EXTRA_REPORTS, count=str(facts.reports)))
    if is_careful and not facts.weapons:
        extras.append(words.say(language, Text.EXTRA_CAREFUL))
    typed = gsm7.cut(fit_to_leave(community, facts.place), 60)
    if facts.zone is not None and typed:
        extras.append(f"({typed})")
    return extras


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
    room = gsm7.LIMIT - gsm7.septets(say(community, language, name, **values, words=""))
    return say(community, language, name, **values, words=gsm7.cut_to_fit(gsm7.plain(said), max(0, room)))


def fitting(community: Community, language: str, name: Text, said: str, **values: str) -> str:
    """Return a text with as much of a person's own words, at {said}, as one segment holds."""
    room = gsm7.LIMIT - gsm7.septets(say(community, language, name, **values, said=""))
    fitted = say(community, language, name, **values, said=gsm7.cut_to_fit(gsm7.plain(said), max(0, room)))
    return fitted.replace("  ", " ")


def listing(community: Community, language: str, items: Sequence[AlertFacts]) -> str:
    """Return one text that lists as many incidents as fit, and says how many more there are."""
    text = words.say(language, Text.LIST_HEAD, short=community.short)
    for number, facts in enumerate(items):
        values = _values(community, language, facts)
        line = facts.reference
        if facts.level is not Level.PRIVATE:
            line = f"{facts.reference} {values['category']} {values['place']} {values['at']}"
        left = f" +{len(items) - number}"
        room = gsm7.LIMIT - (len(left) if number < len(items) - 1 else 0)
        separator = "; " if number else ""
        if gsm7.septets(text + separator + line) > room:
            return text + left
        text += separator + line
    return text


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


def summary(
    community: Community, language: str, facts: AlertFacts, tracks: Sequence[tuple[Track, str]], status: BoardStatus
) -> str:
    """Return the status of one incident. Each track comes with the role that answered, or an empty string."""
    answers = ", ".join(
        words.say(language, Text(f"track.{track.value}"))
        + ": "
        + words.say(language, Text.TRACK_ANSWERED if role else Text.TRACK_WAITING)
        + (f" ({role})" if role else "")
        for track, role in tracks
    )
    name = Text.SUMMARY_PRIVATE if facts.level is Level.PRIVATE else Text.SUMMARY
    values = _values(community, language, facts)
    if facts.level is Level.COMPLAINT:
        values["category"] += _about(language, facts)
    text = words.say(
        language, name, tracks=answers, status=words.say(language, Text(f"state.{status.value}")), **values
    )
    return gsm7.cut_to_fit(text, gsm7.LIMIT)


def occurrence(language: str, number: str) -> str:
    """Return the part of a text that shows a station's occurrence book number."""
    return words.say(language, Text.EXTRA_OB, number=gsm7.cut(gsm7.plain(number), 20))


def caution(language: str, why: Caution) -> str:
    """Return why coordinators should look twice: the caller sent `many` reports, or had earlier ones marked false."""
    return words.say(language, Text(f"flag.{why.value}"))


def call_wish(language: str, wish: CallWish, at: str) -> str:
    """Return the words that notify a helper when a caller wants to be called. `at` is a time as it was typed."""
    if wish is CallWish.NONE:
        return words.say(language, Text.WISH_NONE)
    moment = words.say(language, Text.WISH_NOW) if wish is CallWish.NOW else phones.without_numbers(gsm7.plain(at))
    return words.say(language, Text.WISH_CALL, when=gsm7.cut(moment, 40))
