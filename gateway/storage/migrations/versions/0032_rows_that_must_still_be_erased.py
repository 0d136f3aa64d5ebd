"""Index the rows that must still be erased or matched, and note of each incident when its words were erased."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None
_SOME: tuple[tuple[str, str, str, str], ...] = (
    ("ix_incidents_kept_closed_at", "incidents", "closed_at", "erased_at IS NULL AND closed_at IS NOT NULL"),
    ("ix_incidents_kept_opened_at", "incidents", "opened_at", "erased_at IS NULL AND closed_at IS NULL"),
    ("ix_incidents_of_helpers", "incidents", "id", "person_id IS NOT NULL AND level = 'private'"),
    ("ix_reports_with_number", "reports", "id", "reporter_phone IS NOT NULL"),
    ("ix_drafts_kept", "drafts", "due_at, touched_at", "(phone IS NOT NULL OR place IS NOT NULL)"),
    ("ix_questions_answered_in", "questions", "answered_at", "answered_in IS NOT NULL"),
    ("ix_messages_kept_created_at", "messages", "created_at", "length(phone) > 0"),
    ("ix_receipts_waiting", "receipts", "received_at", "message_id IS NULL"),
    ("ix_inbound_sms_ties", "inbound_sms", "received_at", "private_report_id IS NOT NULL"),
    ("ix_inbound_sms_twins", "inbound_sms", "received_at", "twin_key IS NOT NULL"),
)
_ALL: tuple[tuple[str, str, str], ...] = (
    ("ix_inbound_sms_received_at", "inbound_sms", "received_at"),
    ("ix_backup_sends_due_at", "backup_sends", "due_at"),
    ("ix_attempts_at", "attempts", "at"),
    ("ix_confirmations_expires_at", "confirmations", "expires_at"),
)


def upgrade() -> None:
    op.add_column("incidents", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    for name, table, columns, where in _SOME:
        some = sa.text(where)
        op.create_index(name, table, columns.split(", "), sqlite_where=some, postgresql_where=some)
    for name, table, column in _ALL:
        op.create_index(name, table, [column])


def downgrade() -> None:
    for name, table, _ in reversed(_ALL):
        op.drop_index(name, table_name=table)
    for name, table, _, _ in reversed(_SOME):
        op.drop_index(name, table_name=table)
    op.drop_column("incidents", "erased_at")
