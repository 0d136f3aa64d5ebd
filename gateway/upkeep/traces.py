"""Traces: what ties a private matter to a phone is erased as soon as Doria does not need it any more."""

from typing import Any

from sqlalchemy import select, update

from gateway.communities.directory import Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import earlier_reports, hidden_sessions
from gateway.storage.models import Inbound, Question

_MOST = 500
_NOTHING = bytes(16)


def erase_traces(uow: UnitOfWork, _directory: Directory) -> None:
    """Erase the ties of sessions that have ended, and the link from a private SMS to its phone.

    The link is needed only while further texts of that phone may join the report.
    """
    hidden_sessions.delete_ended(uow)
    is_over = (Inbound.private_report_id.is_not(None), Inbound.received_at < uow.now - earlier_reports.JOINS)
    _blank(uow, Inbound, is_over, from_hash=None, private_report_id=None, text_hash=_NOTHING)
    ended = uow.now - hidden_sessions.LIVES - hidden_sessions.LATE
    is_old = (Question.answered_in.is_not(None), Question.answered_at < ended)
    _blank(uow, Question, is_old, answered_in=None)
    # Each time: a reader may have prevented it the last time, and a claimed SMS erases its words without this task.
    uow.truncates_log = True


def _blank(uow: UnitOfWork, table: type[Inbound | Question], which: tuple[Any, ...], **values: object) -> None:
    some = select(table.id).where(*which).order_by(table.id).limit(_MOST)
    blanked = update(table).where(table.id.in_(some)).values(**values)
    uow.session.execute(blanked.execution_options(synchronize_session=False))
