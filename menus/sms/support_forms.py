"""The form of SUPPORT: giver, thing, KES, station, month, decision. `LANDLORDS FUEL 3000 PANGANI NOV D12`.

No word of it may be the number of an incident: support that is tied to one would be payment for help.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from menus.domain import lettered, references, stations, support
from menus.domain.lettered import Letter
from menus.domain.support import Entry, SupportGiver, SupportThing
from menus.text import languages

_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_SWAHILI = {"MAC": "MAR", "MEI": "MAY", "AGO": "AUG", "OKT": "OCT", "DES": "DEC"}
_MOST_STATION_WORDS = 2
_ROUND_FROM, _ROUND = 10_000, 100
"""A value with the digits of a reference is written in full hundreds, so that none can be one."""
_EDGE = ".,;:!?()"


class Fault(Enum):
    """Why an entry is refused: its form, or because a word of it may be the number of an incident."""

    FORM = auto()
    INCIDENT = auto()


@dataclass(frozen=True)
class SupportForm:
    """The words behind the verb. They are read once the day is known."""

    words: tuple[str, ...]


def read_support(words: Sequence[str]) -> SupportForm | None:
    """Return the form of a text that begins with a kind of giver, or that names a decision; None for any other."""
    plain = [word.strip(_EDGE) for word in words]
    if not plain:
        return None
    has_decision = any(lettered.named(word, Letter.DECISION) is not None for word in plain)
    return SupportForm(tuple(plain)) if giver_of(plain[0]) is not None or has_decision else None


def entry_of(form: SupportForm, today: date) -> Entry | Fault:
    """Return the entry that a form makes, or why it makes none."""
    words = form.words
    if any(references.looks_like(word) for at, word in enumerate(words) if at != _VALUE_AT):
        return Fault.INCIDENT
    if not _FEWEST <= len(words) <= _FEWEST + _MOST_STATION_WORDS - 1:
        return Fault.FORM
    value = _value_of(words[_VALUE_AT])
    if isinstance(value, Fault):
        return value
    giver, thing = giver_of(words[0]), thing_of(words[1])
    station = " ".join(words[_VALUE_AT + 1 : -2])
    month = month_of(words[-2], today)
    decision = lettered.named(words[-1], Letter.DECISION)
    if giver is None or thing is None or month is None or decision is None or not stations.is_name(station):
        return Fault.FORM
    return Entry(giver, thing, value, station.title(), month, decision)


_VALUE_AT, _FEWEST = 2, 6


def _value_of(word: str) -> int | Fault:
    if not (word.isascii() and word.isdigit()) or not 0 < int(word[:12]) <= support.LARGEST:
        return Fault.FORM
    value = int(word)
    return Fault.INCIDENT if value >= _ROUND_FROM and value % _ROUND else value


def giver_of(word: str) -> SupportGiver | None:
    """Return the kind of giver that a word names in any language; None if it names none."""
    name = languages.association().get(word.upper(), "")
    return next((one for one in SupportGiver if name == f"support-{one}"), None)


def thing_of(word: str) -> SupportThing | None:
    """Return what was given that a word names in any language; None if it names none."""
    name = languages.association().get(word.upper(), "")
    return next((one for one in SupportThing if name == f"support-{one}"), None)


def month_of(word: str, today: date) -> date | None:
    """Return the first day of the last month of that name; None if the word is no month."""
    short = word.upper()[:3]
    short = _SWAHILI.get(short, short)
    if not word.isalpha() or short not in _MONTHS:
        return None
    number = _MONTHS.index(short) + 1
    return date(today.year if number <= today.month else today.year - 1, number, 1)
