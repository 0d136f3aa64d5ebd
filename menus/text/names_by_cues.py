"""Cues for a person: words behind or before a word that make it a name, such as `anaitwa`, `Mama` and `ameiba`."""

import re

from menus.text import given_names, name_cues, place_words, vocabulary
from menus.text.name_kinds import NAMEISH, Kind
from menus.text.name_reading import NamesRead
from menus.text.names_of_places import DONE_TO_ONE, ONE_DOES

_CONJUGATED = re.compile("(?:a|wa|ni|tu|ha|hawa|si|i|zi|ya)(?:me|li|na|ta|ja|ki|ka)|ha|si|ku")
"""The beginning of a verb that says what somebody does: `anaitwa amekuja` names nobody."""


def mark_told(read: NamesRead) -> None:
    """Mark the names behind words such as `anaitwa`, `jina lake ni` and `alias`."""
    for place, token in enumerate(read.words):
        is_certain = token.word in name_cues.TELLING
        is_call = token.word == "call" and read.word(place - 1) in name_cues.CALLERS
        if not (is_certain or is_call or token.word in name_cues.CALLED):
            continue
        name = place + 1
        while read.word(name) in name_cues.FILLERS:
            name += 1
        if _OWN_MARK.search(read.gap(place)) is None and token.word in _NOUNS and name == place + 1:
            continue
        is_told = read.word(name - 1) in _TELLING_LAST or _OWN_MARK.search(read.gap(name - 1)) is not None
        if token.word in _NOUNS | {"known"} and not is_told:
            continue
        if not _may_be_told(read, name, is_certain=is_certain):
            continue
        read.names.add(name)
        while read.is_joined(name) and (read.kind(name + 1) in NAMEISH or read.is_capital(name + 1)):
            name += 1
            read.names.add(name)


_NOUNS = frozenset(("jina", "name", "names", "majina"))
_OWN_MARK = re.compile(r"[:=]")
_TELLING_LAST = frozenset(("ni", "is", "kama", "as", "lake", "yake", "wake", "jinalake"))
"""The words directly before the name behind `jina` and `known`: `jina la shule` names nobody."""


def _may_be_told(read: NamesRead, name: int, *, is_certain: bool) -> bool:
    """Return whether a word behind `anaitwa` or `called` may be a name. Behind `called` an ordinary word is none."""
    word, kind = read.word(name), read.kind(name)
    if not word or word in name_cues.NO_NAMES or kind is Kind.NUMBER or vocabulary.is_function_word(word):
        return False
    if kind in NAMEISH:
        return name not in read.places
    if kind is Kind.TYPO or read.is_capital(name):
        return True
    return is_certain and not (vocabulary.is_verb(word) and _CONJUGATED.match(word))


def mark_by_neighbours(read: NamesRead) -> None:
    """Mark unknown words, and names that are words too, that stand where a person stands."""
    for place, token in enumerate(read.words):
        if place in read.places or token.kind in {Kind.NAME, Kind.NUMBER}:
            continue
        if token.kind is Kind.WORD:
            # `Bw. Tumbo` is a person, though `tumbo` is a stomach.
            if token.text.istitle() and (read.word(place - 1) in name_cues.HONORIFICS or _is_titled(read, place)):
                read.mark(place)
            continue
        if _has_sure_cue(read, place) or (token.kind is not Kind.TYPO and _has_cue(read, place)):
            read.mark(place)


def _is_titled(read: NamesRead, place: int) -> bool:
    """Return whether a title stands before a word that only a rule makes ordinary: `pastor Kioni`, as if `kio`, -ni."""
    word = read.word(place)
    is_ruled = not vocabulary.lists(word) and word not in place_words.KNOWN and not _CONJUGATED.match(word)
    has_title = read.is_joined(place - 1) and read.word(place - 1) in name_cues.TITLES
    return is_ruled and has_title and read.is_capital(place)


def _has_sure_cue(read: NamesRead, place: int) -> bool:
    """Return whether a title or a kin word stands before a word: `pastor X`, `Mama X`, `mother ya X`."""
    if not read.is_joined(place - 1):
        return False
    one, two = read.word(place - 1), read.word(place - 2)
    is_kin_of = one in name_cues.OF and two in name_cues.KIN
    if read.kind(place) is Kind.NAME_OR_WORD:
        return one in name_cues.TITLES or (is_kin_of and read.word(place) not in place_words.KNOWN)
    return one in name_cues.TITLES or is_kin_of


def _has_cue(read: NamesRead, place: int) -> bool:
    """Return whether a word says or does what only a person does, or has it said or done to them."""
    token, before = read.words[place], read.word(place - 1)
    behind = read.word(place + 1) if read.is_joined(place) else ""
    is_acting = behind in name_cues.ENDING or (
        behind not in name_cues.POINTING and ONE_DOES.fullmatch(behind) is not None
    )
    if vocabulary.is_function_word(token.word):
        return False
    if read.kind(place) is Kind.NAME_OR_WORD:
        is_here = is_acting or behind in name_cues.IS_SOMEWHERE
        is_accused = before in name_cues.SAID_TO_BE and read.word(place - 2) in name_cues.ACCUSED
        is_accused = is_accused or (behind in name_cues.SAID_TO_BE and _accuses_behind(read, place + 2))
        begins = _begins_as_name(read, place) and (behind in name_cues.ACTS or behind in {"is", "was", "ni"})
        has_kin = token.text.istitle() and behind == "na" and read.word(place + 2) in name_cues.KIN
        return has_kin or begins or is_accused or (is_here and before not in _OF_WHAT) or _is_done_to(read, place)
    if _is_done_to(read, place) or _is_accused(read, place):
        return True
    if is_acting or behind in name_cues.ACTS:
        return before not in _OF_WHAT
    if behind in {"ni", "is", "was"}:
        return read.begins_sentence(place)
    return read.words[place].text.casefold().endswith("'s") and behind not in place_words.OF_PLACES


def _accuses_behind(read: NamesRead, place: int) -> bool:
    """Return whether a word such as `mwizi` or `thief` stands here, perhaps behind `a` or `the`."""
    return read.word(place + (read.word(place) in {"a", "an", "the"})) in name_cues.ACCUSED


def _begins_as_name(read: NamesRead, place: int) -> bool:
    token = read.words[place]
    return read.begins_sentence(place) and token.text.istitle() and token.word in _MOSTLY_NAMES


def _is_done_to(read: NamesRead, place: int) -> bool:
    """Return whether something is done to the person who stands here: `tumemkamata X`."""
    return read.is_joined(place - 1) and DONE_TO_ONE.fullmatch(read.word(place - 1)) is not None


def _is_accused(read: NamesRead, place: int) -> bool:
    """Return whether a person follows the word before: `ni X`, `arrested X`, `the caretaker, X`, `tumeongea na X`."""
    before = read.word(place - 1)
    if not read.is_joined(place - 1):
        return (
            place > 0 and before in name_cues.TITLES and re.fullmatch(r" ?[,:(=-] ?", read.gap(place - 1)) is not None
        )
    if before in name_cues.SAID_TO_BE or before in name_cues.ON_PERSON_EN:
        return True
    return before in name_cues.WITH and _acts(read, place - 2)


_MOSTLY_NAMES = frozenset(given_names.MOSTLY_NAMES.split())
_OF_WHAT = frozenset(("wa", "ya", "za", "la", "cha", "of", "kwa", "the", "a", "an"))


def _acts(read: NamesRead, place: int) -> bool:
    """Return whether a word is a verb, so that a person follows `na` or `with` behind it: `tumeongea na X`."""
    word = read.word(place)
    return bool(word) and word != "karibu" and (vocabulary.is_verb(word) or word in _WITH_WHOM)


_WITH_WHOM = frozenset(
    (
        "pamoja",
        "talked",
        "spoke",
        "met",
        "beaten",
        "attacked",
        "robbed",
        "stabbed",
        "shot",
        "killed",
        "raped",
        "fought",
        "stolen",
        "hit",
        "seen",
    )
)
