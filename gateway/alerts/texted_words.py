"""The words that were texted about an incident, as people with a role may read them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.storage.models import Incident, Report
from menus.domain.draft import Channel
from menus.sms import wording
from menus.text import lexicon


def texts_of(session: Session, incident: Incident) -> list[str]:
    """Return every text that residents wrote about an incident, as it was written, the oldest report first.

    The words of a private report, of a complaint and of an alarm belong to their own circles: return none of them.
    """
    if incident.level.has_circle or incident.alarm is not None:
        return []
    found = session.scalars(
        select(Report.words)
        .where(Report.incident_id == incident.id, Report.channel == Channel.SMS, Report.words.is_not(None))
        .order_by(Report.id)
    )
    return [line.strip() for words in found for line in (words or "").split("\n") if line.strip()]


def shown(session: Session, record: CommunityRecord, incident: Incident) -> str:
    """Return the texts about an incident on one line, with names and numbers crossed out; empty if there are none."""
    return wording.fit_to_relay(record.community, " / ".join(dict.fromkeys(texts_of(session, incident))))


def shown_to_responders(session: Session, record: CommunityRecord, incident: Incident) -> str:
    """Return what the people who go may read: nothing if the words may accuse patrol or police."""
    return "" if lexicon.mentions_authority(" ".join(texts_of(session, incident))) else shown(session, record, incident)
