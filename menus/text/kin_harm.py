"""Harm to the writer, to a child or to a wife, with the kin who do it, as a text tells of it."""

from collections.abc import Iterable

from menus.text import kin_words
from menus.text.kin_patterns import (
    ARMED,
    CHILD_HARMED,
    ENGLISH_ACTIVE,
    ENGLISH_HOME,
    ENGLISH_PASSIVE,
    ENGLISH_UNNAMED,
    HURT_TO_ME,
    ONE_HARMS,
    PASSIVE_ME,
    PLURAL,
    SEVERAL,
    SEXUAL_TO_ME,
    TOUCH_TO_ME,
)
from menus.text.kin_people import POWERFUL, PREGNANT, STRANGERS, child_words

_PAIRED = 4
"""The most words from one of a pair of kin to the other, as in `baba yangu na mama`. A guess, to be tested."""
_WIVES, NOT_OF_HARM = frozenset(kin_words.WIVES.split()), frozenset(kin_words.NOT_OF_HARM.split())


def is_harm_to_me(tokens: list[str], place: int) -> bool:
    """Return whether the word at a place says that the writer is beaten or hurt, by anybody."""
    return bool(HURT_TO_ME.fullmatch(tokens[place])) and not _is_no_harm(tokens, place)


def sexual(tokens: list[str], plain: str) -> tuple[str, ...]:
    """Return words of sexual violence against the writer. They need no kin word."""
    found = [token for token in tokens if SEXUAL_TO_ME.fullmatch(token)]
    return tuple(found) or _phrase(plain, kin_words.SEXUAL_PHRASES)


def by_kin(tokens: list[str], kin: list[int], *, is_open: bool) -> tuple[str, ...]:
    """Return a kin word and a word of harm to the writer. In an open matter the kin must be the attacker."""
    for place, token in enumerate(tokens):
        before = next((other for other in reversed(kin) if other < place), None)
        after = next((other for other in kin if other > place), None)
        is_passive = bool(PASSIVE_ME.fullmatch(token)) and not _is_no_harm(tokens, place)
        is_passive = is_passive and _is_by(tokens, place, after)
        is_done = is_harm_to_me(tokens, place)
        is_one = not PLURAL.match(token) or _are_several_kin(tokens, kin, place)
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


def by_kin_in_english(plain: str, *, is_open: bool) -> tuple[str, ...]:
    """Return a kin word and a word of harm in English. In an open matter the kin must be the attacker."""
    said = ENGLISH_ACTIVE.search(plain) or ENGLISH_PASSIVE.search(plain) or ARMED.search(plain)
    if said is None and not is_open:
        said = ENGLISH_HOME.search(plain) or ENGLISH_UNNAMED.search(plain)
    return (said["kin"], said["harm"]) if said else ()


def of_a_child(tokens: list[str], plain: str) -> tuple[str, ...]:
    """Return the words for a child and for the harm to it."""
    child = child_words(tokens, plain)
    if not child:
        return ()
    for place, token in enumerate(tokens):
        if (CHILD_HARMED.fullmatch(token) or ONE_HARMS.fullmatch(token)) and not _is_no_harm(tokens, place):
            return child, token
    return ()


def of_a_wife(tokens: list[str]) -> tuple[str, ...]:
    """Return words that say that somebody beats a wife."""
    for place, token in enumerate(tokens):
        wife = next((word for word in tokens[place + 1 : place + 3] if word in _WIVES), None)
        if wife is not None and ONE_HARMS.fullmatch(token) and not _is_no_harm(tokens, place):
            return token, wife
    return ()


def touched(tokens: list[str], plain: str, kin: list[int]) -> tuple[str, ...]:
    """Return words that say that kin, or somebody with power, touched the writer or a child."""
    near = [tokens[place] for place in kin if not PREGNANT & set(tokens)]
    near = near or [token for token in tokens if token in POWERFUL]
    who = near[0] if near else child_words(tokens, plain)
    if not who:
        return ()
    touching = [token for token in tokens if TOUCH_TO_ME.fullmatch(token) or token in PREGNANT]
    found = tuple(touching[:1]) or _phrase(plain, kin_words.TOUCH_PHRASES)
    return (who, *found) if found else ()


def is_done_by_one(tokens: list[str], place: int) -> bool:
    """Return whether the word at a place says that one person harms the writer."""
    token = tokens[place]
    is_harm = is_harm_to_me(tokens, place) or bool(TOUCH_TO_ME.fullmatch(token))
    return is_harm and token.startswith(("a", "hu")) and not PLURAL.match(token)


def is_of_several(token: str) -> bool:
    """Return whether a word says that several people, or strangers, do something."""
    return bool(SEVERAL.match(token)) or token in STRANGERS


def _is_no_harm(tokens: list[str], place: int) -> bool:
    return bool(NOT_OF_HARM & set(tokens[place + 1 : place + 3]))


def _phrase(plain: str, phrases: Iterable[str]) -> tuple[str, ...]:
    return next(((phrase,) for phrase in phrases if phrase in plain), ())
