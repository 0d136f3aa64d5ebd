"""Vettings: begin one, tick what was checked, and accept or refuse. The record keeps the decision without the name."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Vetting
from menus.domain import vetting
from menus.domain.acts import ActKind
from menus.domain.vetting import VETTING, RefusalReason, VettingCheck, VettingState, VettingStep
from menus.text import gsm7

MOST_OPEN = 20
"""The vettings of a community that may be open at a time. A guess: a patrol has some 20 people."""
LONGEST_NAME = 60
"""The characters of a name, as in a community file."""


class Decided(Enum):
    """The result of a decision."""

    DONE = auto()
    GONE = auto()
    """There is no such vetting, or it was decided before."""
    LACKING = auto()
    """Not everything was checked, so that nobody can be accepted."""
    NO_REASON = auto()
    """Somebody is refused for a reason that is in the list, and for no other."""


@dataclass(frozen=True)
class Shown:
    """A vetting, as those who decide see it."""

    id: int
    name: str
    done: frozenset[VettingCheck]
    state: VettingState
    asked_at: datetime
    decided_at: datetime | None
    reason: RefusalReason | None


def name_of(typed: str) -> str | None:
    """Return a name as it is kept; None for nothing, or for more than a name."""
    name = gsm7.plain(typed.replace("\0", ""))
    return name if 0 < len(name) <= LONGEST_NAME else None


def begin(uow: UnitOfWork, record: CommunityRecord, name: str, *, by: int) -> bool:
    """Begin the vetting of somebody; return False if too many are open."""
    uow.lock_key(uow.keyring.digest(str(record.id), "vettings"))
    is_open = (Vetting.community_id == record.id, Vetting.state == VettingState.OPEN)
    if len(uow.session.scalars(select(Vetting.id).where(*is_open)).all()) >= MOST_OPEN:
        return False
    row = {"community_id": record.id, "name": name, "checks": {"done": []}, "state": VettingState.OPEN}
    uow.session.add(Vetting(**row, asked_at=uow.now, asked_by=by))
    return True


def tick(uow: UnitOfWork, record: CommunityRecord, row_id: int, done: Collection[VettingCheck]) -> bool:
    """Keep what was checked; return False if there is no such open vetting."""
    row = _locked(uow, record, row_id)
    if row is None:
        return False
    row.checks = {"done": sorted(set(done))}
    return True


def accept(uow: UnitOfWork, record: CommunityRecord, row_id: int, *, by: int) -> Decided:
    """Accept somebody of whom everything was checked. Adding them to the people of the file is a step of its own."""
    row = _locked(uow, record, row_id)
    if row is None:
        return Decided.GONE
    if vetting.lacking(_done(row)):
        return Decided.LACKING
    return _decide(uow, record, row, VettingStep.ACCEPT, None, by)


def refuse(uow: UnitOfWork, record: CommunityRecord, row_id: int, reason: str, *, by: int) -> Decided:
    """Refuse somebody for a reason of the list. No other word is a reason, whatever it says."""
    known, row = vetting.reason_named(reason), _locked(uow, record, row_id)
    if row is None:
        return Decided.GONE
    return Decided.NO_REASON if known is None else _decide(uow, record, row, VettingStep.REFUSE, known, by)


def _decide(
    uow: UnitOfWork, record: CommunityRecord, row: Vetting, step: VettingStep, reason: RefusalReason | None, by: int
) -> Decided:
    row.state = VETTING.after(row.state, step)
    row.reason, row.decided_at, row.decided_by = reason, uow.now, by
    acts.note(uow, record.id, ActKind.VETTING_DECIDED, by=by, state=row.state, reason=reason)
    return Decided.DONE


def _locked(uow: UnitOfWork, record: CommunityRecord, row_id: int) -> Vetting | None:
    row = uow.session.get(Vetting, row_id)
    if row is None or row.community_id != record.id:
        return None
    uow.lock_row(row)
    return row if row.state is VettingState.OPEN else None


def _done(row: Vetting) -> frozenset[VettingCheck]:
    return frozenset(VettingCheck(name) for name in row.checks["done"] if name in set(VettingCheck))


def shown(session: Session, record: CommunityRecord, most: int) -> list[Shown]:
    """Return the newest vettings of a community: those that are open first."""
    rows = session.scalars(
        select(Vetting)
        .where(Vetting.community_id == record.id)
        .order_by(Vetting.state != VettingState.OPEN, Vetting.id.desc())
        .limit(most)
    ).all()
    return [Shown(row.id, row.name, _done(row), row.state, row.asked_at, row.decided_at, row.reason) for row in rows]
