"""Public words: what must not stand in words that anybody may read, such as what a station says to its card.

It leads to an incident, to a door, or to whoever told something. If in doubt, the rules find too much: whoever writes
reads the words, and can say it otherwise.
"""

import re
from collections.abc import Iterator
from datetime import date

from menus.domain.community import Community
from menus.sms import day_forms
from menus.text import gsm7, harm, long_numbers, phones, redaction

_DIGITS = 4
"""The most digits that stand together and are no day: a year, or an amount. More may be a phone or an incident."""
_EDGE = ".,;:!?()'\""
_NUMBER_FOUND = "0..."
_WORD, _PART = re.compile(r"\S+"), re.compile(r"\w+")
_AS_DIGITS = re.compile(r"[\doOlI]*\d[\doOlI]*")
"""Digits with `o` for 0 or `l` for 1 among them."""
_DOORS = (
    "plots?|ploti|plt|houses?|hse|nyumba|rooms?|rumu|chumba|blocks?|blok|doors?|mlango|flats?|gates?|geti|keja|boma"
)
_COUNTED = r"(?:(?:no|nr|number|namba|nambari|ya)\b[ .:]{0,2}){0,2}"
_NUMBER = rf"(?:\d{{1,4}} ?[a-z]?|[a-z] ?\d{{1,4}}|[b-hj-z]|(?-i:A)|{'|'.join(long_numbers.SPELLED)})\b"
_ADDRESS = re.compile(rf"\b(?:{_DOORS})[ ,.:#-]{{0,2}}{_COUNTED}{_NUMBER}", re.IGNORECASE)
"""A door and its number or letter: `house 14`, `plot no. 7b`, `nyumba ya 3`, `block C`."""
_TELLERS = (
    "m[ae]n|wom[ae]n|lady|boy|girl|guy|neighbou?r|tenant|widow|mother|father|mtu|mama|mzee|kijana|jirani|mwanamke"
    "|mwanamume|mwanaume|msichana|mvulana|mpangaji|mjane"
)
_TELLS = (
    r"(?:told|informed|phoned|called|texted|showed|(?:reported|talked|spoke) to) (?:us|me|the police|officers)"
    r"|(?:ali|wali|ame|wame|aliye|waliye)(?:tu|ni|wa|mw|m)?(?:ambia|pigia|eleza|onyesha|arifu|ripoti|fahamisha)"
)
_TOLD = re.compile(rf"\b(?:{_TELLERS})\b(?:[ ,]+[\w'-]+){{0,7}}?[ ,]+(?:{_TELLS})\b", re.IGNORECASE)
"""Somebody who is described, and told something: `the tall man near the church told us`."""


def found_in(text: str, community: Community, today: date) -> list[str]:
    """Return the words of a text that must not stand in public, each as it is written; names are found elsewhere.

    The number of a phone is not quoted: it must not leave.
    """
    plain, home = gsm7.plain(text), community.country
    words = [plain[start:end] for start, end in _spans(plain, community, today)]
    found = [_NUMBER_FOUND if _has_phone(one, home) else one for one in words]
    undated = _without_days(plain, today)
    if not found and long_numbers.without_long_numbers(undated, home) != undated:
        found = [_NUMBER_FOUND]
    return list(dict.fromkeys(found))


def without(text: str, community: Community, today: date) -> str:
    """Return a text with everything crossed out that must not stand in public."""
    plain = gsm7.plain(text)
    for start, end in reversed(_spans(plain, community, today)):
        plain = plain[:start] + redaction.CROSSED_OUT + plain[end:]
    undated = _without_days(plain, today)
    # A phone number that is no row, such as one that letters are among.
    return plain if long_numbers.without_long_numbers(undated, community.country) == undated else redaction.CROSSED_OUT


def _has_phone(words: str, home: str | None) -> bool:
    digits = re.sub(r"[^\d+]", "", words)
    # A number of the occurrence book is written with slashes.
    return "/" not in words and phones.without_numbers(digits, home) != digits


def _spans(plain: str, community: Community, today: date) -> list[tuple[int, int]]:
    """Return where such words begin and end, in the order of the text; what overlaps is one."""
    outside = _without_zones(plain, community)
    found = [*_rows_of_digits(plain, today), *((one.start, one.end) for one in harm.found_in(plain))]
    found += [match.span() for rule in (_ADDRESS, _TOLD) for match in rule.finditer(outside)]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _rows_of_digits(plain: str, today: date) -> Iterator[tuple[int, int]]:
    """Yield rows with more digits together than a year has, whatever stands between them. Days alone are none.

    A reference that is read out has spaces or points in it: `48 273`, `4.8.2.7.3`, `four 8 two 73`, `4/8 273`.
    """
    row: list[tuple[int, int]] = []
    count, is_other = 0, False
    for word in [*_WORD.finditer(plain), None]:
        start, bare = _bare(word) if word is not None else (0, "")
        is_day = _is_day(bare, today)
        # Signs alone end no row: `48 - 273`.
        for part in _PART.findall(bare) if word is not None else [""]:
            digits = _digits(part)
            if digits:
                row, count, is_other = [*row, (start, start + len(bare))], count + digits, is_other or not is_day
                continue
            if count > _DIGITS and is_other:
                yield row[0][0], row[-1][1]
            row, count, is_other = [], 0, False


def _bare(word: re.Match[str]) -> tuple[int, str]:
    """Return a word without the signs around it, and where it begins."""
    bare = word[0].strip(_EDGE)
    return word.start() + word[0].find(bare), bare


def _is_day(bare: str, today: date) -> bool:
    """Return whether a word is a day: `12/12`. With a point it may as well be a part of a number."""
    return "/" in bare and day_forms.day_of(bare, today) is not None


def _without_days(plain: str, today: date) -> str:
    return _WORD.sub(lambda word: "-" if _is_day(_bare(word)[1], today) else word[0], plain)


def _digits(part: str) -> int:
    """Return how many digits a part of a word stands for: also one that is spelled."""
    if _AS_DIGITS.fullmatch(part):
        return len(part)
    return sum(sign.isdigit() for sign in part) or len(long_numbers.digit_of(part.casefold()))


def _without_zones(plain: str, community: Community) -> str:
    """Return a text without the names of the zones, as long as before: one may be `Plot 10`."""
    names = {name for zone in community.zones for name in (*zone.names.values(), *zone.landmarks)}
    for name in sorted(names, key=len, reverse=True):
        plain = re.sub(rf"\b{re.escape(name)}\b", lambda match: "-" * len(match[0]), plain, flags=re.IGNORECASE)
    return plain
