"""The sections of the community file, one pydantic model each. A description says what a key accepts."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from gateway.communities.values import (
    AMOUNT_ACCEPTED,
    DAYS,
    DURATION_ACCEPTED,
    LONGEST_HEADING,
    LONGEST_LINE,
    LONGEST_RULE,
    LONGEST_WHY,
    LONGEST_ZONE_NAME,
    MOST_ASKED,
    MOST_REPEATS,
    ROLES_ACCEPTED,
    Language,
    Minutes,
    Shown,
    Slug,
    Some,
    before_midnight,
    country_code,
    decision_number,
    duration,
    duress_word,
    hours,
    household_word,
    no_repeats,
    no_value,
    one_word,
    phone_number,
    public_number,
    short_line,
    short_rule,
    short_zone,
    station_name,
    time_zone,
    wall_time,
    zone_name,
)
from menus.domain.categories import Level, Track
from menus.domain.community import Mode, Role, Stage
from menus.domain.cover import LONGEST
from menus.domain.papers import PaperKind
from menus.domain.referrals import ReferralKind
from menus.domain.said import Said
from menus.domain.tiles import SIDE
from menus.domain.zone_facts import MOST_HOUSEHOLDS, Rent


class Entry(BaseModel):
    """A table of the file. An unknown key is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class CommunityEntry(Entry):
    """`[community]`."""

    key: Annotated[Slug, Field(description="lower-case letters, digits and single hyphens")]
    """The name that Doria knows the community by. A file with the same key replaces the one in force."""
    name: Annotated[Shown, Field(max_length=40, description="1 to 40 GSM-7 characters")]
    """The name of the community, as people say it."""
    short: Annotated[
        str,
        AfterValidator(one_word),
        Field(min_length=2, description="one word of 2 to 11 GSM-7 characters, at least one a letter"),
    ]
    """The word that every text and the main page begin with."""
    example: Annotated[bool, Field(strict=True, description="true or false")] = False
    """Marks invented people and numbers. A real network never gets a text for an example file."""
    timezone: Annotated[
        ZoneInfo,
        BeforeValidator(time_zone),
        Field(description='an IANA time zone such as "Africa/Nairobi"'),
    ]
    """The time zone of quiet hours, shifts and every time that a text shows."""
    country: Annotated[
        str | None,
        BeforeValidator(country_code),
        Field(description='two letters of ISO 3166-1 such as "KE" or "UG", or no such key: the time zone tells it'),
    ] = None
    """The country whose national phone numbers this file may use."""
    languages: Annotated[
        tuple[Language, ...],
        Some,
        AfterValidator(no_repeats),
        Field(description='codes of languages such as "sw" and "en", at least one, none twice, the first the default'),
    ]
    """The languages of pages and texts. A caller can change to the next one under 0 More."""
    mode: Annotated[Mode, Field(description='"patrol" or "refer-only"')]
    """`patrol` sends patrols. `refer-only` sends none: no ladder may name a patrol role."""
    stage: Annotated[Stage, Field(description='"dry-run", "shadow" or "live"')] = Stage.LIVE
    """The people whom Doria texts: `dry-run` texts nobody, `shadow` coordinators alone, `live` all. Before `live`,
    every first and last page tells that it is a trial.
    """
    ussd_codes: Annotated[
        tuple[Annotated[str, Field(pattern=r"^\*[0-9]+(\*[0-9]+)*#$", max_length=20)], ...],
        Some,
        AfterValidator(no_repeats),
        Field(description='a list of at least one code such as "*384*77#", none twice'),
    ]
    """The codes that residents dial. Two communities never share one."""
    sms_codes: Annotated[
        tuple[Annotated[str, Field(pattern=r"^[0-9]{3,13}$")], ...],
        Some,
        AfterValidator(no_repeats),
        Field(description='a list of at least one code of 3 to 13 digits such as "22384", none twice'),
    ]
    """The short codes that people write to. Alerts come from the first one, so that they can be answered."""
    quiet_hours: Annotated[
        tuple[int, int] | None,
        BeforeValidator(hours),
        Field(description='hours such as "22:00-06:00" in which minor alerts wait, or no such key'),
    ] = None
    """The hours in which minor alerts wait. People on duty get them at once; others get one text in the morning."""
    sender_id: Annotated[Shown | None, Field(max_length=11, description="1 to 11 GSM-7 characters, or no such key")] = (
        None
    )
    """The sender name of texts that need no answer."""


class RecordEntry(Entry):
    """`[record]`."""

    neighbour: Annotated[Slug | None, Field(description="the key of another community, or no such key")] = None
    """The community whose oversight gets the words of this record each night, to keep them. Its file must name this
    community in the same way: then each keeps the words of the other.
    """


class HelplineEntry(Entry):
    """One line of `[helplines]`."""

    number: Annotated[str, Field(pattern=r"^[0-9]{3,13}$", description='3 to 13 digits such as "999"')]
    """The number to call."""
    verified_on: Annotated[date, Field(strict=True, description="a date such as 2026-11-01")]
    """The day on which somebody last called the number and it answered."""


_Number = Annotated[int, Field(strict=True, ge=0, lt=SIDE)]


class ZoneEntry(Entry):
    """One of `[[zones]]`."""

    key: Annotated[Slug, Field(description="lower-case letters, digits and single hyphens")]
    """The name that the rest of this file uses for the zone."""
    name: Annotated[
        dict[Language, Annotated[str, AfterValidator(short_zone)]],
        BeforeValidator(zone_name),
        Some,
        Field(
            description=f"at most {LONGEST_ZONE_NAME} GSM-7 characters,"
            ' or a table of such names such as { sw = "Sokoni", en = "Market" }'
        ),
    ]
    """The name that residents see under "Where?". Of two words, the one that no other zone has is enough in an SMS."""
    landmarks: Annotated[tuple[Shown, ...], Field(description="a list of names in GSM-7 characters")] = ()
    """Other words for the zone. Doria finds them in typed places and in SMS."""
    near: Annotated[tuple[Slug, ...], Field(description="a list of keys of neighbouring zones")] = ()
    """The neighbouring zones. It is enough that one of two zones names the other. Reports from neighbours can be one
    incident.
    """
    at: Annotated[
        tuple[_Number, _Number] | None,
        Field(description=f"a column and a row such as [2, 0], two whole numbers from 0 to {SIDE - 1}, or no such key"),
    ] = None
    """The tile of the zone on the desk's page of zones: the column from the left, then the row from the top. Without it
    the zone stands beside its neighbours.
    """
    households: Annotated[
        int | None,
        Field(strict=True, ge=1, le=MOST_HOUSEHOLDS, description="a whole number from 1 to 1000000, or no such key"),
    ] = None
    """The households of the zone, counted or estimated. Figures tell then how many incidents there are for each 1,000.
    It changes no dispatch.
    """
    rent: Annotated[Rent | None, Field(description='"low", "mid" or "high", or no such key')] = None
    """The rents of the zone beside those of the others. It stands beside the answer times; it changes no dispatch."""
    owners_on_site: Annotated[bool | None, Field(strict=True, description="true or false, or no such key")] = None
    """Whether most owners live in the zone. It stands beside the answer times; it changes no dispatch."""


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
    ] = {}
    """What money is spent on. Stipends have a heading of their own, so `stipend` is no key here. In `refer-only`
    none may be for patrols.
    """
    stipend_cap: Annotated[int | None, Field(strict=True, ge=1, le=MOST_ASKED, description=AMOUNT_ACCEPTED)] = None
    """The most that one person gets as a stipend in a month. Without it nobody gets any."""
    accounts: Annotated[tuple[AccountEntry, ...], Field(description="[[giving.accounts]] tables")] = ()
    """The accounts that people can pay to. Cash needs none."""


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


class StepEntry(Entry):
    """One rung of a ladder; `after` is None if the file gives no wait."""

    notify: Annotated[tuple[Role, ...], Some, Field(description=ROLES_ACCEPTED)]
    """The roles that this rung alerts."""
    after: Annotated[timedelta | None, BeforeValidator(duration), Field(description=DURATION_ACCEPTED)] = None
    """The wait since the rung before. The first rung may leave it out; the others need it. In a new file it is at most
    15 minutes for `major`, an hour for `urgent` and `private`, and a day for `minor` and `hazard`.
    """


class LadderEntry(Entry):
    """One of `[[ladders]]`."""

    level: Annotated[Level, Field(description="one of " + ", ".join(Level))]
    """The level of the reports that this ladder is for."""
    track: Annotated[Track, Field(description="one of " + ", ".join(Track))]
    """The track that this ladder is for. Each track of a level has one ladder, and the tracks go on side by side until
    each is answered.
    """
    steps: Annotated[tuple[StepEntry, ...], Some, Field(description='a list of steps such as { notify = ["police"] }')]
    """The rungs, in order."""
    repeat: Annotated[
        int,
        Field(strict=True, ge=0, le=MOST_REPEATS, description=f"a number from 0 to {MOST_REPEATS}"),
    ] = 0
    """The number of further rounds of the whole ladder. Each further round begins after the longest `after` in it."""
    decision: Annotated[str | None, Field(pattern=r"^D[1-9][0-9]{0,5}$", description='a decision such as "D12"')] = None
    """The decision of the association that lets a ladder of minor reports name police. Without one, a new file may name
    none there: a petty matter comes to police when a person asks them.
    """
