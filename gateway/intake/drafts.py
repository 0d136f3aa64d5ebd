"""Drafts: a report that a caller has begun, stored from the second key on, so that a dropped session loses nothing."""

import os
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, literal, select, update
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import filing, hidden_sessions
from gateway.logs import logger
from gateway.storage import serials
from gateway.storage.models import DraftRow, HiddenSession, Report
from gateway.storage.sealed_columns import InRow
from gateway.storage.sealing import Keyring
from gateway.storage.transaction_retries import BEGINNINGS
from menus.domain.categories import Category, is_kept
from menus.domain.draft import Draft
from menus.domain.draft_life import DRAFT, DraftState, DraftStep

NOBODY = bytes(16)
"""The caller of a draft that is nobody's any more."""
log = logger()


@dataclass(frozen=True)
class Hop:
    """The state of a session after one hop.

    `length` is the transcript's length, and `continues` is the row of the draft that was offered and taken up. `passed`
    is a draft that the caller has gone back from. `is_turned_away` says that the caller then turned to a matter that
    may not be stored.
    """

    session_key: bytes
    caller: bytes
    phone: str
    length: int
    draft: Draft
    continues: int | None = None
    passed: Draft | None = None
    is_turned_away: bool = False


def keep(uow: UnitOfWork, record: CommunityRecord, hop: Hop, drop_after: timedelta) -> None:
    """Store what a caller has said so far; ignore an older hop that arrives late.

    A draft that the caller went back from is stored as ASIDE: a caller who goes back from a killing and then falls
    silent has not cancelled it. If the draft may not be stored, delete what the session has stored.
    """
    if _is_forbidden(hop):
        erase(uow, hop)
        return
    said = hop.passed or hop.draft
    if said.category is None:
        return
    if not any(_keep_once(uow, record, hop, said, drop_after) for _ in range(BEGINNINGS)):
        # The next hop holds all that this one said.
        log.warning("draft.not_kept")
    if hop.continues is not None:
        _end(uow, hop.continues, said, DraftStep.CONTINUE)


def _is_forbidden(hop: Hop) -> bool:
    """Return whether the session has turned to a matter that may not be stored."""
    return hop.is_turned_away or (hop.draft.category is not None and not is_storable(hop.draft))


def _keep_once(uow: UnitOfWork, record: CommunityRecord, hop: Hop, said: Draft, drop_after: timedelta) -> bool:
    """Store what a caller has said, by one statement that reads and one that writes.

    Return False if another transaction has changed the draft in between. Then nothing was stored.
    """
    known = _known(uow, hop)
    is_over = known.state in {DraftState.FILED, DraftState.CANCELLED} or hop.length < known.length
    if is_over or (known.is_new and known.hidden_at is not None and hop.length <= known.hidden_at):
        # The hop is late, or the draft has ended.
        return True
    values: dict[str, Any] = {
        "phone": hop.phone,
        "language": said.language,
        "category": said.category,
        "harm": said.harm,
        "zone": said.zone,
        "place": said.place or None,
        "accused_group": said.accused_group,
        "length": hop.length,
        "touched_at": uow.now,
        "state": DRAFT.after(known.state, DraftStep.KEEP if hop.passed is None else DraftStep.SET_ASIDE),
    }
    if known.state.waits:
        values["due_at"] = uow.now + drop_after
    if known.is_new:
        own = {"community_id": record.id, "session_key": hop.session_key, "caller_hash": hop.caller}
        uow.insert(DraftRow, [{"id": known.id, **own, **values}])
        return True
    sealed = {name: InRow(values[name], known.id) for name in ("phone", "place") if values[name]}
    which = {"this": known.id, "was": known.state, "longest": hop.length}
    return uow.connection.execute(_changed(tuple(values)), which | values | sealed).rowcount == 1


@cache
def _changed(names: tuple[str, ...]) -> Update:
    """Return the statement that changes some columns of a draft, as long as its state is as it was read."""
    is_unchanged = (DraftRow.state == bindparam("was"), DraftRow.length <= bindparam("longest"))
    changed = update(DraftRow).where(DraftRow.id == bindparam("this"), *is_unchanged)
    return changed.values({name: bindparam(name) for name in names})


@dataclass(frozen=True)
class _Known:
    """A session's draft as it is stored, or as it would begin with the next id; `hidden_at` is of its hidden row."""

    id: int
    is_new: bool
    state: DraftState
    length: int
    hidden_at: int | None


_DRAFTS = DraftRow.metadata.tables[DraftRow.__tablename__]
_KNOWN = select(
    DraftRow.id,
    DraftRow.state,
    DraftRow.length,
    select(HiddenSession.length).where(HiddenSession.key == bindparam("hidden_key")).scalar_subquery(),
    serials.next_id(_DRAFTS, unless=DraftRow.id.is_not(None)),
).select_from(select(literal(1)).subquery().outerjoin(DraftRow, DraftRow.session_key == bindparam("session_key")))


def _known(uow: UnitOfWork, hop: Hop) -> _Known:
    given = {"session_key": hop.session_key, "hidden_key": hidden_sessions.key_of(uow.keyring, hop.session_key)}
    row_id, state, length, hidden_at, next_one = uow.connection.execute(_KNOWN, given).one()
    if row_id is None:
        serial = serials.note(uow.session, _DRAFTS, next_one)
        return _Known(serial, is_new=True, state=DraftState.OPEN, length=0, hidden_at=hidden_at)
    return _Known(row_id, is_new=False, state=state, length=length, hidden_at=hidden_at)


def erase(uow: UnitOfWork, hop: Hop, *, has_draft: bool = True, report_id: int | None = None) -> None:
    """Delete a session's draft, and what identifies the caller of the draft that it was offered.

    They are never sent, offered or shown again. A report that was already sent stays, because responders know of it.
    Until the session ends, its hidden row says how far it has come: a late hop must not store the draft again. That row
    also ties the session to its private report (`report_id`). Without `has_draft` it has none, which saves a query.
    """
    own = of_session(uow.session, hop.session_key) if has_draft else None
    offered_one = uow.session.get(DraftRow, hop.continues) if hop.continues is not None else None
    if own is not None and hop.length >= own.length and own.state is not DraftState.FILED:
        uow.session.delete(own)
    if offered_one is not None:
        _erase_caller(offered_one)
    hidden_sessions.hide(uow, hop.session_key, hop.length, report_id=report_id, offered_id=hop.continues)


def _erase_caller(row: DraftRow) -> None:
    """End a draft of an earlier session, and delete what identifies its caller and the session it was offered to.

    The rest stays for a while, because the page of that session is recomputed from it.
    """
    row.offered_to = None
    if row.state is DraftState.FILED:
        return
    row.state, row.due_at = DRAFT.after(row.state, DraftStep.ERASE_OFFERED), None
    row.session_key, row.caller_hash = os.urandom(len(NOBODY)), NOBODY
    row.phone = row.report_id = None


@dataclass(frozen=True)
class Typed:
    """The typed text of a session as the database tells it, if Redis has lost it.

    `places` are the place, and the place without its first word: the menus put a word of their own before a typed plot
    number. Both are empty if no place is known. `length` is that of the transcript at the newest hop that kept a draft.
    """

    places: tuple[str, str]
    length: int


def typed_in(session: Session, keyring: Keyring, session_key: bytes) -> Typed:
    """Return what a session may have typed as a place. The place of a caller in danger is in their report."""
    own = select(DraftRow.place, DraftRow.length).where(DraftRow.session_key == session_key)
    place, length = session.execute(own).one_or_none() or ("", 0)
    hidden = hidden_sessions.of_session(session, keyring, session_key)
    if not place and hidden is not None and hidden.report_id is not None:
        place = session.scalar(select(Report.place).where(Report.id == hidden.report_id))
    return Typed((place or "", (place or "").partition(" ")[2]), length)


def is_storable(draft: Draft) -> bool:
    """Return whether a draft may be stored longer than its session."""
    return draft.category is not None and is_kept(draft.category)


def cancel(
    uow: UnitOfWork,
    record: CommunityRecord,
    session_key: bytes,
    offered_one: DraftRow | None,
    *,
    is_cancelled: bool,
    continued: DraftRow | None = None,
) -> str | None:
    """Drop a draft that its caller cancels or begins anew; return its reference if it was already sent, else None.

    The draft is `offered_one` if there is one, else the session's own. The session's own draft may have `continued` one
    that another session began.

    Coordinators are notified only if the draft `is_cancelled`. If the caller begins anew, the new report replaces the
    one that was sent.
    """
    row = _meant(uow.session, session_key, offered_one)
    if row is None:
        return None
    if row.state.was_sent and row.report_id is not None:
        if row.state is DraftState.SENT and is_cancelled:
            filing.withdraw(uow, record, row.report_id)
        row.state = DRAFT.after(row.state, DraftStep.CANCEL)
        return row.reference
    if row.state.waits:
        row.state, row.due_at = DRAFT.after(row.state, DraftStep.CANCEL), None
    return _withdraw_continued(uow, record, continued) if is_cancelled and continued is not None else None


def _meant(session: Session, session_key: bytes, offered_one: DraftRow | None) -> DraftRow | None:
    """Return the draft that was offered, read again in this transaction, or else the session's own."""
    return session.get(DraftRow, offered_one.id) if offered_one is not None else of_session(session, session_key)


def _withdraw_continued(uow: UnitOfWork, record: CommunityRecord, continued: DraftRow) -> str | None:
    """Withdraw the report of a draft that another session began, if it was sent; return its reference."""
    if continued.report_id is None or not continued.state.was_sent:
        return None
    filing.withdraw(uow, record, continued.report_id)
    return continued.reference


def note_filed(uow: UnitOfWork, record: CommunityRecord, hop: Hop, report_id: int) -> None:
    """Record that a session has filed its report, so that the same post again finds the report."""
    category = hop.draft.category or Category.UNKNOWN
    filed = {"state": DraftState.FILED, "report_id": report_id, "due_at": None, "phone": None, "place": None}
    begun = {"language": hop.draft.language, "category": category, "length": hop.length, "touched_at": uow.now}
    who = {"community_id": record.id, "session_key": hop.session_key, "caller_hash": hop.caller}
    uow.upsert(DraftRow, [{**who, **begun, **filed}], tuple(filed), by="session_key")
    if hop.continues is not None:
        _end(uow, hop.continues, hop.draft, DraftStep.FILE_ELSEWHERE, report_id)


def of_session(session: Session, session_key: bytes) -> DraftRow | None:
    """Return the draft that a session has begun, locked until the commit, or None."""
    return session.scalar(select(DraftRow).where(DraftRow.session_key == session_key).with_for_update())


def _end(uow: UnitOfWork, draft_id: int, by: Draft, step: DraftStep, report_id: int | None = None) -> None:
    """End a draft that was offered and taken up; leave it to be dispatched if `by` has another category.

    Its words stay for a while, because the session that it was offered to is recomputed from them.
    """
    row = uow.session.get(DraftRow, draft_id)
    if row is None or row.category != by.category:
        return
    row.state, row.due_at = DRAFT.after(row.state, step), None
    row.report_id = row.report_id or report_id
