"""Forms of commands about a matter: an incident's reference stands first, and perhaps words behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from menus.domain import lettered, references
from menus.domain.lettered import Letter

_EDGE = ".,;:!?()"
_YES = frozenset({"1", "YES", "NDIO", "NDIYO", "SAWA", "OK"})
_NO = frozenset({"2", "NO", "HAPANA"})
_MOST_WORDS = 3
"""The words of an answer at most: `1 A30514 yes`, as its question writes it."""


@dataclass(frozen=True)
class MatterForm:
    """The parts of a command about an incident: the reference as it was typed, and the words behind it."""

    reference: str
    rest: tuple[str, ...] = ()


def read_matter(words: Sequence[str]) -> MatterForm | None:
    """Return what names an incident among the words behind a verb; None if no reference stands first."""
    if not words:
        return None
    reference = words[0].strip(_EDGE)
    if not references.looks_like(reference):
        return None
    return MatterForm(reference, tuple(words[1:]))


def read_request(words: Sequence[str]) -> str | None:
    """Return the number of a request (`A30514`), if it stands alone; None for anything else."""
    glued = lettered.with_glued(list(words))
    return lettered.named(glued[0], Letter.REQUEST) if len(glued) == 1 else None


def read_police_answer(words: Sequence[str]) -> tuple[str, bool] | None:
    """Return the number of a request and whether the police say yes, from `1 A30514`, `A30514 no` or both; else None.

    Further words, and a yes beside a no, are none: somebody reads them.
    """
    glued = [word.strip(_EDGE) for word in lettered.with_glued(list(words))]
    numbers = [number for word in glued if (number := lettered.named(word, Letter.REQUEST)) is not None]
    said = {word.upper() for word in glued if lettered.named(word, Letter.REQUEST) is None}
    if len(numbers) != 1 or not said or len(glued) > _MOST_WORDS or not (said <= _YES or said <= _NO):
        return None
    return numbers[0], said <= _YES
