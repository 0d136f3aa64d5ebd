"""Review prompts: the text that shows coordinators a report that awaits their review."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.alerts import texted_words
from gateway.communities.directory import CommunityRecord
from gateway.incidents import board
from gateway.storage.models import Incident, Report
from menus.domain.draft import Channel
from menus.text.names import Text


def prompt_of(session: Session, record: CommunityRecord, incident: Incident) -> tuple[Text, str]:
    """Return the name of the text that asks coordinators to dispatch an incident, and the words that it shows.

    Only a dialled report can break off. A texted one shows the words that suggested its kind, or else all its words.
    """
    if _is_texted(session, incident):
        words = board.hint_words(session, incident) or texted_words.shown(session, record, incident)
        return (Text.HINT_RED if incident.has_red_words else Text.HINT), words
    return (Text.BROKE_OFF if incident.unconfirmed else Text.WAITS), ""


def _is_texted(session: Session, incident: Incident) -> bool:
    texted = select(Report.id).where(Report.incident_id == incident.id, Report.channel == Channel.SMS)
    return session.scalar(texted.limit(1)) is not None
