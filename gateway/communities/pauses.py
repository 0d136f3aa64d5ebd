"""Pauses: a community takes no new report until it is resumed. A stamp tells every process within a second or two."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from gateway.communities import community_codes
from gateway.communities.records import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import CommunityRow, Inbound, PauseRow
from menus.domain.acts import ActKind

TEXT_KEPT = "paused"
"""The result of a resident's text that came in a pause: it is kept, and is no report."""
NAMELESS_KEPT = "paused-nameless"
"""The same of a text whose sender is no phone."""


@dataclass(frozen=True)
class Standing:
    """A community that is paused: its key, and since when (aware)."""

    key: str
    since: datetime


def begin(uow: UnitOfWork, record: CommunityRecord, by: int | None, why: str) -> PauseRow | None:
    """Pause a community; return None if it is paused already. `by` is the row of a person, None for the operator."""
    community_codes.lock(uow)
    if open_one(uow.session, record.id) is not None:
        return None
    row = PauseRow(community_id=record.id, paused_at=uow.now, paused_by=by, why=why)
    uow.session.add(row)
    community_codes.stamp(uow, uow.session.get_one(CommunityRow, record.id))
    acts.note(uow, record.id, ActKind.PAUSED, by=by, words=why)
    return row


def end(uow: UnitOfWork, record: CommunityRecord, by: int | None) -> PauseRow | None:
    """Resume a community; return the pause that has ended, None if there was none."""
    community_codes.lock(uow)
    row = open_one(uow.session, record.id)
    if row is None:
        return None
    row.resumed_at, row.resumed_by = uow.now, by
    community_codes.stamp(uow, uow.session.get_one(CommunityRow, record.id))
    acts.note(uow, record.id, ActKind.RESUMED, by=by)
    return row


def open_one(session: Session, community_id: int) -> PauseRow | None:
    """Return the pause of a community that goes on, or None."""
    return session.scalar(select(PauseRow).where(PauseRow.community_id == community_id, PauseRow.resumed_at.is_(None)))


def texts_since(session: Session, record: CommunityRecord, since: datetime) -> int:
    """Return how many texts of residents came in a pause that began at `since` (aware) and are no reports.

    Private texts are kept without their number, and count nowhere: a coordinator may share a roof with the writer.
    """
    is_open = or_(and_(Inbound.result == TEXT_KEPT, Inbound.from_phone.is_not(None)), Inbound.result == NAMELESS_KEPT)
    of_pause = (Inbound.received_at >= since, is_open)
    counted = select(func.count()).select_from(Inbound).where(*of_pause, Inbound.code.in_(record.community.sms_codes))
    return session.scalar(counted) or 0


def standing(session: Session) -> list[Standing]:
    """Return the communities that are paused, by their keys."""
    rows = session.execute(
        select(CommunityRow.key, PauseRow.paused_at)
        .join(CommunityRow, CommunityRow.id == PauseRow.community_id)
        .where(PauseRow.resumed_at.is_(None))
        .order_by(CommunityRow.key)
    ).all()
    return [Standing(row.key, row.paused_at) for row in rows]
