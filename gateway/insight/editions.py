"""Editions: the published tables of a quarter are cut once, kept, and given out again with the same bytes.

What was wrong is put right by a further edition, as far as two editions side by side tell of no single incident.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.records import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.errors import Refused
from gateway.insight import counting, edition_files, edition_list, periods
from gateway.insight.edition_files import Before, Cut
from gateway.insight.edition_list import Edition, Listed
from gateway.storage.models import CommunityVersion, EditionRow
from menus.domain import checksums, local_days
from menus.domain.acts import ActKind
from menus.domain.published_words import Sharing
from menus.domain.quarters import Quarter
from menus.sms import public_words, words_to_leave

SHARED_WITH = "researchers, organisations of residents, oversight and observers"
WHY = "the figures of the quarter that the association publishes"
KEPT = timedelta(days=365)
"""The time after which the terms of an edition are looked at again. A guess."""
LONGEST = 200
"""The most characters of each of the terms. A guess: two lines of a page."""


class NotHereYetError(Refused):
    """The community was not here yet in the quarter."""


@dataclass(frozen=True)
class Terms:
    """The terms of sharing, as somebody typed them: for whom, why, and until when; empty for the usual ones."""

    shared_with: str = ""
    why: str = ""
    until: date | None = None

    @property
    def are_typed(self) -> bool:
        """Whether somebody typed any of them."""
        return bool(self.shared_with.strip() or self.why.strip() or self.until is not None)


class PastDayError(Refused):
    """The day on which the terms are looked at again is over, or today."""


def cut(
    session: Session, record: CommunityRecord, quarter: Quarter, now: datetime, *, corrects: bool = False
) -> Cut | None:
    """Count a quarter and cut its tables; return None if the newest edition stands.

    Raise Refused where nothing may be published yet. An edition is corrected only if somebody says so, and only as far
    as `menus/domain/corrections.py` lets two editions stand side by side.
    """
    row = _newest(session, record.id, quarter)
    if row is not None and not corrects:
        return None
    _check(session, record, quarter, now)
    return edition_files.cut(session, record, quarter, now, _before(row))


def keep(uow: UnitOfWork, record: CommunityRecord, made: Cut, terms: Terms, *, by: int | None) -> Edition:
    """Keep what was cut as an edition, and return it; or the edition that somebody else has kept meanwhile.

    `by` is the row of a person; None is the operator. Names are crossed out of the terms.
    """
    check_terms(record, terms, uow.now)
    uow.lock_key(f"edition {record.id}".encode())
    before = edition_list.newest(uow.session, record, made.quarter)
    if before is not None and before.number != made.number - 1:
        return before
    shared = _sharing(record, made, terms, uow.now)
    earlier = edition_list.earlier(uow.session, record, made.quarter.name, made.number)
    files = edition_files.own_files(made, shared, earlier)
    row = EditionRow(
        community_id=record.id,
        period=made.quarter.name,
        number=made.number,
        made_at=uow.now,
        person_id=by,
        shared_with=shared.shared_with,
        why=shared.why,
        until=shared.until,
        digest=checksums.digest(files),
        files=files,
        cells=dict(made.cells),
    )
    uow.session.add(row)
    uow.session.flush()
    kept = Edition(
        row.id,
        row.period,
        row.number,
        row.made_at,
        row.shared_with,
        row.why,
        row.until,
        row.digest,
        {**earlier, **files},
    )
    _note(uow, record, ActKind.EDITION_MADE, kept, by)
    return kept


def check_terms(record: CommunityRecord, terms: Terms, now: datetime) -> None:
    """Raise Refused for terms that are over before anybody reads them."""
    today = local_days.today(record.community, now)
    if terms.until is not None and terms.until <= today:
        message = f"{terms.until.isoformat()} is not after today, {today.isoformat()}: terms are for a time to come"
        raise PastDayError(message)


def note_given(uow: UnitOfWork, record: CommunityRecord, edition: Edition) -> None:
    """Write down that the operator has given out an edition."""
    _note(uow, record, ActKind.EDITION_GIVEN, edition, None)


def _note(uow: UnitOfWork, record: CommunityRecord, kind: ActKind, of: Listed, by: int | None) -> None:
    acts.note(uow, record.id, kind, by=by, period=of.period, edition=of.number, digest=of.digest)


def _check(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> None:
    """Raise Refused for a quarter that is not over long enough, or in which the community was not here.

    Incidents of before may have been brought along.
    """
    if quarter > periods.settled(record, now):
        first = quarter.possible_from.isoformat()
        message = f"{quarter.name} can be published from {first} on, seven days after it ends"
        raise Refused(message)
    period = periods.span(record, quarter)
    ours = (CommunityVersion.community_id == record.id, CommunityVersion.loaded_at < period.until)
    was_here = session.scalar(select(CommunityVersion.id).where(*ours).limit(1)) is not None
    if not was_here and not counting.has_some(session, record.id, period):
        message = f"{record.community.key} was not here yet in {quarter.name}: there is nothing to publish"
        raise NotHereYetError(message)


def _before(row: EditionRow | None) -> Before | None:
    return Before(row.number, row.cells, row.files) if row is not None else None


def _sharing(record: CommunityRecord, made: Cut, terms: Terms, now: datetime) -> Sharing:
    community = record.community
    day = local_days.today(community, now)

    def fit(typed: str, usual: str) -> str:
        said = public_words.without(" ".join(typed.split())[:LONGEST], community, day)
        return words_to_leave.fit_for_strangers(community, said) or usual

    shared_with, why = fit(terms.shared_with, SHARED_WITH), fit(terms.why, WHY)
    until = terms.until or day + KEPT
    return Sharing(community.key, made.quarter, made.number, day, shared_with, why, until, made.corrected, made.stands)


def _newest(session: Session, community_id: int, quarter: Quarter) -> EditionRow | None:
    ours = (EditionRow.community_id == community_id, EditionRow.period == quarter.name)
    return session.scalar(select(EditionRow).where(*ours).order_by(EditionRow.number.desc()).limit(1))
