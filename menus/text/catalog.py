"""The message catalogue: every text that a phone shows, by message id and language, from gettext files."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from menus.text import languages
from menus.text.names import Text

LANGUAGES = languages.codes()
"""The languages that come with Doria. `languages.codes()` also has those that an operator added."""


def catalog(language: str) -> dict[str, str]:
    """Return all texts of a language by message id, read once; raise KeyError for a language without a file."""
    return _texts(languages.folder(language))


@cache
def _texts(folder: Path) -> dict[str, str]:
    return _read(folder)


def read(language: str) -> dict[str, str]:
    """Read all texts of a language from its file; raise KeyError for a language without a file."""
    return _read(languages.folder(language))


def _read(folder: Path) -> dict[str, str]:
    with (folder / languages.CATALOGUE).open("rb") as stream:
        return {str(entry.id): str(entry.string) for entry in read_po(stream) if entry.id and not entry.fuzzy}


def say(language: str, text: Text, **values: str) -> str:
    """Return a text in a language with its placeholders filled."""
    return catalog(language)[text].format(**values)
