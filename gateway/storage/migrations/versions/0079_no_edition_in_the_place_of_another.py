"""Refuse an edition that takes the place of one that is there.

On SQLite, `INSERT OR REPLACE` takes a row away without a DELETE, so it led around the triggers of editions.
"""

from alembic import op

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

_REFUSED = "a published edition is never changed"
_SAME = "id = NEW.id OR (community_id = NEW.community_id AND period = NEW.period AND number = NEW.number)"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER published_editions_no_replace BEFORE INSERT ON published_editions"  # noqa: S608 - our own names
            f" WHEN EXISTS (SELECT 1 FROM published_editions WHERE {_SAME})"
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER published_editions_no_replace")
