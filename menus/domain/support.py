"""Support to the police: what was given to a station, by what kind of giver, in which month. No incident, no person.

It is public. So it can be seen whether who gives is served first.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LARGEST = 10_000_000
"""The largest value in KES that is taken; a larger one is probably a slip. A guess."""


class SupportGiver(StrEnum):
    """The kind of a giver. The values are stored. Nobody is named."""

    LANDLORDS = "landlords"
    TENANTS = "tenants"
    BUSINESS = "business"
    ASSOCIATION = "association"
    OUTSIDE = "outside"


class SupportThing(StrEnum):
    """The kind of a gift. The values are stored."""

    FUEL = "fuel"
    AIRTIME = "airtime"
    FOOD = "food"
    REPAIRS = "repairs"
    EQUIPMENT = "equipment"
    TRANSPORT = "transport"
    MONEY = "money"


@dataclass(frozen=True)
class Entry:
    """An entry of support: `month` is its first day, `decision` the number of the decision (`D12`)."""

    giver: SupportGiver
    thing: SupportThing
    value_kes: int
    station: str
    month: date
    decision: str


def quarter_of(month: date) -> str:
    """Return the quarter of a month, such as `2026-Q4`."""
    return f"{month.year}-Q{(month.month - 1) // 3 + 1}"
