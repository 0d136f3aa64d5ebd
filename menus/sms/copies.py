"""Copies: how much of a text is a text that Doria itself has sent.

A forwarded or quoted alert begins with the community's short name. Its words are Doria's own: they are no report of the
person who forwards it, and `Reply 1 48273 going` in it answers nothing. The templates of the catalogue tell where the
copy ends, and where the person's own words begin.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from string import Formatter

from menus.domain.categories import Category, Level
from menus.domain.standing import BoardStatus
from menus.text import gsm7, languages
from menus.text.catalog import catalog
from menus.text.names import Text

_FEWEST_LETTERS = 4
"""The fewest letters of its own that a template needs. A template of placeholders alone would match anything."""
_NUMBER = r"\d{1,13}"
_SHAPES = {
    "short": r"\S{2,11}",
    "reference": r"\d{5,9}",
    "other": r"\d{5,9}",
    "references": r"[\d -]+",
    "red": r"[\d +]+",
    "code": r"[*#\d]+",
    "at": r"(?:\d\d/\d\d )?\d\d:\d\d",
    **dict.fromkeys(("count", "done", "last", "police", "emergency", "ambulance", "fire", "sms_code"), _NUMBER),
}
"""The values of some placeholders. Any other one is words."""
_WORDS = rf".{{0,{gsm7.LIMIT}}}"
_NAMED = {
    **{key: [f"level.{level.value}" for level in Level] for key in ("level", "was")},
    "category": [*(f"category.{category.value}" for category in Category), Text.KIND_MISSING.value],
    "status": [f"state.{status.value}" for status in BoardStatus],
}
"""Placeholders that show one of a few texts of the catalogue."""
_TAIL = "extras"
"""The placeholder at the end of a helper's alert: it says how to get the number, if there is one."""
_HEADS = ("{short} {reference} {level} {category} {place}{at}", "{short} {reference} {category} {place}{at}")
"""The beginning of an alert or a summary. It tells a copy whose end the phone has cut off."""
_LINES = ("{reference} {level} ", "{reference} {at} ")
"""The beginning of the first line of LIST: an open incident, or a private one."""


@dataclass(frozen=True)
class Copy:
    """A text of Doria at the front of another text: its length, and its name if that is certain."""

    length: int
    name: Text | None


_Shape = tuple[Text | None, re.Pattern[str]]


def find(text: str) -> Copy | None:
    """Return the text of Doria at the front of a text, or None if it begins with other words.

    The text is one line in plain characters, with single spaces.
    """
    front = text[: gsm7.LIMIT]
    for kind in (_whole, _cut_off):
        shapes = [shape for language in languages.codes() for shape in kind(language)]
        copies = [Copy(found.end(), name) for name, shape in shapes if (found := shape.match(front))]
        if copies:
            return max(copies, key=lambda copy: copy.length)
    return None


@cache
def _whole(language: str) -> tuple[_Shape, ...]:
    """Return the shapes of every SMS of Doria in a language that has words of its own."""
    texts = catalog(language)
    names = [name for name in Text if name.value.startswith(("sms.", "alert."))]
    return tuple((name, _shape(language, texts[name])) for name in names if _letters(texts[name]) >= _FEWEST_LETTERS)


@cache
def _cut_off(language: str) -> tuple[_Shape, ...]:
    """Return the shapes of the texts that are told by their beginning. Everything behind it belongs to them."""
    texts = catalog(language)
    heads = [f"{head}{{rest}}" for head in (*_HEADS, *(f"{texts[Text.LIST_HEAD]}{line}" for line in _LINES))]
    return tuple((None, _shape(language, head)) for head in (*heads, f"{texts[Text.SUMMARY_PRIVATE]}{{rest}}"))


def _letters(template: str) -> int:
    return sum(character.isalpha() for literal, *_ in Formatter().parse(template) for character in literal)


def _shape(language: str, template: str) -> re.Pattern[str]:
    return re.compile("".join(_pieces(language, template)), re.DOTALL)


def _pieces(language: str, template: str) -> Iterator[str]:
    """Yield the pattern of each part of a template. Words at its end reach to the end of the text."""
    for literal, name, _, _ in Formatter().parse(template):
        yield re.escape(literal)
        if name is None:
            continue
        if name in _NAMED:
            texts = catalog(language)
            known = "|".join(re.escape(texts[each]) for each in _NAMED[name] if each in texts)
            yield rf"(?:{known})(?: \([^)]*\))?"
        elif name == _TAIL and template.endswith(f"{{{name}}}"):
            yield f"(?: {''.join(_pieces(language, catalog(language)[Text.EXTRA_NUMBER]))})?"
        else:
            is_last = template.endswith(f"{{{name}}}")
            yield _SHAPES.get(name) or _WORDS + ("" if is_last else "?")
