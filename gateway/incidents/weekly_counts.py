"""Weekly counts: the incidents of whole local weeks by zone and kind, with their reports and the hashes of callers.

Only what is hidden from nobody counts, and nothing that was false, joined to another or waits for a review. A joined
incident counts once: its reports belong to the one that goes on. Callers leave this as keyed hashes that are compared
and counted, and shown to nobody.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.incidents import known_weeks, openness
from gateway.storage.models import Incident, Report
from menus.domain import local_weeks, rise_counts, rise_kinds
from menus.domain.rise_counts import Happened, Weeks

_CHUNK = 2_000
_Counted = tuple[ColumnElement[bool], ...]


def read(session: Session, record: CommunityRecord, mondays: Sequence[date], *which: ColumnElement[bool]) -> Weeks:
    """Return what happened in the weeks of some Mondays in a row.

    Only those incidents count for which all conditions of `which` hold, too: nobody counts what they have an interest
    in.
    """
    return read_between(session, record, local_weeks.edges(mondays, record.community.timezone), *which)


def read_between(
    session: Session, record: CommunityRecord, edges: Sequence[datetime], *which: ColumnElement[bool]
) -> Weeks:
    """Return what happened in the weeks between some edges (UTC), the oldest first."""
    ours = (Incident.community_id == record.id, *openness.COUNTS, *which)
    within = (*ours, Incident.opened_at >= edges[0], Incident.opened_at < edges[-1])
    firsts = _firsts(session, ours)
    of_all = known_weeks.between(session, record, edges)
    known: dict[str | None, tuple[bool, ...]] = {
        zone: rise_counts.known_of_zone(edges, of_all, moment) for zone, moment in firsts.items()
    }
    return Weeks(tuple(_happened(session, within, edges)), {**known, None: of_all})


def known(session: Session, record: CommunityRecord, mondays: Sequence[date]) -> tuple[bool, ...]:
    """Return of each of some weeks whether it tells anything of the community."""
    return known_weeks.between(session, record, local_weeks.edges(mondays, record.community.timezone))


def _firsts(session: Session, counted: _Counted) -> dict[str | None, datetime]:
    """Return when the first incident of each zone came."""
    rows = select(Incident.zone, func.min(Incident.opened_at)).where(*counted).group_by(Incident.zone)
    return {zone: moment for zone, moment in session.execute(rows) if moment is not None}


def _happened(session: Session, within: Sequence[ColumnElement[bool]], edges: Sequence[datetime]) -> list[Happened]:
    callers: defaultdict[int, list[bytes | None]] = defaultdict(list)
    reports = select(Report.incident_id, Report.reporter_hash).join(Incident, Incident.id == Report.incident_id)
    for incident_id, caller in session.execute(reports.where(*within).execution_options(yield_per=_CHUNK)):
        callers[incident_id].append(caller)
    columns = (Incident.id, Incident.opened_at, Incident.zone, Incident.category, Incident.harm, Incident.crime_class)
    found = []
    for row in session.execute(select(*columns).where(*within).execution_options(yield_per=_CHUNK)):
        week = local_weeks.number(row.opened_at, edges)
        if week is None:
            continue
        kind = rise_kinds.kind_of(row.category, row.harm, row.crime_class)
        theirs = callers[row.id]
        hashes = frozenset(caller for caller in theirs if caller is not None)
        found.append(Happened(week, row.zone, kind, len(theirs), hashes, theirs.count(None)))
    return found
