"""Long numbers: phones and identity cards in figures, with o for 0, or spelled out in English or Swahili."""

import re

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
        if _digits(word[0]) or (rows[-1] and word[0].casefold() in _BETWEEN):
            rows[-1].append(word)
        elif rows[-1]:
            rows.append([])
    for row in reversed(rows):
        while row and row[-1][0].casefold() in _BETWEEN:
            row.pop()
        spelled = [word[0] for word in row if not word[0].isdigit()]
        if spelled and sum(_digits(word[0]) for word in row) >= _FEWEST:
            text = text[: row[0].start()] + CROSSED_OUT + text[row[-1].end() :]
    return text


def _digits(word: str) -> int:
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
