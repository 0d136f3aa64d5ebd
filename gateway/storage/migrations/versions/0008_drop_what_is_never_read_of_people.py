"""Drop the columns and the table of people that Doria wrote and never read.

Names and roles stand in the community file in force. A downgrade brings the columns back empty: the older code writes
them anew when it loads a file, and reads none of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("person_roles")
    op.drop_column("people", "name")
    op.drop_column("people", "active")


def downgrade() -> None:
    op.add_column("people", sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("people", sa.Column("name", sa.LargeBinary(), nullable=True))
    op.create_table(
        "person_roles",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_roles_person_id")),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_person_roles")),
    )
