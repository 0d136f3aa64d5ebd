"""Duress: a word by which a patroller calls for help while somebody looks on."""

import re

from menus.domain.community import Person

DURESS = "duress"
"""The flag of a call for help that whoever looks on must not see."""
_WORD = re.compile(r"[^\W\d_]+")


def is_duress(person: Person, text: str) -> bool:
    """Tell whether an SMS holds the duress word of who wrote it."""
    return person.duress is not None and person.duress in _WORD.findall(text.casefold())
