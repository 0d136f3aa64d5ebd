"""Phone numbers: many spellings become one identity (E.164)."""

import re

import phonenumbers

HOME = "KE"
_ANY = re.compile(r"\+?\d(?:[ .()/,_-]{0,2}\d){8,}")
_PLAIN_KENYAN = re.compile(r"\+254[17][0-9]{8}")


def normalise(text: str, home: str | None = HOME) -> str | None:
    """Return a number as E.164 (`+254700000101`), or None if it cannot be a phone number.

    `home` is the country (`KE`) whose national numbers are accepted: there `07..`, `01..`, `254..` and `+254..` are one
    identity. Without a home only numbers with `+` are accepted. Only ASCII digits count: another script's digits are
    refused, so that one phone never has two identities.
    """
    candidate = text.strip()
    if _PLAIN_KENYAN.fullmatch(candidate):
        return candidate
    if not candidate.isascii() or any(letter.isalpha() for letter in candidate):
        return None
    if candidate.startswith("+"):
        return _possible(candidate, home)
    return _at_home(candidate, home) if home else None


def _at_home(candidate: str, home: str) -> str | None:
    """Return a number without `+` as E.164: a national number of `home`, or one that begins with its country code."""
    code = str(phonenumbers.country_code_for_region(home))
    national = _possible(candidate, home)
    if not candidate.startswith(code):
        return national
    international = _possible("+" + candidate, home)
    # A national number may begin with the digits of its own country's code, such as an Indian number with 91.
    if national == f"+{code}{candidate}" and _exists(national) and not (international and _exists(international)):
        return national
    return international


def from_wire(text: str) -> str | None:
    """Return a number from a network as E.164, or None. It may be international, with or without `+`.

    A Kenyan number in its national form is accepted too.
    """
    number = normalise(text)
    return number if number and _exists(number) else international(text) or number


def international(text: str) -> str | None:
    """Return a number with its country's code, with or without `+`, as E.164; None for a national number."""
    candidate = text.strip()
    if candidate.startswith("+"):
        return normalise(candidate, None)
    number = None if candidate.startswith("0") else normalise("+" + candidate, None)
    return number if number and _exists(number) else None


def textable(text: str, home: str | None = HOME) -> str | None:
    """Return a number as E.164 if it exists and can receive SMS, as far as numbering plans show; else None."""
    number = normalise(text, home)
    if number is None or _PLAIN_KENYAN.fullmatch(number):
        return number
    is_fixed = phonenumbers.number_type(phonenumbers.parse(number)) == phonenumbers.PhoneNumberType.FIXED_LINE
    return number if _exists(number) and not is_fixed else None


def _possible(candidate: str, home: str | None = None) -> str | None:
    """Return digits as E.164 if a number can have their length, else None. Without `home` they begin with `+`."""
    try:
        number = phonenumbers.parse(candidate, home)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _exists(number: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(number))


def without_numbers(text: str) -> str:
    """Return typed words with every possible phone number (nine digits or more) crossed out."""
    return _ANY.sub("xxx", text)
