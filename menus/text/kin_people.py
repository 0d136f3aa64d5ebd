"""The people of a private matter: kin, children, and who has power over them, as a text names them."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from menus.text import kin_words

_FUZZY_FROM = 5
_CHILDHOOD = 18
_OF_A_CLASS = re.compile(r"\b(?:class|grade|std|darasa la|miaka|age|aged) (\d{1,2})\b|\b(\d{1,2}) (?:years|yrs|yr)\b")
KIN = frozenset(kin_words.KIN.split())
_LONG_KIN = tuple(sorted(word for word in KIN if len(word) >= _FUZZY_FROM))
_NO_KIN = frozenset(kin_words.NO_KIN.split())
_ADDRESSES = frozenset(kin_words.ADDRESSES.split())
_OWNERS, _PLACES = frozenset(kin_words.OWNERS.split()), frozenset(kin_words.PLACES.split())
_TRADES, CHILDREN = frozenset(kin_words.TRADES.split()), frozenset(kin_words.CHILDREN.split())
POWERFUL, STRANGERS = frozenset(kin_words.POWERFUL.split()), frozenset(kin_words.STRANGERS.split())
_COMPANIONS, ROBBERS = frozenset(kin_words.COMPANIONS.split()), frozenset(kin_words.ROBBERS.split())
PREGNANT = frozenset(kin_words.PREGNANT.split())


def with_companions(tokens: list[str]) -> list[str]:
    """Return the words, with a partner in place of the companion in `jamaa yangu` and `my man`."""
    found = list(tokens)
    for place, token in enumerate(tokens):
        beside = {*tokens[max(0, place - 1) : place], *tokens[place + 1 : place + 2]}
        if token in _COMPANIONS and beside & {"yangu", "wangu", "my"}:
            found[place] = "mpenzi"
    return found


def is_somebodys(tokens: list[str], place: int) -> bool:
    """Return whether a kin word names kin, and is no place, no trade and no form of address."""
    before, behind = tokens[max(0, place - 2) : place], tokens[place + 1 : place + 3]
    if _PLACES & set(before[-1:]) or ({"ya", "na"} & set(before[-1:]) and _PLACES & set(before)):
        return False
    if _TRADES & set(behind[:1]):
        return False
    is_owned = bool(_OWNERS & {*before[-1:], *behind})
    return is_owned or tokens[place] not in _ADDRESSES


@lru_cache(maxsize=8192)
def kin_word(token: str) -> str:
    """Return the kin word that a word means, or an empty string. One typing error in a longer word is forgiven."""
    if token in KIN:
        return token
    if len(token) < _FUZZY_FROM or token in _NO_KIN:
        return ""
    return next(
        (word for word in _LONG_KIN if word[0] == token[0] and OSA.distance(word, token, score_cutoff=1) <= 1), ""
    )


def child_words(tokens: list[str], plain: str) -> str:
    """Return the words that say that somebody is a child, or an empty string."""
    word = next((token for token in tokens if token in CHILDREN), "")
    aged = _OF_A_CLASS.search(plain)
    if not word and aged and int(aged[1] or aged[2]) < _CHILDHOOD:
        return aged[0]
    return word
