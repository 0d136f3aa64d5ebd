"""Phone numbers: many spellings, one identity (E.164)."""

import re

import phonenumbers

HOME = "KE"
_ANY = re.compile(r"\+?\d(?:[ .()/,_-]{0,2}\d){8,}")
_PLAIN_KENYAN = re.compile(r"\+254[17][0-9]{8}")


def normalise(text: str) -> str | None:
    """Return a number as E.164 (`+254700000101`), or None if it can be no phone's.

    `07..`, `01..`, `254..` and `+254..` are one identity. Only ASCII digits count: another script's digits are
    refused, so that one phone never has two identities.
    """
    candidate = text.strip()
    if _PLAIN_KENYAN.fullmatch(candidate):
        return candidate
    if not candidate.isascii() or any(letter.isalpha() for letter in candidate):
        return None
    if candidate.startswith("254"):
        candidate = "+" + candidate
    try:
        number = phonenumbers.parse(candidate, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def textable(text: str) -> str | None:
    """Return a number as E.164 if it is one that exists and can be texted, as far as numbering plans tell, or None."""
    number = normalise(text)
    if number is None or _PLAIN_KENYAN.fullmatch(number):
        return number
    parsed = phonenumbers.parse(number)
    is_fixed = phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.FIXED_LINE
    return number if phonenumbers.is_valid_number(parsed) and not is_fixed else None


def without_numbers(text: str) -> str:
    """Return typed words with whatever may be a phone number in them (nine digits or more) crossed out."""
    return _ANY.sub("xxx", text)
