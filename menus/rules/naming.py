"""Names in a text: a guess at them, for a leaked list of suspects can kill."""

import re

from menus.rules.community import Community

_TELLING = re.compile(
    r"\b(?:anaitwa|aitwaye|jina lake|named|called|alias|aka|mr|mrs|bwana|bibi)\.?\s+(\w[\w']*)", re.IGNORECASE
)
_PAIR = re.compile(r"\b([A-Z][a-z']{2,}\s+[A-Z][a-z']{2,})\b")
_SHORTEST = 4


def names_in(text: str, community: Community) -> list[str]:
    """Return what reads like somebody's name, in order; places and the community's own name are none.

    Two words with capitals, a word behind `anaitwa` or `called`, and the names of the file's people.
    """
    places = {
        word.casefold()
        for name in (
            community.name,
            *(name for zone in community.zones for name in (*zone.names.values(), *zone.landmarks)),
        )
        for word in name.split()
    }
    found = [match[1] for match in _TELLING.finditer(text)]
    found += [match[1] for match in _PAIR.finditer(text) if not {word.casefold() for word in match[1].split()} & places]
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
