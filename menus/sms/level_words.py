"""Level words: the level that somebody names in an SMS, by its name in any language, its beginning, or a digit."""

from collections.abc import Iterable
from functools import cache

from menus.domain.categories import Level
from menus.sms import wording
from menus.text import languages

DIGITS = {"1": Level.MAJOR, "2": Level.URGENT, "3": Level.MINOR, "4": Level.HAZARD}
"""The digits of the levels, the highest first."""
_SHORTEST = 3
"""The fewest letters of the beginning of a name. A guess: no two names of the shipped languages begin alike."""


def level_of(word: str) -> Level | None:
    """Return the level that a bare word means, in any case; None if it means none, or more than one."""
    if word in DIGITS:
        return DIGITS[word]
    said = word.casefold()
    if len(said) < _SHORTEST:
        return None
    names = _names(languages.codes())
    found = {names[said]} if said in names else {level for name, level in names.items() if name.startswith(said)}
    return found.pop() if len(found) == 1 else None


def named(language: str, levels: Iterable[Level]) -> str:
    """Return levels as a text offers them, each with its digit: `URGENT (2), MINOR (3)`."""
    digits = {level: digit for digit, level in DIGITS.items()}
    return ", ".join(f"{wording.level_name(language, level)} ({digits[level]})" for level in levels)


@cache
def _names(codes: tuple[str, ...]) -> dict[str, Level]:
    return {wording.level_name(code, level).casefold(): level for code in codes for level in DIGITS.values()}
