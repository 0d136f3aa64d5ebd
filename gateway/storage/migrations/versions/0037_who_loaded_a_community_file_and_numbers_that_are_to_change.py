"""Keep who loaded each version of a community file and why, and the requests that somebody gets another number."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0035"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_INDEXED = ("community_id", "person_id", "asked_by", "phone_hash", "asked_at")


def upgrade() -> None:
    for name in ("loaded_by", "why"):
        op.add_column("community_versions", sa.Column(name, sa.LargeBinary(), nullable=True))
    op.create_table(
        "phone_changes",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.Column("asked_by", _SERIAL, nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("phone_hash", sa.LargeBinary(length=16), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", _SERIAL, nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_phone_changes_community_id")),
        *(
            sa.ForeignKeyConstraint([name], ["people.id"], name=op.f(f"fk_phone_changes_{name}"))
            for name in ("person_id", "asked_by", "confirmed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_changes")),
    )
    for name in _INDEXED:
        op.create_index(op.f(f"ix_phone_changes_{name}"), "phone_changes", [name])


def downgrade() -> None:
    op.drop_table("phone_changes")
    for name in ("why", "loaded_by"):
        op.drop_column("community_versions", name)
