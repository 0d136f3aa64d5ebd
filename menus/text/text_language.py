"""The language of a text that Doria or a person wrote, told by words that only one language's catalogue has."""

import re
from functools import cache, lru_cache

from menus.text import catalog, languages

_WORD = re.compile(r"[^\W\d_]{2,}")
_PLACEHOLDER = re.compile(r"\{[^}]*\}")


@lru_cache(4_096)
def language_of(text: str, codes: tuple[str, ...] = ("en", "sw")) -> str | None:
    """Return the language with the most words of its own in a text; None if no language has more than the others."""
    said = _words(text)
    counts = sorted(((sum(word in _own(code, codes) for word in said), code) for code in codes), reverse=True)
    (most, found), *others = counts
    return found if most and all(count < most for count, _ in others) else None


@cache
def _own(code: str, codes: tuple[str, ...]) -> frozenset[str]:
    """Return the words that the catalogue or the small words of this language have, and those of no other."""
    return _of(code).difference(*(_of(other) for other in codes if other != code))


@cache
def _of(code: str) -> frozenset[str]:
    texts = (_PLACEHOLDER.sub(" ", text) for text in catalog.catalog(code).values())
    return languages.words(code).small.union(*(_words(text) for text in texts))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
