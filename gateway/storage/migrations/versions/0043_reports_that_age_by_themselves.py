"""Let each report age by itself, let incidents that nobody closes end, and find the rows that name a person.

A report grows old from the first end of an incident that it belonged to. Of old reports that is the end of the
incident that they belong to, or of the one that they began, or the time when that one was joined to another.
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None
_KEPT = sa.text("erased_at IS NULL AND ended_at IS NOT NULL")
_HAS_NAME = sa.text('"by" IS NOT NULL')
_OF_PEOPLE: tuple[tuple[str, str, str], ...] = (
    ("ix_events_person_id", "events", "person_id"),
    ("ix_climbs_answered_by", "climbs", "answered_by"),
    ("ix_incidents_person_id", "incidents", "person_id"),
    ("ix_acts_person_id", "acts", "person_id"),
    ("ix_looks_person_id", "looks", "person_id"),
)
_FILL = sa.text(
    "UPDATE reports SET ended_at = ("
    " SELECT min(ends.at) FROM ("
    " SELECT closed_at AS at FROM incidents WHERE incidents.id = reports.incident_id"
    " UNION ALL SELECT closed_at FROM incidents WHERE incidents.reference = reports.reference"
    " UNION ALL SELECT events.at FROM events JOIN incidents ON incidents.id = events.incident_id"
    " WHERE incidents.reference = reports.reference AND events.kind = 'joined'"
    """ AND CAST(events.facts AS text) LIKE '%"into"%'"""
    ") AS ends)"
)
_ERASED = sa.text(
    "UPDATE reports SET erased_at = (SELECT erased_at FROM incidents WHERE incidents.id = reports.incident_id)"
    " WHERE ended_at IS NOT NULL"
)
_STILL_OPEN = sa.text("UPDATE incidents SET erased_at = NULL WHERE closed_at IS NULL AND erased_at IS NOT NULL")
"""Their words are erased, but they have never ended: the clock looks at them once more, and ends them."""


def upgrade() -> None:
    op.add_column("reports", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("reports", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    for statement in (_FILL, _ERASED, _STILL_OPEN):
        op.execute(statement)
    op.create_index("ix_reports_kept_ended_at", "reports", ["ended_at"], sqlite_where=_KEPT, postgresql_where=_KEPT)
    for name, table, column in _OF_PEOPLE:
        some = sa.text(f"{column} IS NOT NULL")
        op.create_index(name, table, [column], sqlite_where=some, postgresql_where=some)
    op.create_index("ix_questions_person_id", "questions", ["person_id"])
    op.create_index("ix_looks_kept", "looks", ["at"], sqlite_where=_HAS_NAME, postgresql_where=_HAS_NAME)


def downgrade() -> None:
    op.drop_index("ix_looks_kept", table_name="looks")
    op.drop_index("ix_questions_person_id", table_name="questions")
    for name, table, _ in reversed(_OF_PEOPLE):
        op.drop_index(name, table_name=table)
    op.drop_index("ix_reports_kept_ended_at", table_name="reports")
    op.drop_column("reports", "erased_at")
    op.drop_column("reports", "ended_at")
