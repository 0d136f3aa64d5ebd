"""Answers to the pulse: each is counted, and a phone counts once a month or once a year."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import opt_outs
from gateway.storage.models import PulseCount, PulsePhone
from menus.domain import local_days, local_weeks, pulse
from menus.domain.pulse import PulseAnswer, PulseKind
from menus.domain.quarters import Quarter

_QUARTERS = 4
"""The quarters of a year, and the months of a quarter."""


def count(
    uow: UnitOfWork, record: CommunityRecord, phone: str, kind: PulseKind, answer: PulseAnswer, zone: str | None
) -> bool:
    """Count an answer of a phone (E.164); return False if it does not count.

    It does not if the phone has answered in this month or year, or has sent STOP. The caller reads the same page in
    each case: nobody who holds the phone learns which. Whether the phone has asked for private help is not asked:
    nothing ties a phone to that, and nobody is asked a question who does not press its key.
    """
    hashes = uow.keyring.phones(phone)
    uow.lock_key(hashes[0])
    today = local_days.today(record.community, uow.now)
    which = {"community_id": record.id, "kind": kind, "period": pulse.period(kind, today)}
    if _has_answered(uow.session, which, hashes) or not opt_outs.wants_texts(uow, phone):
        return False
    ends = local_weeks.begins(pulse.ends(kind, today), record.community.timezone)
    uow.insert(PulsePhone, [{**which, "phone_hash": hashes[0], "ends_at": ends}])
    row = {**which, "zone": zone or "", "answer": answer, "count": 1}
    uow.upsert(PulseCount, [row], (), computed=(("count", PulseCount.count + 1),))
    return True


def _has_answered(session: Session, which: dict[str, object], hashes: tuple[bytes, ...]) -> bool:
    same = (getattr(PulsePhone, name) == value for name, value in which.items())
    return bool(session.scalar(select(exists().where(*same, PulsePhone.phone_hash.in_(hashes)))))


def counts(session: Session, community_id: int, kind: PulseKind, period: str) -> dict[str, dict[PulseAnswer, int]]:
    """Return how often each answer was given in a month or year, by zone; the zone is empty where none was said."""
    ours = (PulseCount.community_id == community_id, PulseCount.kind == kind, PulseCount.period == period)
    found: dict[str, dict[PulseAnswer, int]] = {}
    for row in session.scalars(select(PulseCount).where(*ours)):
        found.setdefault(row.zone, {})[row.answer] = row.count
    return found


@dataclass(frozen=True)
class Shares:
    """The answers of a quarter: of a hundred who said something, how many; None where too few have said it.

    `safe` and `by_zone` are those who feel safe after dark, `trust` those who trust the association in a whole year: it
    is told with the last quarter alone. `police` is how the police dealt with reports.
    """

    safe: int | None
    by_zone: tuple[tuple[str, int], ...]
    trust: int | None
    police: Mapping[PulseAnswer, int] | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be told."""
        return self.safe is None and not self.by_zone and self.trust is None and self.police is None


def of_quarter(session: Session, community_id: int, zones: Iterable[str], quarter: Quarter) -> Shares:
    """Return what the answers of a quarter tell, also of each zone (its key) of which enough people have said it."""
    months = quarter.months
    safe = [counts(session, community_id, PulseKind.SAFE, month) for month in months]
    police = [counts(session, community_id, PulseKind.POLICE, month) for month in months]
    shares = ((zone, pulse.share(_added(found.get(zone, {}) for found in safe))) for zone in zones)
    trust = counts(session, community_id, PulseKind.TRUST, f"{quarter.year}") if quarter.number == _QUARTERS else {}
    return Shares(
        pulse.share(_added(each for found in safe for each in found.values())),
        tuple((zone, share) for zone, share in shares if share is not None),
        pulse.share(_added(trust.values())),
        pulse.of_police(_added(each for found in police for each in found.values())),
    )


def _added(counted: Iterable[Mapping[PulseAnswer, int]]) -> Counter[PulseAnswer]:
    return sum((Counter(each) for each in counted), Counter())
