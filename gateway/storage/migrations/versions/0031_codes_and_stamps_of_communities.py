"""Give communities a stamp that rises with each change, and their codes a table in which each stands once.

What the files say is filled in by whoever migrates: only Doria itself can read a file.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("communities", sa.Column("stamp", _SERIAL, server_default="0", nullable=False))
    op.create_index(op.f("ix_communities_stamp"), "communities", ["stamp"])
    for name in ("short", "country", "kept_as"):
        op.add_column("communities", sa.Column(name, sa.String(), nullable=True))
    op.add_column("communities", sa.Column("is_example", sa.Boolean(), nullable=True))
    op.create_table(
        "community_codes",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_community_codes_community_id")),
        sa.PrimaryKeyConstraint("kind", "code", name=op.f("pk_community_codes")),
    )
    op.create_index(op.f("ix_community_codes_community_id"), "community_codes", ["community_id"])


def downgrade() -> None:
    op.drop_table("community_codes")
    op.drop_index(op.f("ix_communities_stamp"), "communities")
    with op.batch_alter_table("communities") as batch:
        for name in ("is_example", "kept_as", "country", "short", "stamp"):
            batch.drop_column(name)
