"""Typed numbers: a whole number that a field of a form or an address holds."""


def number_in(text: str | None, digits: int) -> int | None:
    """Return the number that a text is; None unless it is one to `digits` digits from 0 to 9, and nothing else.

    Other digits, such as Arabic ones, signs and spaces are refused: no form or link of Doria's makes them. The limit
    keeps a long text from being read at all: no database takes such a number.
    """
    is_number = text is not None and text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) if is_number and text is not None else None
