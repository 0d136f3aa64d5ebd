"""Arrivals: what is known of an SMS beside its words: when it was sent, and of which long SMS it is a part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.sms import writers
from gateway.storage.models import Inbound, Report
from menus.domain import text_order
from menus.domain.text_order import Stamp, Subject
from menus.sms import grammar, parts

ECHO = "echo"
"""The result of a text that only repeats another one."""
CONTINUED = "continued"
"""The result of a text that only completed a command or words without a meaning."""
MOST = 12
"""The most earlier texts of a phone that are looked at. A guess, to be tested."""


@dataclass(frozen=True)
class Part:
    """The other parts of a long SMS.

    `before` are the earlier parts as one text, the newest of them if they are many, and `head` is the first of all.
    `after` is a part that has overtaken this text.
    """

    before: str = ""
    head: Inbound | None = None
    after: str = ""


@dataclass(frozen=True)
class Arrival:
    """An inbound SMS beside its words.

    `stamps` are the times of the earlier texts that came the same way, the newest first. `zones` are the offsets of the
    zones that dates are most likely in. `part` is None for a text of its own. `others` are further texts of the phone,
    or None if nobody has read them.
    """

    row: Inbound
    stamps: Sequence[Stamp] = ()
    zones: Sequence[timedelta] = ()
    part: Part | None = None
    others: "Others | None" = None

    @property
    def sent_long_ago(self) -> datetime | None:
        """The moment at which the text was sent, if it came in long after that; else None."""
        delay = text_order.sent_long_ago(_stamp(self.row), self.stamps, self.zones)
        return None if delay is None else self.row.received_at - delay

    def is_overtaken(self, uow: UnitOfWork, subject: Subject, incident_id: int | None = None) -> bool:
        """Return whether a newer text of the phone has decided this already. If not, this text decides it."""
        decided = self._decided(uow, subject, incident_id)
        if decided is not None and self._is_older_than(decided):
            return True
        self.row.subject, self.row.incident_id = subject, incident_id
        return False

    def _decided(self, uow: UnitOfWork, subject: Subject, incident_id: int | None) -> Inbound | None:
        """Return the newest earlier text that has decided the same, or None."""
        since = self.row.received_at - text_order.OLDEST
        if self.others is not None:
            for each in self.others.before(self.row):
                if (each.subject, each.incident_id) == (subject, incident_id) and each.received_at > since:
                    return each
            if self.others.are_all_since(since):
                return None
        return uow.session.scalar(
            select(Inbound)
            .where(
                Inbound.from_hash.in_(writers.hashes_of(uow, self.row)),
                Inbound.subject == subject,
                Inbound.incident_id == incident_id,
                Inbound.received_at > since,
                Inbound.id < self.row.id,
            )
            .order_by(Inbound.received_at.desc())
            .limit(1)
        )

    def _is_older_than(self, decided: Inbound) -> bool:
        """Return whether this text was sent before another one. Dates of two ways cannot be compared."""
        if decided.code != self.row.code:
            return False
        return text_order.is_overtaken(_stamp(self.row), _stamp(decided), self.stamps, self.zones)


@dataclass(frozen=True)
class Others:
    """The last texts of a phone beside one SMS, the newest first; `are_all` says that there are no more."""

    rows: Sequence[Inbound]
    are_all: bool

    def before(self, row: Inbound) -> list[Inbound]:
        """Return those that were stored before an SMS."""
        return [each for each in self.rows if each.id < row.id]

    def are_all_since(self, since: datetime) -> bool:
        """Return whether no other text came after a moment."""
        return self.are_all or self.rows[-1].received_at < since


def others_of(row: Inbound, known: Iterable[Inbound]) -> Others:
    """Return the last texts of the phone of an SMS, from the last `MOST` + 1 of that phone and perhaps more."""
    others = sorted((one for one in known if one.id != row.id), key=lambda one: (one.received_at, one.id), reverse=True)
    return Others(others[:MOST], are_all=len(others) < MOST)


def arrival_of(uow: UnitOfWork, record: CommunityRecord, row: Inbound, others: Others) -> Arrival:
    """Return what is known of an SMS beside its words, from the last texts of its phone."""
    earlier = [each for each in others.before(row) if each.received_at <= row.received_at]
    # The backup phone gives other dates than the network.
    stamps = [_stamp(each) for each in earlier if each.code == row.code]
    local = row.received_at.astimezone(record.community.timezone).utcoffset() or timedelta(0)
    return Arrival(row, stamps, (timedelta(0), local), _part_of(uow, record, row, earlier), others)


def _stamp(row: Inbound) -> Stamp:
    return Stamp(row.received_at, row.sent_at)


def _part_of(uow: UnitOfWork, record: CommunityRecord, row: Inbound, earlier: Sequence[Inbound]) -> Part | None:
    """Return the other parts of the long SMS that a text belongs to, or None if it is one of its own."""
    near = [each for each in earlier if row.received_at - each.received_at <= MOST * parts.GOES_ON]
    has_role = record.by_phone(row.from_phone or "") is not None
    new, *pieces = _pieces(uow, [row, *near], has_role=has_role)
    zones = record.community.zones
    before = [] if new.is_taken else parts.continued_by(new, pieces)
    after = parts.overtaken_by(new, pieces)
    if not before and after is None:
        return None
    return Part(
        parts.joined(parts.newest([pieces[place].text for place in before]), zones),
        near[before[0]] if before else None,
        "" if after is None else pieces[after].text,
    )


def _pieces(uow: UnitOfWork, rows: Sequence[Inbound], *, has_role: bool) -> list[parts.Piece]:
    """Return texts, the newest first, as they may be parts. The words of a private one stand only in its report."""
    lines: dict[int, list[str]] = {}
    pieces = []
    for row in rows:
        text, report_id = row.text, row.private_report_id
        if report_id is not None:
            report = uow.session.get(Report, report_id)
            left = lines.setdefault(report_id, (report.words or "").split("\n") if report is not None else [])
            text = left.pop() if left else ""
        is_taken = row.result == ECHO or parts.is_complete(grammar.parse(text, freely=has_role))
        pieces.append(parts.Piece(text, row.received_at, row.sent_at, is_taken=is_taken))
    return pieces
