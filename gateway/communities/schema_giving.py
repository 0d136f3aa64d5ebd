"""The sections of the community file about giving: what a household is asked for, and where the money goes."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from gateway.communities.schema import Entry
from gateway.communities.values import (
    AMOUNT_ACCEPTED,
    LONGEST_HEADING,
    MOST_ASKED,
    Language,
    Slug,
    Some,
    short_line,
    zone_name,
)


class BandEntry(Entry):
    """One band of `bands` in `[giving]`."""

    upto: Annotated[int | None, Field(strict=True, ge=1, le=999, description="a number from 1 to 999")] = None
    """The most premises of an owner in this band. The last band has none."""
    amount: Annotated[int, Field(strict=True, ge=1, le=MOST_ASKED, description=AMOUNT_ACCEPTED)]
    """What such an owner is asked for in a month, in whole shillings."""


class AccountEntry(Entry):
    """One of `[[giving.accounts]]`."""

    kind: Annotated[Literal["mpesa", "bank"], Field(description='"mpesa" or "bank"')]
    """`mpesa` is a paybill or a till, `bank` an account in a bank."""
    number: Annotated[str, Field(pattern=r"^[0-9]{4,16}$", description='4 to 16 digits such as "123456"')]
    """The number that people pay to."""
    custodian: Annotated[str, Field(description="the phone number or the name of a treasurer or coordinator")]
    """The person who answers for the account."""


_Heading = Annotated[
    dict[Language, Annotated[str, Field(max_length=LONGEST_HEADING), AfterValidator(short_line)]],
    BeforeValidator(zone_name),
    Some,
]


class GivingEntry(Entry):
    """`[giving]`."""

    decision: Annotated[str, Field(pattern=r"^D[1-9][0-9]{0,5}$", description='a decision such as "D12"')]
    """The decision of the association that these amounts rest on. Other amounts need another decision."""
    decided_on: Annotated[date, Field(strict=True, description="a date such as 2026-03-12")]
    """The day of that decision. Who wants to give reads it."""
    month: Annotated[int, Field(strict=True, ge=1, le=MOST_ASKED, description=AMOUNT_ACCEPTED)]
    """What a household is asked for in a month, in whole shillings."""
    bands: Annotated[
        tuple[BandEntry, ...],
        Field(max_length=3, description="at most 3 bands such as { upto = 4, amount = 300 }, the last without upto"),
    ] = ()
    """What an owner is asked for, by the number of premises that they say themselves."""
    headings: Annotated[
        dict[Slug, _Heading],
        Field(
            description="a table of keys with names of at most 12 GSM-7 characters,"
            ' such as { tea = "chai" }, or with tables of such names by language'
        ),
    ] = {}  # noqa: RUF012 - pydantic gives each entry one of its own
    """What money is spent on. Stipends have a heading of their own, so `stipend` is no key here. In `refer-only`
    none may be for patrols.
    """
    stipend_cap: Annotated[int | None, Field(strict=True, ge=1, le=MOST_ASKED, description=AMOUNT_ACCEPTED)] = None
    """The most that one person gets as a stipend in a month. Without it nobody gets any."""
    accounts: Annotated[tuple[AccountEntry, ...], Field(description="[[giving.accounts]] tables")] = ()
    """The accounts that people can pay to. Cash needs none."""
