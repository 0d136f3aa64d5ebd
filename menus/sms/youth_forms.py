"""The forms of TASK, TAKE and DONE by SMS: pure reading of the words behind the verb.

`task` and `take` are ordinary words, and DONE ends an incident. So TASK must name a reference first, and the other two
the number of a task (`T50217`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from menus.domain import lettered
from menus.domain.lettered import Letter
from menus.domain.references import looks_like

_AROUND = ".,;:!?()"
MOST_HAZARDS = 8
"""The hazards that one text ties to a task: they fill its answer. A guess."""


@dataclass(frozen=True)
class TaskAsked:
    """TASK: the references of hazards, and the words of what is to be done or the number of a task to add them to."""

    references: tuple[str, ...]
    words: str = ""
    number: str | None = None


@dataclass(frozen=True)
class TaskMeant:
    """TAKE or DONE: the number of a task, and what was done."""

    number: str
    words: str = ""


def task(words: Sequence[str]) -> TaskAsked | None:
    """Read the words behind TASK; None unless a reference stands first, or behind the number of a task."""
    references: list[str] = []
    number: str | None = None
    rest = lettered.with_glued(list(words))
    while rest:
        plain, named = rest[0].strip(_AROUND), lettered.named(rest[0], Letter.TASK)
        if looks_like(plain) and len(references) < MOST_HAZARDS:
            references.append(plain)
        elif named is not None and number is None:
            number = named
        else:
            break
        rest = rest[1:]
    if not references:
        return None
    return TaskAsked(tuple(dict.fromkeys(references)), " ".join(rest), number)


def meant(words: Sequence[str]) -> TaskMeant | None:
    """Read the words behind TAKE or DONE; None unless the number of a task stands first."""
    found = lettered.with_glued(list(words))
    number = lettered.named(found[0], Letter.TASK) if found else None
    return TaskMeant(number, " ".join(found[1:])) if number is not None else None
