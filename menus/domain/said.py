"""Said: an English sentence that is also a value, so that a page can say it in another language."""

from collections.abc import Mapping
from typing import Self

Part = str | int | tuple[str, ...]
"""A part of a sentence: a word of a file, a number, another sentence, or several of them."""
BETWEEN = "; "


class Said(str):
    """A sentence: its text in English, with the pattern that it was made of and the parts that fill it.

    The pattern is its kind: translations are found by it. Without parts it stands as it is.
    """

    __slots__ = ("parts", "pattern")
    pattern: str
    parts: Mapping[str, Part]

    def __new__(cls, pattern: str, /, **parts: Part) -> Self:
        """Make a sentence of a pattern as `str.format` has it."""
        made = super().__new__(cls, filled(pattern, parts))
        made.pattern, made.parts = pattern, parts
        return made


def filled(pattern: str, parts: Mapping[str, Part]) -> str:
    """Return a pattern with its parts."""
    if not parts:
        return pattern
    joined = {name: BETWEEN.join(part) if isinstance(part, tuple) else part for name, part in parts.items()}
    return pattern.format(**joined)
