"""The sections of the community file about people: who they are, their shifts and their covers."""

from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from gateway.communities.schema import Entry
from gateway.communities.values import (
    DAYS,
    LONGEST_WHY,
    ROLES_ACCEPTED,
    Language,
    Minutes,
    Shown,
    Some,
    before_midnight,
    duress_word,
    household_word,
    no_value,
    phone_number,
    public_number,
    station_name,
    wall_time,
)
from menus.domain.cover import LONGEST
from menus.domain.roles import Role
from menus.domain.said import Said


class PersonEntry(Entry):
    """One of `[[people]]`; `phone` becomes E.164, read in the context's country."""

    name: Annotated[Shown, Field(max_length=60, description="1 to 60 GSM-7 characters")]
    """The name of the person. Others with a role may read it in a text; residents never do."""
    phone: Annotated[
        str,
        AfterValidator(phone_number),
        Field(description="a mobile phone number; `phone_accepted` says how it may look"),
    ]
    """The phone of the person. Each number may stand in the file once."""
    roles: Annotated[tuple[Role, ...], Some, Field(description=ROLES_ACCEPTED)]
    """The roles of the person. Patrol roles count only while the person is on duty."""
    zones: Annotated[tuple[str, ...], Field(description="a list of zone keys, none for all zones")] = ()
    """The zones that the person answers for. A coordinator with zones commands in those, and in zones that no
    coordinator has.
    """
    language: Annotated[
        Language | None, Field(description='one of the languages of the community such as "sw" or "en"')
    ] = None
    """The language of the person's texts; the first language of the community if this is not given."""
    tenure: Annotated[
        Literal["tenant", "landlord", "absent"] | None,
        BeforeValidator(no_value),
        Field(description='"tenant", "landlord", "absent" or "none", or no such key'),
    ] = None
    """The person's tenure: they rent or own. A landlord is left out of reports about "a leader/landlord"; it changes
    nothing else.
    """
    team: Annotated[Shown | None, Field(max_length=40, description="1 to 40 GSM-7 characters")] = None
    """The team that `SEND REF team` and shifts can name."""
    duress: Annotated[
        Annotated[str, Field(pattern=r"^[A-Za-z]{4,20}$"), AfterValidator(duress_word)] | None,
        Field(description="one word of 4 to 20 letters that is no command, or no such key"),
    ] = None
    """A secret word of the person. An SMS that holds it calls for help, and the answer says that all is well."""
    public_phone: Annotated[
        Literal[True] | str | None,
        BeforeValidator(public_number),
        Field(description="true for `phone`, or another mobile phone number, or no such key; a coordinator's only"),
    ] = None
    """The number of a coordinator that police contacts may read: in an alert where there is room, and in the answer to
    words that were not understood.
    """
    public_name: Annotated[bool, Field(strict=True, description="true or false")] = False
    """Whether residents may read the name under 0 More, 8. The person must have agreed."""
    household: Annotated[
        str | None,
        AfterValidator(household_word),
        Field(description="one word of at most 20 GSM-7 characters, or no such key"),
    ] = None
    """A word that those who live together share. Of two who must both agree to a payment, each is of another one."""
    station: Annotated[
        str | None,
        AfterValidator(station_name),
        Field(description="letters and single spaces, at most 20; a police contact's only; or no such key"),
    ] = None
    """The police station of a police contact. The figures of the police are told by station; without this key, all
    contacts are of one.
    """


class ShiftEntry(Entry):
    """One of `[[shifts]]`; times become minutes since midnight."""

    team: Annotated[
        Shown | None, Field(max_length=40, description="the team of at least one person, a zone's key or a role")
    ] = None
    """Everybody of this team is on duty. A zone's key or a patrol role stands for its patrollers if no team has
    that name.
    """
    people: Annotated[
        tuple[str, ...], Field(description="a list of phone numbers or names of people in this file")
    ] = ()
    """These people are on duty."""
    roles: Annotated[tuple[Role, ...], Field(description=ROLES_ACCEPTED)] = ()
    """Everybody with one of these roles is on duty."""
    days: Annotated[
        tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...],
        Some,
        Field(description="a list of at least one of " + ", ".join(DAYS)),
    ]
    """The days on which the shift begins."""
    begins: Annotated[
        Minutes,
        AfterValidator(before_midnight),
        Field(alias="from", description='a time of day from "00:00" to "23:59"'),
    ]
    """The time at which the shift begins."""
    ends: Annotated[Minutes, Field(alias="to", description='a time of day from "00:00" to "24:00"')]
    """The time at which the shift ends. A time that is not later than `from` is on the next day."""

    @model_validator(mode="after")
    def _is_somebodys(self) -> "ShiftEntry":
        if not (self.team or self.people or self.roles):
            message = Said("nobody is named; accepted: at least one of team, people and roles")
            raise ValueError(message)
        return self


_WALL_TIME = "a day and a time without quotes such as 2026-12-05T18:00:00"


class CoverEntry(Entry):
    """One of `[[covers]]`; times are those on the wall."""

    person: Annotated[str, Field(description="the phone number or the name of a patroller in this file")]
    """The patroller who serves."""
    instead_of: Annotated[
        str | None, Field(alias="for", description="the phone number or the name of another patroller in this file")
    ] = None
    """The patroller in whose place they serve: in that one's shifts and zones, with that one's patrol roles. That one
    is off duty meanwhile.
    """
    shift: Annotated[
        int | None, Field(strict=True, ge=1, description="the number of a shift in this file, from 1, or no such key")
    ] = None
    """The shift in which they serve, beside its people. Without `for` and `shift` they serve all these hours."""
    begins: Annotated[datetime, Field(alias="from", strict=True, description=_WALL_TIME), AfterValidator(wall_time)]
    """The time from which they serve."""
    ends: Annotated[datetime, Field(alias="to", strict=True, description=_WALL_TIME), AfterValidator(wall_time)]
    """The time until which they serve: at most 60 days later."""
    why: Annotated[Shown, Field(max_length=LONGEST_WHY, description=f"1 to {LONGEST_WHY} GSM-7 characters")]
    """The reason of the cover, as somebody has given it."""

    @model_validator(mode="after")
    def _is_possible(self) -> "CoverEntry":
        if self.instead_of is not None and self.shift is not None:
            message = Said("both `for` and `shift` are there; accepted: one of them, or none")
            raise ValueError(message)
        if not timedelta() < self.ends - self.begins <= LONGEST:
            pattern = "it ends too late or too early; accepted: a `to` later than `from`, at most {days} days"
            message = Said(pattern, days=LONGEST.days)
            raise ValueError(message)
        return self
