"""Edits of settings: a community file with other values in some tables. Its comments and its order stay as they are.

Only the tables that change are written anew, and of those only the lines that say something else. A file that would
not say exactly what is wanted afterwards is refused. Import this module where it is needed, as `editing`.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, MutableMapping, MutableSequence, Sequence
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, Item

from gateway.communities import kept_lines
from gateway.communities.editing import tables_of
from gateway.communities.table_edits import Add, Edit, Put, Remove, Value, Where
from gateway.errors import Refused

_BOM = "\ufeff"
_HEADER = re.compile(r"^[ \t]*(\[\[?)[ \t]*[\"']?([\w-]+)[\"']?[ \t]*\]", re.MULTILINE)


def edited(text: str, edit: Edit) -> str:
    """Return the text of a file after an edit; raise Refused if it cannot be edited."""
    bare = text.removeprefix(_BOM)
    try:
        wanted = tomllib.loads(bare)
        _apply(wanted, edit)
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise Refused(_cannot(error)) from None
    for make in (_by_tables, _as_whole):
        # Lines are kept as they were first. Words that differ in a space alone would be taken for the same line.
        for is_kept in (True, False):
            made = _made(make, bare, edit, is_kept=is_kept)
            if made is not None and tomllib.loads(made) == wanted:
                return (_BOM if bare != text else "") + made
    raise Refused(_cannot("it would say something else"))


def _cannot(why: object) -> str:
    return f"the file cannot be edited ({why}); change it by hand and load it"


def _made(make: Callable[[str, Edit, bool], str], text: str, edit: Edit, *, is_kept: bool) -> str | None:
    """Return a file as one of the ways makes it; None if its tables stand in a form that this way cannot edit."""
    try:
        made = make(text, edit, is_kept)
        tomllib.loads(made)
    except (ValueError, LookupError, TypeError, AttributeError, TOMLKitError):
        return None
    return made


def _as_whole(text: str, edit: Edit, is_kept: bool) -> str:  # noqa: FBT001 - one of two ways that are called alike
    """Return a file that is taken apart as a whole: its tables stand in another form than `_by_tables` knows."""
    document = tomlkit.parse(text)
    _apply(document, edit)
    made = tomlkit.dumps(document)
    return kept_lines.with_newlines(kept_lines.like(text, made) if is_kept else made, text)


def _apply(document: MutableMapping[str, Any], edit: Edit) -> None:
    """Make the changes in a whole file that was read."""
    for put in edit:
        if isinstance(put, Put):
            _put(document[put.section] if put.place is None else document[put.section][put.place], put.values)
    for section, place in _removed(edit):
        del document[section][place]
        if not document[section]:
            del document[section]
    for new in edit:
        if isinstance(new, Add):
            found = document.setdefault(new.section, _no_tables(document))
            # A section that stands as `name = [{…}]` takes no table with a header.
            found.append(_item(new.values) if isinstance(found, Array) else _own(document, dict(new.values)))


def _removed(edit: Edit) -> list[tuple[str, int]]:
    """Return the tables that go, the last ones first, so that the places of the others stay."""
    return sorted(((one.section, one.place) for one in edit if isinstance(one, Remove)), reverse=True)


def _no_tables(document: MutableMapping[str, Any]) -> Any:
    return tomlkit.aot() if isinstance(document, tomlkit.TOMLDocument) else []


def _own(document: object, values: dict[str, Any]) -> Any:
    """Return the values of a new table as its document holds them."""
    if not isinstance(document, tomlkit.TOMLDocument):
        return values
    table = tomlkit.table()
    for key, value in values.items():
        table.add(key, _item(value))
    return table


def _put(table: MutableMapping[str, Any], values: Mapping[Where, Value | None]) -> None:
    """Change the values of one table, and take away what goes, the last places first."""
    for where, value in values.items():
        if value is not None:
            inner: Any = _inner(table, where)
            _set(inner, where[-1], value, is_kit=isinstance(table, Item))
    gone = [where for where, value in values.items() if value is None]
    for where in sorted(gone, key=lambda where: [(isinstance(key, int), key) for key in where], reverse=True):
        inner = _inner(table, where)
        if isinstance(where[-1], int) or where[-1] in inner:
            del inner[where[-1]]


def _inner(table: Any, where: Where) -> Any:
    for key in where[:-1]:
        table = table[key]
    return table


def _set(inner: Any, key: str | int, value: Value, *, is_kit: bool) -> None:
    if not is_kit:
        inner[key] = value
        return
    if isinstance(key, str) and inner.get(key) == value:
        return
    known = inner.get(key) if isinstance(key, str) else None
    if isinstance(known, MutableSequence) and isinstance(value, Sequence) and _follows(known, value):
        return
    inner[key] = _item(value)


def _follows(known: MutableSequence[Any], wanted: Sequence[Any]) -> bool:
    """Make a list as wanted, so that its comments stay; return whether that was possible."""
    for place in reversed(range(len(known))):
        if known[place] not in wanted:
            del known[place]
    for one in wanted:
        if one not in known:
            known.append(one)
    return list(known) == list(wanted)


def _item(value: Any) -> Item:
    """Return a value as it is written: a table within a table on one line, and a list of such ones on several."""
    if isinstance(value, Mapping):
        inline = tomlkit.inline_table()
        for key, each in value.items():
            inline.append(key, _item(each))
        return inline
    if isinstance(value, Sequence) and not isinstance(value, str):
        array = tomlkit.array()
        array.extend([_item(each) for each in value])
        return array.multiline(multiline=any(isinstance(each, Mapping) for each in value))
    item: Item = tomlkit.item(value)
    return item


def _by_tables(text: str, edit: Edit, is_kept: bool) -> str:  # noqa: FBT001 - as above
    """Return a file in which only the tables that change are written anew; raise LookupError if one has no header."""
    tables = list(tables_of(text))
    headers = [_HEADER.search(table) for table in tables]
    for put in edit:
        if isinstance(put, Put):
            place = _place(headers, put.section, put.place)
            tables[place] = _written(tables[place], put, is_kept=is_kept)
    for section, number in _removed(edit):
        place = _place(headers, section, number)
        found = headers[place]
        # A comment above the first table may be about the others, too.
        tables[place] = tables[place][: found.start() if found is not None else 0]
    for new in edit:
        if isinstance(new, Add):
            _insert(tables, headers, new)
    return kept_lines.with_newlines("".join(tables), text)


def _place(headers: Sequence[re.Match[str] | None], section: str, number: int | None) -> int:
    mark = "[" if number is None else "[["
    found = [place for place, one in enumerate(headers) if one is not None and one.groups() == (mark, section)]
    return found[number or 0]


def _written(table: str, put: Put, *, is_kept: bool) -> str:
    """Return a table with other values: what stands behind its last line stays there."""
    bare = table.rstrip()
    document = tomlkit.parse(bare + "\n")
    found = document[put.section]
    # For the type checker: the header of the table says which of the two it is.
    inner: Any = found[0] if isinstance(found, AoT) else found
    _put(inner, put.values)
    made = tomlkit.dumps(document)
    return (kept_lines.like(table, made) if is_kept else made).rstrip() + table[len(bare) :]


def _insert(tables: list[str], headers: list[re.Match[str] | None], new: Add) -> None:
    """Write one more table behind the last one of its section, or at the end of the file."""
    of_section = [place for place, one in enumerate(headers) if one is not None and one[2] == new.section]
    place = of_section[-1] if of_section else len(tables) - 1
    written = tomlkit.document()
    aot = tomlkit.aot()
    aot.append(_own(written, dict(new.values)))
    written.append(new.section, aot)
    is_last = place + 1 == len(tables)
    tables[place] = f"{tables[place].rstrip()}\n\n{tomlkit.dumps(written).strip()}\n{'' if is_last else chr(10)}"
