"""Reserved references: they stand on a pad of paper for days without power, and Doria gives them to no report.

A reference is made of the number of a report. So a pad takes numbers as reports do, and no report gets them again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage import serials
from gateway.storage.models import CommunityRow, Report, ReservedReference
from menus.domain import pads, references

_REPORTS = Report.metadata.tables["reports"]


@dataclass(frozen=True)
class Pad:
    """A pad of a community: its number, from 1, when it was made, and how many references it has."""

    number: int
    made_at: datetime
    count: int


def is_taken(reference: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a report, or a pad, has a reference already."""
    return or_(exists().where(Report.reference == reference), exists().where(ReservedReference.reference == reference))


class Refusal(StrEnum):
    """Why no pad was made: the community took too many references lately, or somebody has made a pad meanwhile."""

    MANY = "many"
    CHANGED = "changed"


class OnPad(StrEnum):
    """The place of a reference: on no pad of a community, on one and not used yet, or on one and used by a report."""

    NOWHERE = "nowhere"
    UNUSED = "unused"
    USED = "used"


def on_pad(session: Session, record: CommunityRecord, reference: str) -> OnPad:
    """Return where a reference stands for a community. What stands on the pad of another one stands nowhere."""
    ours = (ReservedReference.community_id == record.id, ReservedReference.reference == reference)
    if session.scalar(select(ReservedReference.pad).where(*ours)) is None:
        return OnPad.NOWHERE
    used = select(Report.id).where(Report.reference == reference).limit(1)
    return OnPad.UNUSED if session.scalar(used) is None else OnPad.USED


def reserve(uow: UnitOfWork, record: CommunityRecord, count: int, seen: str) -> int | Refusal:
    """Make a pad of so many references, and return its number; `seen` is the newest pad that the person knew of."""
    session = uow.session
    # Of two who press at once, the second one is asked again.
    uow.locked(CommunityRow, record.id)
    ours = ReservedReference.community_id == record.id
    lately = select(func.count()).where(ours, ReservedReference.reserved_at > uow.now - pads.LATELY)
    if not pads.may_take(count, session.scalar(lately) or 0):
        return Refusal.MANY
    newest = session.scalar(select(func.max(ReservedReference.pad)).where(ours)) or 0
    if seen != str(newest):
        return Refusal.CHANGED
    pad = newest + 1
    row = {"community_id": record.id, "pad": pad, "reserved_at": uow.now}
    uow.insert(ReservedReference, [{**row, "reference": one} for one in _unused(uow, count)])
    return pad


def _unused(uow: UnitOfWork, count: int) -> list[str]:
    """Return so many references that nobody has, and use up their numbers."""
    found: list[str] = []
    while len(found) < count:
        taken = serials.take(uow.session, _REPORTS, count - len(found))
        serials.use_up(uow.session, _REPORTS, taken)
        made = [references.mint(serial, uow.keyring.reference_key) for serial in taken]
        # References made with an earlier key may be the same.
        columns = (Report.reference, ReservedReference.reference)
        known = {one for column in columns for one in uow.session.scalars(select(column).where(column.in_(made)))}
        found += [one for one in made if one not in known]
    return found


def pads_of(session: Session, record: CommunityRecord, most: int) -> Sequence[Pad]:
    """Return the newest pads of a community, newest first."""
    rows = session.execute(
        select(ReservedReference.pad, func.min(ReservedReference.reserved_at), func.count())
        .where(ReservedReference.community_id == record.id)
        .group_by(ReservedReference.pad)
        .order_by(ReservedReference.pad.desc())
        .limit(most)
    )
    return [Pad(*row) for row in rows]


def of_pad(session: Session, record: CommunityRecord, pad: int) -> Sequence[str]:
    """Return the references of a pad of a community, in an order that stays; none if there is no such pad."""
    ours = (ReservedReference.community_id == record.id, ReservedReference.pad == pad)
    return session.scalars(select(ReservedReference.reference).where(*ours).order_by(ReservedReference.reference)).all()
