"""Months: their short names on a page, and the month that somebody means by a word in a text."""

from datetime import date

from menus.text import catalog, languages
from menus.text.names import Text

_SHORTEST = 3
_MONTHS = 12
_AHEAD = 2
"""The months ahead for which somebody may give now. A guess."""


def of_day(day: date) -> str:
    """Return the month of a day, as it is kept: `2026-11`."""
    return f"{day:%Y-%m}"


def short(language: str, month: str) -> str:
    """Return the short name of a month that is kept as `2026-11`."""
    return _names(language, Text.MONTHS)[int(month[5:7]) - 1]


def meant(word: str, today: date) -> str | None:
    """Return the month (`2026-11`) that a word means: the nearest one of that name, at most two months ahead.

    A month is known by its name in any language, whole or by its beginning; None for any other word.
    """
    number = _number(word)
    return None if number is None else _nearest(number, today)


def is_one(word: str) -> bool:
    """Return whether a word is the name of a month in any language, or its beginning."""
    return _number(word) is not None


def _number(word: str) -> int | None:
    folded = word.strip(".,;:!?()").casefold()
    for language in languages.codes():
        names = [name.casefold() for name in _names(language, Text.MONTHS_WHOLE)]
        shorts = [name.casefold() for name in _names(language, Text.MONTHS)]
        for number in range(_MONTHS):
            begins = len(folded) >= _SHORTEST and names[number].startswith(folded)
            if folded == shorts[number] or begins:
                return number + 1
    return None


def _names(language: str, name: Text) -> list[str]:
    """Return the names of the months in a language; the English ones if a catalogue of an operator lacks some."""
    found = catalog.say(language, name).split()
    return found if len(found) == _MONTHS else catalog.say("en", name).split()


def _nearest(number: int, today: date) -> str:
    ahead = (number - today.month) % _MONTHS
    months = today.year * _MONTHS + today.month - 1 + (ahead if ahead <= _AHEAD else ahead - _MONTHS)
    return f"{months // _MONTHS:04}-{months % _MONTHS + 1:02}"
