"""The ledger of support: entries are written once by a decision, and added up by quarter for everybody.

Here nothing knows an incident. The month's answers of all zones, which stand beside it, are counted elsewhere.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.association import decisions
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import SupportRow
from menus.domain import support
from menus.domain.acts import ActKind
from menus.domain.support import Entry, SupportGiver
from menus.sms import words_to_leave


class Refusal(Enum):
    """Why an entry is not written."""

    NO_DECISION = auto()
    NAME = auto()


@dataclass(frozen=True)
class QuarterTotal:
    """Gifts of a quarter (`2026-Q4`) in KES, and the number of their entries."""

    quarter: str
    kes: int
    entries: int


def write(uow: UnitOfWork, record: CommunityRecord, entry: Entry, *, by: int) -> Refusal | None:
    """Write an entry down, or return why not. `by` is the row of the person who does."""
    decision = decisions.find(uow.session, record.id, entry.decision)
    if decision is None:
        return Refusal.NO_DECISION
    if words_to_leave.fit_to_leave(record.community, entry.station) != entry.station:
        return Refusal.NAME
    row = {
        "community_id": record.id,
        "giver": entry.giver,
        "thing": entry.thing,
        "value_kes": entry.value_kes,
        "station": entry.station,
        "month": entry.month,
        "decision_id": decision.id,
        "at": uow.now,
        "person_id": by,
    }
    uow.insert(SupportRow, [row])
    giver, thing = entry.giver.value, entry.thing.value
    acts.note(uow, record.id, ActKind.SUPPORT_WRITTEN, by=by, giver=giver, thing=thing, kes=entry.value_kes)
    return None


def by_quarter(session: Session, community_id: int) -> list[QuarterTotal]:
    """Return what was given in each quarter, the newest first: everybody may read it."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    rows = select(SupportRow.month, SupportRow.value_kes).where(SupportRow.community_id == community_id)
    for month, value in session.execute(rows):
        found[support.quarter_of(month)].append(value)
    return [QuarterTotal(quarter, sum(found[quarter]), len(found[quarter])) for quarter in sorted(found, reverse=True)]


@dataclass(frozen=True)
class GiverTotal:
    """Gifts of one kind of giver in KES, and the number of their entries."""

    giver: SupportGiver
    kes: int
    entries: int


def by_giver(session: Session, community_id: int, first: date, last: date) -> list[GiverTotal]:
    """Return what each kind of giver gave in the months between two days: everybody may read it."""
    months = (SupportRow.month >= first, SupportRow.month <= last)
    rows = session.execute(
        select(SupportRow.giver, func.sum(SupportRow.value_kes), func.count())
        .where(SupportRow.community_id == community_id, *months)
        .group_by(SupportRow.giver)
    )
    found = {giver: GiverTotal(giver, int(kes), entries) for giver, kes, entries in rows}
    return [found[giver] for giver in SupportGiver if giver in found]


def written_of(session: Session, community_id: int, first: date, last: date, before: datetime) -> int:
    """Return what was given in the months between two days, in KES, as it was written down before a moment (aware)."""
    months = (SupportRow.month >= first, SupportRow.month <= last)
    total = select(func.coalesce(func.sum(SupportRow.value_kes), 0)).where(
        SupportRow.community_id == community_id, *months, SupportRow.at < before
    )
    return int(session.scalar(total) or 0)


def of_month(session: Session, community_id: int, month: date) -> Sequence[SupportRow]:
    """Return the entries of a month (its first day), in the order in which they were written."""
    ours = (SupportRow.community_id == community_id, SupportRow.month == month)
    return session.scalars(select(SupportRow).where(*ours).order_by(SupportRow.id)).all()


def months(session: Session, community_id: int) -> list[date]:
    """Return the months that have entries, the newest first."""
    rows = select(SupportRow.month).where(SupportRow.community_id == community_id).distinct()
    return sorted(session.scalars(rows), reverse=True)
