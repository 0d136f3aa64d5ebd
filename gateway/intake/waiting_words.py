"""Waiting words: further texts that brought no news are passed on together after a minute, even if no more comes."""

from functools import partial

from sqlalchemy import select

from gateway.communities.directory import Directory
from gateway.core import due_rows
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import further_news, further_texts, further_words_out
from gateway.storage.models import Incident, Report
from menus.domain import further_words
from menus.text import lexicon

DUE = due_rows.DueRows("words", Incident.id, Incident.words_due_at)


def pass_on_due(uow: UnitOfWork, directory: Directory) -> None:
    """Pass on the words that have waited for a minute."""
    due_rows.each(uow, DUE, partial(_pass_on_one, uow, directory))


def _pass_on_one(uow: UnitOfWork, directory: Directory, incident_id: int) -> None:
    incident = uow.session.get_one(Incident, incident_id)
    incident.words_due_at = None
    record = directory.by_id(incident.community_id)
    news = further_news.kept_news(uow, incident, record.community.zones)
    goes_on_in = incident if incident.status.is_live else _joined_to(uow, incident)
    if news is None or goes_on_in is None:
        return
    if goes_on_in.awaits_review:
        further_texts.show_waiting(uow, record, goes_on_in, news.in_full)
        return
    is_accusing = lexicon.mentions_authority(news.in_full)
    how = further_words.PassOn(weapons_only=is_accusing, alerts_all=False)
    further_words_out.pass_on(uow, record, goes_on_in, news, how)


def _joined_to(uow: UnitOfWork, incident: Incident) -> Incident | None:
    """Return the open incident to which one that has ended was joined, or None: its first report went along."""
    into = uow.session.scalar(
        select(Incident)
        .join(Report, Report.incident_id == Incident.id)
        .where(Report.reference == incident.reference, Incident.id != incident.id)
    )
    return into if into is not None and into.status.is_live else None
