"""Waiting words: further texts that brought no news are passed on together after a minute, even if no more comes."""

from functools import partial

from sqlalchemy import select, update

from gateway.communities.directory import Directory
from gateway.core.unit_of_work import FAILED_WAITS, UnitOfWork
from gateway.intake import further_news, further_texts
from gateway.storage.models import Incident
from menus.domain import further_words
from menus.text import lexicon

_MOST_AT_ONCE = 20
"""The most incidents whose words one run passes on. A guess, to be tested."""


def pass_on_due(uow: UnitOfWork, directory: Directory) -> None:
    """Pass on the words that have waited for a minute."""
    due = uow.session.scalars(
        select(Incident.id)
        .where(Incident.words_due_at <= uow.now)
        .order_by(Incident.words_due_at)
        .limit(_MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    for incident_id in due:
        if not uow.in_savepoint("words", incident_id, partial(_pass_on_one, uow, directory, incident_id)):
            # Try this one again later, so that it does not delay the words behind it.
            uow.session.execute(
                update(Incident).where(Incident.id == incident_id).values(words_due_at=uow.now + FAILED_WAITS)
            )


def _pass_on_one(uow: UnitOfWork, directory: Directory, incident_id: int) -> None:
    incident = uow.session.get_one(Incident, incident_id)
    incident.words_due_at = None
    record = directory.by_id(incident.community_id)
    news = further_news.kept_news(uow, incident, record.community.zones)
    if news is None or not incident.status.is_live:
        return
    if incident.awaits_review:
        further_texts.show_waiting(uow, record, incident, news.in_full)
        return
    is_accusing = lexicon.mentions_authority(news.in_full)
    how = further_words.PassOn(weapons_only=is_accusing, alerts_all=False)
    further_texts.pass_on(uow, record, incident, news, how)
