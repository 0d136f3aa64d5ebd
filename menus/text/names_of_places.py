"""Places in a text: plates, the community's own places, and names that a word before or behind makes places.

What bears a name keeps it: `Kamau Hardware`, `duka la Wanjiku`, `kwa Njoroge`, `plot ya Mzee Kioko`. Where somebody
lives, and what is somebody's, tells who it is: `nyumba ya Kamau`, `Wanjiku's kiosk`, `wameingia kwa Kevo`.
"""

import re

from menus.domain.community import Community
from menus.text import homes, name_cues, place_words
from menus.text.community_places import phrases
from menus.text.name_kinds import NAMEISH, Kind
from menus.text.name_reading import NamesRead

_PLATE = re.compile(
    r"\b(?:k[a-e][a-z]|km[a-z]{2}|ktw[a-z]|gk|u[a-z]{2}(?=\s?\d{3}\s?[a-z]\b))\s?\d{3}\s?[a-z]?\b", re.IGNORECASE
)
"""Plates of cars and motorcycles of Kenya and Uganda. A vehicle is no person."""
_GOES_TO = re.compile(r"\w*(?:pelekwa|enda|toka|fika|ishi|hamia|kimbilia|rudi|pitia|ingia)")
"""Verbs that a place follows: `akapelekwa Mbagathi`."""
_MESSAGES = frozenset(("ujumbe", "sms", "taarifa", "habari", "message", "barua"))
"""Verbs of coming from or going to a person: a `kwa` shortly behind leads to nobody's place."""
ONE_DOES = re.compile(name_cues.PERSON_VERB)
DONE_TO_ONE = re.compile(name_cues.ON_PERSON)


def mark_places(read: NamesRead, community: Community) -> None:
    """Mark plates, the community's places, and names that a word before or behind makes places."""
    for match in _PLATE.finditer(read.text):
        read.certain |= {n for n, token in enumerate(read.words) if match.start() <= token.start < match.end()}
    folded = [token.word for token in read.words]
    there = frozenset(folded)
    for phrase in phrases(community):
        if phrase[0] not in there:
            continue
        for place in range(len(folded) - len(phrase) + 1):
            if tuple(folded[place : place + len(phrase)]) == phrase:
                read.certain |= set(range(place, place + len(phrase)))
    read.places |= read.certain | _known_rows(read, folded)
    for first, last in _runs(read):
        if _is_place(read, first, last):
            read.places |= set(range(first, last + 1))


def _runs(read: NamesRead) -> list[tuple[int, int]]:
    """Return the first and the last word of each row of words that may be a name."""
    found: list[tuple[int, int]] = []
    for place, token in enumerate(read.words):
        if token.kind not in NAMEISH and not (token.kind is Kind.TYPO and token.is_capital):
            continue
        if found and found[-1][1] == place - 1 and read.is_joined(place - 1):
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def _is_place(read: NamesRead, first: int, last: int) -> bool:
    behind = read.word(last + 1) if read.is_joined(last) else ""
    before = first - 1
    while before >= 0 and read.word(before) in name_cues.SELLERS and read.is_joined(before):
        before -= 1
    is_home = homes.tells_a_place(read, first, last, before)
    if is_home is not None:
        return is_home and not _is_told_of(read, before)
    is_person = _is_told_of(read, before) or (before < first - 1 and not _leads_to_place(read, before))
    is_weak = behind in place_words.WEAK_ENDING
    if behind in place_words.ENDING and (not is_weak or (not is_person and _is_one_name(read, first, last))):
        return True
    if not read.is_joined(before):
        return before < 0 and read.is_place and before < first - 1 and not _accuses(read)
    if _leads_to_place(read, before):
        # `nyumba ya Otieno` leads there; a full name behind it tells whose home it is.
        return first == last or read.word(before - 1) not in homes.HOMES
    if read.word(before) in name_cues.OF and read.word(before - 1) in name_cues.KIN:
        # `genge la Gaddafi`
        return False
    leads = read.word(before) in place_words.LEADING_UNKNOWN or _GOES_TO.fullmatch(read.word(before)) is not None
    return leads and read.kind(first) in {Kind.UNKNOWN, Kind.TYPO}


def _known_rows(read: NamesRead, folded: list[str]) -> set[int]:
    """Return the words of places that everybody knows by several words, such as `Tom Mboya` and `Lucky Summer`."""
    found: set[int] = set()
    there = frozenset(folded)
    for row in place_words.ROWS:
        if row[0] not in there:
            continue
        for place in range(len(folded) - len(row) + 1):
            if tuple(folded[place : place + len(row)]) == row and not _is_person_like(read, place, len(row)):
                found |= set(range(place, place + len(row)))
    return found


def _is_person_like(read: NamesRead, place: int, length: int) -> bool:
    """Return whether somebody is told of who bears a place's name: `mwizi ni Tom Mboya`, `Mama Lucy amepigwa`."""
    last = place + length - 1
    behind = read.word(last + 1) if read.is_joined(last) else ""
    is_doing = behind not in name_cues.POINTING and ONE_DOES.fullmatch(behind) is not None
    is_doing = is_doing or behind in name_cues.ENDING | name_cues.ACTS | name_cues.IS_SOMEWHERE | {"wa", "of"}
    if is_doing or read.words[last].text.casefold().endswith("'s") or _is_told_of(read, place - 1):
        return True
    before = read.word(place - 1)
    if read.word(last + 1 + (behind == "ni")) in name_cues.ACCUSED - {"wezi", "thieves"}:
        return True
    is_beside = before in name_cues.AND and read.word(place - 2) not in {"karibu", "mkabala"}
    return is_beside or behind in name_cues.AND or before in name_cues.TITLES | name_cues.ON_PERSON_EN


def _is_one_name(read: NamesRead, first: int, last: int) -> bool:
    """Return whether a row and a word such as `stage` are written alike: `Njoro Stage`, or a typed place."""
    if read.words[last].text.casefold().endswith("'s"):
        return False
    return read.is_place or first == 0 or read.words[last].is_capital == read.words[last + 1].is_capital


def _accuses(read: NamesRead) -> bool:
    """Return whether a typed place says what somebody is or does."""
    said = {token.word for token in read.words}
    return bool(said & (name_cues.SAID_TO_BE | name_cues.ACTS)) or any(ONE_DOES.fullmatch(word) for word in said)


def _is_told_of(read: NamesRead, before: int) -> bool:
    """Return whether the word before a row tells that a person follows."""
    return read.word(before) in name_cues.SAID_TO_BE | name_cues.TELLING | name_cues.CALLED or bool(
        before >= 0 and DONE_TO_ONE.fullmatch(read.word(before))
    )


def _leads_to_place(read: NamesRead, before: int) -> bool:
    """Return whether the words that end with `before` lead to a place: `karibu na`, `duka la`, `mtaa wa`."""
    one, two, three = read.word(before), read.word(before - 1), read.word(before - 2)
    if one == "kwa" and (two in name_cues.SENT or _MESSAGES & {two, three, read.word(before - 3)}):
        # `piga simu kwa X`, `ujumbe umetoka kwa X`
        return False
    if (
        f"{three} {two} {one}" in place_words.LEADING
        or f"{two} {one}" in place_words.LEADING
        or one in place_words.LEADING
    ):
        return True
    return one in place_words.OF_PLACES or (one in name_cues.OF and two in place_words.OF_PLACES)


def ends_as_a_place(read: NamesRead, place: int) -> bool:
    """Return whether a word belongs to a plate, a place of the community, or a name such as `Kamau Hardware`."""
    if place in read.certain:
        return True
    behind = place
    while read.is_joined(behind) and behind + 1 in read.places:
        behind += 1
    last = read.word(behind)
    return last in place_words.ENDING or read.kind(behind) in {Kind.WORD, Kind.NUMBER}
