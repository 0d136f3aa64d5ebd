"""Words about a station: what may stand beside a note or a card. They name nobody, and lead to no phone or incident."""

import re
from datetime import date

from gateway.communities.directory import CommunityRecord
from menus.domain import references, stations
from menus.sms import day_forms, wording
from menus.text import gsm7, long_numbers, redaction

_DIGITS = 4
"""The most digits of one word that is no day: a year, or an amount. More may be a phone, an incident or an identity."""
_EDGE = ".,;:!?()'\""


def doubts(record: CommunityRecord, words: str, today: date) -> list[str]:
    """Return what in some words may name a person, or may be a number that leads to one; an empty list lets them be.

    Words that are in no vocabulary are doubted, too: a list of names never suffices. The names of the file's stations
    are none of people.
    """
    community = record.community
    plain = gsm7.plain(words)
    for name in stations.named(community.people):
        plain = re.sub(rf"\b{re.escape(name)}\b", "station", plain, flags=re.IGNORECASE)
    numbers = [word for word in plain.split() if _leads_somewhere(word.strip(_EDGE), today)]
    if numbers or long_numbers.without_long_numbers(plain, community.country) != plain:
        return numbers or ["0..."]
    return redaction.doubtful_in(plain, community) or (
        ["-"] if wording.fit_for_strangers(community, plain) != plain else []
    )


def _leads_somewhere(word: str, today: date) -> bool:
    if day_forms.day_of(word, today) is not None:
        return False
    return references.looks_like(word) or sum(sign.isdigit() for sign in word) > _DIGITS
