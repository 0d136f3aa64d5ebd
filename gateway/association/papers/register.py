"""The register of papers: those of the file in force with the days that are left, and those of earlier files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from gateway.communities import history
from gateway.communities.file import CommunityFileError
from gateway.communities.parsed_files import parsed
from gateway.communities.records import CommunityRecord
from menus.domain import local_days
from menus.domain.papers import Paper

_MOST = 12
"""The earlier versions that are looked through: as many as are kept parsed at once, so that a page reads each once."""


@dataclass(frozen=True)
class Standing:
    """A paper of the file in force: the days that are left after today (None: it has no end), and whether it counts.

    `is_renewed`: a later paper of the file takes its place.
    """

    paper: Paper
    days_left: int | None
    is_valid: bool
    is_renewed: bool


@dataclass(frozen=True)
class Former:
    """A paper that an earlier file named and the one in force does not, with the moment (aware) at which it left."""

    paper: Paper
    until: datetime


def standing(record: CommunityRecord, now: datetime) -> list[Standing]:
    """Return the papers of the file in force, in its order."""
    papers, day = record.community.papers, local_days.today(record.community, now)
    return [
        Standing(paper, _left(paper, day), paper.is_valid(day), any(other.renews(paper) for other in papers))
        for paper in papers
    ]


def _left(paper: Paper, day: date) -> int | None:
    return (paper.ends - day).days if paper.ends is not None else None


def former(session: Session, record: CommunityRecord) -> list[Former]:
    """Return the papers of earlier files, as far as their texts are kept, those that left last first."""
    known: Sequence[Paper] = record.community.papers
    texts = history.texts(session, record.id, max(1, record.version - _MOST), record.version)
    found: dict[Paper, datetime] = {}
    followed_at: datetime | None = None
    for number in sorted(texts, reverse=True):
        text = texts[number]
        if followed_at is not None and "[[papers]]" in text.body:
            for paper in _papers_of(text.body):
                if paper not in known:
                    found.setdefault(paper, followed_at)
        followed_at = text.version.at
    return [Former(paper, until) for paper, until in found.items()]


def _papers_of(body: str) -> Sequence[Paper]:
    try:
        return parsed(body).papers
    except CommunityFileError:
        return ()
