"""Keep the pictures of the figures, which a worker draws: machines that share a database may share nothing else."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "figure_plots",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("drawn_at", _MOMENT, nullable=True),
        sa.Column("data_hash", sa.String(), nullable=True),
        sa.Column("counted_at", _MOMENT, nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("plots", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_figure_plots_community_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_plots")),
        sa.UniqueConstraint(
            "community_id",
            "weeks",
            "audience",
            "language",
            name=op.f("uq_figure_plots_community_id_weeks_audience_language"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_figure_plots_asked_at"), "figure_plots", ["asked_at"])


def downgrade() -> None:
    op.drop_table("figure_plots")
