"""Pagination: a list that is longer than a page is cut into pages; its items keep their numbers."""

from collections.abc import Sequence

from menus.text import gsm7

_WIDEST = 999
"""The widest number of a page. A guess: nobody presses 98 so often."""


def pages(head: str, items: Sequence[str], feet: str, more: str) -> list[str]:
    """Return the pages of a list; every page but the last has the line `more` (`98 More`)."""
    whole = "\n".join([head, *items, feet])
    if gsm7.septets(whole) <= gsm7.LIMIT:
        return [whole]
    made: list[list[str]] = [[]]
    for item in items:
        trial = "\n".join([head, *made[-1], item, more, feet])
        if made[-1] and gsm7.septets(trial) > gsm7.LIMIT:
            made.append([])
        made[-1].append(item)
    last = len(made) - 1
    return ["\n".join([head, *lines, *([more] if number < last else []), feet]) for number, lines in enumerate(made)]


def wrapped(text: str, room: int) -> list[str]:
    """Return a text in parts of at most so many septets. It is parted at spaces; a word that is longer is cut."""
    parts: list[str] = []
    for word in text.split():
        trial = f"{parts[-1]} {word}" if parts else word
        if parts and gsm7.septets(trial) <= room:
            parts[-1] = trial
            continue
        while gsm7.septets(word) > room:
            width = room
            while gsm7.septets(word[:width]) > room:
                width -= 1
            parts.append(word[:width])
            word = word[width:]  # noqa: PLW2901 - the rest of the same word
        if word:
            parts.append(word)
    return parts


def leaves(head: str, texts: Sequence[str], feet: str, more: str) -> list[str]:
    """Return the pages of texts that are read one after the other; `head` has `{n}` and `{of}` for the page's number.

    Each text begins a page, and goes on on the next one where it does not fit.
    """
    room = gsm7.LIMIT - gsm7.septets("\n".join((head.format(n=_WIDEST, of=_WIDEST), "", more, feet)))
    parts = [part for text in texts for part in wrapped(text, room)]
    numbered = [head.format(n=number, of=len(parts)) for number in range(1, len(parts) + 1)]
    last = len(parts) - 1
    return [
        "\n".join([numbered[place], part, *([more] if place < last else []), feet]) for place, part in enumerate(parts)
    ]
