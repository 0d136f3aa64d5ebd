"""Person matching: whom somebody means by a name, in any spelling."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from menus.domain.community import Person
from menus.text import gsm7

_ALIKE = 85.0
"""From this likeness (of 100) on, two spellings are one name. A guess, to be tested."""


def named(name: str, people: Sequence[Person]) -> list[Person]:
    """Return everybody whom a name may mean: people with just that name, else those with the closest one.

    Capitals, marks and spaces say nothing. An empty list says that no name is close enough.
    """
    wanted = _bare(name)
    if not wanted:
        return []
    bare = [_bare(person.name) for person in people]
    exact = [person for person, known in zip(people, bare, strict=True) if known == wanted]
    scores = [fuzz.token_set_ratio(wanted, known) for known in bare]
    best = max(scores, default=0.0)
    near = [person for person, score in zip(people, scores, strict=True) if score == best and best >= _ALIKE]
    return exact or near


def _bare(name: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in gsm7.plain(name).casefold()).split())


def closest(name: str, people: Sequence[Person]) -> Person | None:
    """Return the person whose name is closest to `name`.

    Return None if no name is close enough, or if two names are equally close.
    """
    wanted = gsm7.plain(name).casefold()
    if not wanted:
        return None
    scores = [fuzz.token_set_ratio(wanted, person.name.casefold()) for person in people]
    best = max(scores, default=0.0)
    if best < _ALIKE or scores.count(best) > 1:
        return None
    return people[scores.index(best)]
