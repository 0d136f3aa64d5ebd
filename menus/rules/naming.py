"""Names in a text: a guess at them, for a leaked list of suspects can kill."""

import re

from menus.rules.community import Community

_TELLING = re.compile(
    r"\b(?:anaitwa|aitwaye|jina lake|named|called|alias|aka|mr|mrs|bwana|bibi)\.?\s+(\w[\w']*)", re.IGNORECASE
)
_PAIR = re.compile(r"\b([A-Z][a-z']{2,}\s+[A-Z][a-z']{2,})\b")
_SHORTEST = 4
_LANDMARKS = """
mama baba kwa duka shop kiosk kanisa church msikiti mosque hoteli hotel bar stage stendi base hospital clinic shule
school market soko st saint estate plot court road street lane bridge daraja house nyumba mtaa near behind karibu
nyuma mbele opposite next uwanja field petrol station mpesa salon kinyozi butchery bucha mill posho
"""
"""Words that make a pair of capitals a place: `Mama Njeri` sells vegetables there, and everybody knows where."""
CROSSED_OUT = "xxx"


def without_names(text: str, community: Community) -> str:
    """Return typed words with what reads like somebody's name crossed out; places stay."""
    for name in (*_told(text), *_pairs(text, community)):
        text = text.replace(name, CROSSED_OUT)
    return text


def names_in(text: str, community: Community) -> list[str]:
    """Return what reads like somebody's name, in order; places and the community's own name are none.

    Two words with capitals, a word behind `anaitwa` or `called`, and the names of the file's people.
    """
    places = _places(community)
    found = _told(text) + _pairs(text, community)
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
    return [match[1] for match in _TELLING.finditer(text)]


def _pairs(text: str, community: Community) -> list[str]:
    known = _places(community) | set(_LANDMARKS.split())
    return [match[1] for match in _PAIR.finditer(text) if not {word.casefold() for word in match[1].split()} & known]


def _places(community: Community) -> set[str]:
    names = (name for zone in community.zones for name in (*zone.names.values(), *zone.landmarks))
    return {word.casefold() for name in (community.name, *names) for word in name.split()}
