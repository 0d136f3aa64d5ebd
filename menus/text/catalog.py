"""The message catalogue: every text that a phone shows, by message id and language, from gettext files."""

from functools import cache
from importlib import resources

from babel.messages.pofile import read_po

from menus.text.names import Text

LANGUAGES = ("sw", "en")


@cache
def catalog(language: str) -> dict[str, str]:
    """Return all texts of a language by message id, read once; raise KeyError for a language without a file."""
    return read(language)


def read(language: str) -> dict[str, str]:
    """Read all texts of a language from its file; raise KeyError for a language without a file."""
    if language not in LANGUAGES:
        raise KeyError(language)
    file = resources.files("menus") / "locales" / language / "LC_MESSAGES" / "doria.po"
    with file.open("rb") as stream:
        return {str(entry.id): str(entry.string) for entry in read_po(stream, locale=language) if entry.id}


def say(language: str, text: Text, **values: str) -> str:
    """Return a text in a language with its placeholders filled."""
    return catalog(language)[text].format(**values)
