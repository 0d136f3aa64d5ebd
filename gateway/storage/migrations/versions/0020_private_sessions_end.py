"""Cut the old ties between private reports and phones, and give what ties a session of today a table of its own.

Earlier releases kept the key of a private session with its report, beside drafts of the same session, and as the
session that a draft was offered to. New columns say when a number was shown and to whom, and when a person left.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_NOBODY = bytes(16)
_INCIDENTS = sa.table("incidents", sa.column("id"), sa.column("level"))
_REPORTS = sa.table(
    "reports",
    *(sa.column(name) for name in ("id", "incident_id", "session_key", "reporter_hash", "reporter_phone", "call_wish")),
)
_DRAFTS = sa.table(
    "drafts",
    *(sa.column(name) for name in ("session_key", "report_id", "offered_to", "state", "category")),
    sa.column("caller_hash", sa.LargeBinary()),
)
_QUESTIONS = sa.table("questions", sa.column("answered_in"))


def upgrade() -> None:
    op.create_table(
        "hidden_sessions",
        sa.Column("key", sa.LargeBinary(16), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("report_id", _SERIAL, nullable=True),
        sa.Column("offered_id", _SERIAL, nullable=True),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_hidden_sessions")),
    )
    op.create_index(op.f("ix_hidden_sessions_ends_at"), "hidden_sessions", ["ends_at"])
    op.add_column("reports", sa.Column("number_shown_at", _MOMENT, nullable=True))
    op.add_column("events", sa.Column("looked_by", sa.LargeBinary(), nullable=True))
    op.add_column("people", sa.Column("left_at", _MOMENT, nullable=True))
    _cut_ties()


def _cut_ties() -> None:
    private = sa.select(_INCIDENTS.c.id).where(_INCIDENTS.c.level == "private")
    of_private = _REPORTS.c.incident_id.in_(private)
    their_keys = sa.select(_REPORTS.c.session_key).where(of_private, _REPORTS.c.session_key.is_not(None))
    their_ids = sa.select(_REPORTS.c.id).where(of_private)
    is_tombstone = (
        (_DRAFTS.c.caller_hash == _NOBODY) & (_DRAFTS.c.category == "unknown") & (_DRAFTS.c.state == "cancelled")
    )
    ties = _DRAFTS.c.session_key.in_(their_keys) | _DRAFTS.c.report_id.in_(their_ids) | is_tombstone
    op.execute(sa.delete(_DRAFTS).where(ties))
    # Sessions end within minutes: none of them needs what it was offered, or what it answered, after a migration.
    op.execute(sa.update(_DRAFTS).values(offered_to=None))
    op.execute(sa.update(_QUESTIONS).values(answered_in=None))
    op.execute(sa.update(_REPORTS).where(of_private).values(session_key=None, reporter_hash=None))
    asked = _REPORTS.c.call_wish.in_(("now", "at"))
    unasked = sa.or_(_REPORTS.c.call_wish.is_(None), sa.not_(asked))
    op.execute(sa.update(_REPORTS).where(of_private, unasked).values(reporter_phone=None))


def downgrade() -> None:
    op.drop_column("people", "left_at")
    op.drop_column("events", "looked_by")
    op.drop_column("reports", "number_shown_at")
    op.drop_index(op.f("ix_hidden_sessions_ends_at"), "hidden_sessions")
    op.drop_table("hidden_sessions")
