"""Pagination: a list that is longer than a page is cut into pages; its items keep their numbers."""

from collections.abc import Sequence

from menus.text import gsm7


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
