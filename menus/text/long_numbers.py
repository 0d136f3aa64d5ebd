"""Long numbers: phones and identity cards in figures, with o for 0, or spelled out in English or Swahili."""

import re
from collections.abc import Sequence
from itertools import pairwise

from menus.text import phones

CROSSED_OUT = "xxx"
_WORD = re.compile(r"[A-Za-z0-9'+]+")
_ID = re.compile(r"(?<![\w/.:,-])\d(?:[ -]?\d){6,}(?![\w/:]|[.,-]\d)")
"""Seven digits or more in a row: an identity card has seven or eight. A reference seldom has as many."""
_CARD = re.compile(r"\b[A-Za-z]\d{6,9}[A-Za-z]?\b")
"""A passport or a tax number: a letter and six digits or more. A plate has three."""
_MONEY = re.compile(r"(?:kes|ksh|kshs|sh|shs|usd|ugx)\.? ?$", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d-?[01]\d-?[0-3]\d")
_LETTERED = re.compile(r"(?<![\w/])(?=[0-9oOlI+ .-]*\d[0-9oOlI .-]*\d[0-9oOlI .-]*\d)[+0-9oOlI][0-9oOlI .-]{6,}(?!\w)")
"""Digits with `o` for 0 or `l` for 1 among them."""
_FEWEST = 7
"""The digits from which on a spelled number is crossed out: nobody spells a plot number of seven digits."""
_FEWEST_IN_A_ROW = 5
"""The spelled digits, one by one, from which on a row may be half of a phone or of a card. A guess, to be tested."""
_FEWEST_FROM_ZERO = 3
"""The same for a row that begins with a zero, as phone numbers do. A guess, to be tested."""
_ONES = {
    **dict.fromkeys(("zero", "oh", "o", "nought", "sifuri", "ziro", "zerro", "sufuri"), "0"),
    **dict.fromkeys(("one", "moja", "mosi", "wan"), "1"),
    **dict.fromkeys(("two", "mbili", "mbil", "tu"), "2"),
    **dict.fromkeys(("three", "tatu", "tree"), "3"),
    **dict.fromkeys(("four", "nne", "foo"), "4"),
    **dict.fromkeys(("five", "tano", "faiv"), "5"),
    **dict.fromkeys(("six", "sita"), "6"),
    **dict.fromkeys(("seven", "saba"), "7"),
    **dict.fromkeys(("eight", "nane"), "8"),
    **dict.fromkeys(("nine", "tisa"), "9"),
}
_WORDS_OF_TENS = """
ten kumi eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty ishirini thirty thelathini
forty fourty arobaini arubaini fifty hamsini sixty sitini seventy sabini eighty themanini ninety tisini
"""
_TENS = dict.fromkeys(_WORDS_OF_TENS.split(), "00")
_HUNDREDS = dict.fromkeys(("hundred", "mia"), "0")
SPELLED = (*_ONES, *_TENS)
"""The words for numbers from zero to ninety."""
_AGAIN = {"double": 1, "triple": 2, "dabo": 1}
_BETWEEN = frozenset(("na", "and", "then", "alafu", "halafu"))
_ALL = {**_ONES, **_TENS, **_HUNDREDS}
_GLUED = re.compile("|".join(sorted((word for word in _ONES if len(word) > 2), key=len, reverse=True)) + r"|\d")  # noqa: PLR2004


def without_long_numbers(text: str, home: str | None = None) -> str:
    """Return typed words with every number that may belong to a person crossed out.

    These are phone numbers (of the country `home` also short ones), identity cards, and both of them spelled out.
    """
    # The spelled ones come first: `072212345six` is one number, and its figures alone would leave the rest behind.
    text = _CARD.sub(CROSSED_OUT, _LETTERED.sub(_crossed, _without_spelled(text)))
    return _ID.sub(_crossed, phones.without_numbers(text, home))


def _crossed(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", re.sub("[oO]", "0", re.sub("[lI]", "1", found[0])))
    tail = found[0][len(found[0].rstrip(" .-")) :]
    is_sum = len(digits) == _FEWEST and _MONEY.search(found.string, 0, found.start()) is not None
    if len(digits) < _FEWEST or is_sum or _DATE.fullmatch(found[0].strip()) or not any(map(str.isdigit, found[0])):
        return found[0]
    return CROSSED_OUT + tail


def _without_spelled(text: str) -> str:
    """Cross out rows of words for digits, also where figures stand among them: `072212345six`."""
    rows: list[list[re.Match[str]]] = [[]]
    for word in _WORD.finditer(text):
        if digits_of(word[0]) or (rows[-1] and word[0].casefold() in _BETWEEN):
            rows[-1].append(word)
        elif rows[-1]:
            rows.append([])
    for row in reversed(rows):
        while row and row[-1][0].casefold() in _BETWEEN:
            row.pop()
        spelled = [word[0] for word in row if not word[0].isdigit()]
        if spelled and sum(digits_of(word[0]) for word in row) >= _FEWEST:
            text = text[: row[0].start()] + CROSSED_OUT + text[row[-1].end() :]
    return text


def digits_of(word: str) -> int:
    """Return how many digits a word stands for; 0 if it is no number."""
    folded = word.casefold().lstrip("+")
    if folded in _AGAIN:
        return _AGAIN[folded]
    if folded in _ALL:
        return len(_ALL[folded])
    if folded.isdigit():
        return len(folded)
    glued = _GLUED.findall(folded)
    return len(glued) if len(glued) > 1 and "".join(glued) == folded else 0


def digit_of(word: str) -> str:
    """Return the digit that a word in small letters stands for; empty if it is none, or if it is several."""
    return word if len(word) == 1 and word.isdigit() else _ONES.get(word, "")


def spelled_rows(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the first and the last word of each row of spelled digits that may be half of a phone or of a card.

    Digits that count up are none: `darasa la moja, mbili, tatu, nne na tano`.
    """
    found: list[tuple[int, int]] = []
    row: list[int] = []
    for place, word in enumerate([*words, ""]):
        if digit_of(word) or (word in _AGAIN and place + 1 < len(words) and digit_of(words[place + 1])):
            row.append(place)
        elif not row or word not in _BETWEEN:
            if _is_half_a_number([words[at] for at in row]):
                found.append((row[0], row[-1]))
            row = []
    return found


def _is_half_a_number(row: Sequence[str]) -> bool:
    digits = "".join(digit_of(word) for word in row)
    fewest = _FEWEST_FROM_ZERO if digits.startswith("0") else _FEWEST_IN_A_ROW
    count = len(digits) + sum(_AGAIN.get(word, 0) for word in row)
    counts_up = all(int(after) - int(before) == 1 for before, after in pairwise(digits))
    return count >= fewest and not counts_up and not all(map(str.isdigit, row))
