"""Calls for violence in a message to residents: on a person, with arms, by a mob, or to drive people out."""

import re

from menus.text import harm_verbs, harm_words
from menus.text.word_spans import Spans, span_of, words_of

_NEAR = 4
"""The words around a call in which a no is looked for. A guess, to be tested."""
_GATHERING = 8
"""The most words from `njooni` to the arms that are to be brought. A guess, to be tested."""
_CLEANING, _ARMS, _BRING = (
    words_of(harm_words.CLEANING), words_of(harm_words.ARMS), words_of(harm_words.BRING),
)  # fmt: skip
_NO, _NOT_NO, _WRONG = words_of(harm_words.NO), words_of(harm_words.NOT_NO), words_of(harm_words.WRONG)
_GROUPS, _SUSPECTS = words_of(harm_words.GROUPS), words_of(harm_words.SUSPECTS)
_PHRASES = tuple(phrase.split() for phrase in harm_words.PHRASES)
_SAID = re.compile(
    rf"\b(?:{harm_words.LESSONS}|{harm_words.TEACH}|{harm_words.DESERVED}|{harm_words.NO_POLICE}|{harm_words.ON_PROPERTY})\b"
)
_DRIVEN = re.compile(harm_words.DRIVE_OUT)
_MUST_GO = re.compile(harm_words.MUST_GO)
_SAYS_NO = re.compile(r"(?:usi|msi|wasi|tusi|asi)\w{3,}")
"""Verbs that forbid something: `usichukue sheria mkononi`."""


def calls(words: list[str]) -> Spans:
    """Return the words of a part of a sentence that call for violence."""
    said = " ".join(words)
    fixed = [span for phrase in _PHRASES for span in _where(words, phrase)]
    fixed += [span_of(said, match) for match in _SAID.finditer(said)]
    free = [
        span
        for rule in (harm_verbs.done_to, harm_verbs.done_in_english, _with_arms, _driven_out)
        for span in rule(words)
    ]
    return [
        *(span for span in fixed if not _is_denied(words, span, by_verbs=True)),
        *(span for span in free if not _is_denied(words, span, by_verbs=False)),
    ]


def _is_denied(words: list[str], span: tuple[int, int], *, by_verbs: bool) -> bool:
    """Return whether a no stands shortly before a call, or a judgement behind it: `mob justice is a crime`.

    A verb that forbids denies a fixed phrase alone: in `msiwaachilie, wachomwe` it forbids something else.
    """
    first, last = span
    for place in range(max(0, first - _NEAR), first):
        behind = words[place + 1]
        if words[place] in _NO and behind not in _NOT_NO:
            return True
        if by_verbs and _SAYS_NO.fullmatch(words[place]):
            return True
    return bool(_WRONG & set(words[last + 1 : last + 1 + _NEAR]))


def _where(words: list[str], phrase: list[str]) -> Spans:
    size = len(phrase)
    return [(at, at + size - 1) for at in range(len(words) - size + 1) if words[at : at + size] == phrase]


def _with_arms(words: list[str]) -> Spans:
    """Return words that call people to come with arms, and not to work with them. Robbers who carry arms are news."""
    if _CLEANING & set(words):
        return []
    arms = [place for place, word in enumerate(words) if word in _ARMS]
    come = [
        place
        for place, word in enumerate(words)
        if word in _BRING and not (_SUSPECTS | {"who", "people", "watu"}) & set(words[max(0, place - 3) : place])
    ]
    come += [at for at, _ in _where(words, ["kila", "mtu", "na"])]
    near = [(begin, end) for begin in come for end in arms if begin < end <= begin + _GATHERING]
    return [(min(near)[0], max(end for _, end in near))] if near else []


def _driven_out(words: list[str]) -> Spans:
    """Return words that call for people of a group to be driven from their homes."""
    said = " ".join(words)
    found = [span_of(said, match) for match in _MUST_GO.finditer(said)]
    for place, word in enumerate(words):
        if _DRIVEN.fullmatch(word):
            found += [
                (min(place, at), max(place, at))
                for at in range(max(0, place - 2), min(place + 1 + _NEAR, len(words)))
                if words[at] in _GROUPS
            ]
    return found
