"""Wording of requests for patrols: the zone, the days, the hours and the kind. No name of anybody, ever."""

from dataclasses import dataclass
from datetime import date

from menus.domain.categories import Category
from menus.domain.community import Community
from menus.sms import wording
from menus.text import catalog, gsm7
from menus.text.names import Text

WIDEST_ZONE = 16
"""The most septets of a zone's name in the text about a request."""
_HOUR = 60


@dataclass(frozen=True)
class ToldRequest:
    """The facts of a request that texts tell; `begins` and `ends` are minutes after midnight."""

    number: str
    zone: str
    category: Category
    first: date
    last: date
    begins: int
    ends: int
    lately: int | None = None
    usual: int | None = None


def days(told: ToldRequest) -> str:
    """Return the days of a request: `28/11-12/12`."""
    return f"{told.first:%d/%m}-{told.last:%d/%m}"


def hours(told: ToldRequest) -> str:
    """Return the hours of a request: `20:00-04:00`."""
    return f"{_clock(told.begins)}-{_clock(told.ends)}"


def zone(community: Community, language: str, key: str) -> str:
    """Return the name of a zone, cut so that it fits beside all else that a request tells."""
    return gsm7.cut(wording.place_name(community, language, key, ""), WIDEST_ZONE)


def tenure(language: str, tenure_of_asker: str | None) -> str:
    """Return the name of the tenure of whoever asks."""
    return wording.tenure_name(language, tenure_of_asker)


def values_of(community: Community, language: str, told: ToldRequest) -> dict[str, str]:
    """Return the values of the texts about a request."""
    return {
        "request": told.number,
        "where": zone(community, language, told.zone),
        "days": days(told),
        "hours": hours(told),
        "kind": wording.category_name(language, told.category),
    }


def to_police(community: Community, language: str, told: ToldRequest) -> dict[str, str]:
    """Return the values of the text to the police: with the figures, if there are any and they fit."""
    values = {**values_of(community, language, told), "figures": ""}
    if told.lately is None or told.usual is None:
        return values
    figures = catalog.say(language, Text.PATROLS_FIGURES, count=str(told.lately), usual=str(told.usual))
    with_them = {**values, "figures": figures}
    return with_them if gsm7.fits(wording.say(community, language, Text.PATROLS_POLICE, **with_them)) else values


def _clock(minutes: int) -> str:
    return f"{minutes // _HOUR:02}:{minutes % _HOUR:02}"
