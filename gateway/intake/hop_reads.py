"""Hop reads: everything that the hop which sends a report must know, in two queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from sqlalchemy import and_, bindparam, exists, false, literal_column, null, or_, select

from gateway.communities import on_duty
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import correlation, reserved
from gateway.incidents.opening import HopFacts
from gateway.intake import filing, hidden_sessions, limits
from gateway.storage import serials
from gateway.storage.models import CommunityRow, DraftRow, DutyRow, Event, HiddenSession, Incident, PersonRow, Report
from gateway.storage.prepared import Prepared, each
from menus.domain import references
from menus.domain.draft import Draft
from menus.domain.draft_life import DraftState
from menus.domain.limits import Past

_REPORTS, _INCIDENTS = Report.metadata.tables["reports"], Incident.metadata.tables["incidents"]
_EVENTS = Event.metadata.tables["events"]
_MOST_EVENTS = 4
"""The events whose ids a report takes at once on PostgreSQL: that it came, and those of up to three ladders."""


@dataclass(frozen=True)
class HopReads:
    """The known facts when a caller sends a report.

    `has_filed`: their session has filed one already. `draft_length` is the length of the transcript at the newest hop
    that stored a draft of the session, None without one, and `draft_zone` the zone of that draft.
    """

    facts: HopFacts
    past: Past
    has_filed: bool
    draft_length: int | None
    draft_zone: str | None

    @property
    def has_draft(self) -> bool:
        """Whether a draft of the session is stored."""
        return self.draft_length is not None


def read(
    uow: UnitOfWork, record: CommunityRecord, draft: Draft, caller: Sequence[bytes], session_key: bytes
) -> HopReads:
    """Read what a hop must know to file a report with this draft. `caller` holds the hashes of the phone.

    If the report may join an incident, the row of the community is locked until the commit, so that two first reports
    at once open one incident.
    """
    connection = uow.connection
    same = correlation.wanted(uow, record, draft)
    begin = _BEGIN if same is None else _LOCK
    rows = begin.rows(connection, {"community_id": record.id, "duties_since": on_duty.since(uow)})
    on_duty.keep(uow, record, (row[3:] for row in rows if row[3] is not None))
    report_id = serials.note(uow.session, _REPORTS, rows[0][0])
    incident_id = serials.note(uow.session, _INCIDENTS, rows[0][1])
    serials.keep(uow.session, _EVENTS, rows[0][2], _MOST_EVENTS)
    reference = references.mint(report_id, uow.keyring.reference_key)
    # A caller who asks for private help has no past.
    hashes = len(caller) if limits.reads_past(draft) else 0
    asked = {
        "key": session_key,
        "hidden": hidden_sessions.key_of(uow.keyring, session_key),
        "reference": reference,
        "community_id": record.id,
        "confirms_since": filing.confirms_since(uow),
        **limits.asked(uow),
        **each("caller", caller),
        **(same.values if same is not None else {}),
    }
    known = _known(hashes, same.zones if same is not None else 0, same.categories if same is not None else 0)
    (row,) = known.rows(connection, asked)
    found = _Found(*row)
    return HopReads(
        HopFacts(report_id, incident_id, reference, found.is_taken, found.same_id, found.has_unconfirmed),
        Past(found.recent, found.marked_false),
        has_filed=found.has_filed,
        draft_length=found.draft_length,
        draft_zone=found.draft_zone,
    )


_PEOPLE = select(PersonRow.id).where(PersonRow.community_id == bindparam("community_id"))
_IS_OF_COMMUNITY = and_(DutyRow.person_id.in_(_PEOPLE), DutyRow.at > bindparam("duties_since"))
_SAID = (
    select(
        serials.NextId(_REPORTS).label("report_id"),
        serials.NextId(_INCIDENTS).label("incident_id"),
        serials.NextId(_EVENTS, _MOST_EVENTS).label("event_ids"),
        *on_duty.COLUMNS,
    )
    .select_from(CommunityRow)
    .outerjoin(DutyRow, _IS_OF_COMMUNITY)
    .where(CommunityRow.id == bindparam("community_id"))
)
"""The ids of the next report, the next incident and their events, beside each ON or OFF that counts in a community."""
_BEGIN = Prepared(_SAID)
# `key_share` lets others insert rows that refer to the community meanwhile: almost every insert does.
_LOCK = Prepared(_SAID.with_for_update(key_share=True, of=CommunityRow))
_HAS_FILED = or_(
    exists().where(Report.session_key == bindparam("key")),
    exists().where(HiddenSession.key == bindparam("hidden"), HiddenSession.report_id.is_not(None)),
    exists().where(
        DraftRow.session_key == bindparam("key"),
        DraftRow.state == DraftState.FILED,
        DraftRow.report_id.is_not(None),
    ),
)


class _Found(NamedTuple):
    """The columns of `_known`, in their order."""

    has_filed: bool
    draft_length: int | None
    draft_zone: str | None
    is_taken: bool
    recent: int
    marked_false: int
    has_unconfirmed: bool
    same_id: int | None


@cache
def _known(hashes: int, zones: int, categories: int) -> Prepared:
    """Return the query for what is known: of a caller with so many hashes, and near a place with so many zones.

    It asks nothing that the report must not ask, or that cannot matter: then there are none.
    """
    return Prepared(
        select(
            _HAS_FILED.label("has_filed"),
            *(
                select(column).where(DraftRow.session_key == bindparam("key")).scalar_subquery()
                for column in (DraftRow.length, DraftRow.zone)
            ),
            reserved.is_taken(bindparam("reference")).label("is_taken"),
            (limits.recent(hashes) if hashes else literal_column("0")).label("recent"),
            (limits.marked_false(hashes) if hashes else literal_column("0")).label("marked_false"),
            (filing.has_unconfirmed(hashes) if hashes else false()).label("has_unconfirmed"),
            (correlation.same_id(zones, categories) if zones else null()).label("same_id"),
        )
    )
