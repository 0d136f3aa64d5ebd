"""The transparency pack: what the association shows of a quarter to anybody, as one page that can be made again.

It is made of what stands in Doria at the end of the quarter, and of nothing that may change later: made again, it has
the same bytes. It names nobody. It holds the last signed checkpoint of the record in the quarter, so that a reader can
ask whether the record still goes on from there.
"""

import base64
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from gateway.association.giving import books
from gateway.association.papers import complaints
from gateway.association.papers.complaints import Complaints
from gateway.association.pulse import answers
from gateway.association.pulse.answers import Shares
from gateway.association.support import ledger
from gateway.communities.file import CommunityFileError, parse
from gateway.communities.records import CommunityRecord
from gateway.core import made_up
from gateway.errors import Refused
from gateway.storage.models import CommunityVersion, RecordCheckpoint
from menus.domain import local_days, mode_in_force, record_words
from menus.domain.community import Community, Mode
from menus.domain.giving_facts import MonthBook
from menus.domain.papers import Paper
from menus.domain.quarters import Quarter
from menus.domain.roles import PRECEDENCE, Role

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """The sources of a pack: the community (its row, and its file at the end), and the moments of the quarter (aware).

    `is_over`: the quarter has ended. Before that its end is now.
    """

    session: Session
    community_id: int
    community: Community
    quarter: Quarter
    begins: datetime
    ends: datetime
    is_over: bool

    @property
    def day(self) -> date:
        """The last day that the pack tells of."""
        return self.quarter.last if self.is_over else local_days.today(self.community, self.ends)


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint of the record: its size, its root in base64, its six words, and the signed note."""

    size: int
    root: str
    words: str
    note: str


@dataclass(frozen=True)
class Pack:
    """The facts of a pack. `support` is what was given to the police in the quarter, in KES.

    `is_made_up`: it tells of a made-up year.
    """

    community: Community
    quarter: Quarter
    day: date
    is_over: bool
    mode: Mode
    papers: Sequence[tuple[Paper, bool]]
    leaders: Sequence[tuple[Role, int]]
    complaints: Complaints | None
    money: Sequence[MonthBook]
    support: int
    pulse: Shares | None
    checkpoint: Checkpoint | None
    is_made_up: bool


def of(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> Pack:
    """Return the pack of a quarter, as it is known at a moment (aware); raise Refused if it cannot be made."""
    community = record.community
    begins, end = quarter.bounds(community.timezone)
    if begins > now:
        message = f"{quarter.name} has not begun"
        raise Refused(message)
    ends = min(end, now)
    then = _file_at(session, record, quarter, ends, is_over=end <= now)
    asked = Asked(session, record.id, then, quarter, begins, ends, is_over=end <= now)
    return Pack(
        community=then,
        quarter=quarter,
        day=asked.day,
        is_over=asked.is_over,
        mode=mode_in_force.in_force(then, ends - timedelta(microseconds=1)),
        papers=[(paper, paper.is_valid(asked.day)) for paper in then.papers],
        leaders=_leaders(then),
        # In a quarter that goes on, the numbers of two days would tell what came between them.
        complaints=complaints.count(session, record.id, begins, ends) if asked.is_over else None,
        money=books.of_quarter(session, record, begins, ends),
        support=ledger.written_of(session, record.id, quarter.first, quarter.last, ends),
        # The same holds for what people answer.
        pulse=answers.of_quarter(session, record.id, [zone.key for zone in then.zones], quarter)
        if asked.is_over
        else None,
        checkpoint=_checkpoint(asked),
        is_made_up=made_up.is_made_up(session),
    )


def _file_at(
    session: Session, record: CommunityRecord, quarter: Quarter, ends: datetime, *, is_over: bool
) -> Community:
    """Return what the file said that was in force at a moment; raise Refused if nobody can read it any more."""
    whole = record.of_file or record
    if not is_over:
        return whole.community
    found = session.execute(
        select(CommunityVersion.version, CommunityVersion.body)
        .where(CommunityVersion.community_id == record.id, CommunityVersion.loaded_at < ends)
        .order_by(CommunityVersion.version.desc())
        .limit(1)
    ).first()
    if found is None:
        message = f"{record.community.key} was not here yet in {quarter.name}"
        raise Refused(message)
    if found.version == whole.version:
        return whole.community
    try:
        return parse(found.body)
    except CommunityFileError:
        message = f"the file of {record.community.key} in {quarter.name} is erased: its pack cannot be made any more"
        raise Refused(message) from None


def _leaders(community: Community) -> list[tuple[Role, int]]:
    """Return how many people have each role. Those of the police and the helpers of private reports are left out."""
    counted = Counter(role for person in community.people for role in person.roles)
    return [(role, counted[role]) for role in PRECEDENCE if role in _SHOWN and counted[role]]


_SHOWN = frozenset(
    {
        Role.PATROL_LEADER,
        Role.DEPUTY_LEADER,
        Role.COORDINATOR,
        Role.TREASURER,
        Role.YOUTH_LEAD,
        Role.OVERSIGHT,
        Role.PATROL,
    }
)
"""The roles that a pack counts: those that the association gives."""


def _checkpoint(asked: Asked) -> Checkpoint | None:
    """Return the last checkpoint of a night of the quarter; else the last one that somebody made in it; else None."""
    # That of the last night is made a moment after the quarter.
    of_nights = RecordCheckpoint.day.is_not(None) & RecordCheckpoint.day.between(asked.quarter.first, asked.day)
    made = RecordCheckpoint.day.is_(None) & (RecordCheckpoint.at >= asked.begins) & (RecordCheckpoint.at < asked.ends)
    row = asked.session.scalar(
        select(RecordCheckpoint)
        .where(RecordCheckpoint.community_id == asked.community_id, or_(of_nights, made))
        .order_by(RecordCheckpoint.day.desc().nulls_last(), RecordCheckpoint.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    root = base64.b64encode(row.root).decode()
    return Checkpoint(row.size, root, " ".join(record_words.words_of(row.root)), row.note)
