"""Keep which erasing was asked for and must wait: for a report to close, or a text to leave."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "erase_requests",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("phone_hash", sa.LargeBinary(16), nullable=True),
        sa.Column("report_id", _SERIAL, nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_erase_requests_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erase_requests")),
        sa.UniqueConstraint("phone_hash", name=op.f("uq_erase_requests_phone_hash")),
        sa.UniqueConstraint("report_id", name=op.f("uq_erase_requests_report_id")),
    )
    op.create_index(op.f("ix_erase_requests_due_at"), "erase_requests", ["due_at"])


def downgrade() -> None:
    op.drop_table("erase_requests")
