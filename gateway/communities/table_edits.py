"""Table edits: the changes to the tables of a community file, before they are made by `settings_edits`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Value = str | int | date | Sequence[str] | Mapping[str, str] | Sequence[Mapping[str, Any]]
Where = tuple[str | int, ...]
"""The keys and positions (from 0) that lead from a table to a value in it."""


@dataclass(frozen=True)
class Put:
    """New values in one table: in `[section]` without a `place`, else in the `place`-th of `[[section]]`, from 0.

    None takes a value away. Places in lists count in the file as it was.
    """

    section: str
    place: int | None
    values: Mapping[Where, Value | None]


@dataclass(frozen=True)
class Add:
    """One more table behind the last of `[[section]]`."""

    section: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Remove:
    """Take away one table of `[[section]]`, counted from 0 in the file as it was. Comments above it stay."""

    section: str
    place: int


Edit = Sequence[Put | Add | Remove]
