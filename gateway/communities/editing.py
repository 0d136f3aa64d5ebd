"""Editing: a community file with other people or covers in it. Its comments, its order and every other line stay.

Only the tables that change are taken apart and written anew. All other parts of the file are copied byte by byte.
Import this module where it is needed: its library takes a process some time to load, and most never edit a file.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, MutableMapping, MutableSequence, Sequence
from itertools import pairwise
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from gateway.communities.edits import CoverValues, Edit, Values
from gateway.communities.named_in_file import Renaming, teams_of
from gateway.errors import Refused
from menus.text import countries, phones

_BOM = "\ufeff"
_HEADER = re.compile(r"^[ \t]*\[", re.MULTILINE)
_PEOPLE, _SHIFTS, _COVERS = (
    re.compile(rf"(?:\s*#[^\n]*\n)*\s*\[\[\s*[\"']?{name}[\"']?\s*\]\]") for name in ("people", "shifts", "covers")
)

_ACCOUNTS = re.compile(r"(?:\s*#[^\n]*\n)*\s*\[\[\s*[\"']?giving[\"']?\s*\.\s*[\"']?accounts[\"']?\s*\]\]")


def with_phone(text: str, old: str, new: str) -> str:
    """Return the text of a file in which the person with the number `old` has the number `new` (both E.164).

    Raise Refused if the file names nobody with that number, or cannot be edited.
    """
    return edited(text, Edit({old: {"phone": new}}))


def edited(text: str, edit: Edit) -> str:
    """Return the text of a file with other people and covers in it; raise Refused if it cannot be edited.

    Shifts and covers that name somebody by a number or a name that changes name them by the new one. So does a number
    for the police that was the number of the same phone. They name those who go no longer; a shift or a cover that is
    nobody's then goes with them, and the covers of such a shift. Covers name the shifts behind it by their new numbers.
    """
    bare = text.removeprefix(_BOM)
    try:
        wanted = tomllib.loads(bare)
        _apply(wanted, edit)
        made = _as_wanted(bare, edit, wanted)
        if made is None:
            # The people stand in one long line, or in another form that is not taken apart here.
            document = tomlkit.parse(bare)
            _apply(document, edit)
            made = tomlkit.dumps(document)
    except (ValueError, TOMLKitError) as error:
        message = f"the file cannot be edited ({error}); change it by hand and load it"
        raise Refused(message) from None
    return (_BOM if bare != text else "") + made


def _as_wanted(text: str, edit: Edit, wanted: Mapping[str, Any]) -> str | None:
    """Return a file edited table by table, if it then says what is wanted; else None."""
    try:
        made = _by_tables(text, edit, wanted)
        return made if made is not None and tomllib.loads(made) == wanted else None
    except (ValueError, LookupError, TOMLKitError):
        return None


def _apply(document: MutableMapping[str, Any], edit: Edit) -> None:
    """Make the changes in a file that was read; raise Refused if it does not name one of these people."""
    home = countries.of_file(document)
    people = document.get("people", [])
    if not isinstance(people, MutableSequence) or not all(isinstance(each, MutableMapping) for each in people):
        message = "the file has no list of people that can be edited; change it by hand and load it"
        raise Refused(message)
    found = {phones.normalise(str(each.get("phone", "")), home): each for each in people}
    renaming = Renaming(home)
    for old in (*edit.changed, *edit.removed):
        if old not in found:
            message = f"the file names nobody with the number {old}"
            raise Refused(message)
    for old, values in edit.changed.items():
        renaming.renamed |= _change(found[old], old, values, home)
    for old in edit.removed:
        renaming.leaves(found[old])
    for place in reversed(range(len(people))):
        if any(people[place] is found[old] for old in edit.removed):
            del people[place]
    if edit.dropped_covers or edit.added_covers:
        _apply_covers(document, document.get("covers", []), edit)
    for values in edit.added:
        people.append({key: value for key, value in values.items() if value is not None})
    teams = teams_of(document)
    gone = _keep(document, "shifts", lambda shift: renaming.keeps_shift(shift, teams))
    renaming.gone_shifts = {place + 1 for place in gone}
    _keep(document, "covers", renaming.keeps_cover)
    _name_custodians(document, renaming)


def _name_custodians(document: Mapping[str, Any], renaming: Renaming) -> None:
    for account in _accounts(document):
        renaming.names_custodian(account)


def _accounts(document: Mapping[str, Any]) -> Sequence[MutableMapping[str, Any]]:
    """Return the tables of the accounts of giving."""
    giving = document.get("giving")
    found = giving.get("accounts") if isinstance(giving, MutableMapping) else None
    return found if isinstance(found, MutableSequence) else ()


def _keep(
    document: MutableMapping[str, Any], section: str, keeps: Callable[[MutableMapping[str, Any]], bool]
) -> list[int]:
    """Take away the tables of a section that are not kept, and return their places."""
    tables = document.get(section, [])
    gone = [place for place in range(len(tables)) if not keeps(tables[place])]
    for place in reversed(gone):
        del tables[place]
    if gone and not tables:
        del document[section]
    return gone


def _apply_covers(document: MutableMapping[str, Any], covers: Sequence[Any], edit: Edit) -> None:
    kept = [cover for place, cover in enumerate(covers) if place not in edit.dropped_covers]
    kept += [dict(values) for values in edit.added_covers]
    if kept:
        document["covers"] = kept
    elif covers:
        del document["covers"]


def _change(entry: MutableMapping[str, Any], old: str, values: Values, home: str | None) -> dict[str, str]:
    """Change a person, and return by what name and number shifts must name them from now on, by the ones before."""
    renamed: dict[str, str] = {}
    for key, value in values.items():
        before = entry.get(key)
        if value is None:
            entry.pop(key, None)
        elif before != value:
            entry[key] = value
            if key == "name" and isinstance(value, str):
                renamed[str(before)] = value
    number = values.get("phone")
    if isinstance(number, str):
        renamed[old] = number
        public = entry.get("public_phone")
        if isinstance(public, str) and phones.normalise(public, home) == old:
            entry["public_phone"] = number
    return renamed


def _by_tables(text: str, edit: Edit, wanted: Mapping[str, Any]) -> str | None:
    """Return a file in which only the tables of people and shifts that change are written anew; None if none is one."""
    home = countries.of_file(tomllib.loads(text))
    tables = list(tables_of(text))
    last = max((place for place, table in enumerate(tables) if _PEOPLE.match(table)), default=None)
    if last is None:
        return None
    renaming = Renaming(home)
    for place, table in enumerate(tables):
        if not _PEOPLE.match(table):
            continue
        entry = tomllib.loads(table)["people"][0]
        old = phones.normalise(str(entry.get("phone", "")), home)
        if old is not None and old in edit.changed:
            document = tomlkit.parse(table)
            renaming.renamed |= _change(_only(document, "people"), old, edit.changed[old], home)
            tables[place] = tomlkit.dumps(document)
        elif old is not None and old in edit.removed:
            renaming.leaves(entry)
            tables[place] = ""
    teams = teams_of(wanted)
    gone = _keep_tables(tables, "shifts", lambda shift: renaming.keeps_shift(shift, teams))
    renaming.gone_shifts = {place + 1 for place in gone}
    _keep_tables(tables, "covers", renaming.keeps_cover)
    for place, table in enumerate(tables):
        if _ACCOUNTS.match(table):
            document = tomlkit.parse(table)
            tables[place] = tomlkit.dumps(document) if renaming.names_custodian(_accounts(document)[0]) else table
    newline = "\r\n" if "\r\n" in text else "\n"
    if edit.added:
        tables[last] = tables[last].rstrip() + newline
        new = "".join(newline + _new_table(values).replace("\n", newline) for values in edit.added)
        tables[last] += new + (newline if last + 1 < len(tables) else "")
    return "".join(_with_covers(tables, edit, newline))


def _keep_tables(tables: list[str], section: str, keeps: Callable[[MutableMapping[str, Any]], bool]) -> list[int]:
    """Take away what is not kept, as `_keep` does, of a file in tables: an empty text stays in its place."""
    header = _SHIFTS if section == "shifts" else _COVERS
    gone = []
    for number, place in enumerate([place for place, table in enumerate(tables) if header.match(table)]):
        tables[place] = _kept(tables[place], section, keeps)
        gone += [] if tables[place] else [number]
    return gone


def _with_covers(tables: list[str], edit: Edit, newline: str) -> list[str]:
    """Return the tables without the covers that go, and with the new ones: behind the last one, else at the end."""
    covers = [place for place, table in enumerate(tables) if _COVERS.match(table)]
    gone = {covers[number] for number in edit.dropped_covers}
    last = covers[-1] if covers else len(tables) - 1
    made = []
    for place, table in enumerate(tables):
        made += [table] if place not in gone else []
        if place == last and edit.added_covers:
            is_end = last + 1 == len(tables)
            before = "".join(made).rstrip() + newline
            new = "".join(newline + _new_cover(values).replace("\n", newline) for values in edit.added_covers)
            made = [before, new + ("" if is_end else newline)]
    return made


def _new_cover(values: CoverValues) -> str:
    table = tomlkit.table()
    table.update(values)
    return "[[covers]]\n" + tomlkit.dumps(table)


def _kept(table: str, section: str, keeps: Callable[[MutableMapping[str, Any]], bool]) -> str:
    """Return a table as it is from now on, byte for byte if nothing in it changes; an empty text if it goes."""
    document = tomlkit.parse(table)
    before = document.unwrap()
    if not keeps(_only(document, section)):
        return ""
    return table if document.unwrap() == before else tomlkit.dumps(document)


def tables_of(text: str) -> Iterator[str]:
    """Yield what stands before the first header of a file, and then each table with its header.

    Comments between two tables belong to the second one, as people write them.
    """
    starts = [0, *(_start(text, found.start()) for found in _HEADER.finditer(text)), len(text)]
    for begin, end in pairwise(starts):
        if end > begin:
            yield text[begin:end]


def _start(text: str, header: int) -> int:
    """Return where a table begins: at the first of the comments right above its header."""
    while header:
        line = text.rfind("\n", 0, header - 1) + 1
        if not text[line:header].lstrip().startswith("#"):
            break
        header = line
    return header


def _only(document: Mapping[str, Any], section: str) -> MutableMapping[str, Any]:
    found = document[section]
    assert isinstance(found, AoT)  # noqa: S101 - for the type checker: its header says so
    return found[0]


def _new_table(values: Values) -> str:
    table = tomlkit.table()
    table.update({key: value for key, value in values.items() if value is not None})
    return "[[people]]\n" + tomlkit.dumps(table)
