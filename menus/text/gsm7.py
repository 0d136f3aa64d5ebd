"""The GSM-7 alphabet: the characters that a basic phone can show, and how much of a message they fill."""

import unicodedata

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("^{}\\[~]|€\f")
_SHOWN = BASIC | EXTENDED
LIMIT = 160
"""Septets in one SMS segment, and characters on the narrowest documented USSD page."""

_LOOKALIKES = str.maketrans(
    {
        "\N{RIGHT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT SINGLE QUOTATION MARK}": "'",
        "\N{LEFT DOUBLE QUOTATION MARK}": '"',
        "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
        "\N{EN DASH}": "-",
        "\N{EM DASH}": "-",
        "\N{HORIZONTAL ELLIPSIS}": "...",
        "`": "'",
        "\t": " ",
        "\n": " ",
        "\r": " ",
    }
)


_LEAST = 4
"""At least one part in this many of the room is filled before a long word is left out. A guess, to be tested."""


def septets(text: str) -> int:
    """Return how many septets a text fills; an extended character fills two. Raise ValueError outside GSM-7."""
    if BASIC.issuperset(text):
        return len(text)
    count = 0
    for character in text:
        if character in BASIC:
            count += 1
        elif character in EXTENDED:
            count += 2
        else:
            message = f"not in the GSM-7 alphabet: {character!r}"
            raise ValueError(message)
    return count


def is_gsm7(text: str) -> bool:
    """Return whether a basic phone can show every character."""
    return _SHOWN.issuperset(text)


def fits(text: str, limit: int = LIMIT) -> bool:
    """Return whether a text is GSM-7 and within the limit."""
    if BASIC.issuperset(text):
        return len(text) <= limit
    return is_gsm7(text) and septets(text) <= limit


def plain(text: str) -> str:
    """Return typed text on one line in basic GSM-7: accents folded, characters that cannot be shown left out."""
    if BASIC.issuperset(text):
        return " ".join(text.split())
    shown: list[str] = []
    for character in text.translate(_LOOKALIKES):
        if character in BASIC:
            shown.append(character)
            continue
        folded = unicodedata.normalize("NFKD", character)
        shown.extend(part for part in folded if part in BASIC and part not in "\n\r")
    return " ".join("".join(shown).split())


def cut(text: str, width: int) -> str:
    """Return at most `width` characters of a text, cut between words.

    A word is cut only if next to nothing stands before it: one very long word.
    """
    if len(text) <= width:
        return text
    head = text[:width]
    space = len(head) if text[width] == " " else head.rfind(" ")
    return (head[:space] if space > width // _LEAST else head).rstrip(" ,.;:-/")


def cut_to_fit(text: str, room: int) -> str:
    """Return the beginning of a GSM-7 text, at most `room` septets of it."""
    width = room
    while septets(shown := cut(text, width)) > room:
        width -= 1
    return shown
