"""The facts that the pages of the baraza show."""

from datetime import datetime

from sqlalchemy.orm import Session

from gateway.association.barazas import lines, meetings, questions
from gateway.association.votes import results
from gateway.communities.directory import CommunityRecord
from menus.domain.baraza import BarazaFacts
from menus.domain.counted_votes import CountedVote

_MOST_DECISIONS = 12
"""The most decisions under "What was decided". A guess: each is a page of a phone or more."""
_MOST_VOTES = 6
"""The most results of votes there. A guess: an association votes a few times in a year."""


def of(session: Session, record: CommunityRecord, now: datetime) -> BarazaFacts:
    """Return what everybody may read of the barazas of a community."""
    return BarazaFacts(
        meetings.coming(session, record, now),
        meetings.agenda(session, record, now),
        questions.shown(session, record.id, now),
        questions.refused(session, record.id),
        lines.said(session, record, now),
        lines.decided(session, record, _MOST_DECISIONS),
        _counted(session, record),
    )


def _counted(session: Session, record: CommunityRecord) -> tuple[CountedVote, ...]:
    """Return the newest votes that were counted, each by the local day on which its box was closed."""
    zone = record.community.timezone
    found = results.results(session, record.id, _MOST_VOTES)
    return tuple(
        CountedVote(one.closed_at.astimezone(zone).date(), one.questions, one.options, one.count) for one in found
    )
