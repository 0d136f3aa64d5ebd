"""Traces: what ties a private matter to a phone is erased as soon as Doria does not need it any more."""

import os

from sqlalchemy import select, update

from gateway.communities.directory import Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import hidden_sessions, languages, typed_lengths
from gateway.messaging import outbox
from gateway.storage.models import Inbound, Question
from gateway.upkeep import blanks
from menus.domain.retention.rules import Since

_MOST = 500


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
    over = uow.now - blanks.after(Inbound, Since.PRIVATE_TEXT, "from_hash")
    is_over = (Inbound.private_report_id.is_not(None), Inbound.received_at < over)
    some = select(Inbound.id).where(*is_over).order_by(Inbound.received_at).limit(_MOST)
    cut = [_cut(found) for found in uow.session.scalars(some)]
    if cut:
        uow.session.execute(update(Inbound), cut)
    ended = uow.now - blanks.after(Question, Since.ANSWERED, "answered_in")
    is_old = (Question.answered_in.is_not(None), Question.answered_at < ended)
    questions = select(Question.id).where(*is_old).order_by(Question.answered_at).limit(_MOST)
    blanked = update(Question).where(Question.id.in_(questions)).values(blanks.of(Question, Since.ANSWERED))
    uow.session.execute(blanked.execution_options(synchronize_session=False))
    # Each time: a reader may have prevented it the last time, and a claimed SMS erases its words without this task.
    uow.truncates_log = True


def _cut(inbound_id: int) -> dict[str, object]:
    """Return the values of a private SMS that leads to no phone any more. An id of the network is text, not bytes."""
    blank = blanks.of(Inbound, Since.PRIVATE_TEXT)
    return {"id": inbound_id, **blank, "provider_id": f"cut-{os.urandom(16).hex()}"}
