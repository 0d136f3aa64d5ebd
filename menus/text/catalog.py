"""The message catalogue: every text that a phone shows, by message id and language, from gettext files."""

from functools import cache
from pathlib import Path
from string import Formatter

from menus.text import gsm7, languages, po_file
from menus.text.names import Text

LANGUAGES = languages.codes()
"""The languages that come with Doria. `languages.codes()` also has those that an operator added."""
SOURCE = "en"
"""The language that the others are translated from. The code fills the placeholders of its texts."""


def catalog(language: str) -> dict[str, str]:
    """Return all texts of a language by message id, read once.

    A text is English where the language has none that can be shown, or where the language is lost: a page in English
    is better than none. A new community file with such a language is refused.
    """
    return _texts(languages.folder_or(language, SOURCE))


@cache
def _texts(folder: Path) -> dict[str, str]:
    texts, source = _read(folder), read(SOURCE)
    return {
        name: texts[name] if name in texts and can_show(texts[name], text) else text for name, text in source.items()
    }


def can_show(text: str, source: str) -> bool:
    """Return whether a translation can be shown: a basic phone has its characters, and the code its placeholders."""
    try:
        return bool(text) and gsm7.is_gsm7(text) and placeholders(text) <= placeholders(source)
    except ValueError:
        return False


def placeholders(text: str) -> frozenset[str]:
    """Return the placeholders of a text, each with its format; raise ValueError for braces that do not match."""
    return frozenset(
        name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
        for _, name, form, conversion in Formatter().parse(text)
        if name is not None
    )


def read(language: str) -> dict[str, str]:
    """Read all texts of a language from its file; raise KeyError for a language without a file."""
    return _read(languages.folder(language))


def _read(folder: Path) -> dict[str, str]:
    return {entry.name: entry.text for entry in file_of(folder).entries if not entry.is_fuzzy}


def file_of(folder: Path) -> po_file.PoFile:
    """Read the catalogue in the folder of a language."""
    return po_file.parse((folder / languages.CATALOGUE).read_bytes())


def say(language: str, text: Text, **values: str) -> str:
    """Return a text in a language with its placeholders filled."""
    return catalog(language)[text].format(**values)
