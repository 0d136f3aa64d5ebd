"""Homes: words behind which a name tells who lives there, and what belongs to somebody."""

from functools import cache

from menus.text import family_names, given_names, name_cues, nicknames, place_words
from menus.text.name_kinds import Kind
from menus.text.name_reading import NamesRead

HOMES = frozenset(("nyumba", "chumba", "boma", "house", "home", "room", "nyumbani"))
"""Words for where somebody lives. A name behind them with `ya` or `of` is crossed out; the word itself stays."""
_GATES = frozenset(("mlango", "geti", "lango", "door", "gate"))
"""Words for a way in. An unknown name behind them may be an estate's."""
_GROUNDS = frozenset(("plot", "plots", "ploti", "stage"))
"""Places known by their owner's name, even with a possessive -s: `Mzee Kioko's plot`."""
_LIVED_IN = HOMES | _GATES | {"flat", "apartment", "compound", "place"}
_NUMBERED = frozenset(("plot", "plots", "house", "houses", "block", "flats", "apartments", "road", "rd", "phase"))
"""Words that begin an address: `kwa Kevo plot 14` is no plot of that name."""
_SAINTS = frozenset(("st", "saint", "saints"))
_SHORTEST_TEXT = 2
"""Words beside `kwa` and a name up to which a text is an address alone: `kwa Peter`. A guess, to be tested."""


def tells_a_place(read: NamesRead, first: int, last: int, before: int) -> bool | None:
    """Return whether a row of names is a place's or its owner's; None if no home and no owner is told.

    `before` is the word before the name and its title. A home that was typed as a place leads there.
    """
    if _bears_its_owner(read, first, last):
        return True
    return False if not read.is_place and _is_of_a_person(read, first, last, before) else None


def _is_of_a_person(read: NamesRead, first: int, last: int, before: int) -> bool:
    """Return whether a row of names tells whose home or shop something is."""
    behind = read.word(last + 1) if read.is_joined(last) else ""
    if behind and _is_possessive(read, last):
        return _is_owned(read, before, behind)
    is_address = behind in _NUMBERED and read.kind(last + 2) is Kind.NUMBER
    if not read.is_joined(before) or (behind in place_words.ENDING - place_words.WEAK_ENDING and not is_address):
        return False
    one, two = read.word(before), read.word(before - 1)
    is_gate = two in _GATES and read.kind(first) is Kind.NAME
    if (one in name_cues.OF and (two in HOMES or is_gate)) or one in {"kwake", "kwao"}:
        # `House of Grace` is a church.
        return not (one == "of" and read.kind(first) is Kind.NAME_OR_WORD)
    if behind in place_words.ENDING and not is_address:
        return False
    return one == "kwa" and before == first - 1 and _is_at_somebodys(read, first, last)


def _bears_its_owner(read: NamesRead, first: int, last: int) -> bool:
    """Return whether a place bears its owner's name: `Mzee Kioko's plot`, `Wanjiku's Kiosk`, `St Mary's school`.

    A shop's own name is written with capital letters.
    """
    behind = read.word(last + 1) if read.is_joined(last) else ""
    if not behind or not _is_possessive(read, last):
        return False
    is_shop = behind in place_words.ENDING | place_words.OF_PLACES and behind not in _LIVED_IN
    is_proper = read.words[first].is_capital and read.words[last + 1].is_capital and not read.text.isupper()
    return behind in _GROUNDS or (is_shop and (is_proper or read.word(first - 1) in _SAINTS))


def _is_owned(read: NamesRead, before: int, behind: str) -> bool:
    """Return whether what stands behind a possessive -s tells its owner: `Mama Njeri's salon`, `near Kamau's house`."""
    if behind in _LIVED_IN:
        return True
    # Behind `near` a shop shows the way.
    led = read.is_joined(before) and read.word(before) in place_words.LEADING
    return behind in place_words.ENDING | place_words.OF_PLACES and not led


def _is_possessive(read: NamesRead, place: int) -> bool:
    return read.words[place].text.casefold().endswith("'s")


def _is_at_somebodys(read: NamesRead, first: int, last: int) -> bool:
    """Return whether `kwa` leads to one person: to a given name or a nickname, in a text that says more than that."""
    kwa = first - 1
    if first != last or len(read.words) <= _SHORTEST_TEXT + 1 or f"kwa {read.word(first)}" in place_words.KWA:
        return False
    if _shows_the_way(read, kwa):
        return False
    word, kind = read.word(first), read.kind(first)
    if word in place_words.KNOWN:
        return False
    if kind is Kind.NAME_OR_WORD:
        # `kwa neema ya Mungu`, `kwa amani`
        return read.is_capital(first) and read.words[first].text.istitle() and read.word(last + 1) not in name_cues.OF
    return kind is Kind.SHORT_FORM or (kind is Kind.NAME and word in _given())


def _shows_the_way(read: NamesRead, kwa: int) -> bool:
    """Return whether `kwa` goes on a way to a place: `karibu na kwa X`, `stage ya kwa X`."""
    one, two = read.word(kwa - 1), read.word(kwa - 2)
    if not read.is_joined(kwa - 1):
        return False
    return (
        one in place_words.LEADING
        or f"{two} {one}" in place_words.LEADING
        or one in place_words.OF_PLACES - _LIVED_IN
        or (one in name_cues.OF and two in place_words.OF_PLACES - _LIVED_IN)
    )


@cache
def _given() -> frozenset[str]:
    """Return the given names and nicknames that are no family names: a family name behind `kwa` is a place's."""
    given = _split(given_names.MEN, given_names.WOMEN, given_names.MUSLIM, nicknames.STREET)
    return given - _split(
        family_names.KIKUYU,
        family_names.LUO,
        family_names.LUHYA,
        family_names.KAMBA,
        family_names.KALENJIN,
        family_names.MERU_AND_EMBU,
        family_names.KISII_AND_KURIA,
    )


def _split(*lists: str) -> frozenset[str]:
    return frozenset(" ".join(lists).replace("'", "").split())
