"""Segments: how many parts a text has on the air, and how much of a long one a phone can send."""

from collections.abc import Callable

from menus.text import gsm7

MOST = 10
"""The most segments of one text that the simulated phones send. A guess: phones differ, and many turn a longer one
into a picture message, which no short code takes.
"""
_JOINED_GSM7, _JOINED_UCS2 = 153, 67
"""The room of one segment among several: some of it is taken by the place of the segment in the text."""
_ALONE_UCS2 = 70


def segments(text: str) -> int:
    """Return the number of segments of a text: in GSM-7 160 characters, then 153 each; in UCS-2 70, then 67."""
    if gsm7.is_gsm7(text):
        length, alone, joined = gsm7.septets(text), gsm7.LIMIT, _JOINED_GSM7
    else:
        length, alone, joined = _units(text), _ALONE_UCS2, _JOINED_UCS2
    return 1 if length <= alone else -(-length // joined)


def carried(text: str) -> str:
    """Return the beginning of a text that a phone can send: all of it, unless it has more than the most segments."""
    if segments(text) <= MOST:
        return text
    if gsm7.is_gsm7(text):
        return _beginning(text, MOST * _JOINED_GSM7, gsm7.septets)
    return _beginning(text, MOST * _JOINED_UCS2, _units)


def _beginning(text: str, room: int, size: Callable[[str], int]) -> str:
    for place, character in enumerate(text):
        room -= size(character)
        if room < 0:
            return text[:place]
    return text


def _units(text: str) -> int:
    return len(text.encode("utf-16-be")) // 2
