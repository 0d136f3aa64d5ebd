"""Keep the figures that take long to count: a worker counts them, and a page shows them.

What is left out of them is part of their key, so that nobody reads of an interest that is newer than they.
"""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "kept_figures",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("left_out", sa.String(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("begun_at", _MOMENT, nullable=True),
        sa.Column("counted_at", _MOMENT, nullable=True),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_kept_figures_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_figures")),
        sa.UniqueConstraint(
            "community_id",
            "subject",
            "period",
            "left_out",
            name=op.f("uq_kept_figures_community_id_subject_period_left_out"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_kept_figures_asked_at"), "kept_figures", ["asked_at"])


def downgrade() -> None:
    op.drop_table("kept_figures")
