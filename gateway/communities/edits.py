"""Edits: the changes to the people and the covers of a community file, before they are made."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Values = Mapping[str, str | list[str] | None]
"""Keys of a `[[people]]` table with their new values; None takes the key away."""

CoverValues = Mapping[str, str | int | datetime]
"""Keys of a `[[covers]]` table with their values. Times are those on the wall, without an offset."""


@dataclass(frozen=True)
class Edit:
    """The changes to a file: new values by the present number (E.164) of a person, and new people.

    `removed` holds the present numbers of those whom the file shall name no longer. `dropped_covers` are the places of
    covers in the file, from 0, that go; `added_covers` are new ones.
    """

    changed: Mapping[str, Values] = field(default_factory=dict)
    added: tuple[Values, ...] = ()
    removed: tuple[str, ...] = ()
    dropped_covers: frozenset[int] = frozenset()
    added_covers: tuple[CoverValues, ...] = ()
