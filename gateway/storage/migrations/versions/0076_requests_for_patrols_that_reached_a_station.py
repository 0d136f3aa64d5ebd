"""Keep which texts took a request for patrols to which police station: one that never arrived is no silence of theirs.

Which texts those of before this release were is not known. Whether such a request arrived is not known either.
"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "patrol_request_texts",
        sa.Column("message_id", _SERIAL, nullable=False),
        sa.Column("request_id", _SERIAL, nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_patrol_request_texts_message_id")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["patrol_requests.id"], name=op.f("fk_patrol_request_texts_request_id")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_patrol_request_texts")),
    )
    op.create_index(op.f("ix_patrol_request_texts_request_id"), "patrol_request_texts", ["request_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_patrol_request_texts_request_id"), "patrol_request_texts")
    op.drop_table("patrol_request_texts")
