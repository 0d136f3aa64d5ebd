"""The facts that the pages of the baraza show."""

from datetime import datetime

from sqlalchemy.orm import Session

from gateway.association.barazas import lines, meetings, questions
from gateway.communities.directory import CommunityRecord
from menus.domain.baraza_facts import BarazaFacts

_MOST_DECISIONS = 12
"""The most decisions under "What was decided". A guess: each is a page of a phone or more."""


def of(session: Session, record: CommunityRecord, now: datetime) -> BarazaFacts:
    """Return what everybody may read of the barazas of a community."""
    return BarazaFacts(
        meetings.coming(session, record, now),
        meetings.agenda(session, record, now),
        questions.shown(session, record.id, now),
        questions.refused(session, record.id),
        lines.said(session, record, now),
        lines.done(session, record, now),
        lines.decided(session, record, _MOST_DECISIONS),
        lines.results(session, record, _MOST_DECISIONS),
    )
