"""Paging: the verbs that go on reading (`LIST 2`, `MORE 48273`, `WHO police 2`, `MENU 2`), and `DESK OFF`, in full.

`more`, `zaidi` and `looks` are words that people also use otherwise. With any other word beside them, a text is no
command.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from menus.domain.references import looks_like
from menus.sms.verbs import Verb, verb_of

_PAGE = re.compile(r"[1-9]\d?")
"""The number of a page. With two digits, no reference and no amount of money looks like it."""
_GLUED = re.compile(r"([A-Z]+)([1-9]\d?)")
_PAGED = {Verb.LIST, Verb.WHO, Verb.LOOKS, Verb.MENU}
_LONGEST = 3
"""The most words of such a command: `WHO police 2`."""


@dataclass(frozen=True)
class Paged:
    """A command that goes on reading: its verb, the reference that it names, and what stands behind the verb."""

    verb: Verb
    reference: str | None = None
    rest: str = ""


@dataclass(frozen=True)
class Wanted:
    """The page that LIST, WHO, LOOKS or MENU shows: the number of the page, and whether WHO means the police."""

    page: int = 1
    police: bool = False


def read(words: Sequence[str]) -> Paged | None:
    """Return the command of a text that says nothing else, or None. The words are in capitals, without marks."""
    if not words or len(words) > _LONGEST:
        return None
    return _more(words) or _desk_off(words) or _paged(_apart(words))


def _more(words: Sequence[str]) -> Paged | None:
    verbs = [word for word in words if verb_of(word) is Verb.MORE]
    references = [word for word in words if looks_like(word)]
    if len(verbs) != 1 or len(references) > 1 or len(words) != len(verbs) + len(references):
        return None
    return Paged(Verb.MORE, references[0] if references else None)


def _desk_off(words: Sequence[str]) -> Paged | None:
    """Return the command that ends a session at the desk: the word for the desk and the word for OFF, alone."""
    is_off = [verb_of(word) for word in words] == [Verb.DESK, Verb.OFF]
    return Paged(Verb.DESK, rest=words[1]) if is_off else None


def _apart(words: Sequence[str]) -> Sequence[str]:
    """Return the words with a page apart that was written behind its verb: `LIST2`."""
    glued = _GLUED.fullmatch(words[0])
    if glued is None or verb_of(glued[1]) not in _PAGED:
        return words
    return [glued[1], glued[2], *words[1:]]


def _paged(words: Sequence[str]) -> Paged | None:
    verb, rest = verb_of(words[0]), words[1:]
    if verb not in _PAGED or not rest or wanted(" ".join(rest)) is None:
        return None
    if verb is not Verb.WHO and verb_of(rest[0]) is Verb.POLICE:
        return None
    return Paged(verb, rest=" ".join(rest))


def wanted(rest: str) -> Wanted | None:
    """Return what the words behind LIST, WHO, LOOKS or MENU ask for, or None if they are something else."""
    words = rest.split()
    police = bool(words) and verb_of(words[0].upper()) is Verb.POLICE
    pages = words[1:] if police else words
    if len(pages) > 1 or (pages and not _PAGE.fullmatch(pages[0])):
        return None
    return Wanted(int(pages[0]) if pages else 1, police)
