"""Edits: the changes to the people of a community file, before they are made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Values = Mapping[str, str | list[str] | None]
"""Keys of a `[[people]]` table with their new values; None takes the key away."""


@dataclass(frozen=True)
class Edit:
    """The changes to the people of a file: new values by the present number (E.164) of a person, and new people.

    `removed` holds the present numbers of those whom the file shall name no longer.
    """

    changed: Mapping[str, Values] = field(default_factory=dict)
    added: tuple[Values, ...] = ()
    removed: tuple[str, ...] = ()
