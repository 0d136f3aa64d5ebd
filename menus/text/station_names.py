"""Station names: the words of a police station's name that name an officer. What is published names stations alone.

Many stations bear the name of somebody: Wilson, Karuri, Kwa Njenga. So one name alone may always be a station's. Two
names together, a title with a name, and a place with a name behind it are taken for a person's.
"""

from itertools import pairwise

from menus.text import name_cues, place_words
from menus.text.name_kinds import Kind, tokens

_NAMES = frozenset({Kind.NAME, Kind.NAME_OR_WORD})


def person_in(name: str) -> str:
    """Return the words of a station's name that name a person; empty if none do, or if nobody can tell."""
    words = tokens(name)
    for number, (one, two) in enumerate(pairwise(words)):
        is_both = {one.kind, two.kind} <= _NAMES and Kind.NAME in {one.kind, two.kind}
        is_titled = one.word in name_cues.TITLES and two.kind in _NAMES
        is_last = number + 2 == len(words)
        if is_both or is_titled:
            return f"{one.text} {two.text}"
        if one.word in place_words.KNOWN and two.kind is Kind.NAME and is_last:
            return two.text
    return ""
