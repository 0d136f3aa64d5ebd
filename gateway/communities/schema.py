"""The sections of the community file about the community, its record, its helplines and its zones.

Each section is a pydantic model. A description says what a key accepts. The models of the other sections stand in
`schema_people`, `schema_ladders`, `schema_giving` and `schema_association`.
"""

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from gateway.communities.values import (
    LONGEST_ZONE_NAME,
    Language,
    Shown,
    Slug,
    Some,
    country_code,
    hours,
    no_repeats,
    one_word,
    short_zone,
    time_zone,
    zone_name,
)
from menus.domain.community import Mode, Stage
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
