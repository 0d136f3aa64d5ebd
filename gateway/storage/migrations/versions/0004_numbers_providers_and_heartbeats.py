"""The moment at which a number was last heard of, providers that rest, and heartbeats."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    for column in ("heard_at", "asked_at", "doubted_at"):
        op.add_column("people", sa.Column(column, _MOMENT, nullable=True))
    op.add_column("duties", sa.Column("instead_of", _SERIAL, nullable=True))
    op.add_column("incidents", sa.Column("person_id", _SERIAL, nullable=True))
    op.add_column("drafts", sa.Column("offered_state", sa.String(), nullable=True))
    op.create_table(
        "providers",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("rests_until", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_providers"),
    )
    op.create_table(
        "heartbeats",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("session_key", sa.LargeBinary(16), nullable=False),
        sa.Column("started_at", _MOMENT, nullable=False),
        sa.Column("filed_at", _MOMENT, nullable=True),
        sa.Column("message_id", _SERIAL, nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_heartbeats_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_heartbeats"),
        sa.UniqueConstraint("session_key", name="uq_heartbeats_session_key"),
    )
    op.create_index("ix_heartbeats_started_at", "heartbeats", ["started_at"])
    op.create_index("ix_pages_safe_asked_at", "pages", ["safe_asked_at"])
    op.create_index("ix_receipts_received_at", "receipts", ["received_at"])
    op.create_index("ix_drafts_touched_at", "drafts", ["touched_at"])


def downgrade() -> None:
    op.drop_index("ix_drafts_touched_at", "drafts")
    op.drop_index("ix_receipts_received_at", "receipts")
    op.drop_index("ix_pages_safe_asked_at", "pages")
    op.drop_index("ix_heartbeats_started_at", "heartbeats")
    op.drop_table("heartbeats")
    op.drop_table("providers")
    op.drop_column("drafts", "offered_state")
    op.drop_column("incidents", "person_id")
    op.drop_column("duties", "instead_of")
    for column in ("doubted_at", "asked_at", "heard_at"):
        op.drop_column("people", column)
