"""The piece of a text by which it is known, whatever its values and its wording are."""

import re
from collections.abc import Mapping

from menus.text import catalog
from menus.text.names import Text


def piece_of(text: Text, language: str = "sw", *, texts: Mapping[str, str] | None = None) -> str:
    """Return the longest piece of a text without a value or a new line, as this process says it.

    Other processes say what the files have: give the texts of `catalog.read` for them.
    """
    return max(re.split(r"\{\w+\}|\n", (texts or catalog.catalog(language))[text]), key=len).strip()
