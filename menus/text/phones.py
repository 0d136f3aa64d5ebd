"""Phone numbers: many spellings become one identity (E.164)."""

import re

import phonenumbers
from phonenumbers import PhoneMetadata

HOME = "KE"
"""The country of Doria. It is named where nothing tells another one: no function here falls back on it."""
PLANS: str = phonenumbers.__version__
"""The version of the numbering plans: another one may read a number differently."""
_ANY = re.compile(r"\+?\d(?:[ .()/,_-]{0,2}\d){8,}")
_SUM = re.compile(r"(?:[1-9][0-9]?-[1-9][0-9]? )?(?:[1-9][0-9]{0,4}0|[1-9][0-9]{0,2},[0-9]{2}0)")
"""A sum of whole tens below a million, perhaps behind what it is for: `300`, `1,500`, `5-9 700`.

No part of a phone number is written so.
"""
_PLAIN_KENYAN = re.compile(r"\+254[17][0-9]{8}")
_SHORT = re.compile(r"\b\d(?:[ .-]?\d){6,}\b")
"""Seven digits or more: a reference seldom has as many. A guess, to be tested."""
_CROSSED_OUT = "xxx"
_NATIONAL = re.compile(r"[0-9](?:[ .()/-]{0,2}[0-9]){6,11}")
_TEL, _CONTEXT = "tel:", "phone-context="


def normalise(text: str, home: str | None) -> str | None:
    """Return a number as E.164 (`+254700000101`), or None if it cannot be a phone number.

    `home` is the country (`KE`) whose national numbers are accepted: there `07..`, `01..`, `254..` and `+254..` are one
    identity. Without a home only numbers with `+` or `00` are accepted. A number may stand in an address such as
    `tel:+254700000101`. Only ASCII digits count: another script's digits are refused, so that one phone never has two
    identities.
    """
    candidate, home = _out_of_address(text.strip(), home)
    if _PLAIN_KENYAN.fullmatch(candidate):
        return candidate
    if not candidate.isascii() or any(letter.isalpha() for letter in candidate):
        return None
    if candidate.startswith("+"):
        return _possible(candidate, home)
    if candidate.startswith("00"):
        return _dialled_abroad(candidate, home)
    return _at_home(candidate, home) if home else None


def _out_of_address(candidate: str, home: str | None) -> tuple[str, str | None]:
    """Return the number in a `tel:` address (RFC 3966), and the country of its national form.

    Return anything else as it is.
    """
    if not candidate.lower().startswith(_TEL):
        return candidate, home
    number, *parameters = candidate[len(_TEL) :].split(";")
    context = next((part for part in parameters if part.lower().startswith(_CONTEXT)), "")[len(_CONTEXT) :]
    if re.fullmatch(r"\+[0-9]{1,3}", context):
        region = phonenumbers.region_code_for_country_code(int(context[1:]))
        home = region if region in phonenumbers.SUPPORTED_REGIONS else home
    return number.strip(), home


def _dialled_abroad(candidate: str, home: str | None) -> str | None:
    """Return a number with the prefix of calls abroad as E.164: `00`, or the prefix of `home` if that is longer."""
    abroad = _possible("+" + candidate.lstrip("0 .-"))
    if abroad and _exists(abroad):
        return abroad
    by_plan = _possible(candidate, home) if home else None
    return by_plan if by_plan and _exists(by_plan) else abroad


def _at_home(candidate: str, home: str) -> str | None:
    """Return a number without `+` as E.164: a national number of `home`, or one that begins with its country code."""
    code = code_of(home)
    national = _possible(candidate, home)
    if not candidate.startswith(code):
        return national
    international = _possible("+" + candidate, home)
    # A national number may begin with the digits of its own country's code, such as an Indian number with 91.
    if national == f"+{code}{candidate}" and _exists(national) and not (international and _exists(international)):
        return national
    return international


def from_wire(text: str, home: str | None) -> str | None:
    """Return a number from a network as E.164, or None. It may be international, with or without `+`.

    A national number of the country `home` is accepted too.
    """
    number = normalise(text, home)
    return number if number and _exists(number) else international(text) or number


def international(text: str) -> str | None:
    """Return a number with its country's code, with or without `+`, as E.164; None for a national number."""
    if names_its_country(text):
        return normalise(text, None)
    candidate, _ = _out_of_address(text.strip(), None)
    number = None if candidate.startswith("0") else normalise("+" + candidate, None)
    return number if number and _exists(number) else None


def names_its_country(text: str) -> bool:
    """Return whether a number begins with `+` or `00`: every country reads it alike."""
    candidate, _ = _out_of_address(text.strip(), None)
    return candidate.startswith(("+", "00"))


def may_be_national(text: str) -> bool:
    """Return whether a text can be the national number of some country: 7 to 12 digits, and marks between them."""
    candidate, _ = _out_of_address(text.strip(), None)
    return _NATIONAL.fullmatch(candidate) is not None


def country_of(number: str) -> str | None:
    """Return the country (`UG`) of a number in E.164, or None if none has it."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(number))


def textable(text: str, home: str | None) -> str | None:
    """Return a number as E.164 if it exists and can receive SMS, as far as numbering plans show; else None."""
    number = normalise(text, home)
    if number is None or _PLAIN_KENYAN.fullmatch(number):
        return number
    return number if _exists(number) and not is_landline(number, home) else None


def is_landline(text: str, home: str | None) -> bool:
    """Return whether a number belongs to a telephone that stands somewhere, and so gets no SMS."""
    number = normalise(text, home)
    if number is None or _PLAIN_KENYAN.fullmatch(number):
        return False
    return phonenumbers.number_type(phonenumbers.parse(number)) == phonenumbers.PhoneNumberType.FIXED_LINE


def code_of(country: str) -> str:
    """Return the digits that numbers of a country begin with abroad: `254` of Kenya."""
    return str(phonenumbers.country_code_for_region(country))


def _possible(candidate: str, home: str | None = None) -> str | None:
    """Return digits as E.164 if a number can have their length, else None. Without `home` they begin with `+`."""
    try:
        number = phonenumbers.parse(candidate, home)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _mobile(country: str) -> re.Pattern[str]:
    """Return the pattern of the mobile numbers (E.164) of a country's numbering plan; no number matches without one."""
    plan = PhoneMetadata.metadata_for_region(country)
    desc = plan.mobile if plan is not None else None
    digits = desc.national_number_pattern if desc is not None else None
    code = phonenumbers.country_code_for_region(country)
    return re.compile(rf"\+{code}(?:{digits})" if digits else r"(?!)")


_HOME_MOBILE = _mobile(HOME)


def _exists(number: str) -> bool:
    # Almost every number is a mobile one of here. The library takes fifty times as long to say so (measured).
    if number.isascii() and _HOME_MOBILE.fullmatch(number):
        return True
    planned = phonenumbers.parse(number)
    # One 0 behind the country's code is left out when a number is read. A second one makes another number of it.
    is_whole = phonenumbers.format_number(planned, phonenumbers.PhoneNumberFormat.E164) == number
    return is_whole and phonenumbers.is_valid_number(planned)


def without_numbers(text: str, home: str | None = None) -> str:
    """Return typed words with every possible phone number (nine digits or more) crossed out.

    A number that exists in the country `home` is crossed out from seven digits on.
    """
    text = _ANY.sub(lambda found: found[0] if _is_sums(found[0]) else _CROSSED_OUT, text)
    return text if home is None else _SHORT.sub(lambda found: _crossed_out(found[0], home), text)


def _is_sums(digits: str) -> bool:
    """Return whether a row of numbers is a list of sums, such as `250, 600, 1400`."""
    return all(map(_SUM.fullmatch, digits.split(", ")))


def _crossed_out(digits: str, home: str) -> str:
    number = normalise(digits, home)
    return _CROSSED_OUT if number and _exists(number) else digits
