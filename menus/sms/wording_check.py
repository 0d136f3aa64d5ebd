"""The check of the wording: every SMS of a community fits one segment, with the longest values that it may get."""

from dataclasses import replace
from datetime import datetime

from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.community import Community, Role
from menus.domain.draft import Topic
from menus.domain.standing import BoardStatus
from menus.sms import wording
from menus.text import gsm7
from menus.text.names import Text

_EXAMPLE_REFERENCE = "987654321"
_MOST_CALLERS = {"count": "99", "done": "98"}


def check(community: Community) -> list[str]:
    """Return every text that does not fit one segment with the longest values that it may get."""
    misfits = []
    zones: list[str | None] = [None, *(zone.key for zone in community.zones)]
    when = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    for language in community.languages:
        for category in Category:
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
                )
                made = [wording.alert(community, language, track, facts) for track in Track]
                urgent = replace(facts, weapons="W" * 40, is_danger=True)
                made += [wording.alert(community, language, track, urgent) for track in Track]
                doubtful = [replace(facts, is_doubtful=True), replace(urgent, is_doubtful=True)]
                made += [wording.alert(community, language, Track.CARE, each) for each in doubtful]
                made += [
                    wording.about(
                        community, language, name, facts, said="W" * 20, track=Track.OVERSIGHT, **_MOST_CALLERS
                    )
                    for name in wording.ABOUT
                ]
                made += wording.bundles(community, language, [facts])
                tracks = [(track, Role.FOCAL_ALTERNATE) for track in Track]
                made.append(wording.summary(community, language, facts, tracks, BoardStatus.AWAITING_REVIEW))
                made.append(wording.listing(community, language, [facts] * 3))
                misfits += [text for text in made if not gsm7.fits(text)]
        misfits += [text for text in _replies(community, language) if not gsm7.fits(text)]
    return misfits


def _replies(community: Community, language: str) -> list[str]:
    values = {
        "reference": _EXAMPLE_REFERENCE,
        "references": " ".join([_EXAMPLE_REFERENCE] * 8),
        "number": "W" * 20,
        "code": max((*community.ussd_codes, "0000"), key=len),
        "example": f"OB {_EXAMPLE_REFERENCE} 12/23/11/2026",
        "said": "W" * 20,
        "count": "99",
        "other": _EXAMPLE_REFERENCE,
        "at": "23/11 21:00",
        "cost": "UGX 9999999.99",
        "left": "9999 GB",
    }
    names = [name for name in Text if name.value.startswith("sms.") and name not in wording.ABOUT]
    return [wording.say(community, language, name, **values) for name in names]
