"""Written JSON: a value that was written as JSON already is stored as that very text, and not written a second time."""

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class WrittenJson:
    """The JSON of a value."""

    text: str


def write(value: object) -> str:
    """Return a value as JSON, as an engine stores it."""
    return value.text if isinstance(value, WrittenJson) else json.dumps(value)
