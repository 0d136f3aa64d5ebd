"""Listing: what is open (LIST), who is there (WHO) and who looked (LOOKS), whole entries on pages of one SMS segment.

A page says how many more entries there are, and how the next page is asked for. Each page is made anew from everything
that is to be listed, so that nothing is stored: as long as the board stays the same, the pages hold each entry once.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from menus.domain.board_order import Standing
from menus.domain.categories import Level
from menus.domain.community import Community, Person
from menus.domain.fire import is_fire
from menus.domain.looks import LookKind
from menus.domain.roles import Role
from menus.sms import wording, words_to_leave
from menus.text import catalog as words
from menus.text import gsm7
from menus.text.names import Text

_WIDTHS = (wording.WIDEST_PLACE, 16, 12, 8)
"""The widths of a place in a line, the widest first. With the narrowest one three or four ordinary lines fit."""


_WIDEST_NAME, _WIDEST_WHY = 20, 40
"""The widths of a name and of a reason in a line: two ordinary looks fit a page. Guesses."""


@dataclass(frozen=True)
class Entry:
    """An open incident as a line of the list shows it. The facts of a private one have no place."""

    facts: wording.AlertFacts
    standing: Standing


def incidents(community: Community, language: str, entries: Sequence[Entry], now: datetime) -> list[str]:
    """Return the pages that list open incidents, one line each: three or four ordinary ones fit a page.

    A line has no time, because the oldest one stands first in its level, and `REF` tells it. That of a private one has
    little else.
    """
    head = words.say(language, Text.LIST_HEAD, short=community.short).rstrip()
    tail = _tails(language, Text.LIST_MORE)
    places = [_place(community, language, entry) for entry in entries]

    def of_width(width: int) -> list[str]:
        short = _shortened(community, language, places, width)
        lines = [_line(community, language, *each, now) for each in zip(entries, short, strict=True)]
        return _pages(head, "\n", "\n", lines, tail)

    # Places are told as long as that costs no line of a page.
    narrow = of_width(_WIDTHS[-1])
    by_width = (of_width(width) for width in _WIDTHS)
    return next(pages for pages in by_width if _lines(pages) == _lines(narrow))


def _lines(pages: Sequence[str]) -> list[int]:
    return [page.count("\n") for page in pages]


def _place(community: Community, language: str, entry: Entry) -> str:
    facts = entry.facts
    if community.zone(facts.zone) is None and not facts.place:
        return words.say(language, Text.LIST_NOWHERE)
    return wording.place_name(community, language, facts.zone, facts.place)


def _shortened(community: Community, language: str, places: Sequence[str], width: int) -> list[str]:
    """Return places cut to a width. The name of a zone stays whole if another one would read the same."""
    cut = Counter(gsm7.cut(zone.name(language), width) for zone in community.zones)
    return [place if cut[gsm7.cut(place, width)] > 1 else gsm7.cut(place, width) for place in places]


def _line(community: Community, language: str, entry: Entry, place: str, now: datetime) -> str:
    facts = entry.facts
    stands = words.say(language, Text(f"list.{entry.standing.value}"))
    if facts.level is Level.PRIVATE:
        # The text stays neutral: somebody else may see the helper's phone.
        return f"{facts.reference} {wording.moment(community, facts.at, now)} {stands}"
    level = words.say(language, Text(f"level.{facts.level.value}"))
    if facts.is_drill:
        level = f"{words.say(language, Text.DRILL_WORD)} {level}"
    return f"{facts.reference} {level} {words.say(language, _kind(facts))} {place} {stands}"


def _kind(facts: wording.AlertFacts) -> Text:
    """Return the short name of what an incident is."""
    if facts.is_missing:
        return Text.LIST_KIND_MISSING
    return Text.LIST_KIND_FIRE if is_fire(facts.category, facts.level) else Text(f"list.kind.{facts.category.value}")


def people(
    community: Community, language: str, found: Sequence[tuple[Person, Role]], *, police: bool = False
) -> list[str]:
    """Return the pages that list people, each with a role."""
    names = [f"{gsm7.plain(person.name)} ({role_name(language, role)})" for person, role in found]
    more = Text.WHO_MORE_POLICE if police else Text.WHO_MORE
    return _pages(f"{community.short}:", " ", ", ", names, _tails(language, more))


_AT_NONE = {LookKind.NUMBER: Text.LOOKS_NUMBER, LookKind.FILE: Text.LOOKS_FILE, LookKind.COURSE: Text.LOOKS_COURSE}
"""The words for a look at no report: at the number of a person with a role, or at the file with all of them."""


@dataclass(frozen=True)
class LookEntry:
    """A look at sealed values as a line of the list shows it: when, the name of the person, at which report, and why.

    Of a private report it holds neither the reference nor the reason. `at_none` is the kind of a look at no report.
    """

    at: datetime
    by: str
    reference: str = ""
    why: str = ""
    is_private: bool = False
    at_none: LookKind | None = None


def looks(community: Community, language: str, entries: Sequence[LookEntry], now: datetime) -> list[str]:
    """Return the pages that list looks, one line each."""
    head = words.say(language, Text.LIST_HEAD, short=community.short).rstrip()
    lines = [_look(community, language, entry, now) for entry in entries]
    return _pages(head, "\n", "\n", lines, _tails(language, Text.LOOKS_MORE))


def _look(community: Community, language: str, entry: LookEntry, now: datetime) -> str:
    line = f"{wording.moment(community, entry.at, now)} {gsm7.cut(gsm7.plain(entry.by), _WIDEST_NAME)}"
    if entry.is_private:
        return f"{line} ({words.say(language, Text.LOOKS_PRIVATE)})"
    named = _AT_NONE.get(entry.at_none) if entry.at_none is not None else None
    line = f"{line} {words.say(language, named) if named is not None else entry.reference}".rstrip()
    why = gsm7.cut(words_to_leave.fit_to_leave(community, entry.why), _WIDEST_WHY) if entry.why else ""
    return f"{line}: {why}" if why else line


def role_name(language: str, role: Role) -> str:
    """Return the name of a role in a language."""
    return words.say(language, Text(f"role.{role.value}"))


def _tails(language: str, name: Text) -> Callable[[int, int], str]:
    """Return what says how many more entries there are, and on which page."""
    return lambda left, page: words.say(language, name, count=str(left), page=str(page))


def _pages(head: str, first: str, between: str, items: Sequence[str], tail: Callable[[int, int], str]) -> list[str]:
    """Return pages of whole items, each at least one, with a tail where another page follows."""
    return list(_each_page(head, first, between, list(items), tail))


def _each_page(head: str, first: str, between: str, items: list[str], tail: Callable[[int, int], str]) -> Iterator[str]:
    page = 1
    while items:
        page += 1
        shown = 1
        while shown < len(items) and gsm7.fits(_page(head, first, between, items, shown + 1, tail, page)):
            shown += 1
        yield _page(head, first, between, items, shown, tail, page)
        items = items[shown:]


def _page(
    head: str,
    first: str,
    between: str,
    items: list[str],
    shown: int,
    tail: Callable[[int, int], str],
    next_page: int,
) -> str:
    text = f"{head}{first}{between.join(items[:shown])}"
    left = len(items) - shown
    return f"{text}{between}{tail(left, next_page)}" if left else text
