"""References of reports, so that several may stand for one incident; arrivals, reminders and those who go."""

import sqlalchemy as sa
from alembic import op
from stdnum import damm

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_REPORTS = """
    SELECT reports.id, reports.id = firsts.id AS is_first, incidents.reference
    FROM reports
    JOIN incidents ON incidents.id = reports.incident_id
    JOIN (SELECT incident_id, MIN(id) AS id FROM reports GROUP BY incident_id) AS firsts
        ON firsts.incident_id = reports.incident_id
    ORDER BY is_first DESC, reports.id
"""


def _reference(serial: int) -> str:
    """Return a report's reference as it was made when this was new."""
    position, digits = serial - 1, 4
    while position >= 9 * 10 ** (digits - 1):
        position -= 9 * 10 ** (digits - 1)
        digits += 1
    body = str(10 ** (digits - 1) + (position * 7_001 + 3_827) % (9 * 10 ** (digits - 1)))
    return body + str(damm.calc_check_digit(body))


def upgrade() -> None:
    op.add_column("incidents", sa.Column("told_more", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("reports", sa.Column("reference", sa.String(), nullable=True))
    connection = op.get_bind()
    taken: set[str] = set()
    for report_id, is_first, of_incident in connection.execute(sa.text(_REPORTS)).fetchall():
        # The first report and its incident share a reference. It is kept: a newer Doria may have made it otherwise.
        reference = of_incident if is_first and of_incident else _reference(report_id)
        if reference in taken:
            continue
        taken.add(reference)
        connection.execute(
            sa.text("UPDATE reports SET reference = :reference WHERE id = :id"),
            {"reference": reference, "id": report_id},
        )
    op.create_index("uq_reports_reference", "reports", ["reference"], unique=True)
    op.add_column("messages", sa.Column("second_due_at", _MOMENT, nullable=True))
    op.add_column("messages", sa.Column("second_tried", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_messages_second_due_at", "messages", ["second_due_at"])
    op.create_index("ix_messages_phone_hash_due_at", "messages", ["phone_hash", "due_at"])
    op.add_column("drafts", sa.Column("subject", sa.String(), nullable=True))
    for column in ("arrived_at", "reminded_at"):
        op.add_column("climbs", sa.Column(column, _MOMENT, nullable=True))
    op.add_column("pages", sa.Column("position", sa.Integer(), nullable=True))
    op.add_column("pages", sa.Column("safe_asked_at", _MOMENT, nullable=True))
    op.add_column("pages", sa.Column("safe_missed", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("pages", sa.Column("is_unreached", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    for column in ("is_unreached", "safe_missed", "safe_asked_at", "position"):
        op.drop_column("pages", column)
    for column in ("reminded_at", "arrived_at"):
        op.drop_column("climbs", column)
    op.drop_column("drafts", "subject")
    op.drop_index("ix_messages_phone_hash_due_at", "messages")
    op.drop_index("ix_messages_second_due_at", "messages")
    for column in ("second_tried", "second_due_at"):
        op.drop_column("messages", column)
    op.drop_index("uq_reports_reference", "reports")
    op.drop_column("reports", "reference")
    op.drop_column("incidents", "told_more")
