"""Never give the id of a deleted draft to another caller's draft.

On SQLite the next id was the highest one and one more: a draft that was erased as the newest left its id to the next
caller, and a session that was offered the erased one could be shown the other one.
"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("drafts", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
            pass


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("drafts", recreate="always"):
            pass
