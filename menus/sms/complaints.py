"""Complaints: the words behind SEND by which a coordinator says that a text accuses somebody, and whom."""

from menus.domain.accused import AccusedGroup
from menus.text import folding

_COMPLAINT = frozenset(("complaint", "complain", "accuses", "lalamiko", "malalamiko", "analalamika"))
_GROUPS = {
    AccusedGroup.PATROL: ("patrol", "doria"),
    AccusedGroup.LEADER: ("leader", "leaders", "kiongozi", "viongozi", "chairman", "mwenyekiti", "chief", "chifu"),
    AccusedGroup.POLICE: ("police", "polisi"),
}
_BY_WORD = {word: group for group, words in _GROUPS.items() for word in words}


def is_complaint(said: str) -> bool:
    """Return whether words behind SEND say that a text is a complaint: `complaint patrol`, `lalamiko polisi`."""
    return folding.fold(said).split()[:1] in [[word] for word in _COMPLAINT]


def accused_in(said: str) -> AccusedGroup | None:
    """Return whom the words of a complaint name. The patrol goes before its leader; None if they name nobody."""
    named = {_BY_WORD[word] for word in folding.fold(said).split()[1:] if word in _BY_WORD}
    return next((group for group in AccusedGroup if group in named), None)
