"""States and facts of their own: statuses, phases, assignments, marks, topics, and the community of each event.

Before, one column held several facts: `held` and events told the status of an incident, `flag` held four marks,
`around` and `subject` held accused groups and topics, the words of a private report held its kind.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from stdnum import damm

from gateway.logs import logger
from gateway.storage.columns import UtcDateTime
from gateway.storage.sealed_columns import SealedAlone
from gateway.storage.sealing import UnsealError

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_REPORTS = sa.table(
    "reports",
    sa.column("id", sa.BigInteger()),
    sa.column("incident_id", sa.BigInteger()),
    sa.column("channel", sa.String()),
    sa.column("category", sa.String()),
    sa.column("words", SealedAlone("reports.words")),
    sa.column("subject", SealedAlone("reports.subject")),
    sa.column("private_kind", SealedAlone("reports.private_kind")),
)
_INCIDENTS = sa.table(
    "incidents",
    sa.column("id", sa.BigInteger()),
    sa.column("level", sa.String()),
    sa.column("around", sa.String()),
    sa.column("topic", sa.String()),
)
_TOPICS = ("news", "feedback")
_GROUPS = ("patrol", "leader", "police")
_KINDS = ("rape", "home", "child", "i-am-a-child")
_UP = (
    "UPDATE incidents SET state = 'awaiting-review' WHERE state = 'open' AND held",
    """
    UPDATE incidents SET state = 'over' WHERE state = 'open' AND (
        SELECT kind FROM events WHERE events.incident_id = incidents.id AND kind IN ('over', 'taken-up')
        ORDER BY events.id DESC LIMIT 1
    ) = 'over'
    """,
    "UPDATE incidents SET alarm = 'called' WHERE category = 'officer-down'",
    "UPDATE incidents SET alarm = flag WHERE flag IN ('duress', 'silent')",
    "UPDATE incidents SET caution = flag WHERE flag IN ('many', 'false-before')",
    "UPDATE incidents SET has_red_words = TRUE WHERE flag = 'red'",
    "UPDATE incidents SET topic = around, around = NULL WHERE around IN ('news', 'feedback')",
    """
    UPDATE climbs SET phase = CASE
        WHEN arrived_at IS NOT NULL AND answered_at IS NOT NULL THEN 'arrived'
        WHEN answered_at IS NOT NULL AND reminded_at IS NOT NULL THEN 'reminded'
        WHEN answered_at IS NOT NULL THEN 'answered'
        WHEN spent_at IS NOT NULL THEN 'exhausted'
        ELSE 'calling'
    END
    """,
    """ UPDATE climbs SET phase = 'stopped' WHERE NOT EXISTS ( SELECT 1 FROM incidents WHERE incidents.id =
    climbs.incident_id AND incidents.state IN ('awaiting-review', 'open', 'over') ) """,
    """
    UPDATE pages SET state = 'going' WHERE position IS NOT NULL
    """,
    """
    UPDATE pages SET state = 'arrived' WHERE position IS NOT NULL AND (
        SELECT kind FROM events WHERE events.incident_id = pages.incident_id AND events.person_id = pages.person_id
        AND kind IN ('here', 'cannot') ORDER BY events.id DESC LIMIT 1
    ) = 'here'
    """,
    # Nobody asks about safety in some incidents: who said last that they go has lapsed, too.
    """
    UPDATE pages SET state = 'lapsed' WHERE position IS NULL AND (safe_asked_at IS NOT NULL OR (
        SELECT kind FROM events WHERE events.incident_id = pages.incident_id AND events.person_id = pages.person_id
        AND kind IN ('going', 'cannot') ORDER BY events.id DESC LIMIT 1
    ) = 'going')
    """,
    "UPDATE pages SET state = 'cannot' WHERE is_done",
    """
    UPDATE pages SET state = 'done' WHERE is_done AND (
        SELECT kind FROM events WHERE events.incident_id = pages.incident_id AND events.person_id = pages.person_id
        AND kind IN ('over', 'cannot') ORDER BY events.id DESC LIMIT 1
    ) = 'over'
    """,
    """
    UPDATE events SET community_id = (
        SELECT community_id FROM incidents WHERE incidents.id = events.incident_id
    )
    """,
)
_DOWN = (
    "UPDATE incidents SET held = TRUE, state = 'open' WHERE state = 'awaiting-review'",
    "UPDATE incidents SET state = 'open' WHERE state = 'over'",
    "UPDATE incidents SET flag = 'red' WHERE has_red_words",
    "UPDATE incidents SET flag = caution WHERE caution IS NOT NULL",
    "UPDATE incidents SET flag = alarm WHERE alarm IN ('duress', 'silent')",
    "UPDATE incidents SET around = topic WHERE topic IS NOT NULL",
    "DELETE FROM events WHERE kind = 'carried-over'",
    "UPDATE pages SET is_done = TRUE WHERE state IN ('cannot', 'done')",
)
log = logger()


_MOMENT = UtcDateTime()
_CARRIED = sa.table(
    "incidents",
    sa.column("id", sa.BigInteger()),
    sa.column("community_id", sa.BigInteger()),
    *(sa.column(name, sa.String()) for name in ("reference", "category", "level", "harm", "zone", "state")),
    sa.column("opened_at", _MOMENT),
    sa.column("reports", sa.Integer()),
    sa.column("unconfirmed", sa.Boolean()),
    *(sa.column(name, sa.String()) for name in ("around", "topic", "alarm", "caution")),
    sa.column("has_red_words", sa.Boolean()),
)
_NAMES = {"state": "status", "around": "accused_group"}
_CLIMBS = sa.table(
    "climbs",
    sa.column("id", sa.BigInteger()),
    sa.column("incident_id", sa.BigInteger()),
    sa.column("track", sa.String()),
    sa.column("steps", sa.JSON()),
    sa.column("phase", sa.String()),
    sa.column("fired", sa.Integer()),
    sa.column("answered_at", _MOMENT),
    sa.column("answered_role", sa.String()),
    sa.column("spent_at", _MOMENT),
)
_EVENTS = sa.table(
    "events",
    *(sa.column(name, sa.BigInteger()) for name in ("community_id", "incident_id")),
    sa.column("at", _MOMENT),
    sa.column("kind", sa.String()),
    *(sa.column(name, sa.JSON()) for name in ("facts", "changes")),
)


def upgrade() -> None:
    connection = op.get_bind()
    for column in ("topic", "alarm", "caution"):
        op.add_column("incidents", sa.Column(column, sa.String(), nullable=True))
    op.add_column("incidents", sa.Column("has_red_words", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("climbs", sa.Column("phase", sa.String(), nullable=False, server_default="calling"))
    op.add_column("pages", sa.Column("state", sa.String(), nullable=False, server_default="notified"))
    op.add_column("reports", sa.Column("private_kind", sa.LargeBinary(), nullable=True))
    op.add_column("events", sa.Column("community_id", _SERIAL, nullable=True))
    op.add_column("events", sa.Column("changes", sa.JSON(), nullable=False, server_default="{}"))
    for statement in _UP:
        connection.execute(sa.text(statement))
    _take_topics_out(connection)
    _take_kinds_out(connection)
    _fill_references(connection)
    _carry_over(connection)
    op.drop_column("pages", "is_done")
    with op.batch_alter_table("incidents") as incidents:
        incidents.drop_column("held")
        incidents.drop_column("flag")
        incidents.alter_column("reference", existing_type=sa.String(), nullable=False)
    with op.batch_alter_table("reports", table_kwargs={"sqlite_autoincrement": True}) as reports:
        reports.alter_column("reference", existing_type=sa.String(), nullable=False)
    with op.batch_alter_table("events", table_kwargs={"sqlite_autoincrement": True}) as events:
        events.alter_column("community_id", existing_type=_SERIAL, nullable=False)
        events.create_foreign_key(op.f("fk_events_community_id"), "communities", ["community_id"], ["id"])
        events.create_index(op.f("ix_events_community_id_id"), ["community_id", "id"])


def _take_topics_out(connection: sa.Connection) -> None:
    """Give complaints of the first release their group or topic, and leave only groups with the reports."""
    for row, said in _unsealed(connection, _REPORTS.c.subject, _REPORTS.c.category == "complaint-other"):
        incident = sa.update(_INCIDENTS).where(_INCIDENTS.c.id == row.incident_id, _INCIDENTS.c.level == "complaint")
        bare = incident.where(_INCIDENTS.c.around.is_(None), _INCIDENTS.c.topic.is_(None))
        if said in _TOPICS:
            connection.execute(bare.values(topic=said))
            connection.execute(sa.update(_REPORTS).where(_REPORTS.c.id == row.id).values(subject=None))
        elif said in _GROUPS:
            connection.execute(bare.values(around=said))


def _take_kinds_out(connection: sa.Connection) -> None:
    is_dialled = (_REPORTS.c.channel == "ussd") & (_REPORTS.c.category == "abuse-child")
    for row, said in _unsealed(connection, _REPORTS.c.words, is_dialled):
        if said in _KINDS:
            connection.execute(sa.update(_REPORTS).where(_REPORTS.c.id == row.id).values(private_kind=said, words=None))


def _unsealed(
    connection: sa.Connection, column: sa.ColumnElement[Any], which: sa.ColumnElement[bool]
) -> Iterator[tuple[Any, str]]:
    """Yield (row, value) of the reports with a sealed value; leave out those whose key is not there."""
    ids = sa.select(_REPORTS.c.id, _REPORTS.c.incident_id).where(which, column.is_not(None)).order_by(_REPORTS.c.id)
    for row in connection.execute(ids).fetchall():
        try:
            yield row, str(connection.execute(sa.select(column).where(_REPORTS.c.id == row.id)).scalar_one())
        except UnsealError:
            log.warning("migration.sealed_with_another_key", report=row.id)


def _fill_references(connection: sa.Connection) -> None:
    """Give a reference to the few rows of early releases that have none."""
    taken = set(connection.execute(sa.text("SELECT reference FROM reports WHERE reference IS NOT NULL")).scalars())
    taken |= set(connection.execute(sa.text("SELECT reference FROM incidents WHERE reference IS NOT NULL")).scalars())
    for find, fill in (
        ("SELECT id FROM reports WHERE reference IS NULL", "UPDATE reports SET reference = :new WHERE id = :id"),
        (
            "SELECT id FROM incidents WHERE reference IS NULL",
            "UPDATE incidents SET reference = :new WHERE id = :id",
        ),
    ):
        for row_id in connection.execute(sa.text(find)).scalars().all():
            reference = next(found for serial in range(10_000, 10**9) if (found := _reference(serial)) not in taken)
            taken.add(reference)
            connection.execute(sa.text(fill), {"new": reference, "id": row_id})


def _carry_over(connection: sa.Connection) -> None:
    """Write an event with all facts of each incident and each ladder: older events do not hold what they changed."""
    tracks: dict[int, list[Any]] = {}
    for climb in connection.execute(sa.select(_CLIMBS).order_by(_CLIMBS.c.id)):
        tracks.setdefault(climb.incident_id, []).append(climb)
    latest = sa.select(_EVENTS.c.incident_id, sa.func.max(_EVENTS.c.at, type_=_MOMENT).label("at")).group_by(
        _EVENTS.c.incident_id
    )
    last = {row.incident_id: row.at for row in connection.execute(latest)}
    for row in connection.execute(sa.select(_CARRIED).order_by(_CARRIED.c.id)).fetchall():
        facts = {_NAMES.get(name, name): value for name, value in row._mapping.items()}  # noqa: SLF001 - SQLAlchemy's own name
        changes = {name: value for name, value in facts.items() if name not in {"id", "community_id"}}
        common = {
            "community_id": row.community_id,
            "incident_id": row.id,
            # After all that is known of it: the history is printed in order of time.
            "at": last.get(row.id, row.opened_at),
            "kind": "carried-over",
        }
        events = [{**common, "facts": {}, "changes": _began(changes)}]
        for climb in tracks.get(row.id, []):
            ladder = {
                "phase": climb.phase,
                "fired": climb.fired,
                "rungs": len(climb.steps.get("steps", ())),
                "answered_at": climb.answered_at,
                "answered_role": climb.answered_role,
                "exhausted_at": climb.spent_at,
            }
            events.append({**common, "facts": {"track": climb.track}, "changes": _began(ladder)})
        connection.execute(sa.insert(_EVENTS), events)


def _began(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: [None, value.isoformat() if isinstance(value, datetime) else value] for name, value in facts.items()}


def _reference(serial: int) -> str:
    return f"{serial}{damm.calc_check_digit(str(serial))}"


def downgrade() -> None:
    connection = op.get_bind()
    op.add_column("incidents", sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("incidents", sa.Column("flag", sa.String(), nullable=True))
    op.add_column("pages", sa.Column("is_done", sa.Boolean(), nullable=False, server_default=sa.false()))
    for statement in _DOWN:
        connection.execute(sa.text(statement))
    topics = sa.select(_REPORTS.c.id, _INCIDENTS.c.topic).join(_INCIDENTS, _INCIDENTS.c.id == _REPORTS.c.incident_id)
    for report_id, topic in connection.execute(topics.where(_INCIDENTS.c.topic.is_not(None))).fetchall():
        connection.execute(sa.update(_REPORTS).where(_REPORTS.c.id == report_id).values(subject=topic))
    for row, kind in _unsealed(connection, _REPORTS.c.private_kind, sa.true()):
        connection.execute(sa.update(_REPORTS).where(_REPORTS.c.id == row.id).values(words=kind))
    with op.batch_alter_table("events", table_kwargs={"sqlite_autoincrement": True}) as events:
        events.drop_index(op.f("ix_events_community_id_id"))
        events.drop_constraint(op.f("fk_events_community_id"), type_="foreignkey")
        events.drop_column("community_id")
        events.drop_column("changes")
    with op.batch_alter_table("reports", table_kwargs={"sqlite_autoincrement": True}) as reports:
        reports.alter_column("reference", existing_type=sa.String(), nullable=True)
        reports.drop_column("private_kind")
    with op.batch_alter_table("incidents") as incidents:
        incidents.alter_column("reference", existing_type=sa.String(), nullable=True)
        for column in ("topic", "alarm", "caution", "has_red_words"):
            incidents.drop_column(column)
    op.drop_column("pages", "state")
    op.drop_column("climbs", "phase")
