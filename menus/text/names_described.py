"""Names that are ordinary words, told by what is said of them: `Grace, the nurse`, `Simba wa Kayole amerudi`."""

import re

from menus.text import name_cues, place_words
from menus.text.name_kinds import Kind
from menus.text.name_reading import NamesRead
from menus.text.names_of_places import ONE_DOES

_COMMA = re.compile(r" ?, ?")
_WHOSE = frozenset(("the", "a", "an", "our", "my", "his", "her", "their", "who"))
_CALLINGS_LISTED = """
tailor cleaner attendant seller vendor neighbour neighbor student pupil cook hawker plumber mason carpenter barber
muuguzi mshonaji seremala mwanafunzi mpishi mfanyakazi mfanyabiashara mwashi jirani fundi msusi kinyozi
"""
_CALLINGS = frozenset(_CALLINGS_LISTED.split())
_NICKNAMES_LISTED = """
simba chui duma nyati kifaru mbogo ndovu tembo fisi nyoka mamba kobra cobra panya nyani popo nge mwewe kunguru tai
papa chura kinyonga sungura nyuki siafu kenge joka tiger lion panther viper eagle shark wolf
kisu panga shoka nyundo chuma risasi bomu radi sumu chupa jini shetani bullet rocket razor
"""
_NICKNAMES = frozenset(_NICKNAMES_LISTED.split())
"""Wild animals and things after which people call somebody. A guess from common knowledge, to be tested.

Dogs, cats, cows and goats do not stand here: `mbwa wa jirani ameuma mtoto`. Nor do things that go with `wa` as people
do: `moto wa duka` is a fire.
"""
_BITES = re.compile(r"\w*(?:uma|umwa|ngata|ngatwa|gonga)")
"""Verbs of a snake or a hyena. They tell no person."""


def mark_described(read: NamesRead) -> None:
    """Mark ordinary words that are names by what is said of them behind a comma, or by `wa` and a place."""
    for place, token in enumerate(read.words):
        if place in read.places or token.kind in {Kind.NAME, Kind.NUMBER}:
            continue
        if _has_apposition(read, place) or _is_of_a_place(read, place):
            read.mark(place)


def _has_apposition(read: NamesRead, place: int) -> bool:
    """Return whether a calling explains a word with a capital letter: `Grace, the nurse`, `Baraka, fundi wa viatu`."""
    token = read.words[place]
    is_name = token.kind in {Kind.NAME_OR_WORD, Kind.SHORT_FORM, Kind.UNKNOWN}
    if not is_name or not token.text.istitle() or not read.begins_sentence(place):
        return False
    said = place + 1
    if read.is_joined(place) and token.kind is Kind.NAME_OR_WORD:
        # `Juma fundi viatu amekatwa`.
        return read.word(said) in _CALLINGS
    if _COMMA.fullmatch(read.gap(place)) is None:
        return False
    is_whose = read.word(said) in _WHOSE
    if is_whose and token.word not in place_words.KNOWN:
        return True
    return read.word(said + is_whose) in _CALLINGS | name_cues.TITLES


def _is_of_a_place(read: NamesRead, place: int) -> bool:
    """Return whether a nickname has a place and does what a person does: `Chui wa Dandora ameonekana`."""
    word = read.word(place)
    if word not in _NICKNAMES and read.kind(place) is not Kind.NAME_OR_WORD:
        return False
    if read.word(place + 1) != "wa" or not read.is_joined(place) or not read.is_joined(place + 1):
        return False
    where = place + 2
    is_where = where in read.places or read.word(where) in place_words.KNOWN | place_words.OF_PLACES
    while where + 1 in read.places and read.is_joined(where):
        where += 1
    for _ in range(2):
        # `Simba wa base ya chini amerudi`; `ya` may be a word of a known place.
        where += (read.word(where + 1) in name_cues.OF) or (read.word(where) in name_cues.OF)
    return is_where and read.is_joined(where) and _is_of_person(read.word(where + 1))


def _is_of_person(word: str) -> bool:
    if word in name_cues.POINTING or _BITES.fullmatch(word):
        return False
    said = name_cues.ENDING | name_cues.IS_SOMEWHERE | {"ana", "anaye", "aliye"}
    return word in said or ONE_DOES.fullmatch(word) is not None
