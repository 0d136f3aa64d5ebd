"""Codes of second chances in free words: they never stand in a broadcast, a history, or a text to others."""

import re

from menus.domain.second_chance import CODE_WORDS

_CODE = re.compile(rf"\b(?:{'|'.join(CODE_WORDS)})[\W_]{{0,3}}[1-9][0-9](?![0-9])", re.IGNORECASE | re.ASCII)


def codes_in(text: str) -> list[str]:
    """Return everything in a text that has the form of a code, as it is written: whether there is one tells nothing."""
    return [found[0] for found in _CODE.finditer(text)]


def without_codes(text: str, instead: str) -> str:
    """Return a text with everything crossed out that has the form of a code."""
    return _CODE.sub(instead, text)


def codes_as_kept(text: str) -> list[str]:
    """Return the codes in a text in the form in which they are kept: JANI 42 for `jani-42`."""
    return [re.sub(r"[\W_]*([0-9]+)$", r" \1", found).upper() for found in codes_in(text)]
