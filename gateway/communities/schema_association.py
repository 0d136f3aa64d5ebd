"""The sections of the community file about the association: meetings, projects, leaders, rules, help and papers."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from gateway.communities.schema import Entry
from gateway.communities.values import (
    LONGEST_LINE,
    LONGEST_RULE,
    Language,
    Minutes,
    Shown,
    Slug,
    Some,
    before_midnight,
    decision_number,
    short_line,
    short_rule,
    zone_name,
)
from menus.domain.papers import PaperKind
from menus.domain.referrals import ReferralKind
from menus.domain.said import Said

_Name = Annotated[dict[Language, Annotated[str, AfterValidator(short_line)]], BeforeValidator(zone_name), Some]
_NAME_ACCEPTED = (
    f'at most {LONGEST_LINE} GSM-7 characters, or a table of such names such as {{ sw = "Sokoni", en = "Market" }}'
)
_Rule = Annotated[dict[Language, Annotated[str, AfterValidator(short_rule)]], BeforeValidator(zone_name), Some]
_RULE_ACCEPTED = (
    f"at most {LONGEST_RULE} GSM-7 characters, or a table of such texts such as"
    ' { sw = "Hatubebi silaha", en = "We carry no weapons" }'
)


class BarazaEntry(Entry):
    """One of `[[barazas]]`."""

    on: Annotated[date, Field(strict=True, description="a date such as 2026-12-05")]
    """The day of the meeting. The meeting leaves the menu when the day has passed."""
    at: Annotated[Minutes, AfterValidator(before_midnight), Field(description='a time of day such as "14:00"')]
    """The time at which the meeting begins."""
    place: Annotated[_Name, Field(description=_NAME_ACCEPTED)]
    """The place of the meeting."""


class ProjectEntry(Entry):
    """One of `[[projects]]`."""

    name: Annotated[_Name, Field(description=_NAME_ACCEPTED)]
    """The name of the youth project."""
    meets: Annotated[_Name | None, Field(description=_NAME_ACCEPTED)] = None
    """The time and place at which the project meets."""


class LeadershipEntry(Entry):
    """`[leadership]`."""

    chosen_on: Annotated[date, Field(strict=True, description="a date such as 2026-03-12")]
    """The day on which the leaders were chosen. Residents read it under 0 More, 8."""
    decision: Annotated[
        str | None,
        AfterValidator(decision_number),
        Field(description='a decision such as "D12", or no such key'),
    ] = None
    """The decision by which they were chosen."""


class RuleEntry(Entry):
    """One of `[[rules]]`."""

    text: Annotated[_Rule, Field(description=_RULE_ACCEPTED)]
    """A rule of the association, as residents read it. Without any, Doria shows the rules that hold everywhere."""


class ReferralEntry(Entry):
    """One of `[[referrals]]`."""

    kind: Annotated[ReferralKind, Field(description="one of " + ", ".join(ReferralKind))]
    """The kind of help."""
    name: Annotated[_Name, Field(description=_NAME_ACCEPTED)]
    """The name of the place."""
    number: Annotated[str, Field(pattern=r"^[0-9]{3,13}$", description='3 to 13 digits such as "1192"')]
    """The number to call."""
    zones: Annotated[tuple[Slug, ...], Field(description="a list of keys of zones, none for all zones")] = ()
    """The zones that it is near to."""
    checked_on: Annotated[date, Field(strict=True, description="a date such as 2026-11-01")]
    """The day on which somebody last checked that it is there. The line leaves the menu 180 days later."""


class PaperEntry(Entry):
    """One of `[[papers]]`."""

    kind: Annotated[PaperKind, Field(description="one of " + ", ".join(PaperKind))]
    """The kind of the paper. A `certificate` of registration bears the mode: when it ends, Doria refers every report by
    itself, until a newer one stands in the file.
    """
    number: Annotated[Shown, Field(max_length=20, description="1 to 20 GSM-7 characters")]
    """The number on the paper. Residents read that of the certificate, and police read it in alerts while it is valid.
    """
    begins: Annotated[date, Field(alias="from", strict=True, description="a date such as 2026-12-05")]
    """The first day on which the paper is valid."""
    ends: Annotated[
        date | None, Field(alias="to", strict=True, description="a date such as 2026-12-05, or no such key")
    ] = None
    """The last day on which the paper is valid. Coordinators are told 60, 30 and 7 days before it. A paper without this
    key has no end.
    """
    seen_by: Annotated[Shown, Field(max_length=60, description="1 to 60 GSM-7 characters")]
    """The person who has seen the original. Only people with a desk read it."""

    @model_validator(mode="after")
    def _is_possible(self) -> "PaperEntry":
        if self.ends is not None and self.ends < self.begins:
            message = Said("it ends before it begins; accepted: a `to` that is not before `from`, or no such key")
            raise ValueError(message)
        return self
