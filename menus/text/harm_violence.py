"""Calls for violence in a message to residents: on a person, with arms, by a mob, or to drive people out."""

import re

from menus.text import harm_words
from menus.text.word_spans import Spans, span_of, words_of

_NEAR = 4
"""The words around a verb in which its object, or a no, is looked for. A guess, to be tested."""
_GATHERING = 8
"""The most words from `njooni` to the arms that are to be brought. A guess, to be tested."""

_VICTIMS, _POINTED = words_of(harm_words.VICTIMS), words_of(harm_words.POINTED_AT)
_OTHERS, _THINGS = words_of(harm_words.OTHER_OBJECTS), words_of(harm_words.THINGS)
_SPORTS, _CLEANING = words_of(harm_words.SPORTS), words_of(harm_words.CLEANING)
_ARMS, _BRING, _NO, _MUST = (
    words_of(harm_words.ARMS), words_of(harm_words.BRING), words_of(harm_words.NO), words_of(harm_words.MUST),
)  # fmt: skip
_GROUPS = words_of(harm_words.GROUPS)
_STEM = "|".join(sorted(harm_words.STEMS.split(), key=len, reverse=True))
_ROOT = "|".join(sorted(harm_words.ENGLISH.split(), key=len, reverse=True))
_ON_PERSON = re.compile(
    rf"(?:(?:tu|wa|a|ni|u|mu|m)?(?:mw|m|wa)|tuta(?:m|mw|wa)|tuna(?:m|mw|wa)|nita(?:m|mw|wa)|wata(?:m|mw|wa))(?:{_STEM})(?:e|eni|a|eane|we)"
    rf"|(?:tu|wa|m|ni|tuta|tuna|wata)?(?:wa|m|mw|mu)?(?:{_ROOT})(?:e|eni|iwe|wie|ini)?"
    rf"|(?:a|wa)(?:{_STEM}|{_ROOT})(?:we|ewe|iwe)"
)
"""Wishes, orders and plans of violence on a person: `mpigeni`, `tuwachome`, `tutammaliza`, `auawe`, `tuwabeat`."""
_BARE = re.compile(rf"(?:tu|m)?(?:{_STEM})(?:e|eni|a)")
"""The same without a person in the verb: `choma`, `tupige`. The person must stand behind it."""
_TO_DO = re.compile(rf"ku(?:m|mw|wa)?(?:{_STEM}|{_ROOT})(?:a|wa|iwa)|ku(?:uawa|ua)")
"""Infinitives: they call for it only behind `lazima`, `wanafaa` or the like."""
_ENGLISH = frozenset(harm_words.ENGLISH.split())
_PASSIVE = words_of(harm_words.PASSIVES)
_PHRASES = tuple(phrase.split() for phrase in harm_words.PHRASES)
_LESSON = re.compile(rf"\b(?:{harm_words.LESSONS}|{harm_words.TEACH})\b")
_DRIVEN = re.compile(harm_words.DRIVE_OUT)
_ARTICLES = words_of(
    "the that this those these all any every a an his her their your our up hell out of such another wa la ya"
)
_DID_IT = words_of("who they he she police robbers thugs somebody someone people watu was were had has have thieves")
"""Before an English verb they tell what happened, and call for nothing, unless a word such as `should` follows."""


def calls(words: list[str]) -> Spans:
    """Return the words of a sentence that call for violence."""
    said = " ".join(words)
    negated = [place for place, word in enumerate(words) if word in _NO]
    found = [span for phrase in _PHRASES for span in _where(words, phrase)]
    found += [span_of(said, match) for match in _LESSON.finditer(said)]
    found += [span for rule in (_done_to, _done_in_english, _with_arms, _driven_out) for span in rule(words)]
    return [span for span in found if not _is_denied(words, span, negated)]


def _is_denied(words: list[str], span: tuple[int, int], negated: list[int]) -> bool:
    """Return whether a no stands shortly before words of violence, or behind them: `mob justice is a crime`."""
    first, last = span
    before = any(first - _NEAR <= place < first for place in negated)
    behind = any(last < place <= last + _NEAR for place in negated) and not {"police", "polisi", "mercy"} & set(
        words[last + 1 : last + 6]
    )
    return before or behind


def _where(words: list[str], phrase: list[str]) -> Spans:
    size = len(phrase)
    return [(at, at + size - 1) for at in range(len(words) - size + 1) if words[at : at + size] == phrase]


def _object(words: list[str], place: int) -> int | None:
    """Return where the person stands to whom a verb is done, or None."""
    for at in range(place + 1, min(place + 1 + _NEAR, len(words))):
        if words[at] in _OTHERS | _THINGS:
            return None
        if words[at] in _VICTIMS | _POINTED:
            return at
    return None


def _done_to(words: list[str]) -> Spans:
    """Return Swahili and mixed verbs of violence with the person to whom it is to be done."""
    is_match = bool(_SPORTS & set(words))
    found = []
    for place, word in enumerate(words):
        behind = words[place + 1] if place + 1 < len(words) else ""
        victim = _object(words, place)
        if victim is None and is_match:
            continue
        if behind in _OTHERS | _THINGS:
            continue
        if word in _ENGLISH:
            continue
        is_called = _ON_PERSON.fullmatch(word) and (victim is not None or not _may_be_you(word, behind))
        is_bare = _BARE.fullmatch(word) and victim is not None
        is_due = _TO_DO.fullmatch(word) and _MUST & set(words[max(0, place - 3) : place])
        if is_called or is_bare or is_due:
            found.append((place, victim if victim is not None else place))
    return found


def _may_be_you(word: str, behind: str) -> bool:
    """Return whether a verb with m- may mean `all of you` and no person: `mkate`, `mmalize kazi`, `mchome`."""
    return word.startswith("m") and word.endswith("e") and behind not in {"", "hadi", "mpaka", "hapo", "sana", "mawe"}


def _done_in_english(words: list[str]) -> Spans:
    found = []
    for place, word in enumerate(words):
        before = words[max(0, place - 3) : place]
        if word in _PASSIVE and "be" in before and _MUST & set(words[max(0, place - 4) : place]):
            found.append((place, place))
        if word not in _ENGLISH:
            continue
        at = place + 1
        while at < len(words) and words[at] in _ARTICLES:
            at += 1
        is_told = bool(_DID_IT & set(before[-2:])) and not _MUST & set(before)
        is_home = (
            words[place + 1 : place + 2]
            and words[place + 1] in {"his", "her", "their"}
            and word in {"burn", "torch", "stone", "smash"}
        )
        if at < len(words) and (words[at] in _VICTIMS | _POINTED - {"mama"} or is_home) and not is_told:
            found.append((place, at))
    return found


def _with_arms(words: list[str]) -> Spans:
    """Return words that call people to come with arms, and not to work with them."""
    if _CLEANING & set(words):
        return []
    arms = [place for place, word in enumerate(words) if word in _ARMS]
    come = [place for place, word in enumerate(words) if word in _BRING]
    return [(come[0], arms[-1])] if arms and come and come[0] < arms[-1] <= come[0] + _GATHERING else []


def _driven_out(words: list[str]) -> Spans:
    return [
        (place, at)
        for place, word in enumerate(words)
        if _DRIVEN.fullmatch(word)
        for at in range(place + 1, min(place + 1 + _NEAR, len(words)))
        if words[at] in _GROUPS
    ]
