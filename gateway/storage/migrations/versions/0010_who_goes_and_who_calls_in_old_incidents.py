"""Fill in, for open incidents of the first release: arrivals, assignments, and whose call for help it is.

The first release wrote these facts down as events alone. An incident of a newer Doria has them in its rows and is left
as it is.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_GOING = """
    SELECT events.incident_id, events.person_id, events.kind, climbs.answered_by
    FROM events
    JOIN incidents ON incidents.id = events.incident_id AND incidents.state = 'open'
    JOIN climbs ON climbs.incident_id = incidents.id AND climbs.track = 'patrol' AND climbs.answered_at IS NOT NULL
    WHERE events.kind IN ('going', 'here', 'cannot') AND events.person_id IS NOT NULL
    AND NOT EXISTS (
        SELECT 1 FROM pages WHERE pages.incident_id = incidents.id AND pages.position IS NOT NULL
    )
    ORDER BY events.id
"""
_PLACE = """
    UPDATE pages SET position = :position
    WHERE incident_id = :incident_id AND person_id = :person_id AND track = 'patrol'
"""
_ARRIVED = """
    UPDATE climbs SET due_at = NULL, arrived_at = (
        SELECT MAX(events.at) FROM events
        WHERE events.incident_id = climbs.incident_id AND events.kind = 'here' AND events.at >= climbs.answered_at
    )
    WHERE track = 'patrol' AND answered_at IS NOT NULL AND arrived_at IS NULL AND EXISTS (
        SELECT 1 FROM events
        JOIN pages ON pages.incident_id = events.incident_id AND pages.person_id = events.person_id
            AND pages.track = 'patrol'
        WHERE events.incident_id = climbs.incident_id AND events.kind = 'here' AND events.at >= climbs.answered_at
    ) AND EXISTS (
        SELECT 1 FROM incidents WHERE incidents.id = climbs.incident_id AND incidents.state = 'open'
    ) AND NOT EXISTS (
        SELECT 1 FROM pages WHERE pages.incident_id = climbs.incident_id AND pages.position IS NOT NULL
    )
"""
_CALLING = """
    UPDATE incidents SET person_id = (
        SELECT MIN(people.id) FROM reports
        JOIN people ON people.phone_hash = reports.reporter_hash AND people.community_id = reports.community_id
        WHERE reports.incident_id = incidents.id
    )
    WHERE category = 'officer-down' AND person_id IS NULL AND state = 'open'
"""


def upgrade() -> None:
    connection = op.get_bind()
    # Before the assignments are filled in: an incident that has some is one of a newer Doria.
    connection.execute(sa.text(_ARRIVED))
    for incident_id, people in _those_going(connection).items():
        for position, person_id in enumerate(people, start=1):
            row = {"position": position, "incident_id": incident_id, "person_id": person_id}
            connection.execute(sa.text(_PLACE), row)
    connection.execute(sa.text(_CALLING))


def _those_going(connection: sa.Connection) -> dict[int, Sequence[int]]:
    """Return the people who go to each open incident; the person who answered comes first and leads."""
    going: dict[int, dict[int, None]] = {}
    leads: dict[int, int] = {}
    for incident_id, person_id, kind, answered_by in connection.execute(sa.text(_GOING)):
        leads[incident_id] = answered_by
        people = going.setdefault(incident_id, {})
        if kind == "cannot":
            people.pop(person_id, None)
        else:
            people.setdefault(person_id)
    return {
        key: [*(p for p in people if p == leads[key]), *(p for p in people if p != leads[key])]
        for key, people in going.items()
    }


def downgrade() -> None:
    """Leave the rows: an older Doria reads these columns as well."""
