"""No ethnicity anywhere: no column, no stored value, no key of a file, and no field of a page has a place for it."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path

import pytest

import menus.domain
from gateway import desk
from gateway.communities import sections
from gateway.storage.models.base import Row

_WORDS = frozenset({"ethnic", "ethnicity", "tribe", "tribal", "clan", "race", "nationality", "kabila", "ukoo"})


def _tells(name: str) -> bool:
    return not _WORDS.isdisjoint(re.findall(r"[a-z]+", name.lower()))


def _columns() -> Iterator[str]:
    for table in Row.metadata.tables.values():
        yield from (f"{table.name}.{column.name}" for column in table.columns)


def _values() -> Iterator[str]:
    for module in pkgutil.walk_packages(menus.domain.__path__, "menus.domain."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, type) and issubclass(found, Enum):
                yield from (f"{found.__name__}.{one.name}={one.value}" for one in found)


def _fields_of_pages() -> Iterator[str]:
    for template in (Path(desk.__file__).parent / "templates").rglob("*.html"):
        yield from re.findall(r'\bname="([^"]*)"', template.read_text(encoding="utf-8"))


def _keys_of_files() -> Iterator[str]:
    for source in sorted({inspect.getfile(model) for model in sections.models()}):
        yield from re.findall(r"^    ([a-z_]+):", Path(source).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    ("names", "known"),
    [
        (_columns, "incidents.crime_class"),
        (_values, "CrimeClass.BREW=brew"),
        (_fields_of_pages, "crime"),
        (_keys_of_files, "tenure"),
    ],
)
def test_nothing_holds_it(names: Callable[[], Iterator[str]], known: str) -> None:
    found = list(names())
    assert known in found
    assert [name for name in found if _tells(name)] == []


@pytest.mark.parametrize("name", ["people.tribe", "Kind.X=ethnic-group", "reporter_clan", "race"])
def test_a_place_for_it_would_be_found(name: str) -> None:
    assert _tells(name)
