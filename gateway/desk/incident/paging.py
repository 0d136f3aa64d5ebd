"""Paging: a part of a long list, and how many parts there are."""

from dataclasses import dataclass

from menus.text.typed_numbers import number_in

MOST_PAGES = 10_000
"""A higher number of a page in an address is no number of a page."""


@dataclass(frozen=True)
class Part:
    """A part of a list, from 1: `size` lines of `total`."""

    number: int
    size: int
    total: int

    @property
    def parts(self) -> int:
        """The number of parts of the list; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def skipped(self) -> int:
        """The number of lines before the part."""
        return (self.number - 1) * self.size


def part(asked: str | None, size: int, total: int) -> Part:
    """Return the part that an address asks for: the first one for anything that is no number, the last beyond it."""
    number = number_in(asked, len(str(MOST_PAGES)))
    return Part(min(max(1, number or 1), max(1, -(-total // size))), size, total)
