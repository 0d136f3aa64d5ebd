"""Ties to requests for patrols: the people of a community whom their interests take out of a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.storage.models import Incident, PatrolRequest
from menus.domain import patrol_ties, rise_kinds
from menus.domain.community import Person
from menus.domain.patrol_ties import About, TiedIncident


@dataclass(frozen=True)
class Ties:
    """The interests of a community, with the incidents that they are about."""

    record: CommunityRecord
    incidents: Mapping[int, TiedIncident]

    @classmethod
    def read(cls, session: Session, record: CommunityRecord) -> Self:
        """Read the incidents in which somebody has an interest."""
        ids = {one.incident_id for one in record.interests if one.incident_id is not None}
        columns = (
            Incident.id,
            Incident.zone,
            Incident.category,
            Incident.harm,
            Incident.crime_class,
            Incident.opened_at,
        )
        rows = session.execute(select(*columns).where(Incident.id.in_(sorted(ids)))) if ids else ()
        return cls(
            record,
            {
                row.id: TiedIncident(
                    row.zone, rise_kinds.kind_of(row.category, row.harm, row.crime_class), row.opened_at
                )
                for row in rows
            },
        )

    def phones(self, row: PatrolRequest) -> frozenset[str]:
        """Return the phones of those who are out of a request."""
        about = About(row.zone, row.category, row.asked_at)
        tied = patrol_ties.tied(self.record.interests, self.incidents, about)
        return frozenset(phone for phone, person_id in self.record.person_ids.items() if person_id in tied)

    def may_know(self, person: Person, row: PatrolRequest) -> bool:
        """Return whether a person may know of a request: whoever has asked for it knows of it in any case."""
        return row.asked_by == self.record.person_ids[person.phone] or person.phone not in self.phones(row)
