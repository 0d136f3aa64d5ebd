"""Wording of the alerts: what the people of each track read of an incident. Optional parts go in as far as they fit."""

from collections.abc import Sequence

from menus.domain import contacts
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.community import Community
from menus.domain.fire import is_fire
from menus.sms import wording, words_to_leave
from menus.sms.wording import AlertFacts
from menus.text import catalog as words
from menus.text import gsm7
from menus.text.names import Text

_SEAM = "\x00"
"""Marks the time and the optional parts in a filled template, so that both can be found in any wording."""
_LEAST_RELAYED = 16
"""An alert leaves a resident's words out if there is room for no more than this. A guess, to be tested."""


def alert(community: Community, language: str, track: Track, facts: AlertFacts) -> str:
    """Return the alert of a track. Optional parts are left out if space is short."""
    values = wording.values_of(community, language, facts)
    if track is Track.CARE:
        return _care_alert(community, language, facts, values)
    if track is Track.OVERSIGHT:
        values["category"] += about_whom(language, facts)
        return words.say(language, Text.ALERT_OVERSIGHT, **values)
    marked = {**values, "at": _SEAM + values["at"], "extras": _SEAM}
    head, stop, tail = words.say(language, Text(f"alert.{track.value}"), **marked).split(_SEAM)
    for extra in _extras(community, language, track, facts):
        longer = head + stop + extra + " " + tail
        if gsm7.septets(longer) <= gsm7.LIMIT:
            stop += extra + " "
    if track is Track.PATROL and facts.said:
        said = wording.quoted_to_fit(facts.said, gsm7.LIMIT - gsm7.septets(head + stop + tail) - 1)
        stop += f"{said} " if len(said) > _LEAST_RELAYED else ""
    if facts.zone is None and facts.place:
        head = _with_more_of_the_place(community, facts, head, gsm7.LIMIT - gsm7.septets(head + stop + tail))
    longer = head + stop + _registration(language, track, facts) + tail
    return longer if gsm7.fits(longer) else head + stop + tail


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
    extras = f" {wording.how_to_get_number(language, facts.reference)}" if facts.has_number else ""

    def worded(place: str) -> str:
        where = f" {place}." if place else ""
        text = words.say(language, name, where=where, extras=extras, **values)
        # The way to the number stands in the answer to REF, too. How to open a doubtful text up stands only here.
        is_dropped = facts.is_doubtful and not gsm7.fits(text)
        return words.say(language, name, where=where, extras="", **values) if is_dropped else text

    # In danger now the helper reads that the place is not known, too: they must ask for it, and not wait for a text.
    place = values["place"] if facts.zone is not None or facts.place or facts.is_danger else ""
    typed = words_to_leave.place_to_leave(community, facts.place) if facts.is_danger else ""
    if not typed:
        return worded(place)
    if facts.zone is None:
        return worded(gsm7.cut(typed, gsm7.LIMIT - gsm7.septets(worded(" ")) + 1))
    room = gsm7.LIMIT - gsm7.septets(worded(f"{place} ()"))
    return worded(f"{place} ({gsm7.cut(typed, room)})" if room > 0 else place)


def _with_more_of_the_place(community: Community, facts: AlertFacts, head: str, room: int) -> str:
    """Return an alert's beginning with as much of a typed place as the room allows."""
    typed = words_to_leave.place_to_leave(community, facts.place)
    shown = gsm7.cut(typed, wording.WIDEST_PLACE)
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
    extras = _first_extras(community, language, facts)
    if facts.person:
        extras.append(gsm7.cut(gsm7.plain(facts.person), 30) + ".")
    # A search for a missing child is no armed crime.
    is_calm = facts.category is Category.MOB_BEATING or facts.is_missing
    is_careful = facts.level is Level.MAJOR and track is Track.PATROL and not is_calm
    if facts.weapons:
        extras.append(weapons(language, facts))
        if is_careful:
            extras.append(words.say(language, Text.EXTRA_CAREFUL))
    if facts.category is Category.MOB_BEATING and track is Track.PATROL:
        extras.append(words.say(language, Text.EXTRA_CALM))
    harm = None if facts.is_missing and facts.harm is Harm.UNSURE else harm_beside_weapons(facts)
    if harm is not None:
        extras.append(words.say(language, Text(f"extra.{harm}")))
    extras += _at_a_fire(community, language, track, facts)
    if facts.reports > 1:
        extras.append(words.say(language, Text.EXTRA_REPORTS, count=str(facts.reports)))
    if is_careful and not facts.weapons:
        extras.append(words.say(language, Text.EXTRA_CAREFUL))
    typed = gsm7.cut(words_to_leave.place_to_leave(community, facts.place), 60)
    if facts.zone is not None and typed:
        extras.append(f"({typed})")
    return extras + _number_to_call(community, language, track, facts)


def _first_extras(community: Community, language: str, facts: AlertFacts) -> list[str]:
    """Return the optional parts that come first: people in a fire, the time of a late call, and the mark."""
    # Nothing about a fire matters more than the people in it, and a long mark must not take their room.
    extras = [words.say(language, Text.EXTRA_INSIDE)] if facts.are_inside else []
    if facts.called_at is not None:
        # Of a report from paper it is the time at which it happened; it has no person of the patrol.
        late = Text.EXTRA_SENT if facts.person else Text.EXTRA_HAPPENED
        extras.append(words.say(language, late, at=wording.moment(community, facts.called_at, facts.at)))
    return extras + ([words.say(language, Text(f"extra.{facts.mark}"))] if facts.mark else [])


def _number_to_call(community: Community, language: str, track: Track, facts: AlertFacts) -> list[str]:
    """Return the part of an alert to the police that gives a coordinator's number, if the community gives one."""
    if track is not Track.POLICE:
        return []
    number = contacts.public_phone(community, facts.zone, facts.accused_group, facts.person, facts.recused)
    return [words.say(language, Text.EXTRA_CALL, number=number)] if number is not None else []


def _registration(language: str, track: Track, facts: AlertFacts) -> str:
    """Return the part of an alert to the police that says by which number the association is registered now.

    It takes what room is left by everything else, and is the first to go.
    """
    if track is not Track.POLICE or not facts.registered:
        return ""
    return words.say(language, Text.EXTRA_REGISTERED, number=facts.registered) + " "


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
    return [wording.say(community, language, name) for name in (*names, Text.EXTRA_FIRE_BRIGADE)]


def bundles(community: Community, language: str, items: Sequence[AlertFacts]) -> list[str]:
    """Return the alerts of several incidents as few texts. Each incident has its reference, category and place."""

    def worded(lines: list[str]) -> str:
        return words.say(
            language, Text.ALERT_BUNDLE, short=wording.short_of(community, language), items="; ".join(lines)
        )

    made: list[list[str]] = []
    for facts in items:
        values = wording.values_of(community, language, facts)
        line = f"{facts.reference} {values['category']} {values['place']} {values['at']}"
        if made and gsm7.fits(worded([*made[-1], line])):
            made[-1].append(line)
        else:
            made.append([line])
    return [worded(lines) for lines in made]
