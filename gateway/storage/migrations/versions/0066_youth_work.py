"""Keep tasks of youth groups, the duty history in place of the last word alone, and the vetting of new patrollers.

Of the history before, the last ON of a person who has sent no OFF since is all that is known: it begins a time on duty,
which lapses after 12 hours. An OFF tells of no beginning, so it begins none.
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_TIME = sa.DateTime(timezone=True)
_COUNTED_FOR = timedelta(hours=12)
_IS_OPEN = sa.text("off_at IS NULL")


def _links(table: str, **columns: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))
        for column, to in columns.items()
    ]


def upgrade() -> None:
    _create_tasks()
    _create_duty_log()
    op.create_table(
        "vettings",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("checks", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", _TIME, nullable=False),
        sa.Column("asked_by", _SERIAL, nullable=True),
        sa.Column("decided_at", _TIME, nullable=True),
        sa.Column("decided_by", _SERIAL, nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        *_links("vettings", community_id="communities", asked_by="people", decided_by="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vettings")),
        sqlite_autoincrement=True,
    )
    for column in ("community_id", "asked_at", "asked_by", "decided_at", "decided_by"):
        op.create_index(op.f(f"ix_vettings_{column}"), "vettings", [column])


def _create_tasks() -> None:
    op.create_table(
        "tasks",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("made_by", _SERIAL, nullable=True),
        sa.Column("taken_at", _TIME, nullable=True),
        sa.Column("taken_by", _SERIAL, nullable=True),
        sa.Column("done_at", _TIME, nullable=True),
        sa.Column("did", sa.String(), nullable=True),
        sa.Column("reopened_at", _TIME, nullable=True),
        *_links("tasks", community_id="communities", made_by="people", taken_by="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
        sa.UniqueConstraint("number", name=op.f("uq_tasks_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_tasks_community_id_state"), "tasks", ["community_id", "state"])
    for column in ("made_by", "taken_by"):
        op.create_index(op.f(f"ix_tasks_{column}"), "tasks", [column])
    op.create_table(
        "task_reports",
        sa.Column("incident_id", _SERIAL, nullable=False),
        sa.Column("task_id", _SERIAL, nullable=False),
        *_links("task_reports", incident_id="incidents", task_id="tasks"),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_task_reports")),
    )
    op.create_index(op.f("ix_task_reports_task_id"), "task_reports", ["task_id"])
    op.create_table(
        "task_voices",
        sa.Column("voice", sa.LargeBinary(length=16), nullable=False),
        sa.Column("community_id", _SERIAL, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        *_links("task_voices", community_id="communities"),
        sa.PrimaryKeyConstraint("voice", name=op.f("pk_task_voices")),
    )
    op.create_index(
        op.f("ix_task_voices_community_id_subject_kind"), "task_voices", ["community_id", "subject", "kind"]
    )
    op.create_index(op.f("ix_task_voices_at"), "task_voices", ["at"])


def _create_duty_log() -> None:
    log = op.create_table(
        "duty_log",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("person_id", _SERIAL, nullable=False),
        sa.Column("on_at", _TIME, nullable=False),
        sa.Column("last_on_at", _TIME, nullable=False),
        sa.Column("lapses_at", _TIME, nullable=False),
        sa.Column("off_at", _TIME, nullable=True),
        *_links("duty_log", person_id="people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_log")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_duty_log_person_id_on_at"), "duty_log", ["person_id", "on_at"])
    op.create_index("ix_duty_log_open", "duty_log", ["person_id"], sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN)
    duties = sa.table("duties", sa.column("person_id"), sa.column("is_on", sa.Boolean()), sa.column("at", _TIME))
    known = op.get_bind().execute(sa.select(duties.c.person_id, duties.c.at).where(duties.c.is_on)).all()
    rows = [
        {"person_id": row.person_id, "on_at": row.at, "last_on_at": row.at, "lapses_at": row.at + _COUNTED_FOR}
        for row in known
    ]
    if rows:
        op.bulk_insert(log, rows)


def downgrade() -> None:
    for table in ("vettings", "duty_log", "task_voices", "task_reports", "tasks"):
        op.drop_table(table)
