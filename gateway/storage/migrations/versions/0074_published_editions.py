"""Keep the editions of the published tables. A trigger refuses each UPDATE and each DELETE of one.

On SQLite, `INSERT OR REPLACE` takes a row away without a DELETE: a trigger of its own refuses that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_REFUSED = "a published edition is never changed"
_SAME = "id = NEW.id OR (community_id = NEW.community_id AND period = NEW.period AND number = NEW.number)"


def upgrade() -> None:
    op.create_table(
        "published_editions",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", _SERIAL, nullable=True),
        sa.Column("shared_with", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["communities.id"], name=op.f("fk_published_editions_community_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_published_editions_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_published_editions")),
        sa.UniqueConstraint(
            "community_id", "period", "number", name=op.f("uq_published_editions_community_id_period_number")
        ),
        sqlite_autoincrement=True,
    )
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER published_editions_no_{act} BEFORE {act.upper()} ON published_editions"
                f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            )
        op.execute(
            "CREATE TRIGGER published_editions_no_replace BEFORE INSERT ON published_editions"  # noqa: S608 - our own names
            f" WHEN EXISTS (SELECT 1 FROM published_editions WHERE {_SAME})"
            f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION refuse_change_of_edition() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    run = "EXECUTE FUNCTION refuse_change_of_edition()"
    op.execute(
        f"CREATE TRIGGER published_editions_no_change BEFORE UPDATE OR DELETE ON published_editions FOR EACH ROW {run}"
    )
    op.execute(
        f"CREATE TRIGGER published_editions_no_truncate BEFORE TRUNCATE ON published_editions FOR EACH STATEMENT {run}"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete", "replace"):
            op.execute(f"DROP TRIGGER published_editions_no_{act}")
    op.drop_table("published_editions")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_change_of_edition()")
