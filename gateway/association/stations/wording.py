"""Words about a station: what may stand beside a note or a card. They name nobody, and lead nowhere.

They lead to no phone, no incident, no door, and to nobody who told something.
"""

import re
from datetime import date

from gateway.communities.directory import CommunityRecord
from menus.domain import stations
from menus.sms import public_words, words_to_leave
from menus.text import gsm7, redaction


def doubts(record: CommunityRecord, words: str, today: date) -> list[str]:
    """Return what in some words may name a person or lead to one; an empty list lets them be.

    Words that are in no vocabulary are doubted, too: a list of names never suffices. The names of the file's stations
    are none of people.
    """
    community = record.community
    plain = gsm7.plain(words)
    for name in stations.named(community.people):
        plain = re.sub(rf"\b{re.escape(name)}\b", "station", plain, flags=re.IGNORECASE)
    leading = public_words.found_in(plain, community, today)
    return (
        leading
        or redaction.doubtful_in(plain, community)
        or (["-"] if words_to_leave.fit_for_strangers(community, plain) != plain else [])
    )
