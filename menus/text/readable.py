"""Readable text: what keyboards add to plain words is taken away before anybody reads them.

Keyboards, browsers and messengers put characters into a text that nobody sees: zero-width spaces, direction marks, soft
hyphens. They also write plain characters in another form: keycap digits, full-width digits, curly quotes, long dashes.
`readable` returns the plain text, and every reader of an SMS reads that.

A number never becomes another number:

- An invisible character between two digits stays there. `48`, a zero-width space and `273` are neither 48273 nor two
  numbers, so that nobody acts on a guess. Doria answers that it has not understood.
- A digit in another form never joins a plain one: a keycap `1` before `48273` is `1 48273`. Keycaps in a row are one
  number.
- Digits of another script, such as Arabic ones, stay as they are. Phone numbers refuse them, too.
"""

import re
import unicodedata

from menus.text import gsm7

_LOOKALIKES = {
    "'": "\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02bb\u02bc\u00b4`",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u301d\u301e\u301f\u300c\u300d",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63",
    "\n": "\u2028\u2029\u0085",
}
_PLAIN = {ord(odd): plain for plain, odd_ones in _LOOKALIKES.items() for odd in odd_ones}
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef]+"
)
"""Soft hyphens, joiners, direction marks, byte order marks, variation selectors, and letters without a shape."""
_KEYCAPS = re.compile("(?:[0-9]\ufe0f?\u20e3)+")
_KEYCAP_SIGN = re.compile("([*#])\ufe0f?\u20e3")
_PART_OF_A_NUMBER = ("<wide>", "<narrow>", "<font>")
"""Forms of a digit that stand in a number like the plain digit: full-width and ornamental ones. `²` does not."""


def readable(text: str) -> str:
    """Return a text in plain characters, as its reader sees it. A text in GSM-7 stays as it is."""
    if gsm7.is_gsm7(text):
        return text
    text = _KEYCAPS.sub(lambda found: _apart(found, re.sub("[^0-9]", "", found[0])), text)
    text = _KEYCAP_SIGN.sub(r"\1", text).translate(_PLAIN)
    text = _OTHER.sub(_in_plain_form, text)
    text = _INVISIBLE.sub(lambda found: found[0] if _is_inside_number(found) else "", text)
    return unicodedata.normalize("NFC", text)


_OTHER = re.compile("[^\x00-\x7f]")


def _in_plain_form(found: re.Match[str]) -> str:
    """Return a character in its plain form; a digit that is no part of the number beside it stays apart."""
    character = found[0]
    if character in gsm7.BASIC or character in gsm7.EXTENDED:
        return character
    if unicodedata.category(character) == "Zs":
        return " "
    plain = unicodedata.normalize("NFKC", character)
    if plain == character or unicodedata.decomposition(character).startswith(_PART_OF_A_NUMBER):
        return plain
    return _apart(found, plain) if any(map(str.isdigit, plain)) else plain


def _apart(found: re.Match[str], number: str) -> str:
    """Return a number with a space between it and each digit beside it."""
    before, after = _beside(found)
    return " " * before.isdigit() + number + " " * after.isdigit()


def _is_inside_number(found: re.Match[str]) -> bool:
    before, after = _beside(found)
    return before.isdigit() and after.isdigit()


def _beside(found: re.Match[str]) -> tuple[str, str]:
    """Return the characters before and after a part of a text, each empty at the end of the text."""
    return found.string[: found.start()][-1:], found.string[found.end() :][:1]
