"""Proposals about people that wait for a second officer, and the ends of somebody's access to the desk."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Row, Serial
from menus.domain.proposal_life import ProposalState


class PeopleProposal(Row):
    """A change of people that an officer has asked for at the desk: another one agrees or refuses, until `expires_at`.

    `wanted` is the change with its reason, as JSON. `decided_by` is who decided, at `decided_at`; both are null for one
    that nobody has decided. The row is deleted some days after `expires_at`.
    """

    __tablename__ = "people_proposals"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), index=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    wanted: Mapped[str] = mapped_column(Sealed("people_proposals.wanted"))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[ProposalState]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    decided_at: Mapped[datetime | None]


class DeskBar(Row):
    """The end of a person's access to the desk by an officer: no code lets them in until they may begin anew."""

    __tablename__ = "desk_bars"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    ended_by: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    ended_at: Mapped[datetime]
