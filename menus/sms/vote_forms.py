"""The forms of texts about votes: VOUCH with a code or with two numbers, and a text that looks like a vote.

Both are read in their full form alone: anything else is somebody's own words.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from menus.domain.votes import MOST_OPTIONS, plainly
from menus.sms.bare_words import words_of
from menus.text.readable import readable

_CODE = re.compile(r"[1-9][0-9]{3}", re.ASCII)
_NUMBER = re.compile(r"\+?[0-9]{9,15}", re.ASCII)
_GROUP = re.compile(r"\+?[0-9]+", re.ASCII)
_DIGITS_OF_A_NUMBER = 9
_NEIGHBOURS = 2
_OUT = frozenset({"OUT", "TOKA", "ONDOKA"})
_AND = frozenset({"AND", "NA"})
_VOTE_WORDS = frozenset(
    {"VOTE", "VOTES", "VOTING", "BALLOT", "KURA", "NAPIGA", "PIGA", "NAPIGIA", "NACHAGUA", "CHAGUA", "MY", "I", "YANGU"}
    | {"NI", "FOR", "YA", "CHOOSE", "IS", "MINE", "PLEASE", "TAFADHALI"}
)
"""The words around a choice. A text with any other word is no vote: `they buy votes at Bondeni` is a report."""
_SAYS_VOTE = frozenset({"VOTE", "VOTES", "VOTING", "BALLOT", "KURA", "NAPIGIA", "NACHAGUA", "CHAGUA", "CHOOSE"})


@dataclass(frozen=True)
class Code:
    """A neighbour vouches, by the code of the text that they got."""

    code: str


@dataclass(frozen=True)
class Neighbours:
    """Somebody asks to be on the list, and names two numbers, as they are written."""

    numbers: tuple[str, str]


@dataclass(frozen=True)
class Out:
    """Somebody leaves the list."""


@dataclass(frozen=True)
class NotTwo:
    """Somebody names numbers, and they are not two: nothing but numbers stands there, so it is no report."""


Form = Code | Neighbours | Out | NotTwo


def read(words: Sequence[str]) -> Form | None:
    """Return what the words behind VOUCH ask for; None if they are no full form."""
    plain = [word.strip(".,;:!?()") for word in words]
    plain = [re.sub(r"[-()]", "", word) for word in plain if word.upper() not in _AND and word]
    match _whole(plain):
        case [word] if _CODE.fullmatch(word):
            return Code(word)
        case [word] if word.upper() in _OUT:
            return Out()
        case [one, other] if _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other):
            return Neighbours((one, other))
        case [*words] if _are_numbers(words):
            return NotTwo()
        case _:
            return None


def _whole(plain: list[str]) -> list[str]:
    """Return two numbers that were written in groups, as `0712 345 678 0712 345 679`, as two words."""
    if len(plain) <= _NEIGHBOURS or not all(map(_GROUP.fullmatch, plain)):
        return plain
    halves = [["".join(plain[:at]), "".join(plain[at:])] for at in range(1, len(plain))]
    fitting = [pair for pair in halves if all(map(_NUMBER.fullmatch, pair))]
    alike = [pair for pair in fitting if len(pair[0]) == len(pair[1])]
    found = alike or fitting
    return found[0] if len(found) == 1 else plain


def _are_numbers(words: Sequence[str]) -> bool:
    return all(map(_GROUP.fullmatch, words)) and sum(len(word) for word in words) >= _DIGITS_OF_A_NUMBER


def says_vote(text: str) -> bool:
    """Return whether a text has a word for voting."""
    return any(plain in _SAYS_VOTE for _, plain in words_of(readable(text)))


def is_vote(text: str, options: Sequence[Mapping[str, str]]) -> bool:
    """Return whether a text is nothing but a vote for one of some options, by its number or its words.

    A text that says neither a word for voting nor anything but a choice is left alone: `1` answers an alert.
    """
    words = [plain for _, plain in words_of(readable(text))]
    if not says_vote(text):
        return False
    rest = [word for word in words if word not in _VOTE_WORDS]
    said = plainly("".join(rest))
    choices = {plainly(words) for option in options for words in option.values()}
    choices |= {str(number) for number in range(1, MOST_OPTIONS + 1)} | {""}
    return said in choices
