"""Hop reads: everything that the hop which sends a report must know, in two queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, false, join, literal, null, or_, select

from gateway.communities import on_duty
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import correlation
from gateway.incidents.opening import HopFacts
from gateway.intake import filing, hidden_sessions, limits
from gateway.storage import serials
from gateway.storage.models import CommunityRow, DraftRow, DutyRow, HiddenSession, Incident, PersonRow, Report
from menus.domain import references
from menus.domain.draft import Draft
from menus.domain.draft_life import DraftState
from menus.domain.limits import Past

_REPORTS, _INCIDENTS = Report.metadata.tables["reports"], Incident.metadata.tables["incidents"]


@dataclass(frozen=True)
class HopReads:
    """What is known when a caller sends a report.

    `has_filed`: their session has filed one already. `has_draft`: a draft of it is stored.
    """

    facts: HopFacts
    past: Past
    has_filed: bool
    has_draft: bool


def read(
    uow: UnitOfWork, record: CommunityRecord, draft: Draft, caller: Sequence[bytes], session_key: bytes
) -> HopReads:
    """Read what a hop must know to file a report with this draft. `caller` holds the hashes of the phone.

    If the report may join an incident, the row of the community is locked until the commit, so that two first reports
    at once open one incident.
    """
    connection = uow.session.connection()
    same = correlation.wanted(uow, record, draft)
    asked = {"community_id": record.id, "duties_since": on_duty.since(uow)}
    rows = connection.execute(_BEGIN if same is None else _LOCK, asked).all()
    said = ((row.person_id, row.is_on, row.at, row.instead_of) for row in rows if row.person_id is not None)
    on_duty.keep(uow, record, said)
    report_id = serials.note(uow.session, _REPORTS, rows[0].report_id)
    incident_id = serials.note(uow.session, _INCIDENTS, rows[0].incident_id)
    reference = references.mint(report_id, uow.keyring.reference_key)
    is_open = limits.reads_past(draft)
    params: dict[str, Any] = {
        "key": session_key,
        "hidden": hidden_sessions.key_of(uow.keyring, session_key),
        "reference": reference,
        **(limits.asked(uow) | {"caller": caller, "confirms_since": filing.confirms_since(uow)} if is_open else {}),
        **(same or {}),
        "community_id": record.id,
    }
    found = connection.execute(_known(reads_past=is_open, may_join=same is not None), params).one()
    return HopReads(
        HopFacts(report_id, incident_id, reference, found.is_taken, found.same_id, found.has_unconfirmed),
        Past(found.recent, found.marked_false),
        has_filed=found.has_filed,
        has_draft=found.has_draft,
    )


_DUTY_OF_COMMUNITY = and_(PersonRow.community_id == CommunityRow.id, DutyRow.at > bindparam("duties_since"))
_BEGIN = (
    select(
        serials.NextId(_REPORTS).label("report_id"),
        serials.NextId(_INCIDENTS).label("incident_id"),
        *on_duty.COLUMNS,
    )
    .select_from(CommunityRow)
    .outerjoin(join(DutyRow, PersonRow, DutyRow.person_id == PersonRow.id), _DUTY_OF_COMMUNITY)
    .where(CommunityRow.id == bindparam("community_id"))
)
"""The ids of the next report and the next incident, beside each ON or OFF that counts in a community."""
# `key_share` lets others insert rows that refer to the community meanwhile: almost every insert does.
_LOCK = _BEGIN.with_for_update(key_share=True, of=CommunityRow)
_HAS_FILED = or_(
    exists().where(Report.session_key == bindparam("key")),
    exists().where(HiddenSession.key == bindparam("hidden"), HiddenSession.report_id.is_not(None)),
    exists().where(
        DraftRow.session_key == bindparam("key"),
        DraftRow.state == DraftState.FILED,
        DraftRow.report_id.is_not(None),
    ),
)


@cache
def _known(*, reads_past: bool, may_join: bool) -> Select[Any]:
    """Return the query for what is known. It asks nothing that the report must not ask, or that cannot matter."""
    return select(
        _HAS_FILED.label("has_filed"),
        exists().where(DraftRow.session_key == bindparam("key")).label("has_draft"),
        exists().where(Report.reference == bindparam("reference")).label("is_taken"),
        (limits.RECENT.scalar_subquery() if reads_past else literal(0)).label("recent"),
        (limits.MARKED_FALSE.scalar_subquery() if reads_past else literal(0)).label("marked_false"),
        (filing.UNCONFIRMED_ID.exists() if reads_past else false()).label("has_unconfirmed"),
        (correlation.SAME_ID.scalar_subquery() if may_join else null()).label("same_id"),
    )
