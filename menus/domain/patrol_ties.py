"""Ties to requests for patrols: whoever has an interest in what a request is about is out of it.

A request is about its zone and its kind, in the weeks that it looks at: those that a rise tells of, and all that come
after them. Whoever is out of it is not asked, is told nothing of it, and decides nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from menus.domain.categories import Category
from menus.domain.interests import Interest
from menus.domain.local_weeks import WEEK
from menus.domain.rise import QUIET
from menus.domain.usual import LATELY

LOOKED_AT = (LATELY + QUIET) * WEEK
"""The time before a request that it looks at: the weeks that a rise tells of, and those for which it stands."""


@dataclass(frozen=True)
class About:
    """The zone and the kind that a request is about, and when it was asked (aware)."""

    zone: str
    kind: Category
    asked_at: datetime


@dataclass(frozen=True)
class TiedIncident:
    """An incident that somebody has an interest in: its zone, the kind that it counts to, and when it was opened."""

    zone: str | None
    kind: Category | None
    opened_at: datetime


def tied(interests: Iterable[Interest], incidents: Mapping[int, TiedIncident], about: About) -> frozenset[int]:
    """Return the people (the ids of their rows) who are out of a request. `incidents` are known by their ids."""
    since = about.asked_at - LOOKED_AT
    return frozenset(one.person_id for one in interests if _holds(one, incidents, about, since))


def tied_to_zone(interests: Iterable[Interest], zone: str, asked_at: datetime) -> frozenset[int]:
    """Return the people who are out of every request for a zone that is asked at a moment (aware)."""
    since = asked_at - LOOKED_AT
    return frozenset(one.person_id for one in interests if _holds_for_zone(one, zone, since))


def _holds(one: Interest, incidents: Mapping[int, TiedIncident], about: About, since: datetime) -> bool:
    if one.incident_id is None:
        return _holds_for_zone(one, about.zone, since)
    incident = incidents.get(one.incident_id)
    if incident is None or incident.opened_at < since:
        return False
    return (incident.zone, incident.kind) == (about.zone, about.kind)


def _holds_for_zone(one: Interest, zone: str, since: datetime) -> bool:
    if one.incident_id is not None or one.zone != zone:
        return False
    return one.until is None or one.until > since
