"""Drafts that broke off: a major one is sent out without its caller's Send."""

from functools import partial

from gateway.communities.directory import Directory
from gateway.core import due_rows
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import opening
from gateway.intake import draft_offers, drafts, filing
from gateway.logs import logger
from gateway.storage.models import DraftRow
from menus.domain.categories import Level, level_so_far
from menus.domain.draft import Channel, Safety
from menus.domain.draft_life import DRAFT, DraftStep
from menus.text.names import Text

log = logger()
DUE = due_rows.DueRows("draft", DraftRow.id, DraftRow.due_at)


def note_dropped(uow: UnitOfWork, directory: Directory, session_key: bytes) -> None:
    """Dispatch a major draft at once if the network reports that its session ended incomplete."""
    row = drafts.of_session(uow.session, session_key)
    if row is not None and row.state.waits and row.due_at is not None:
        _send_dropped(uow, directory, row)


def send_dropped_drafts(uow: UnitOfWork, directory: Directory) -> None:
    """Dispatch the major drafts of all sessions that have been silent for too long."""
    due_rows.each(uow, DUE, partial(_send_dropped_one, uow, directory))


def _send_dropped_one(uow: UnitOfWork, directory: Directory, row_id: int) -> None:
    _send_dropped(uow, directory, uow.session.get_one(DraftRow, row_id))


def _send_dropped(uow: UnitOfWork, directory: Directory, row: DraftRow) -> None:
    """File a major draft as an unconfirmed report; leave a lesser one to be offered to its caller.

    A report without a place awaits review.
    """
    row.due_at = None
    if not row.state.waits:
        return
    draft = draft_offers.as_draft(row, row.language)
    if draft.category is None or level_so_far(draft.category, draft.harm) is not Level.MAJOR:
        return
    record = directory.by_id(row.community_id)
    source = opening.Source(Channel.USSD, row.phone, row.session_key)
    has_place = draft.zone is not None or bool(draft.place)
    how = opening.Filing(unconfirmed=True, review=None if has_place else opening.Review(Text.BROKE_OFF))
    known = filing.already_filed(uow, row.session_key)
    if known is not None and known.safety is Safety.DANGER:
        # A caller in danger who then began another report has left it on the way: it is a matter of its own.
        known = None
    if known is not None and known.category != row.category:
        # The session has filed a report of another category: the draft that it began with is not sent to anybody.
        row.state = DRAFT.after(row.state, DraftStep.CANCEL)
        return
    filed = filing.file(uow, record, draft, source, how, known)
    row.state = DRAFT.after(row.state, DraftStep.DISPATCH)
    row.report_id, row.reference = filed.report_id, filed.reference
    log.info("draft.sent_unconfirmed", incident=filed.reference, awaiting_review=not has_place)
