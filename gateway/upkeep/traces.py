"""Traces: what ties a private matter to a phone is erased as soon as Doria does not need it any more."""

import os

from sqlalchemy import select, update

from gateway.communities.directory import Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import earlier_reports, hidden_sessions, languages, typed_lengths
from gateway.messaging import outbox
from gateway.storage.models import Inbound, Question

_MOST = 500
_NOTHING = bytes(16)


def erase_traces(uow: UnitOfWork, _directory: Directory) -> None:
    """Erase the ties of sessions that have ended, and the link from a private SMS to its phone.

    A language that was chosen in a private session is forgotten, too. The link is needed only while further texts of
    that phone may join the report. The ids of the SMS go with it: one is made from the number, and others lead to it in
    the records of the network. Texts to helpers that are erased soon go, too.
    """
    languages.cut_ties(uow)
    hidden_sessions.delete_ended(uow)
    typed_lengths.delete_ended(uow)
    outbox.erase_due(uow)
    is_over = (Inbound.private_report_id.is_not(None), Inbound.received_at < uow.now - earlier_reports.JOINS)
    blank = {"from_hash": None, "private_report_id": None, "text_hash": _NOTHING, "fetched_id": None, "link_hash": None}
    some = select(Inbound.id).where(*is_over).order_by(Inbound.received_at).limit(_MOST)
    cut = [{"id": found, "provider_id": f"cut-{os.urandom(16).hex()}"} | blank for found in uow.session.scalars(some)]
    if cut:
        uow.session.execute(update(Inbound), cut)
    ended = uow.now - hidden_sessions.LIVES - hidden_sessions.LATE
    is_old = (Question.answered_in.is_not(None), Question.answered_at < ended)
    questions = select(Question.id).where(*is_old).order_by(Question.answered_at).limit(_MOST)
    blanked = update(Question).where(Question.id.in_(questions)).values(answered_in=None)
    uow.session.execute(blanked.execution_options(synchronize_session=False))
    # Each time: a reader may have prevented it the last time, and a claimed SMS erases its words without this task.
    uow.truncates_log = True
