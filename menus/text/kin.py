"""Private matters in a resident's own words: violence by relatives (kin), and harm to children.

If in doubt, the rule prefers silence. A missing answer costs an innocent writer one text. An answer that somebody else
reads on that phone may cost a life.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from rapidfuzz.distance import OSA

from menus.text import kin_words


class Privacy(Enum):
    """The privacy of a text: an open matter, a private one, or one that may be private.

    `DOUBT` rests on a kin word. `UNNAMED` rests on a beating of the writer by one person, without a word that says who
    that person is.
    """

    OPEN = "open"
    UNNAMED = "unnamed"
    DOUBT = "doubt"
    PRIVATE = "private"


@dataclass(frozen=True)
class Reading:
    """The privacy of a text, and the words that show it, in the order of the text.

    `is_of_kin` means that the text names kin who may be the attackers, even if the matter stays open.
    """

    privacy: Privacy
    words: tuple[str, ...] = ()
    is_of_kin: bool = False


OPEN = Reading(Privacy.OPEN)
_FUZZY_FROM = 5
_CHILDHOOD = 18
_PAIRED = 4
"""The most words from one of a pair of kin to the other, as in `baba yangu na mama`. A guess, to be tested."""
_TENSE = "(?:na|me|li|ta|ka|ki|nge|mesha|lisha|taka|pi)"
_SUBJECT = "(?:a|u|m|wa|hu|ku|i|ki)"
_SEVERAL = re.compile(rf"wa{_TENSE}(?:ni|tu|m|wa)?[a-z]+")
_PLURAL = re.compile(rf"w(?:a)?{_TENSE}|wa(?:ni|tu)")
_OF_A_CLASS = re.compile(r"\b(?:class|grade|std|darasa la|miaka|age|aged) (\d{1,2})\b|\b(\d{1,2}) (?:years|yrs|yr)\b")


def read(plain: str, *, is_open: bool, is_red: bool) -> Reading:
    """Return how private a text is.

    `plain` is a text in small plain letters. `is_open` means that its words suggest a robbery, a theft, a fire or the
    like. `is_red` means that it has words of weapons or death.
    """
    tokens = _with_companions(plain.split())
    named = [place for place, token in enumerate(tokens) if _kin(token)]
    kin = [place for place in named if _is_somebodys(tokens, place)]
    spelt = " ".join(_kin(token) or token for token in tokens)
    is_robbed = bool(_ROBBERS & set(tokens)) or any(_MANY_HARM.fullmatch(token) for token in tokens)
    is_open = is_open or is_robbed
    found = (
        _sexual(tokens, plain) or _by_kin(tokens, kin, is_open=is_open) or _by_kin_in_english(spelt, is_open=is_open)
    )
    if not found and not is_red and not is_open:
        found = _of_a_child(tokens, plain) or _of_a_wife(tokens)
    if not found:
        found = _touched(tokens, plain, named) or tuple(_BY_KIN_WITH_CHILD.findall(plain)[:1])
    if found and is_red and not _sexual(tokens, plain) and any(_is_of_several(token) for token in tokens):
        # Several killers are no matter of a home, even if their victims name a relative.
        found = ()
    if found:
        return Reading(Privacy.PRIVATE, found)
    if is_open or is_red:
        return Reading(Privacy.OPEN, is_of_kin=not is_open and any(_is_somebodys(tokens, place) for place in kin))
    return _doubt(tokens, kin)


def is_of_home(words: str) -> bool:
    """Return whether words name kin, a child, or harm at home: what must not leave the circle of helpers."""
    tokens = words.split()
    return any(_kin(token) or token in _CHILDREN or _SEXUAL_TO_ME.fullmatch(token) for token in tokens)


OF_HOME = frozenset(
    ("kin", "child", "harm to me", "touch to me", "sexual", "passive", "harm to a child", "english harm", "power")
)
"""The signals of a matter that may be private."""
OF_NO_HOME = frozenset(("robber", "several", "call"))
"""The signals of a matter that is hardly private: robbers, several doers, a call by phone."""


def signals(plain: str) -> set[str]:
    """Return what a text shows of people and of harm at home, as the lexicon's model takes it."""
    tokens = _with_companions(plain.split())
    named = [place for place, token in enumerate(tokens) if _kin(token)]
    shown = {
        "kin": bool(named),
        "somebody's kin": any(_is_somebodys(tokens, place) for place in named),
        "child": bool(_child(tokens, plain)),
        "harm to me": any(_HURT_TO_ME.fullmatch(token) for token in tokens),
        "touch to me": any(_TOUCH_TO_ME.fullmatch(token) for token in tokens),
        "sexual": bool(_sexual(tokens, plain)),
        "passive": any(_PASSIVE_ME.fullmatch(token) for token in tokens),
        "harm to a child": any(_CHILD_HARMED.fullmatch(token) or _ONE_HARMS.fullmatch(token) for token in tokens),
        "english harm": bool(_ENGLISH_HARM.search(plain)),
        "power": bool(_POWERFUL & set(tokens)),
        "stranger": bool(_STRANGERS & set(tokens)),
        "robber": bool(_ROBBERS & set(tokens)),
        "several": any(_SEVERAL.match(token) for token in tokens),
        "call": bool(_NOT_OF_HARM & set(tokens)),
    }
    return {name for name, is_shown in shown.items() if is_shown}


def _is_of_several(token: str) -> bool:
    return bool(_SEVERAL.match(token)) or token in _STRANGERS


def is_harm_to_me(tokens: list[str], place: int) -> bool:
    """Return whether the word at a place says that the writer is beaten or hurt, by anybody."""
    return bool(_HURT_TO_ME.fullmatch(tokens[place])) and not _is_no_harm(tokens, place)


def _sexual(tokens: list[str], plain: str) -> tuple[str, ...]:
    """Return words of sexual violence against the writer. They need no kin word."""
    found = [token for token in tokens if _SEXUAL_TO_ME.fullmatch(token)]
    return tuple(found) or _phrase(plain, kin_words.SEXUAL_PHRASES)


def _by_kin(tokens: list[str], kin: list[int], *, is_open: bool) -> tuple[str, ...]:
    """Return a kin word and a word of harm to the writer. In an open matter the kin must be the attacker."""
    for place, token in enumerate(tokens):
        before = next((other for other in reversed(kin) if other < place), None)
        after = next((other for other in kin if other > place), None)
        is_passive = bool(_PASSIVE_ME.fullmatch(token)) and not _is_no_harm(tokens, place)
        is_passive = is_passive and _is_by(tokens, place, after)
        is_done = is_harm_to_me(tokens, place)
        is_one = not _PLURAL.match(token) or _are_several_kin(tokens, kin, place)
        if is_done and before is not None and is_one:
            return tokens[before], token
        if is_done and after is not None and is_one and not is_open:
            return token, tokens[after]
        if is_passive and after is not None and not is_open:
            return token, tokens[after]
    return ()


def _is_by(tokens: list[str], place: int, kin: int | None) -> bool:
    """Return whether kin follow the first `na` after a passive: `napigwa na mume`, not `na watu na kaka`."""
    behind = tokens[place + 1 :]
    return kin is not None and "na" in behind and kin - (place + 1 + behind.index("na")) in {1, 2}


def _are_several_kin(tokens: list[str], kin: list[int], place: int) -> bool:
    """Return whether the subject of a plural verb is kin: `wazazi`, or `baba na mama` close before it."""
    doers = [other for other in kin if place - 6 <= other < place]
    return any(tokens[other] == "wazazi" for other in doers) or (
        len(doers) > 1 and tokens[doers[-1] - 1] == "na" and doers[-1] - doers[-2] <= _PAIRED
    )


def _by_kin_in_english(plain: str, *, is_open: bool) -> tuple[str, ...]:
    said = _ENGLISH_ACTIVE.search(plain) or _ENGLISH_PASSIVE.search(plain) or _ARMED.search(plain)
    if said is None and not is_open:
        said = _ENGLISH_HOME.search(plain) or _ENGLISH_UNNAMED.search(plain)
    return (said["kin"], said["harm"]) if said else ()


def _of_a_child(tokens: list[str], plain: str) -> tuple[str, ...]:
    child = _child(tokens, plain)
    if not child:
        return ()
    for place, token in enumerate(tokens):
        if (_CHILD_HARMED.fullmatch(token) or _ONE_HARMS.fullmatch(token)) and not _is_no_harm(tokens, place):
            return child, token
    return ()


def _of_a_wife(tokens: list[str]) -> tuple[str, ...]:
    for place, token in enumerate(tokens):
        wife = next((word for word in tokens[place + 1 : place + 3] if word in _WIVES), None)
        if wife is not None and _ONE_HARMS.fullmatch(token) and not _is_no_harm(tokens, place):
            return token, wife
    return ()


def _touched(tokens: list[str], plain: str, kin: list[int]) -> tuple[str, ...]:
    near = [tokens[place] for place in kin if not _PREGNANT & set(tokens)]
    near = near or [token for token in tokens if token in _POWERFUL]
    who = near[0] if near else _child(tokens, plain)
    if not who:
        return ()
    touching = [token for token in tokens if _TOUCH_TO_ME.fullmatch(token) or token in _PREGNANT]
    found = tuple(touching[:1]) or _phrase(plain, kin_words.TOUCH_PHRASES)
    return (who, *found) if found else ()


def _doubt(tokens: list[str], kin: list[int]) -> Reading:
    """Return `DOUBT` for words about somebody's kin, `UNNAMED` for a beating by one unnamed person, else `OPEN`."""
    if "simu" in tokens:
        # `simu` makes `piga` a call by phone: that is no beating.
        return OPEN
    named = tuple(tokens[place] for place in kin if tokens[place] in _KIN and _is_somebodys(tokens, place))
    if named:
        return Reading(Privacy.DOUBT, named)
    if _STRANGERS & set(tokens):
        return OPEN
    harms = tuple(token for place, token in enumerate(tokens) if _is_done_by_one(tokens, place))
    return Reading(Privacy.UNNAMED, harms) if harms else OPEN


def _is_done_by_one(tokens: list[str], place: int) -> bool:
    token = tokens[place]
    is_harm = is_harm_to_me(tokens, place) or bool(_TOUCH_TO_ME.fullmatch(token))
    return is_harm and token.startswith(("a", "hu")) and not _PLURAL.match(token)


def _with_companions(tokens: list[str]) -> list[str]:
    """Return the words, with a partner in place of the companion in `jamaa yangu` and `my man`."""
    found = list(tokens)
    for place, token in enumerate(tokens):
        beside = {*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2]}
        if token in _COMPANIONS and beside & {"yangu", "wangu", "my"}:
            found[place] = "mpenzi"
    return found


def _is_somebodys(tokens: list[str], place: int) -> bool:
    """Return whether a kin word names kin, and is no place, no trade and no form of address."""
    before, behind = tokens[max(0, place - 2) : place], tokens[place + 1 : place + 3]
    if _PLACES & set(before[-1:]) or ({"ya", "na"} & set(before[-1:]) and _PLACES & set(before)):
        return False
    if _TRADES & set(behind[:1]):
        return False
    is_owned = bool(_OWNERS & {*before[-1:], *behind})
    return is_owned or tokens[place] not in _ADDRESSES


@lru_cache(maxsize=8192)
def _kin(token: str) -> str:
    """Return the kin word that a word means, or an empty string. One typing error in a longer word is forgiven."""
    if token in _KIN:
        return token
    if len(token) < _FUZZY_FROM or token in _NO_KIN:
        return ""
    return next(
        (word for word in _LONG_KIN if word[0] == token[0] and OSA.distance(word, token, score_cutoff=1) <= 1), ""
    )


def _child(tokens: list[str], plain: str) -> str:
    """Return the words that say that somebody is a child, or an empty string."""
    word = next((token for token in tokens if token in _CHILDREN), "")
    aged = _OF_A_CLASS.search(plain)
    if not word and aged and int(aged[1] or aged[2]) < _CHILDHOOD:
        return aged[0]
    return word


def _is_no_harm(tokens: list[str], place: int) -> bool:
    return bool(_NOT_OF_HARM & set(tokens[place + 1 : place + 3]))


def _phrase(plain: str, phrases: Iterable[str]) -> tuple[str, ...]:
    return next(((phrase,) for phrase in phrases if phrase in plain), ())


def _loose(stem: str) -> str:
    """Return the pattern of a stem without its last vowel. Each other vowel may be typed or left out."""
    bare = stem.rstrip("aeiou") if len(stem) > 3 else stem  # noqa: PLR2004 - a shorter stem would lose everything
    return bare[0] + "".join(f"{letter}?" if letter in "aeiou" else letter for letter in bare[1:])


def _stems(*tables: str) -> str:
    return "|".join(sorted((_loose(stem) for table in tables for stem in table.split()), key=len, reverse=True))


def _roots(table: str) -> str:
    return "|".join(root.rstrip("e") for root in table.split())


def _to_me(swahili: str, english: str, exact: str = "") -> re.Pattern[str]:
    """Return the pattern of a verb of harm to the writer: `ananichapa`, `amentandika`, `hutupiga`, `amenibeat`."""
    stems = "|".join(part for part in (_stems(swahili), _roots(english)) if part)
    kill = f"|{'|'.join(exact.split())}" if exact else ""
    # `pigi` is a call by phone. `ni` may lose its vowel only after a tense.
    return re.compile(
        rf"(?:(?:hu|ku|{_SUBJECT}{_TENSE}{{1,2}})(?:ni|tu|2)|{_SUBJECT}{_TENSE}n)(?!pi?gi|kata[az]|katia|kabi)(?:(?:{stems})[a-z]{{0,5}}{kill})"
    )


_KIN = frozenset(kin_words.KIN.split())
_LONG_KIN = tuple(sorted(word for word in _KIN if len(word) >= _FUZZY_FROM))
_NO_KIN = frozenset(kin_words.NO_KIN.split())
_ADDRESSES = frozenset(kin_words.ADDRESSES.split())
_OWNERS, _PLACES = frozenset(kin_words.OWNERS.split()), frozenset(kin_words.PLACES.split())
_TRADES, _CHILDREN = frozenset(kin_words.TRADES.split()), frozenset(kin_words.CHILDREN.split())
_POWERFUL, _STRANGERS = frozenset(kin_words.POWERFUL.split()), frozenset(kin_words.STRANGERS.split())
_COMPANIONS, _ROBBERS = frozenset(kin_words.COMPANIONS.split()), frozenset(kin_words.ROBBERS.split())
_PREGNANT = frozenset(kin_words.PREGNANT.split())
_OLDER = "baba|babangu|babayangu|babake|mzee|mzae|mjomba|uncle|ankal|anko|kaka|kakangu|brother|bro|babu|guka|shemeji"
_ENGLISH_OLDER = "dad|daddy|father|stepfather|step father|stepdad|uncle|brother|stepbrother|grandfather|cousin|teacher"
_BY_KIN_WITH_CHILD = re.compile(
    rf"\bmimba (?:(?:hii|hiyo|yangu) )?(?:ni )?(?:ya|za|kwa|na) (?:{_OLDER})\b"
    rf"|\b(?:{_OLDER}) (?:yangu )?(?:ni|ndiye) (?:baba|babake) (?:ya|wa) mtoto\b"
    rf"|\bpregnant (?:by|for|with|from) (?:my )?(?:own )?(?:{_ENGLISH_OLDER})\b"
)
"""A child by somebody of the family: no word of harm tells of it. A guess, to be tested with helpers."""
_WIVES, _NOT_OF_HARM = frozenset(kin_words.WIVES.split()), frozenset(kin_words.NOT_OF_HARM.split())
_HURT_TO_ME = _to_me(kin_words.HURT, kin_words.HURT_ENGLISH, kin_words.KILL)
_SEXUAL_TO_ME = _to_me(kin_words.SEXUAL, kin_words.SEXUAL_ENGLISH)
_TOUCH_TO_ME = _to_me(kin_words.TOUCH, kin_words.TOUCH_ENGLISH)
_MANY_HARM = re.compile(
    rf"wa?{_TENSE}(?:m|mw|wa)"
    rf"(?:{_stems(kin_words.CHILD_BEATEN, kin_words.ROBBING)}|{_roots(kin_words.HURT_ENGLISH)})[a-z]{{0,3}}"
)
_PASSIVE_ME = re.compile(rf"(?:ni|na|n|tu|2|hu){_TENSE}{{0,2}}(?:{_stems(kin_words.HURT)})[a-z]{{0,3}}wa")
_CHILD_HARMED = re.compile(rf"{_SUBJECT}?{_TENSE}{{0,2}}(?:{'|'.join(kin_words.CHILD_HARM.split())})")
_ONE_HARMS = re.compile(rf"(?:a{_TENSE}|hu)(?:m|mw|wa)?(?:{_stems(kin_words.CHILD_BEATEN)})[a-z]{{0,3}}")
_ANY_KIN = "|".join(sorted(_KIN, key=len, reverse=True))
_BETWEEN = "|".join(kin_words.BETWEEN.split())
_HARMS = "|".join(map(_roots, (kin_words.HURT_ENGLISH, kin_words.SEXUAL_ENGLISH, kin_words.TOUCH_ENGLISH)))
_ANY_HURT = "|".join(f"{root}[a-z]*" for root in _HARMS.split("|"))
_ENGLISH_HARM = re.compile(rf"\b(?:{_ANY_HURT})\b")
_ENGLISH_ACTIVE = re.compile(
    rf"\b(?P<kin>{_ANY_KIN})(?: (?:{_BETWEEN})){{0,8}}? (?P<harm>{_ANY_HURT})"
    r"(?: (?:up|on|at|with|again))? (?:me|us|mi)\b"
)
_ENGLISH_PASSIVE = re.compile(
    rf"\b(?:i|we|im|am|being|been|got|was|were)(?: \w+){{0,2}}? (?P<harm>{_ANY_HURT})(?: \w+){{0,3}}? by"
    rf"(?: \w+){{0,2}}? (?P<kin>{_ANY_KIN})\b"
)
_ENGLISH_HOME = re.compile(
    rf"\b(?P<harm>{_ANY_HURT}) (?:his|her|my|the|their) (?P<kin>{'|'.join(kin_words.HOME.split())})\b"
)
_ENGLISH_UNNAMED = re.compile(rf"\b(?P<kin>he|she|hes|shes)(?: \w+){{0,3}}? (?P<harm>{_ANY_HURT}) (?:me|us)\b")
_ARMED = re.compile(
    rf"\b(?P<kin>{'|'.join(kin_words.PARTNERS.split())})(?: wangu| yangu)?"
    r" (?:ana|ako na|yuko na|amebeba|has|is holding)(?: a)? "
    r"(?P<harm>kisu|panga|bunduki|rungu|knife|gun|machete)\b"
)
