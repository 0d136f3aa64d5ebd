"""The words of the pages in a browser: gettext files of their own beside the catalogue of the phones' texts.

A browser shows any character and any length, so these words have no limits, unlike a phone's.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from menus.text import languages, po_file

LANGUAGES = ("en", "sw")
"""The languages of the pages. They come with Doria: what an operator adds holds the texts of phones alone."""
SOURCE = "en"


def files() -> tuple[str, ...]:
    """Return the names of the files."""
    beside = languages.shipped(SOURCE) / languages.CATALOGUE
    return tuple(sorted(file.name for file in beside.parent.glob("*.po") if file.name != beside.name))


def path(file: str, language: str) -> Path:
    """Return the path of a file in a language."""
    return (languages.shipped(language) / languages.CATALOGUE).with_name(file)


def say(file: str, language: str, which: str, /, **values: object) -> str:
    """Return a text of a file in a language, with its placeholders filled; raise KeyError for an unknown name."""
    return texts(file, language)[which].format(**values)


def in_all(file: str, which: str, /, **values: object) -> dict[str, str]:
    """Return a text in every language of the pages."""
    return {language: say(file, language, which, **values) for language in LANGUAGES}


def texts(file: str, language: str) -> Mapping[str, str]:
    """Return all texts of a file by name, read once. A text that the language lacks is English."""
    return _texts(file, language if language in LANGUAGES else SOURCE)


@cache
def _texts(file: str, language: str) -> Mapping[str, str]:
    found = _read(file, language)
    return {name: found.get(name) or text for name, text in _read(file, SOURCE).items()}


def _read(file: str, language: str) -> dict[str, str]:
    read = po_file.parse(path(file, language).read_bytes())
    return {entry.name: entry.text for entry in read.entries if not entry.is_fuzzy}
