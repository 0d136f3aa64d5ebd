"""The reading of a text of Doria: its name in the catalogue, in any language, and the values in it."""

import re
from functools import cache
from string import Formatter

from menus.text import catalog
from menus.text.names import Text

_REFERENCE = re.compile(r"\b\d{5,9}\b")


def values(text: str, name: Text) -> dict[str, str] | None:
    """Return the values in a text, if it is the one of that name; else None."""
    found = (pattern.fullmatch(text) for pattern in _patterns(name))
    return next((match.groupdict() for match in found if match is not None), None)


@cache
def _patterns(name: Text) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(catalog.catalog(language)[name]) for language in catalog.LANGUAGES)


def _pattern(text: str) -> re.Pattern[str]:
    seen: set[str] = set()
    parts: list[str] = []
    for words, value, _, _ in Formatter().parse(text):
        parts.append(re.escape(words))
        if value is not None:
            parts.append(f"(?P={value})" if value in seen else f"(?P<{value}>.+?)")
            seen.add(value)
    return re.compile("".join(parts), re.DOTALL)


def reference(text: str) -> str | None:
    """Return the first reference of an incident in a text or a page; None if there is none."""
    found = _REFERENCE.search(text)
    return found[0] if found is not None else None


def numbered(text: str, letter: str) -> str | None:
    """Return the first number with a letter in a text, such as `T50217`; None if there is none."""
    found = re.search(rf"\b{letter}\d+\b", text)
    return found[0] if found is not None else None
