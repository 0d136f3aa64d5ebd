"""References that are reserved: they stand on paper, and no report of Doria ever gets one."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Row


class ReservedReference(Row):
    """A reference on the pad of a community for days without power. Pads are numbered from 1 in each community."""

    __tablename__ = "reserved_references"
    __table_args__ = (Index(None, "community_id", "pad"),)
    reference: Mapped[str] = mapped_column(primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    pad: Mapped[int]
    reserved_at: Mapped[datetime]
