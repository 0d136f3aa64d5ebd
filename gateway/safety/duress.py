"""Duress: a secret word by which a patroller calls for help while somebody watches."""

import re

from menus.domain.community import Person

_WORD = re.compile(r"[^\W\d_]+")


def is_duress(person: Person, text: str) -> bool:
    """Return whether an SMS contains the duress word of its sender."""
    return person.duress is not None and person.duress in _WORD.findall(text.casefold())
