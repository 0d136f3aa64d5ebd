"""Verbs of violence that a message calls for, in Swahili, mixed and in English, with the person to whom it is done.

A wish, an order and a plan count: `tuwachome`, `mpigeni`, `should be shot`. What is told of yesterday does not.
"""

import re

from menus.text import harm_words
from menus.text.word_spans import Spans, words_of

_NEAR = 4
"""The words behind a verb in which the person is looked for. A guess, to be tested."""
_VICTIMS, _POINTED = words_of(harm_words.VICTIMS), words_of(harm_words.POINTED_AT)
_HARMLESS = words_of(harm_words.OTHER_OBJECTS) | words_of(harm_words.THINGS)
_SPORTS, _MUST = words_of(harm_words.SPORTS), words_of(harm_words.MUST)
_ENGLISH, _PASSIVE = words_of(harm_words.ENGLISH), words_of(harm_words.PASSIVES)
_ON_HOMES, _BODY = words_of(harm_words.ON_HOMES), words_of(harm_words.BODY)
_STEM = "|".join(sorted(harm_words.STEMS.split(), key=len, reverse=True))
_ROOT = "|".join(sorted(harm_words.ENGLISH.split(), key=len, reverse=True))
_ON_PERSON = re.compile(
    rf"(?:tu|wa|a|ni|u|mu|m)?(?:mw|m|wa|mu)(?:{_STEM})(?:e|eni|eane)"
    rf"|(?:tu|ni|wa)ta(?:m|mw|wa|mu)(?:{_STEM})a|tuna(?:m|mw|wa)(?:{_STEM})a"
    rf"|(?:tu|wa|m|ni|tuta|tuna|wata)(?:wa|m|mw|mu)?(?:{_ROOT})(?:e|eni|ini)?"
    rf"|(?:a|wa|i|zi)(?:{_STEM}|{_ROOT}|uaw)(?:we|ewe|iwe|wie|e)"
    r"|(?:tu)?(?:mu|mw|wa)ue(?:ni)?|tuta(?:mu|wa)ua|(?:wa|a)(?:ta)?uawe"
)
"""Wishes, orders and plans of violence on a person: `mpigeni`, `tuwachome`, `tutammaliza`, `auawe`, `tuwabeat`."""
_MAY_BE_YOU = re.compile(rf"(?:m|wa|a|mu|i|zi)(?:{_STEM})e|(?:m|wa)(?:{_ROOT})(?:e|eni)?")
"""Among them, words that may mean people who do something else: `wapige 999`, `mchome takataka`."""
_BARE = re.compile(rf"(?:tu|m|ku|wa|tuta)?(?:{_STEM})(?:e|eni|a)|(?:tu)?(?:ua|ueni|uwa|uweni|tuue|maua)")
"""The same without a person in the verb: `choma`, `tupige`. The person must stand directly behind it."""
_TO_DO = re.compile(rf"ku(?:m|mw|mu|wa)?(?:{_STEM}|{_ROOT})(?:a|wa|iwa)?|ku(?:uawa|ua|muua|waua)")
"""Infinitives: they call for it only behind `lazima`, `wanafaa` or the like."""
_MAIMED = re.compile(r"(?:tu)?(?:m|wa)(?:vunj|kat|ngo)e(?:ni)?|(?:a|wa|i)(?:vunj|kat)we|(?:tu)?(?:vunj|kat)(?:a|e|eni)")
_FORCE = words_of("hadi mpaka hapo sana mawe kabisa leo papo vibaya moto kiboko viboko")
"""Words behind which a verb that may mean `all of you` means a person: `mpige hadi aseme`."""
_ARTICLES = words_of(
    "the that this those these all any every a an his her their your our up hell out of such another both each"
    " wote hao hawa wale huyo huyu yule kila"
)
_TOLD = words_of("who they he she police robbers thugs somebody someone people watu was were had has have thieves")
"""Before an English verb they tell what happened, and call for nothing, unless a word such as `should` follows."""


def done_to(words: list[str]) -> Spans:
    """Return Swahili and mixed verbs of violence with the person to whom it is to be done."""
    if _SPORTS & set(words):
        # `tutawachapa wageni` in a message about a match.
        return []
    found = []
    for place, word in enumerate(words):
        behind = words[place + 1] if place + 1 < len(words) else ""
        if word in _ENGLISH or behind in _HARMLESS or behind.isdigit():
            continue
        person, beside = _person(words, place, _NEAR), _beside(words, place)
        is_called = _ON_PERSON.fullmatch(word) and (
            person is not None or not _MAY_BE_YOU.fullmatch(word) or not behind or behind in _FORCE
        )
        is_due = _TO_DO.fullmatch(word) and (_MUST & set(words[max(0, place - 3) : place]) or _is_for(words, place))
        is_maimed = _MAIMED.fullmatch(word) and bool(_BODY & set(words[place + 1 : place + 3]))
        is_alone = len(words) == 1 and bool(_BARE.fullmatch(word))
        if is_called or is_due or is_maimed or is_alone:
            found.append((place, place if person is None else person))
        elif _BARE.fullmatch(word) and beside is not None:
            found.append((place, beside))
    return found


def _is_for(words: list[str], place: int) -> bool:
    """Return whether an infinitive says what a person is for: `mwizi wa kuchomwa`."""
    before = words[place - 3 : place - 1] if place > 2 else words[: max(0, place - 1)]  # noqa: PLR2004 - `huyu ni wa`
    return place > 0 and words[place - 1] in {"wa", "ya"} and bool((_VICTIMS | _POINTED) & set(before))


def _person(words: list[str], place: int, most: int) -> int | None:
    """Return where the person stands to whom a verb is done, or None."""
    for at in range(place + 1, min(place + 1 + most, len(words))):
        if words[at] in _HARMLESS:
            return None
        if words[at] in _VICTIMS | _POINTED:
            return at
    return None


def _beside(words: list[str], place: int) -> int | None:
    """Return where the person stands directly behind a verb, or None."""
    at = place + 1
    while at < len(words) - 1 and words[at] in _ARTICLES and words[at + 1] in _VICTIMS | _ARTICLES:
        at += 1
    return at if at < len(words) and words[at] in _VICTIMS | _POINTED else None


def done_in_english(words: list[str]) -> Spans:
    """Return English verbs of violence with the person to whom it is to be done, and what `should be` done."""
    found = []
    for place, word in enumerate(words):
        before = words[max(0, place - 4) : place]
        if word in _PASSIVE and "be" in before and _MUST & set(before) and not _HARMLESS & set(words[:place]):
            found.append((place, place))
        is_told = bool(_TOLD & set(before[-2:])) and not _MUST & set(before)
        if word not in _ENGLISH or is_told:
            continue
        behind = words[place + 1 : place + 3]
        at = place + 1
        while at < len(words) and words[at] in _ARTICLES and not _ends(words, at):
            at += 1
        is_home = len(behind) > 1 and word in _ON_HOMES and behind[0] in {"his", "her", "their"}
        is_person = at < len(words) and words[at] in _VICTIMS | _POINTED and not _HARMLESS & set(words[at : at + 2])
        if is_person or is_home:
            found.append((place, min(at, len(words) - 1)))
    return found


def _ends(words: list[str], at: int) -> bool:
    """Return whether a word such as `those` is the person itself, because no other one follows."""
    return words[at] in _POINTED and (at + 1 >= len(words) or words[at + 1] not in _VICTIMS | _ARTICLES)
