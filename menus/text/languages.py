"""The languages of Doria. Each is a folder with its texts and its words, so that no Python names a language.

The folder `CODE` holds `LC_MESSAGES/doria.po`, every text, and perhaps `words.toml`: small words that tell the
language of a text, and the words of SMS commands. The folders stand in `menus/locales`, and in folders of the operator.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

CATALOGUE, WORDS = "LC_MESSAGES/doria.po", "words.toml"
_CODE = re.compile(r"[a-z]{2,8}(-[a-z0-9]{2,8})*")
"""The name of a language's folder: a code of ISO 639 such as `ki`, or another short word such as `sheng`."""
_SHIPPED = Path(str(resources.files("menus"))) / "locales"
_folders: list[Path] = [_SHIPPED]


@dataclass(frozen=True)
class Words:
    """The words of a language. `commands` maps a word in capitals to the name of its command.

    `association` does the same for the commands of the association's own life: they have more forms than one word.
    """

    small: frozenset[str] = frozenset()
    commands: Mapping[str, str] = field(default_factory=dict)
    association: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def look_in(*folders: Path) -> None:
    """Find languages in these folders, too. One with the code of a shipped language takes its place."""
    _folders[:] = [_SHIPPED, *folders]
    _found.cache_clear()
    commands.cache_clear()
    association.cache_clear()


@cache
def _found() -> dict[str, Path]:
    found: dict[str, Path] = {}
    for folder in _folders:
        for catalogue in sorted(folder.glob(f"*/{CATALOGUE}")):
            language = catalogue.parents[1]
            if is_code(language.name):
                found[language.name] = language
    return dict(sorted(found.items()))


def is_code(text: str) -> bool:
    """Return whether a text may be the code of a language."""
    return _CODE.fullmatch(text) is not None


def codes() -> tuple[str, ...]:
    """Return the codes of all languages that have a catalogue, in alphabetical order."""
    return tuple(_found())


def folder(code: str) -> Path:
    """Return the folder of a language; raise KeyError if there is none with a catalogue."""
    return _found()[code]


def folder_or(code: str, otherwise: str) -> Path:
    """Return the folder of a language; that of another one if there is none."""
    known = _found()
    return known.get(code) or known[otherwise]


def shipped(code: str) -> Path:
    """Return the folder of a language that comes with Doria, also where an operator has a catalogue of that code."""
    return _SHIPPED / code


def words(code: str) -> Words:
    """Return the words of a language; those of the shipped one of that code, if the folder has no file of words."""
    folders = (_found().get(code), _SHIPPED / code)
    return next((_read(each) for each in folders if each is not None and (each / WORDS).exists()), Words())


@cache
def commands() -> dict[str, str]:
    """Return the name of the command of each word in capitals, of all languages: people mix languages in an SMS.

    No added language can take a shipped word away or change its meaning: somebody may be sending it from memory.
    """
    return _merged("commands")


@cache
def association() -> dict[str, str]:
    """Return the name of the association's command of each word in capitals, of all languages, by the same rules."""
    return _merged("association")


def _merged(table: str) -> dict[str, str]:
    shipped = (_read(file.parent) for file in sorted(_SHIPPED.glob(f"*/{WORDS}")))
    found: dict[str, str] = {}
    for known in (*shipped, *map(words, codes())):
        for word, name in getattr(known, table).items():
            found.setdefault(word, name)
    return found


@cache
def _read(language: Path) -> Words:
    try:
        raw = tomllib.loads((language / WORDS).read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        return Words(faults=(f"{WORDS} is not TOML: {error}",))
    faults = [f"{WORDS}: {key}: unknown key; accepted: {', '.join(_KEYS)}" for key in raw if key not in _KEYS]
    small = raw.get("small_words", "")
    if not isinstance(small, str):
        faults.append(f"{WORDS}: small_words: accepted: words in one text, with spaces between them")
        small = ""
    commands, association = (_commands(raw, table, faults) for table in _TABLES)
    return Words(frozenset(small.casefold().split()), commands, association, tuple(faults))


_TABLES = ("commands", "association")
_KEYS = ("small_words", *_TABLES)


def _commands(raw: Mapping[str, Any], table: str, faults: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    listed = raw.get(table, {})
    if not isinstance(listed, dict):
        faults.append(f'{WORDS}: {table}: accepted: a table such as go = ["GOING"]')
        return found
    for name, given in listed.items():
        for word in given if isinstance(given, list) else [None]:
            if not isinstance(word, str) or not word.isalpha():
                faults.append(f'{WORDS}: {table}.{name}: accepted: a list of single words such as ["GOING"]')
                continue
            # People write a word without its accents, too.
            forms = {word.upper(), _folded(word)}
            taken = {found.setdefault(form, name) for form in forms} - {name}
            faults.extend(f"{WORDS}: {table}.{name}: {word} means {other} already" for other in taken)
    return found


def _folded(word: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", word.upper()) if part.isalpha())
