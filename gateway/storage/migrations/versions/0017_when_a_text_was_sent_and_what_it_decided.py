"""The moment at which a text was sent, what it decided, and how it was answered; the moment of a late call for help."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_ALIKE = "ix_inbound_sms_from_hash_answer_hash_received_at"
_UNREAD = "ix_inbound_sms_from_hash_handled_at_received_at"
_PRIVATE = "ix_inbound_sms_private"
_SILENT = "ix_inbound_sms_from_hash_left_out_at"
_DECIDED = "ix_inbound_sms_from_hash_subject_incident_id_received_at"


def upgrade() -> None:
    op.add_column("inbound_sms", sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("inbound_sms", sa.Column("subject", sa.String(), nullable=True))
    op.add_column(
        "inbound_sms",
        sa.Column("incident_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
    )
    op.add_column("inbound_sms", sa.Column("answer_hash", sa.LargeBinary(16), nullable=True))
    op.add_column("inbound_sms", sa.Column("left_out_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("incidents", sa.Column("called_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(_UNREAD, "inbound_sms", ["from_hash", "handled_at", "received_at"])
    is_private = sa.text("private_report_id IS NOT NULL")
    op.create_index(
        _PRIVATE, "inbound_sms", ["from_hash", "received_at"], sqlite_where=is_private, postgresql_where=is_private
    )
    op.create_index(_ALIKE, "inbound_sms", ["from_hash", "answer_hash", "received_at"])
    op.create_index(_SILENT, "inbound_sms", ["from_hash", "left_out_at"])
    op.create_index(_DECIDED, "inbound_sms", ["from_hash", "subject", "incident_id", "received_at"])


def downgrade() -> None:
    op.drop_index(_DECIDED, "inbound_sms")
    op.drop_index(_SILENT, "inbound_sms")
    op.drop_index(_ALIKE, "inbound_sms")
    op.drop_index(_PRIVATE, "inbound_sms")
    op.drop_index(_UNREAD, "inbound_sms")
    op.drop_column("incidents", "called_at")
    for column in ("left_out_at", "answer_hash", "incident_id", "subject", "sent_at"):
        op.drop_column("inbound_sms", column)
