"""The values of a community file: what a name, a phone, a wait or a time may be, and what is refused."""

import re
from collections.abc import Hashable
from datetime import date, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from menus.domain import decisions, stations
from menus.domain.roles import Role
from menus.domain.said import Said
from menus.sms import grammar
from menus.text import countries, gsm7, languages, phones

LONGEST_ZONE_NAME = 40
LONGEST_WAIT = timedelta(days=7)
MOST_REPEATS = 100
MOST_ZONES = 95
"""The most zones: keys have two digits, two keys are for typed places, and 98 means more."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours"}
_DURATION = re.compile(r"([0-9]{1,6})([smh])")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])|(24:00)")
LONGEST_LINE = 40
LONGEST_RULE = 100
"""A rule stands alone on a page, with room for its number and the keys."""
LONGEST_WHY = 80
LONGEST_HEADING = 12
"""Letters of what money is spent on: several stand on one page of a phone. A guess."""
MOST_ASKED = 100_000
"""The most shillings that anybody is asked for in a month: large owners give 1,500 (field notes). A guess."""
AMOUNT_ACCEPTED = "whole shillings from 1 to 100000"
_REFUSED = "refused"
_EDGE = timedelta(days=2)

DURATION_ACCEPTED = 'a wait of at most 7 days such as "90s", "3m" or "2h"'
HOME = "home"
"""The key in the validation context of pydantic. Its value is the country of national numbers, or None."""
IS_NEW = "is_new"
"""The key in that context for whether the file is being checked, and not read again."""
ROLES_ACCEPTED = "a list of at least one of " + ", ".join(Role)


def zone_name(value: object) -> object:
    """Return a plain name as the name in every language."""
    if isinstance(value, str):
        return dict.fromkeys(languages.codes(), value)
    return value


def language(code: str, info: ValidationInfo) -> str:
    """Return the code of a language; refuse one without a catalogue in a file that is new.

    A file in force keeps a language whose folder is lost: its people read English until it is back.
    """
    is_new = bool(info.context and info.context.get(IS_NEW))
    if not languages.is_code(code) or (is_new and code not in languages.codes()):
        raise ValueError(_REFUSED)
    return code


def languages_accepted(description: str) -> Said:
    """Return a description of languages that names those that Doria has now."""
    codes = ", ".join(languages.codes())
    return Said("{description}; here are {codes}", description=Said(description), codes=codes)


def shown(text: str) -> str:
    """Return a text that a phone can show; refuse any other."""
    if not text.strip() or not gsm7.is_gsm7(text) or not text.isprintable():
        raise ValueError(_REFUSED)
    return text


def short_zone(text: str) -> str:
    """Return the name of a zone; refuse a long one."""
    if not gsm7.fits(shown(text), LONGEST_ZONE_NAME):
        raise ValueError(_REFUSED)
    return text


def short_line(text: str) -> str:
    """Return a line of a page; refuse a long one."""
    if not gsm7.fits(shown(text), LONGEST_LINE):
        raise ValueError(_REFUSED)
    return text


def short_rule(text: str) -> str:
    """Return a rule that fits on a page; refuse a longer one."""
    if not gsm7.fits(shown(text), LONGEST_RULE):
        raise ValueError(_REFUSED)
    return text


def decision_number(text: str) -> str:
    """Return the number of a decision as it is kept (`D12`); refuse anything else."""
    found = decisions.named(text)
    if found is None:
        raise ValueError(_REFUSED)
    return found


def one_word(text: str) -> str:
    """Return a word of at most 11 characters with a letter in it; refuse any other."""
    if not gsm7.fits(shown(text), 11) or any(letter.isspace() for letter in text) or not any(map(str.isalpha, text)):
        raise ValueError(_REFUSED)
    return text


def household_word(text: str) -> str:
    """Return the word of a household, in small letters; refuse several words, and what a phone cannot show."""
    if not gsm7.fits(shown(text), 20) or any(letter.isspace() for letter in text):
        raise ValueError(_REFUSED)
    return text.casefold()


def station_name(text: str) -> str:
    """Return the name of a police station; refuse anything but a few letters: it stands in texts and beside figures."""
    if not stations.is_name(text):
        raise ValueError(_REFUSED)
    return text


def no_repeats(values: tuple[Hashable, ...]) -> tuple[Hashable, ...]:
    """Return values; refuse a value that stands twice."""
    if len(set(values)) < len(values):
        raise ValueError(_REFUSED)
    return values


def time_zone(value: object) -> ZoneInfo:
    """Return the time zone of a name; refuse an unknown one."""
    try:
        return ZoneInfo(str(value))
    except (ValueError, OSError, KeyError):  # the name of a folder or a strange path raises OSError
        raise ValueError(_REFUSED) from None


def country_code(value: object) -> str:
    """Return a country in capital letters; refuse one without known phone numbers."""
    country = value.strip().upper() if isinstance(value, str) else ""
    if country not in countries.KNOWN:
        raise ValueError(_REFUSED)
    return country


def phone_number(text: str, info: ValidationInfo) -> str:
    """Return a mobile number as E.164; refuse any other."""
    number = phones.textable(text, info.context[HOME] if info.context else None)
    if number is None:
        raise ValueError(_REFUSED)
    return number


def public_number(value: object, info: ValidationInfo) -> object:
    """Return True for a person's own number, another mobile number as E.164, or None for `false`; refuse the rest."""
    if isinstance(value, bool):
        return value or None
    return phone_number(str(value), info)


def no_value(value: object) -> object:
    """Return None for the word `none`."""
    return None if value == "none" else value


def duration(value: object) -> timedelta:
    """Return a wait such as `90s`; refuse any other text."""
    match = _DURATION.fullmatch(value) if isinstance(value, str) else None
    wait = timedelta(**{_UNITS[match[2]]: int(match[1])}) if match else None
    if wait is None or wait > LONGEST_WAIT:
        raise ValueError(_REFUSED)
    return wait


def minutes(value: object) -> int:
    """Return a time such as `21:00` as minutes since midnight; refuse any other text."""
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        raise ValueError(_REFUSED)
    hour, minute = value.split(":")
    return int(hour) * 60 + int(minute)


def hours(value: object) -> tuple[int, int]:
    """Return hours such as `21:00-06:00` as minutes since midnight; refuse any other text."""
    if not isinstance(value, str) or value.count("-") != 1:
        raise ValueError(_REFUSED)
    begins, ends = (before_midnight(minutes(part.strip())) for part in value.split("-"))
    if begins == ends:
        raise ValueError(_REFUSED)
    return begins, ends


def duress_word(word: str) -> str:
    """Return a duress word in small letters; refuse a word that is a command."""
    if grammar.parse(word).verb is not None:
        raise ValueError(_REFUSED)
    return word.casefold()


def wall_time(moment: datetime) -> datetime:
    """Return a day and a time on the wall; refuse a moment that names its offset: the file has one time zone.

    The first and the last days of the calendar have no moment in other time zones.
    """
    if moment.tzinfo is not None or not date.min + _EDGE < moment.date() < date.max - _EDGE:
        raise ValueError(_REFUSED)
    return moment.replace(second=0, microsecond=0)


def before_midnight(moment: int) -> int:
    """Return minutes since midnight; refuse 24:00."""
    if moment >= 24 * 60:
        raise ValueError(_REFUSED)
    return moment


Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Shown = Annotated[str, AfterValidator(shown)]
Some = Field(min_length=1)
Minutes = Annotated[int, BeforeValidator(minutes)]
Language = Annotated[str, AfterValidator(language)]


def phone_accepted(home: str | None) -> Said:
    """Return the accepted forms of a phone number in a file of a country, or of no country."""
    if home is None:
        written = countries.mobile_examples("UG")[0]
        return Said(
            'a mobile phone number with + and the code of its country, such as "{written}";'
            ' national numbers need a country in [community], such as country = "UG"',
            written=written,
        )
    if home == phones.HOME:
        international, national = "+254700000101", "0700 000 101"
    else:
        international, national = countries.mobile_examples(home)
    pattern = 'a mobile phone number such as "{international}" or "{national}"'
    return Said(pattern, international=international, national=national)
