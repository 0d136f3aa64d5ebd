"""Redaction: cross out names in a text. The names are guessed, because a leaked list of suspects can kill."""

import re

from menus.domain.community import Community
from menus.text.given_names import FAMILY, GIVEN

_TELLING = re.compile(
    r"\b(?:anaitwa|aitwaye|wanaitwa|jina lake|named|called|alias|aka|mr|mrs|bwana|bibi)\b[.:]?\s+"
    r"(?:(?:ni|is)\s+)?(\w[\w']*)((?:\s+\w[\w']*){0,2})",
    re.IGNORECASE,
)
_RUN = re.compile(r"\b[A-Z][\w']{2,}(?:\s+[A-Z][\w']{2,})+\b")
_WORD = re.compile(r"[A-Za-z][A-Za-z']*")
_SHORTEST = 4
_LANDMARK_WORDS = """
mama baba kwa duka shop kiosk kanisa church msikiti mosque hoteli hotel bar stage stendi base hospital clinic shule
school market soko st saint estate plot court road street lane bridge daraja house nyumba mtaa near behind karibu
nyuma mbele opposite next uwanja field petrol station mpesa salon kinyozi butchery bucha mill posho grounds avenue
north south east west girls boys bank supermarket stadium gate primary secondary academy junction roundabout centre
center hall flats apartments stairs terminus dispensary pharmacy chemist gas wines pub tower plaza
hardware cyber agrovet electricals garage bakery mart stores
"""
"""Words that make a pair of capitalised words a place: `Mama Njeri` sells vegetables, and everybody knows where."""
_EVERYDAY_WORDS = """
jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili monday tuesday wednesday thursday friday saturday sunday
january february march april may june july august september october november december januari februari machi aprili
mei juni julai agosti septemba oktoba novemba desemba mkutano baraza meeting clean mitaro safi tangazo onyo tahadhari
karibuni wote saa asubuhi jioni leo kesho police polisi kenya nairobi power water maji stima usafi vijana youth women
please tafadhali all residents wakazi reminder notice important
"""
"""Capitalised words that name no person."""
_BETWEEN = frozenset(
    ("wa", "na", "ni", "ana", "yuko", "kwa", "ya", "is", "and", "from", "of", "at", "with", "who", "in", "near", "has")
)
"""Words that end a name."""
_SAID_TO_BE = re.compile(
    r"\b((?:ni|ndiye|ndio|alias|aka|anaitwa|jina lake)\s+)((?:(?:mama|baba|mzee)\s+)?[A-Za-z@0-9']+"
    r"(?:\s+(?:na|and)\s+(?:(?:mama|baba|mzee)\s+)?[A-Za-z@0-9']+)*)",
    re.IGNORECASE,
)
_WHO = re.compile(r"[A-Za-z@0-9']+")
_ID = re.compile(r"\b\d(?:[ -]?\d){5,}\b")
"""Six digits or more in a row: the number of an identity card or a phone. A plot number is shorter."""
_BEHIND_NI_WORDS = """
na and
watu mtu vijana kijana wezi mwizi majambazi wakora polisi wanaume wanawake mwanaume mwanamke mtoto watoto wengi wachache
mmoja wawili watatu wanne watano sita saba nane tisa kumi hapa hapo huko kwa kweli uongo mbaya sawa hatari haraka muhimu
usiku leo jana sasa bado moto damu bunduki panga kisu silaha risasi gari pikipiki boda nduthi nyumba duka wao yeye sisi
mimi nani kama lazima vizuri karibu mbali nyuma mbele mkubwa kubwa ndogo yule wale hawa huyu the a mob umati genge kundi
ni ndani nje juu chini true false dangerous urgent many two three four five
"""
CROSSED_OUT = "xxx"


def without_names(text: str, community: Community) -> str:
    """Return typed words with everything that reads like a person's name crossed out. Places stay.

    Crossed out are names after words such as `anaitwa`, and common names, alone or in a row of capitalised words. A
    name stays if a word beside it makes it a place.
    """
    found = _told(text) + [run for run in _runs(text, community) if _bears_a_name(run)] + _borne(text, community)
    for name in sorted(dict.fromkeys(found), key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", CROSSED_OUT, text)
    return text


def without_suspects(text: str) -> str:
    """Return words without accused people: cross out the words after `ni` or `ndiye`, and long numbers.

    Words that often follow `ni` and name nobody stay.
    """
    text = _ID.sub(CROSSED_OUT, text)
    return _SAID_TO_BE.sub(lambda found: found[1] + _WHO.sub(_crossed, found[2]), text)


def _crossed(found: re.Match[str]) -> str:
    return found[0] if _is_everyday(found[0]) else CROSSED_OUT


def _is_everyday(word: str) -> bool:
    return word.casefold() in _BEHIND_NI or word.isdigit() or word == CROSSED_OUT


def names_in(text: str, community: Community) -> list[str]:
    """Return everything that reads like a person's name, each once. Places and the community's own name do not count.

    These are capitalised words in a row, words after `anaitwa` or `called`, common names, and the names of people in
    the community file.
    """
    places = _places(community)
    found = _told(text) + _runs(text, community) + _borne(text, community)
    known = {
        word.casefold()
        for person in community.people
        for word in re.findall(r"[A-Za-z']+", person.name.split("(")[0])
        if len(word) >= _SHORTEST and word[0].isupper()
    } - places
    titles = {"coordinator", "patrol", "leader", "deputy", "police", "contact", "chief", "assistant", "focal"}
    titles |= {"person", "alternate", "oversight", "station", "patroller", "treasurer", "landlords", "tenants", "seat"}
    found += [word for word in re.findall(r"[A-Za-z']+", text) if word.casefold() in known - titles]
    return list(dict.fromkeys(found))


def _told(text: str) -> list[str]:
    """Return the names after words such as `anaitwa`: the next word, and up to two more that continue the name."""
    found = []
    for match in _TELLING.finditer(text):
        name = match[1]
        for more in match[2].split():
            if more.casefold() in _BETWEEN or not (more[0].isupper() or more.casefold() in _BORNE):
                break
            name = f"{name} {more}"
        found.append(name)
    return found


def _runs(text: str, community: Community) -> list[str]:
    """Return rows of capitalised words that are no place; none for a text all in capitals, where they mean nothing."""
    if text.isupper():
        return []
    no_names = _places(community) | _LANDMARKS | _EVERYDAY
    return [run for run in _RUN.findall(text) if not {word.casefold() for word in run.split()} & no_names]


def _borne(text: str, community: Community) -> list[str]:
    """Return each word that is a common name, unless a word beside it makes it a place."""
    words = _WORD.findall(text)
    places = _places(community) | _LANDMARKS
    folded = [word.casefold() for word in words]
    found = []
    for place, word in enumerate(words):
        beside = {*folded[max(0, place - 2) : place], *folded[place + 1 : place + 2]}
        if folded[place] in _BORNE and not beside & places:
            found.append(word)
    return found


def _bears_a_name(run: str) -> bool:
    return any(word.casefold() in _BORNE for word in run.split())


def _places(community: Community) -> set[str]:
    names = (name for zone in community.zones for name in (*zone.names.values(), *zone.landmarks))
    return {word.casefold() for name in (community.name, *names) for word in name.split()}


_BORNE = frozenset((GIVEN + FAMILY).split())
_BEHIND_NI = frozenset(_BEHIND_NI_WORDS.split())
_LANDMARKS, _EVERYDAY = frozenset(_LANDMARK_WORDS.split()), frozenset(_EVERYDAY_WORDS.split())
