"""Papers: what the association is registered by, until when, and the days on which its coordinators are reminded.

A certificate bears the mode: on the day after its end the community refers every report. Other papers are kept and
counted down; nothing depends on them.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

RENEWED_AHEAD = timedelta(days=90)
"""A paper that begins so long before the end of another one of its kind, or later, is its renewal. A guess: a registrar
takes a month or two. One that begins earlier stands beside it, and then the earlier end counts.
"""
REMINDED_AT = (60, 30, 7)
"""The days before its end at which coordinators are told of a paper, the most first."""
_DAY = timedelta(days=1)


class PaperKind(StrEnum):
    """The kind of a paper. The value is the word used in a community file."""

    CERTIFICATE = "certificate"
    PERMIT = "permit"
    LETTER = "letter"
    AGREEMENT = "agreement"

    @property
    def bears_mode(self) -> bool:
        """Return whether a community may send patrols only while it is valid: the certificate of registration."""
        return self is PaperKind.CERTIFICATE


@dataclass(frozen=True)
class Paper:
    """A paper: its kind, its number, its first and its last day (None: it has no end), and who saw the original."""

    kind: PaperKind
    number: str
    begins: date
    ends: date | None
    seen_by: str

    def is_valid(self, day: date) -> bool:
        """Return whether it is valid on a day, its first and its last one included."""
        return self.begins <= day and not self.has_ended(day)

    def has_ended(self, day: date) -> bool:
        """Return whether a day is behind its last one."""
        return self.ends is not None and day > self.ends

    def renews(self, other: "Paper") -> bool:
        """Return whether it takes the place of another paper: it ends later, and has its number or begins as that ends.

        A paper without an end is never renewed.
        """
        if self.kind is not other.kind or other.ends is None or (self.ends is not None and self.ends <= other.ends):
            return False
        return _plain(self.number) == _plain(other.number) or self.begins >= other.ends - RENEWED_AHEAD


def _plain(number: str) -> str:
    return "".join(number.split()).casefold()


def bear_mode(papers: Collection[Paper]) -> bool:
    """Return whether the mode hangs on papers: one that bears it has an end."""
    return any(paper.kind.bears_mode and paper.ends is not None for paper in papers)


def let_patrol(papers: Collection[Paper], day: date) -> bool:
    """Return whether the papers of a community let it send patrols on a day.

    Without a certificate that ends they say nothing against it. Else one must be valid, and every other that has ended
    must have been renewed: of two that stand beside each other, the earlier end counts.
    """
    if not bear_mode(papers):
        return True
    bearing = [paper for paper in papers if paper.kind.bears_mode]
    return any(paper.is_valid(day) for paper in bearing) and all(
        not paper.has_ended(day) or _is_renewed(paper, bearing, day) for paper in bearing
    )


def _is_renewed(paper: Paper, bearing: Sequence[Paper], day: date) -> bool:
    """Return whether a paper that has ended has a renewal that is valid, or that was renewed itself."""
    return any(
        later.is_valid(day) or (later.has_ended(day) and _is_renewed(later, bearing, day))
        for later in bearing
        if later.renews(paper)
    )


def turning_days(papers: Collection[Paper]) -> list[date]:
    """Return the days on which what `let_patrol` says may change, in order."""
    if not bear_mode(papers):
        return []
    bearing = [paper for paper in papers if paper.kind.bears_mode]
    ends = {paper.ends + _DAY for paper in bearing if paper.ends is not None and paper.ends < date.max}
    return sorted({paper.begins for paper in bearing} | ends)


def extends(before: Collection[Paper], after: Collection[Paper]) -> bool:
    """Return whether other papers let a community patrol on a day on which those before did not.

    The association has decided that. Papers where there were none only take days away.
    """
    days = {date.min, *turning_days(before), *turning_days(after)}
    return any(let_patrol(after, day) and not let_patrol(before, day) for day in days)


def certificate(papers: Collection[Paper], day: date) -> Paper | None:
    """Return the certificate that people are told of on a day: a valid one, while the papers let patrol; else None.

    Of several it is the one that ends first.
    """
    valid = [paper for paper in papers if paper.kind.bears_mode and paper.is_valid(day)]
    return min(valid, key=_end) if valid and let_patrol(papers, day) else None


def waiting_since(papers: Collection[Paper], day: date) -> date | None:
    """Return since when a community has waited for a valid paper; None if it has one, or has never had one."""
    if let_patrol(papers, day):
        return None
    days = [turn for turn in turning_days(papers) if turn <= day]
    since = None
    for turn in reversed(days):
        if let_patrol(papers, turn):
            return since
        since = turn
    return None


@dataclass(frozen=True)
class Ending:
    """A paper that ends soon: the days that it is valid after today, and the reminder that is due (60, 30 or 7)."""

    paper: Paper
    days_left: int
    stage: int


def ending(papers: Collection[Paper], day: date) -> Iterator[Ending]:
    """Yield the papers of which coordinators are to be reminded on a day: of each, the last reminder that is due.

    A paper that a later one of the file renews needs none. On the last day 0 days are left.
    """
    for paper in papers:
        if paper.ends is None or not paper.is_valid(day) or any(other.renews(paper) for other in papers):
            continue
        left = (paper.ends - day).days
        due = [stage for stage in REMINDED_AT if left <= stage]
        if due:
            yield Ending(paper, left, due[-1])


def _end(paper: Paper) -> date:
    return paper.ends or date.max
