"""Forms of the texts of a second chance: WARN a zone and a matter, STEP a code and a step, WELL or NOTWELL a code.

People mix languages in a text, so that the words of both stand in one table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from menus.domain.categories import MENU_KEYS, Category
from menus.domain.second_chance import ADULT, CODE_WORDS, CourseStep, Petty, Repair, Victim, code

_ENDS = ".,:;!?()"
_MOST_ZONE_WORDS = 3
_CODE = re.compile(r"([^\W\d_]{3,12})[-.:]?([0-9]{2})")


class Other(StrEnum):
    """A word for what STEP does beside the steps."""

    OBJECT = "object"
    """The person objects: the course rests."""
    RESUME = "resume"


_PETTY = {
    **dict.fromkeys(("theft", "stealing", "wizi", "uwizi", "4", Category.THEFT.value), Petty.THEFT),
    **dict.fromkeys(("threat", "threats", "tishio", "vitisho", "5", Category.FIGHT_THREAT.value), Petty.THREAT),
}
_GRAVE_WORDS = (
    "gun killing murder robbery break-in breakin mob fight rape abuse child-abuse arson fire complaint police bunduki"
    " mauaji kuua unyang'anyi unyanganyi uvunjaji mapigano vita ubakaji unajisi dhuluma moto lalamiko polisi"
)
_GRAVE = frozenset(_GRAVE_WORDS.split()) | {
    kind.value for kind in Category if kind not in {Category.THEFT, Category.FIGHT_THREAT}
}
_GRAVE_KEYS = frozenset(MENU_KEYS) - {"4", "5"}
_YOUNG = frozenset({"child", "minor", "mtoto", "kijana-mdogo", "under18", "u18"})
_STEPS: dict[str, CourseStep | Other] = {
    **dict.fromkeys(("well", "safi"), CourseStep.WELL),
    **dict.fromkeys(("again", "tena"), CourseStep.AGAIN),
    **dict.fromkeys(("family", "familia"), CourseStep.FAMILY),
    **dict.fromkeys(("elders", "wazee"), CourseStep.ELDERS),
    **dict.fromkeys(("police", "polisi"), CourseStep.POLICE),
    **dict.fromkeys(("object", "pinga"), Other.OBJECT),
    **dict.fromkeys(("resume", "endelea", "endeleza"), Other.RESUME),
}
_REPAIRS = {
    **dict.fromkeys(("returned", "amerudisha", "imerudishwa"), Repair.RETURNED),
    **dict.fromkeys(("paid", "amelipa"), Repair.PAID),
    **dict.fromkeys(("worked", "amefanyakazi"), Repair.WORKED),
}
_VICTIMS = {
    **dict.fromkeys(("agreed", "amekubali"), Victim.AGREED),
    **dict.fromkeys(("notagreed", "hakukubali"), Victim.NOT_AGREED),
}


@dataclass(frozen=True)
class Warned:
    """A WARN: the words of a zone, the matter (None for one that is not petty), whether somebody is under age.

    `rest` are words behind it that mean nothing here.
    """

    zone: str
    matter: Petty | None
    is_under_age: bool = False
    rest: str = ""


@dataclass(frozen=True)
class Stepped:
    """A STEP: the code, what is done (None for a word that is no step), what came of it, and further words.

    `code` is None for a word that is in no code: it may be somebody's name.
    """

    code: str | None
    step: CourseStep | Other | None
    repair: Repair | None = None
    victim: Victim | None = None
    rest: str = ""


@dataclass(frozen=True)
class Answered:
    """A WELL or a NOTWELL: the code (None for a word that is in no code), and further words."""

    code: str | None
    rest: str = ""


def warning(words: Sequence[str]) -> Warned | None:
    """Read the words behind WARN; None if they are not a zone and a matter."""
    plain = [_plain(word) for word in words]
    place = next((at for at, word in enumerate(plain) if _is_matter(word, is_first=at == 0)), None)
    if place is None:
        return None
    behind = list(range(place + 1, len(words)))
    zone = list(range(place))
    if not zone:
        zone = [at for at in behind if not _is_age(plain[at])][:1]
        behind = [at for at in behind if at not in zone]
    if not 1 <= len(zone) <= _MOST_ZONE_WORDS:
        return None
    ages = [at for at in behind if _is_age(plain[at])]
    rest = " ".join(words[at] for at in behind if at not in ages)
    is_young = any(_is_young(plain[at]) for at in ages)
    return Warned(" ".join(words[at].strip(_ENDS) for at in zone), _PETTY.get(plain[place]), is_young, rest)


def step(words: Sequence[str]) -> Stepped | None:
    """Read the words behind STEP; None if they are no code and a step."""
    found = _code(words)
    if found is None:
        return None
    known, is_word, rest = found
    first = _plain(rest[0]) if rest else ""
    what = _STEPS.get(first)
    if what is None:
        return Stepped(known, None, rest=" ".join(rest)) if is_word else None
    repair: Repair | None = None
    victim: Victim | None = None
    left = []
    for word in rest[1:]:
        plain = _plain(word)
        if plain in _REPAIRS:
            repair = _REPAIRS[plain]
        elif plain in _VICTIMS:
            victim = _VICTIMS[plain]
        else:
            left.append(word)
    return Stepped(known, what, repair, victim, " ".join(left))


def answer(words: Sequence[str]) -> Answered | None:
    """Read the words behind WELL or NOTWELL; None if they are no code.

    A word that is in no code is one with its number alone: more words are somebody's own.
    """
    found = _code(words)
    if found is None:
        return None
    known, is_word, rest = found
    return Answered(known, " ".join(rest)) if is_word or not rest else None


def _code(words: Sequence[str]) -> tuple[str | None, bool, list[str]] | None:
    """Return the code that words begin with, whether its word is one of codes, and the words behind it."""
    for parts in (1, 2):
        found = _CODE.fullmatch("".join(word.strip(_ENDS) for word in words[:parts]))
        if found is not None and len(words) >= parts:
            word, number = found[1].upper(), int(found[2])
            is_word = word in CODE_WORDS
            return code(word, number) if is_word else None, is_word, list(words[parts:])
    return None


def _plain(word: str) -> str:
    return word.strip(_ENDS).casefold()


def _is_matter(word: str, *, is_first: bool) -> bool:
    if word in _GRAVE_KEYS or word in {"4", "5"}:
        return not is_first
    return word in _PETTY or word in _GRAVE


def _is_age(word: str) -> bool:
    return word in _YOUNG or (word.isdecimal() and len(word) <= 2)  # noqa: PLR2004 - nobody is older


def _is_young(word: str) -> bool:
    return word in _YOUNG or (word.isdecimal() and int(word) < ADULT)
