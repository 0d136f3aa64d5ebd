"""USSD sessions that turned to a matter which may not be stored with its caller."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Hash, Row, Serial


class HiddenSession(Row):
    """A session that turned to private help or to a complaint. The row is deleted soon after the session ends.

    While it is there, a repeated post finds the private report again, and a late hop stores no draft. `key` is made of
    the session's key; no other table holds it. `length` is the length of the transcript that was seen. `report_id` is
    the private report that the session filed, `offered_id` the draft that it began with an offer of.
    """

    __tablename__ = "hidden_sessions"
    key: Mapped[bytes] = mapped_column(Hash, primary_key=True)
    length: Mapped[int]
    report_id: Mapped[int | None] = mapped_column(Serial)
    offered_id: Mapped[int | None] = mapped_column(Serial)
    ends_at: Mapped[datetime] = mapped_column(index=True)
