"""The check of the wording: every SMS of a community fits one segment, with the longest values that it may get."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from menus.domain import record_words
from menus.domain.board_order import Standing
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.classes import CrimeClass
from menus.domain.community import Community
from menus.domain.court import CourtStep
from menus.domain.draft import CallWish, Topic
from menus.domain.marks import Caution
from menus.domain.rise import RiseLevel
from menus.domain.roles import Role
from menus.domain.second_chance import CODES, CourseStep
from menus.domain.standing import BoardStatus
from menus.sms import (
    alert_wording,
    giving_longest,
    handing_over,
    level_words,
    listing,
    note_parts,
    patrol_forms,
    patrol_wording,
    summaries,
    wording,
)
from menus.sms.summaries import Deed, TrackAnswer
from menus.text import call_wishes, crime_words, gsm7
from menus.text import catalog as words
from menus.text.names import Text

_EXAMPLE_REFERENCE = "987654321"
_EXAMPLE_TASK = "T987654321"
_MOST_CALLERS = {"count": "99", "done": "98"}
_LATER = datetime.fromisoformat("2026-01-03T00:00:00+00:00")
_MANY = 4
"""Every kind of line so many times makes a list that needs a page with two digits."""

_KINDS = (*((category, False) for category in Category), (Category.GUN_KILLING, True))
"""Every category, and the missing person, whom no category names."""


def check(community: Community) -> list[str]:
    """Return every text that does not fit one segment with the longest values that it may get.

    A text that holds the longest name of a zone holds any other. The others are tried only if one does not fit: then
    each is named.
    """
    return _misfits(community, longest_zone_alone=True) and _misfits(community)


def _misfits(community: Community, *, longest_zone_alone: bool = False) -> list[str]:
    misfits = []
    every: list[str | None] = [None, *(zone.key for zone in community.zones)]
    when = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    for language in community.languages:
        zones = [None, *_widest_zones(community, language)[:1]] if longest_zone_alone else every
        for category, is_missing in _KINDS:
            for zone in zones:
                facts = wording.AlertFacts(
                    _EXAMPLE_REFERENCE,
                    category,
                    Level.COMPLAINT if category is Category.COMPLAINT_OTHER else Level.MAJOR,
                    zone,
                    "W" * wording.WIDEST_PLACE,
                    Harm.WEAPON_AND_HURT,
                    when,
                    99,
                    "W" * 30,
                    "unconfirmed",
                    topic=Topic.FEEDBACK,
                    is_missing=is_missing,
                    registered="W" * 20,
                )
                made = [alert_wording.alert(community, language, track, facts) for track in Track]
                urgent = replace(facts, weapons="W" * 40, is_danger=True, has_number=True)
                made += [alert_wording.alert(community, language, track, urgent) for track in Track]
                doubtful = [replace(facts, is_doubtful=True), replace(urgent, is_doubtful=True)]
                made += [alert_wording.alert(community, language, Track.CARE, each) for each in doubtful]
                made += [
                    wording.about(
                        community, language, name, facts, said="W" * 20, track=Track.OVERSIGHT, **_MOST_CALLERS
                    )
                    for name in wording.ABOUT
                ]
                made += alert_wording.bundles(community, language, [facts])
                misfits += [text for text in made if not gsm7.fits(text)]
        misfits += [text for text in _pages(community, language, every) if not gsm7.fits(text)]
        misfits += [text for text in _replies(community, language) if not gsm7.fits(text)]
    return misfits


def _pages(community: Community, language: str, zones: Sequence[str | None]) -> Iterator[str]:
    """Yield the pages of `LIST`, `WHO`, `LOOKS` and `REF` with their longest entries."""
    incident = wording.AlertFacts(
        _EXAMPLE_REFERENCE,
        Category.GUN_KILLING,
        Level.COMPLAINT,
        max(zones, key=lambda zone: len(wording.place_name(community, language, zone, "W" * wording.WIDEST_PLACE))),
        "W" * wording.WIDEST_PLACE,
        Harm.WEAPON_AND_HURT,
        _LATER - timedelta(days=2),
        99,
        topic=Topic.FEEDBACK,
        weapons="W" * 40,
    )
    kinds = [replace(incident, category=category, is_missing=is_missing) for category, is_missing in _KINDS]
    longest = max(kinds, key=lambda facts: len(wording.kind_name(language, facts)))
    for level in Level:
        facts = replace(longest, level=level)
        if level is Level.COMPLAINT:
            facts = replace(facts, category=Category.COMPLAINT_OTHER, is_missing=False)
        entries = [listing.Entry(facts, standing) for standing in Standing] * _MANY
        yield from listing.incidents(community, language, entries, _LATER)
        yield from _summaries(community, language, facts)
    people = [(replace(person, name="W" * 60), role) for person in community.people[:1] for role in Role] * _MANY
    for police in (True, False):
        yield from listing.people(community, language, people, police=police)
    before = _LATER - timedelta(days=2)
    look = listing.LookEntry(before, "W" * 60, _EXAMPLE_REFERENCE, "w" * 200)
    looks = [look, listing.LookEntry(before, "W" * 60, is_private=True)] * _MANY * 3
    yield from listing.looks(community, language, looks, _LATER)


def _widest_zones(community: Community, language: str) -> list[str]:
    """Return the keys of the two zones with the longest names."""
    widest = sorted(community.zones, key=lambda zone: gsm7.septets(zone.name(language)), reverse=True)
    return [zone.key for zone in widest[:2]]


def _summaries(community: Community, language: str, facts: wording.AlertFacts) -> Iterator[str]:
    """Yield the texts that `REF` may give, with everything that they may tell at once."""
    deed = Deed(Role.FOCAL_ALTERNATE, _LATER - timedelta(days=1), "W" * 60)
    tracks = [TrackAnswer(track, deed, deed.at) for track in (Track.PATROL, Track.POLICE, Track.OVERSIGHT)]
    details = [
        wording.moved(community, language, _widest_zones(community, language)),
        wording.occurrence(language, "W" * 20),
        *(wording.caution(language, why) for why in Caution),
        call_wishes.call_wish(language, CallWish.AT, "W" * 40),
        *note_parts.parts(community, language, "W" * 200, at="31/12 23:59", by=_longest_role(language)),
    ]
    # A report of a closed circle awaits no review.
    waits = () if facts.level.has_circle else (BoardStatus.AWAITING_REVIEW,)
    for status in (*waits, BoardStatus.OPEN, BoardStatus.CLOSED):
        ended = deed if status is BoardStatus.CLOSED else None
        told = summaries.Summary(facts, status, tracks, ended, details, "W" * 200)
        page: summaries.Page | None = summaries.first(community, language, told, _LATER)
        while page is not None:
            yield page.text
            page = summaries.further(community, language, told, _LATER, page.position)


def _longest_role(language: str) -> str:
    return max((listing.role_name(language, role) for role in Role), key=gsm7.septets)


def _longest_level(language: str) -> str:
    return max((wording.level_name(language, level) for level in Level), key=gsm7.septets)


def _replies(community: Community, language: str) -> list[str]:
    values = {
        "reference": _EXAMPLE_REFERENCE,
        "references": " ".join([_EXAMPLE_REFERENCE] * 8),
        "number": "W" * 20,
        "mark": "Q999999",
        "when": "30/12 23:59",
        "hall": "W" * 40,
        "letter": "W",
        "code": max((*community.ussd_codes, "0000"), key=len),
        "said": "W" * 20,
        "last": "999",
        "count": "99",
        "total": "999",
        "numbers": "99",
        "other": _EXAMPLE_REFERENCE,
        "at": "23/11 21:00",
        "begins": "23/11 21:00",
        "ends": "24/11 06:00",
        "cost": "UGX 9999999.99",
        "left": "9999 GB",
        "by": "W" * 20,
        "day": "31/12",
        "size": "9999999",
        "words": " ".join(["WOWO"] * record_words.COUNT),
        "red": handing_over.named([_EXAMPLE_REFERENCE] * 99),
        "level": _longest_level(language),
        "was": _longest_level(language),
        "task": _EXAMPLE_TASK,
        "reports": "999",
        "place": "W" * wording.WIDEST_PLACE,
        "course": max(CODES, key=len),
        "word": max((words.say(language, Text(f"course.word.{step}")) for step in CourseStep), key=len),
        "example": f"OB {_EXAMPLE_REFERENCE} 12/23/11/2026",
        "step": f"{max((wording.court_step(language, step) for step in CourtStep), key=gsm7.septets)} 31/12",
        **_of_patrols(community, language),
        "category": max((wording.category_name(language, category) for category in Category), key=gsm7.septets),
        "crime": max((crime_words.name(language, crime) for crime in CrimeClass), key=gsm7.septets),
        "now": "999",
        "usual": "999",
        "odds": str(RiseLevel.RISE.odds),
        "callers": "999",
        "before": "999",
        "asked": "",
        "levels": level_words.named(language, (Level.URGENT, Level.HAZARD)),
        **giving_longest.values(community, language),
    }
    names = [name for name in Text if name.value.startswith("sms.") and name not in wording.ABOUT]
    return [wording.say(community, language, name, **values) for name in names]


def _of_patrols(community: Community, language: str) -> dict[str, str]:
    """Return the longest values of the texts about requests for patrols."""
    widest = _widest_zones(community, language)
    kinds = (wording.category_name(language, category) for category in patrol_forms.CATEGORIES)
    return {
        "request": f"A{_EXAMPLE_REFERENCE}",
        "where": patrol_wording.zone(community, language, widest[0]),
        "days": "31/12-31/12",
        "hours": "20:00-04:00",
        "kind": max(kinds, key=gsm7.septets),
        "tenure": max((wording.tenure_name(language, tenure) for tenure in wording.TENURES), key=gsm7.septets),
        "figures": "",
        "incidents": "999 / 999",
        "calls": "9999 / 9999",
        "complaints": "20-24 / 20-24",
    }
