"""Telling in a message to residents: who reported, and where a suspect lives."""

import re

from menus.text import harm_words, long_numbers
from menus.text.word_spans import Spans, span_of, words_of

_NEAR = 4
"""The words before somebody who reported in which is looked for who that is. A guess, to be tested."""
_POINTED, _SUSPECTS = words_of(harm_words.POINTED_AT), words_of(harm_words.SUSPECTS)
_REPORTS = re.compile(
    rf"\b(?:(?:ali|wali)(?:ye|e|o)?(?:ni|tu|m|mw|wa|ku|zi|i|li)?(?P<relative>{harm_words.REPORTS})"
    rf"|(?:mwenye|mwenyewe|nani|mtu|ndiye|huyo|yule) (?:a|ali|ame|alie|aliye)(?P<bare>{harm_words.REPORTS})"
    r"|(?:who|person|one|man|woman|lady|guy|boy|girl|neighbou?r)(?: who| that)? (?:has )?"
    rf"(?:{harm_words.TOLD_EN}))\b"
)
_ALWAYS_REPORT = re.compile(r"ripoti\w*|report\w*|semea|chongea|chongelea|snitch\w*|\w*(?:polisi|police)")
_TO_HELP = words_of(harm_words.TO_HELP)
_TELLING = words_of(harm_words.TELLING)
_HARMLESS = words_of(harm_words.HARMLESS)
_SNITCHES = words_of(harm_words.SNITCHES)
_ON_US = re.compile(r"\b(?:\w+ ){1,2}(?:reported|snitched on|betrayed|sold out|ratted on) (?:us|me|them|him|her)\b")
_HUNTED = re.compile(harm_words.HUNTED)
_CROWD = words_of(harm_words.CROWD)


def of_reporters(words: list[str]) -> Spans:
    """Return words that tell who reported: `aliyeripoti anakaa plot 7`, or that call somebody a snitch."""
    said = " ".join(words)
    found = [(place, place) for place, word in enumerate(words) if word in _SNITCHES]
    found += [span_of(said, match) for match in _ON_US.finditer(said)]
    for match in _REPORTS.finditer(said):
        first, last = span_of(said, match)
        verb = match["relative"] or match["bare"] or "report"
        is_report = _ALWAYS_REPORT.fullmatch(verb) or bool(_TO_HELP & set(words[last + 1 : last + 4]))
        if is_report and not _CROWD & set(words[max(0, first - 2) : first + 1]):
            found += _told(words, first, last)
    return found


def _told(words: list[str], first: int, last: int) -> Spans:
    """Return words about somebody who reported, with what tells who that is."""
    before = words[max(0, first - _NEAR) : first + 1]
    told = next((at for at in range(last + 1, min(last + 6, len(words))) if words[at] in _TELLING), None)
    is_count = told is not None and told + 1 < len(words) and _is_number(words[told + 1])
    if told is not None and not is_count and not _HARMLESS & set(words[told + 1 : told + 3]):
        return [(first, min(told + 3, len(words) - 1))]
    if _TELLING & set(before[-4:]) or words[first] in _POINTED or _HUNTED.search(" ".join(before)):
        return [(max(0, first - 2), last)]
    return []


_LIVING = re.compile(harm_words.LIVES)
_AT = re.compile(harm_words.AT)
_DOOR = re.compile(rf"(?:{harm_words.DOORS})")
_HOMES = words_of(harm_words.HOME)
_NUMBERED = re.compile(r"\d{1,4}[a-z]?|[a-z]\d{1,3}")


def of_homes(words: list[str]) -> Spans:
    """Return words that say where a suspect lives or hides: `mwizi anakaa nyumba 4`, `nyumba ya mwizi`."""
    found = []
    for place, word in enumerate(words):
        # `thiefs` is how `thief's` is written without its mark.
        if word.removesuffix("s") not in _SUSPECTS and word not in _SUSPECTS:
            continue
        if _is_owner(words, place):
            found.append((max(0, place - 3), place))
            continue
        if (
            words[place + 1 : place + 2]
            and words[place + 1] in {"house", "home", "room", "plot"}
            and word.endswith("s")
        ):
            found.append((place, place + 1))
            continue
        lives = next((at for at in range(place + 1, min(place + 6, len(words))) if _is_living(words, at)), None)
        if lives is not None:
            door = _door(words, lives + 1, 6)
            if door is not None:
                found.append((place, door))
            continue
        at = place + 1
        while at < len(words) and at <= place + 4 and (_AT.fullmatch(words[at]) or words[at] in _POINTED | {"the"}):
            at += 1
        if at > place + 1 and at < len(words) - 1 and _DOOR.fullmatch(words[at]) and _is_number(words[at + 1]):
            found.append((place, at + 1))
    return found


def _is_living(words: list[str], place: int) -> bool:
    """Return whether a word says that somebody lives or hides, or has a home: `ana nyumba`."""
    has = words[place] in {"has", "ana", "wana", "have"} and bool(_HOMES & set(words[place + 1 : place + 4]))
    return has or _LIVING.fullmatch(words[place]) is not None


def _is_owner(words: list[str], place: int) -> bool:
    """Return whether a home stands before a suspect: `nyumba ya mwizi`, `keja ya huyo mkora`, `home of the thief`."""
    at = place - 1
    while at >= 0 and words[at] in _POINTED | {"the", "that", "a"}:
        at -= 1
    return at >= 1 and words[at] in {"ya", "za", "la", "cha", "kwa", "wa", "of"} and words[at - 1] in _HOMES


def _door(words: list[str], begin: int, most: int) -> int | None:
    """Return the last word of a door that stands within some words; None if there is none."""
    for at in range(begin, min(begin + most, len(words))):
        if _DOOR.fullmatch(words[at]):
            return at + 1 if at + 1 < len(words) and _is_number(words[at + 1]) else at
    return None


def _is_number(word: str) -> bool:
    return bool(_NUMBERED.fullmatch(word)) or bool(long_numbers.digits_of(word))
