"""Offers: a draft that broke off is offered at the next dial, and what else a session begins with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from sqlalchemy import BindParameter, Connection, bindparam, or_, select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import hidden_sessions, languages
from gateway.intake.drafts import NOBODY
from gateway.storage.models import DraftRow, HiddenSession, Incident, Report
from gateway.storage.prepared import Prepared, among, each
from gateway.storage.sealing import Keyring
from menus.domain.categories import Harm
from menus.domain.draft import Draft
from menus.domain.draft_life import DraftState
from menus.domain.retention import periods
from menus.ussd import flow

OFFERED_FOR = periods.OFFERED
"""Afterwards neither its number nor its place is kept."""


@dataclass(frozen=True)
class Beginning:
    """The beginning of a session: the language that its caller chose, and the ids of drafts; each None without one.

    `was_offered` is the draft that it was offered before, and `offers` the one to offer if it only begins now.
    """

    language: str | None
    was_offered: int | None
    offers: int | None


_HIDDEN = HiddenSession.key == bindparam("hidden_key")
_SESSION: BindParameter[bytes] = bindparam("session_key")
_OFFERED_BEFORE = select(DraftRow.id).where(DraftRow.offered_to == _SESSION).order_by(DraftRow.id.desc()).limit(1)
_STATES = (DraftState.OPEN, DraftState.ASIDE, DraftState.SENT)


@cache
def _beginning(hashes: int) -> Prepared:
    """Return the query for the beginning of a session whose phone has so many hashes."""
    broken_off = (
        select(DraftRow.id)
        .where(
            among(DraftRow.caller_hash, "hash", hashes),
            DraftRow.touched_at > bindparam("since"),
            DraftRow.community_id == bindparam("community_id"),
            DraftRow.session_key != _SESSION,
            or_(*(DraftRow.state == state for state in _STATES)),
        )
        .order_by(DraftRow.touched_at.desc(), DraftRow.id.desc())
        .limit(1)
    )
    return Prepared(
        select(
            languages.began_in(hashes),
            select(HiddenSession.offered_id).where(_HIDDEN).scalar_subquery(),
            _OFFERED_BEFORE.scalar_subquery(),
            broken_off.scalar_subquery(),
        )
    )


def beginning(
    connection: Connection, keyring: Keyring, record: CommunityRecord, session_key: bytes, phone: str, since: datetime
) -> Beginning:
    """Return what a session of a phone (E.164) begins with, by one statement.

    Offer the caller's newest draft that another session broke off. Drafts older than `since` (aware) are not offered.
    """
    hashes = keyring.phones(phone)
    given = {
        **each("hash", hashes),
        "session_key": session_key,
        "hidden_key": hidden_sessions.key_of(keyring, session_key),
        "community_id": record.id,
        "since": since,
    }
    ((language, hidden_one, earlier, offers),) = _beginning(len(hashes)).rows(connection, given)
    return Beginning(language, earlier if hidden_one is None else hidden_one, offers)


def is_of(row: DraftRow, caller: Sequence[bytes]) -> bool:
    """Return whether a draft may be shown to a caller (their hashes): it is theirs, or it was, and is nobody's now."""
    return row.caller_hash in {*caller, NOBODY}


def offer(uow: UnitOfWork, draft_id: int, session_key: bytes) -> DraftRow:
    """Record that a session was offered a draft, and the state of the draft at that time; return the draft."""
    row = uow.session.get_one(DraftRow, draft_id)
    row.offered_to = session_key
    report = uow.session.get(Report, row.report_id) if row.report_id is not None else None
    awaits_review = report is not None and uow.session.get_one(Incident, report.incident_id).awaits_review
    # A report that awaits review was sent to nobody: its caller reads only that it broke off.
    row.offered_state = DraftState.OPEN if awaits_review else row.state
    return row


def as_offer(row: DraftRow, language: str) -> flow.Offer:
    """Return a draft as the `Offer` that the menus show.

    The page stays as it was first shown, even if the draft has been dispatched meanwhile.
    """
    was_sent = (row.offered_state or row.state).was_sent
    return flow.Offer(as_draft(row, language), (row.reference or "") if was_sent else "")


def as_draft(row: DraftRow, language: str) -> Draft:
    """Return the draft that a row holds."""
    draft = Draft(language, row.category, zone=row.zone, place=row.place or "", accused_group=row.accused_group)
    return replace(draft, harm=Harm(row.harm)) if row.harm else draft
