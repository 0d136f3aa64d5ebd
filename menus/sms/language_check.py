"""The check of a language: it has every text, with the placeholders and keys of the English one, and free words.

A community file that names a language with faults is refused: half a translation would fail when somebody needs it.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from menus.sms.verbs import NAMES
from menus.text import gsm7, languages
from menus.text.catalog import SOURCE, file_of, placeholders, read
from menus.text.names import Text

_KEY = re.compile(r"^\d+(?= )", re.MULTILINE)
_MOST_NAMED = 10
"""The most missing texts that one fault names; the others are counted."""


def faults(language: str) -> tuple[str, ...]:
    """Return what is wrong with a language, a line each; nothing if all its texts can be shown.

    Raise KeyError for a language without a catalogue.
    """
    return _faults(language, tuple((code, languages.folder(code)) for code in languages.codes()))


@cache
def _faults(language: str, _known: tuple[tuple[str, Path], ...]) -> tuple[str, ...]:
    return (*_of_texts(language), *languages.words(language).faults, *_of_commands(language))


def _of_texts(language: str) -> Iterator[str]:
    try:
        file, texts, source = file_of(languages.folder(language)), read(language), read(SOURCE)
    except OSError as error:
        yield f"{languages.CATALOGUE} cannot be read: {error}"
        return
    yield from (f"{languages.CATALOGUE}: {fault}" for fault in file.faults)
    names = {text.value for text in Text}
    missing = sorted(name for name in names if not texts.get(name))
    if missing:
        yield f"{languages.CATALOGUE}: these texts are missing: {_some(missing)}"
    unknown = sorted(set(texts) - names)
    if unknown:
        yield f"{languages.CATALOGUE}: Doria has no such texts: {_some(unknown)}"
    for name in sorted(names - set(missing)):
        yield from _of_text(name, texts[name], source[name])


def _of_text(name: str, text: str, source: str) -> Iterator[str]:
    where = f"{languages.CATALOGUE}: {name}"
    if not gsm7.is_gsm7(text):
        outside = "".join(sorted({character for character in text if not gsm7.is_gsm7(character)}))
        yield f"{where}: a basic phone cannot show {outside!r}; accepted: GSM-7 characters"
    try:
        has, needs = placeholders(text), placeholders(source)
    except ValueError as error:
        yield f"{where}: {error}; accepted: a name in braces such as {{short}}"
        return
    if has != needs:
        accepted = ", ".join(f"{{{each}}}" for each in sorted(needs)) or "none"
        yield f"{where}: its placeholders are not those of the English text; accepted: {accepted}"
    keys = _KEY.findall(source)
    if _KEY.findall(text) != keys:
        yield f"{where}: its keys are not those of the English text; accepted: lines that begin with {', '.join(keys)}"


def _of_commands(language: str) -> Iterator[str]:
    for word, name in languages.words(language).commands.items():
        where = f"{languages.WORDS}: commands.{name}"
        if name not in NAMES:
            yield f"{where}: there is no such command; accepted: {', '.join(sorted(NAMES))}"
        elif (meant := languages.commands()[word]) != name:
            yield f"{where}: {word} means {meant} already; accepted: another word"


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - _MOST_NAMED
    return ", ".join(listed[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
