"""Keep interests, what became of arrests, support to the police, and requests for patrols.

A trigger refuses each UPDATE and each DELETE of an entry of support.
"""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0066"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_REFUSED = "an entry of support is never changed"
_KEPT_SAYER = sa.text("said_by IS NOT NULL")


def _id() -> sa.Column[int]:
    return sa.Column("id", _SERIAL, nullable=False)


def _serial(name: str, *, is_null: bool = False) -> sa.Column[int]:
    return sa.Column(name, _SERIAL, nullable=is_null)


def _moment(name: str, *, is_null: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=is_null)


def _links(table: str, **columns: str) -> list[sa.Constraint]:
    return [
        *(
            sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
            for column, to in columns.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def upgrade() -> None:
    op.create_table(
        "interests",
        _id(),
        _serial("community_id"),
        _serial("person_id"),
        sa.Column("kind", sa.String(), nullable=False),
        _serial("incident_id", is_null=True),
        sa.Column("zone", sa.String(), nullable=True),
        _moment("until", is_null=True),
        _moment("at"),
        sa.Column("said_by", sa.LargeBinary(), nullable=True),
        *_links("interests", community_id="communities", person_id="people", incident_id="incidents"),
        sa.UniqueConstraint("person_id", "incident_id", name=op.f("uq_interests_person_id_incident_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_interests_community_id"), "interests", ["community_id"])
    op.create_index(op.f("ix_interests_incident_id"), "interests", ["incident_id"])
    op.create_index("ix_interests_kept", "interests", ["at"], sqlite_where=_KEPT_SAYER, postgresql_where=_KEPT_SAYER)
    op.create_table(
        "court_steps",
        _id(),
        _serial("community_id"),
        _serial("incident_id"),
        sa.Column("step", sa.String(), nullable=False),
        _moment("at"),
        sa.Column("day", sa.Date(), nullable=True),
        _serial("person_id"),
        *_links("court_steps", community_id="communities", incident_id="incidents", person_id="people"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_court_steps_incident_id"), "court_steps", ["incident_id"])
    op.create_index(op.f("ix_court_steps_community_id_step_at"), "court_steps", ["community_id", "step", "at"])
    _create_support()
    _create_patrol_requests()


def _create_support() -> None:
    op.create_table(
        "support",
        _id(),
        _serial("community_id"),
        sa.Column("giver", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("value_kes", sa.Integer(), nullable=False),
        sa.Column("station", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        _serial("decision_id"),
        _moment("at"),
        _serial("person_id"),
        sa.CheckConstraint("value_kes > 0", name="ck_support_value"),
        *_links("support", community_id="communities", decision_id="decisions", person_id="people"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_support_community_id_month"), "support", ["community_id", "month"])
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER support_no_{act} BEFORE {act.upper()} ON support"
                f" BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_change_of_support() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    run = "EXECUTE FUNCTION refuse_change_of_support()"
    op.execute(f"CREATE TRIGGER support_no_change BEFORE UPDATE OR DELETE ON support FOR EACH ROW {run}")
    op.execute(f"CREATE TRIGGER support_no_truncate BEFORE TRUNCATE ON support FOR EACH STATEMENT {run}")


def _create_patrol_requests() -> None:
    op.create_table(
        "patrol_requests",
        _id(),
        _serial("community_id"),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("begins", sa.Integer(), nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        sa.Column("lately", sa.Integer(), nullable=True),
        sa.Column("usual", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        _moment("asked_at"),
        _serial("asked_by"),
        _moment("decided_at", is_null=True),
        _serial("agreed_by", is_null=True),
        _moment("police_at", is_null=True),
        _serial("police_id", is_null=True),
        _moment("reviewed_at", is_null=True),
        _serial("reviewed_by", is_null=True),
        *_links(
            "patrol_requests",
            community_id="communities",
            asked_by="people",
            agreed_by="people",
            police_id="people",
            reviewed_by="people",
        ),
        sa.UniqueConstraint("number", name=op.f("uq_patrol_requests_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_patrol_requests_community_id_zone"), "patrol_requests", ["community_id", "zone"])


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER support_no_delete")
    op.drop_table("support")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_change_of_support()")
    for table in ("patrol_requests", "court_steps", "interests"):
        op.drop_table(table)
