"""Give the tries of the backup provider rows of their own, give messages the cause of a failure, and clear odd tracks.

The columns `second_due_at` and `second_tried` become rows of `backup_sends`. The network's word in `reason` says the
`cause`. Before, some messages had a track that was none: the name of their text, or the word heartbeat.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_BACKUP = "android"
"""The name of the backup provider in the attempts."""
_CAUSES = {
    "RiskHold": "rejected",
    "InvalidSenderId": "bad-sender",
    "InvalidPhoneNumber": "bad-number",
    "UnsupportedNumberType": "bad-number",
    "InsufficientBalance": "no-credit",
    "UserInBlacklist": "blocked",
    "CouldNotRoute": "phone-unreachable",
    "DoNotDisturbRejection": "blocked",
    "InternalServerError": "provider-failed",
    "GatewayError": "provider-failed",
    "RejectedByGateway": "rejected",
}
_TRACKS = ("patrol", "police", "care", "oversight")
_KEPT = """
    INSERT INTO backup_sends (message_id, state, due_at, tried_at)
    SELECT
        messages.id,
        CASE
            WHEN NOT messages.second_tried THEN 'waiting'
            WHEN EXISTS (
                SELECT 1 FROM attempts
                WHERE attempts.message_id = messages.id AND attempts.carrier = :backup AND attempts.outcome = 'accepted'
            ) THEN 'sent'
            ELSE 'given-up'
        END,
        COALESCE(messages.second_due_at, tries.at, messages.due_at),
        tries.at
    FROM messages
    LEFT JOIN (
        SELECT message_id, MAX(at) AS at FROM attempts WHERE carrier = :backup GROUP BY message_id
    ) AS tries ON tries.message_id = messages.id
    WHERE messages.second_due_at IS NOT NULL OR messages.second_tried
"""
_TRIED = """
    UPDATE messages SET second_tried = :yes
    WHERE id IN (SELECT message_id FROM backup_sends WHERE state IN ('sent', 'given-up'))
"""
_DUE = """
    UPDATE messages SET second_due_at = (
        SELECT due_at FROM backup_sends WHERE backup_sends.message_id = messages.id
    )
    WHERE id IN (SELECT message_id FROM backup_sends WHERE state IN ('waiting', 'sending'))
"""


def upgrade() -> None:
    op.create_table(
        "backup_sends",
        sa.Column("id", _SERIAL, nullable=False),
        sa.Column("message_id", _SERIAL, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", _MOMENT, nullable=False),
        sa.Column("tried_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name="fk_backup_sends_message_id"),
        sa.PrimaryKeyConstraint("id", name="pk_backup_sends"),
        sa.UniqueConstraint("message_id", name="uq_backup_sends_message_id"),
    )
    op.create_index("ix_backup_sends_state_due_at", "backup_sends", ["state", "due_at"])
    op.execute(sa.text(_KEPT).bindparams(backup=_BACKUP))
    op.drop_index("ix_messages_second_due_at", "messages")
    for column in ("second_tried", "second_due_at"):
        op.drop_column("messages", column)
    op.add_column("messages", sa.Column("cause", sa.String(), nullable=True))
    messages = sa.table("messages", sa.column("reason"), sa.column("cause"), sa.column("track"))
    for word, cause in _CAUSES.items():
        op.execute(messages.update().where(messages.c.reason == word).values(cause=cause))
    op.execute(messages.update().where(messages.c.track.not_in(_TRACKS)).values(track=None))


def downgrade() -> None:
    """Bring the columns back. The older code reads no cause, and needs no track that is none."""
    op.drop_column("messages", "cause")
    op.add_column("messages", sa.Column("second_due_at", _MOMENT, nullable=True))
    op.add_column("messages", sa.Column("second_tried", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_messages_second_due_at", "messages", ["second_due_at"])
    op.execute(sa.text(_TRIED).bindparams(sa.bindparam("yes", value=True, type_=sa.Boolean())))
    op.execute(sa.text(_DUE))
    op.drop_index("ix_backup_sends_state_due_at", "backup_sends")
    op.drop_table("backup_sends")
