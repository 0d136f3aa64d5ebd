"""Killing: whether a text tells that people killed somebody, or that somebody is dead.

Words of death alone make a text red. A further text that tells of a killing also makes a sent report major, so that
idioms, animals, accidents and natural deaths are left out here. The words are guesses, to be tested with texts of
residents. Those of Kikuyu, Luo and Kamba come from general knowledge: no native reader has seen them.
"""

import re

from menus.text import killing_words as words
from menus.text import lexicon, listed, other_tongues, spelling


def tells_of_killing(text: str) -> bool:
    """Return whether a text tells that people killed somebody: `wamemuua`, `they have killed him`."""
    return _holds(_KILLED, text, _ACCIDENTS)


def tells_of_death(text: str) -> bool:
    """Return whether a text tells of a killing, or of a death that no word calls natural or an accident."""
    return tells_of_killing(text) or _holds(_DEAD, text, _ACCIDENTS, _CAUSES)


def _holds(told: re.Pattern[str], text: str, *causes: re.Pattern[str]) -> bool:
    plain = listed.without_frames(spelling.written_out(lexicon.fold(text)))
    if any(cause.search(plain) for cause in causes):
        return False
    return told.search(_APART.sub(" ", plain)) is not None


def _any_of(entries: str) -> str:
    return "|".join(entry.strip() for entry in entries.strip().splitlines())


_SUBJECT = "(?:a|wa|tu|u|m|ni)"
_DONE = "(?:me(?:sha)?|na|li|ka|sha)"
_OBJECT = "(?:m|mu|wa|ni|tu)?"
_KILL = rf"{_SUBJECT}{_DONE}{_OBJECT}(?:u?[uw]?u?a|nyonga|chinja|maliza roho|toa roho|toa uhai|kill|murder|lynch)"
"""A Swahili verb of killing, done by people: `wamemuua`, `anawaua`, `wamemkill`."""
_KILLED = re.compile(
    rf"\b(?:{_KILL}|{_SUBJECT}{_DONE}(?:uw?awa|uliwa|nyongwa|chinjwa|tolewa uhai|tolewa roho|killiwa|murderiwa)"
    rf"|(?:a|wa){_DONE}(?:m|wa)(?:maliza|zima)|a{_DONE}(?:malizwa|zimwa)"
    rf"|(?:wa|a)(?:na|me)?taka ku(?:m|wa)u+w?a|{_any_of(words.KILLED)}"
    rf"|{other_tongues.OF_KILLING}|{other_tongues.LUO_PHRASE})\b"
)
_DEAD = re.compile(rf"\b(?:(?:a|wa){_DONE}(?:kufa+|fa|fariki|dedi|kata roho|kuwa maiti|mada)|{_any_of(words.DEAD)})\b")
_ANIMAL = f"(?:{'|'.join(words.ANIMALS.split())})"
_DYING = rf"(?:{_SUBJECT}{_DONE}{_OBJECT}(?:uw?a|uw?awa|chinja|chinjwa|nyonga|kufa|kill)|{_any_of(words.OF_ANIMALS)})"
_BETWEEN = "(?: (?:the|a|an|my|our|his|her|their|two|some|all|is|was|are|has|have|been|wangu|wetu|yangu|yetu|wake|wa))*"
_NOT = f"(?:{'|'.join(words.NOT)})"
_APART = re.compile(
    rf"\b(?:{_DYING}{_BETWEEN} {_ANIMAL}|{_ANIMAL}{_BETWEEN}(?: [a-z]+)? {_DYING}|{_NOT}(?: [a-z]+){{0,2}}? {_DYING}"
    rf"|{_any_of(words.IDIOMS)})\b"
)
"""A death of an animal, or one that a text denies: `wamemuua mbwa`, `nobody is dead`."""
_ACCIDENTS = re.compile(rf"\b(?:{_any_of(words.ACCIDENTS)})\b")
_CAUSES = re.compile(rf"\b(?:{_any_of(words.CAUSES)})\b")
