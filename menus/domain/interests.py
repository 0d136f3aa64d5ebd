"""Interests: whoever is tied to a matter is out of it. The incident is unknown to them, as if it did not exist.

A person says it of themselves, or oversight says it of them. It holds for one incident, or for what happens in a zone.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Protocol

from menus.domain import tenures
from menus.domain.accused import AccusedGroup, is_accused
from menus.domain.categories import Level
from menus.domain.community import Community, Person
from menus.domain.roles import Role


class InterestKind(StrEnum):
    """A tie between a person and a matter. The values are stored. `UNSAID`: they have not said what."""

    KIN = "kin"
    TENANT = "tenant"
    LANDLORD = "landlord"
    EMPLOYER = "employer"
    DEBT = "debt"
    UNSAID = "unsaid"


class Placed(Protocol):
    """The facts of an incident that decide whom an interest takes out of it."""

    @property
    def id(self) -> int:
        """The id of its row."""

    @property
    def level(self) -> Level:
        """Its level."""

    @property
    def zone(self) -> str | None:
        """The key of its zone."""

    @property
    def opened_at(self) -> datetime:
        """The moment at which it was opened (aware)."""


@dataclass(frozen=True)
class Interest:
    """The interest of a person (the id of their row) in one incident, or in a zone.

    `until` (aware) ends an interest in a zone: what was opened before it stays unknown to the person for good. An
    interest in a zone does not count for a closed circle, whose few people may be the only ones who can help.
    """

    person_id: int
    incident_id: int | None = None
    zone: str | None = None
    until: datetime | None = None

    def holds_for(self, incident: Placed) -> bool:
        """Return whether it takes the person out of an incident."""
        if self.incident_id is not None:
            return self.incident_id == incident.id
        if self.zone is None or self.zone != incident.zone or incident.level.has_circle:
            return False
        return self.until is None or incident.opened_at < self.until


def name_of(interests: Iterable[Interest], person_id: int) -> str:
    """Return a name for what a person has an interest in, so that figures can be kept without it; empty for nothing.

    Whoever has the same interests has the same name, and a new interest makes another one.
    """
    theirs = sorted(
        {
            (one.incident_id or 0, one.zone or "", one.until.astimezone(UTC).isoformat() if one.until else "")
            for one in interests
            if one.person_id == person_id
        }
    )
    return sha256(repr(theirs).encode()).hexdigest() if theirs else ""


def named(interests: Collection[Interest], name: str) -> int | None:
    """Return somebody who has the interests of a name; None if nobody has them any more."""
    return next((one.person_id for one in interests if name_of(interests, one.person_id) == name), None)


def recused(interests: Iterable[Interest], incident: Placed) -> frozenset[int]:
    """Return the people (the ids of their rows) whom interests take out of an incident."""
    return frozenset(one.person_id for one in interests if one.holds_for(incident))


def zones_not_told(interests: Iterable[Interest], person_id: int, since: datetime) -> frozenset[str]:
    """Return the zones of which a person may not know what has happened since a moment (aware), or a part of it.

    A number of such a zone would be too small: it is said that they are not told it. An interest in one incident hides
    no zone: its number stands there without it, and nothing tells of a gap.
    """
    theirs = (one for one in interests if one.person_id == person_id and one.incident_id is None)
    return frozenset(one.zone for one in theirs if one.zone is not None and (one.until is None or one.until > since))


def lacks_coordinators(community: Community, recused: Collection[str], group: AccusedGroup | None = None) -> bool:
    """Return whether interests have left nobody who may coordinate an incident: then oversight does.

    `recused` are the phones of those who are out of it.
    """
    return bool(recused) and not _free(community, Role.COORDINATOR, recused, group)


def leaves_nobody(
    community: Community, recused: Collection[str], group: AccusedGroup | None = None, *, is_complaint: bool = False
) -> bool:
    """Return whether nobody would be left to see to an incident with these phones out of it.

    A complaint is oversight's alone. Such an interest is not taken: an incident that nobody sees is lost.
    """
    roles = (Role.OVERSIGHT,) if is_complaint else (Role.COORDINATOR, Role.OVERSIGHT)
    return not any(_free(community, role, recused, group) for role in roles)


def to_tell(
    community: Community, recused: Collection[str], zone: str | None, by: Person, group: AccusedGroup | None = None
) -> tuple[Person, ...]:
    """Return the coordinators who are told that an incident is theirs now.

    They are of another tenure than the person who has left it; if there is none, every other one; then oversight.
    Those who cover the zone come before all others.
    """
    free = _free(community, Role.COORDINATOR, recused, group)
    others = [person for person in free if is_other_tenure(person, by)] or free
    near = [person for person in others if person.covers(zone)] or others
    return tuple(near) or tuple(_free(community, Role.OVERSIGHT, recused, group))


def is_other_tenure(person: Person, than: Person) -> bool:
    """Return whether a person has a tenure, and another one than somebody else."""
    return tenures.is_another(person, than)


def _free(community: Community, role: Role, recused: Collection[str], group: AccusedGroup | None) -> list[Person]:
    return [
        person for person in community.having((role,)) if person.phone not in recused and not is_accused(person, group)
    ]
