"""Forms of commands about a matter: an incident's reference stands first, and perhaps words behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from menus.domain import lettered, references
from menus.domain.lettered import Letter

_EDGE = ".,;:!?()"


@dataclass(frozen=True)
class MatterForm:
    """What a command about an incident names: the reference as it was typed, and the words behind it."""

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
    """Return the number of a request and whether the police say yes, from `1 A30514` or `A30514 2`; else None."""
    glued = [word.strip(_EDGE) for word in lettered.with_glued(list(words))]
    if len(glued) != len(("1", "A30514")):
        return None
    first, second = glued if glued[0] in {"1", "2"} else reversed(glued)
    number = lettered.named(second, Letter.REQUEST)
    return (number, first == "1") if number is not None and first in {"1", "2"} else None
