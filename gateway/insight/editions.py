"""Editions: the published tables of a quarter are cut once, kept, and given out again with the same bytes.

What was wrong is put right by a further edition, which holds the earlier one. A number that was hidden stays hidden
there, and one that changed by fewer than five is hidden from then on: nobody can subtract one edition from the other
and find a small number.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.records import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.errors import Refused
from gateway.insight import counting, edition_files, export_facts
from gateway.insight.edition_files import Before, Cut
from gateway.storage.models import CommunityVersion, EditionRow
from menus.domain import mode_in_force
from menus.domain.acts import ActKind
from menus.domain.figures import SETTLED
from menus.domain.published_words import Sharing
from menus.domain.quarters import Quarter
from menus.sms import wording

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


@dataclass(frozen=True)
class Edition:
    """An edition as it is kept: its row, its quarter and number, its terms, and its files by name."""

    id: int
    period: str
    number: int
    made_at: datetime
    shared_with: str
    why: str
    until: date
    digest: str
    files: Mapping[str, str]

    @property
    def name(self) -> str:
        """The name of the edition: `2026-Q4`, or `2026-Q4, edition 2`."""
        return self.period if self.number == 1 else f"{self.period}, edition {self.number}"


def newest(session: Session, record: CommunityRecord, quarter: Quarter) -> Edition | None:
    """Return the newest edition of a quarter; None if there is none."""
    row = _newest(session, record.id, quarter)
    return _read(row) if row is not None else None


def listed(session: Session, record: CommunityRecord) -> list[Edition]:
    """Return all editions of a community, the newest first."""
    ours = select(EditionRow).where(EditionRow.community_id == record.id)
    ordered = ours.order_by(EditionRow.period.desc(), EditionRow.number.desc())
    return [_read(row) for row in session.scalars(ordered)]


def find(session: Session, record: CommunityRecord, row_id: int) -> Edition | None:
    """Return an edition of a community by its row; None for one of another community, as for none."""
    ours = (EditionRow.id == row_id, EditionRow.community_id == record.id)
    row = session.scalar(select(EditionRow).where(*ours))
    return _read(row) if row is not None else None


def cut(
    session: Session, record: CommunityRecord, quarter: Quarter, now: datetime, *, corrects: bool = False
) -> Cut | None:
    """Count a quarter and cut its tables; return None if the newest edition stands.

    Raise Refused where nothing may be published yet. An edition is corrected only if somebody says so, and only if a
    number of it has changed.
    """
    row = _newest(session, record.id, quarter)
    if row is not None and not corrects:
        return None
    _check(session, record, quarter, now)
    return edition_files.cut(session, record, quarter, _before(row))


def keep(uow: UnitOfWork, record: CommunityRecord, made: Cut, terms: Terms, *, by: int | None) -> Edition:
    """Keep what was cut as an edition, and return it; or the edition that somebody else has kept meanwhile.

    `by` is the row of a person; None is the operator. Names are crossed out of the terms.
    """
    uow.lock_key(f"edition {record.id}".encode())
    before = _newest(uow.session, record.id, made.quarter)
    if before is not None and before.number != made.number - 1:
        return _read(before)
    shared = _sharing(record, made, terms, uow.now)
    files = edition_files.with_words(made, shared, _before(before))
    row = EditionRow(
        community_id=record.id,
        period=made.quarter.name,
        number=made.number,
        made_at=uow.now,
        person_id=by,
        shared_with=shared.shared_with,
        why=shared.why,
        until=shared.until,
        digest=hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest(),
        files=files,
        cells=dict(made.cells),
    )
    uow.session.add(row)
    uow.session.flush()
    _note(uow, record, ActKind.EDITION_MADE, row, by)
    return _read(row)


def note_given(uow: UnitOfWork, record: CommunityRecord, edition: Edition) -> None:
    """Write down that the operator has given out an edition."""
    _note(uow, record, ActKind.EDITION_GIVEN, edition, None)


def possible_from(quarter: Quarter) -> date:
    """Return the first day on which a quarter may be published: the talk about its last days is over by then."""
    return quarter.last + SETTLED + timedelta(days=1)


def as_json(session: Session, record: CommunityRecord) -> list[dict[str, Any]]:
    """Return the editions of a community as plain data, the newest first."""
    return [as_json_of(one) for one in listed(session, record)]


def as_json_of(edition: Edition) -> dict[str, Any]:
    """Return an edition as plain data, without what is in its files."""
    return {
        "period": edition.period,
        "edition": edition.number,
        "made_at": edition.made_at.isoformat(),
        "shared_with": edition.shared_with,
        "why": edition.why,
        "until": edition.until.isoformat(),
        "sha256": edition.digest,
        "files": sorted(edition.files),
    }


def _note(uow: UnitOfWork, record: CommunityRecord, kind: ActKind, of: EditionRow | Edition, by: int | None) -> None:
    acts.note(uow, record.id, kind, by=by, period=of.period, edition=of.number, digest=of.digest)


def _check(session: Session, record: CommunityRecord, quarter: Quarter, now: datetime) -> None:
    """Raise Refused for a quarter that is not over long enough, or in which the community was not here.

    Incidents of before may have been brought along.
    """
    first = possible_from(quarter)
    if now < mode_in_force.begin_of(record.community, first):
        message = f"{quarter.name} can be published from {first.isoformat()} on, seven days after it ends"
        raise Refused(message)
    period = export_facts.within(record, quarter)
    ours = (CommunityVersion.community_id == record.id, CommunityVersion.loaded_at < period.until)
    was_here = session.scalar(select(CommunityVersion.id).where(*ours).limit(1)) is not None
    if not was_here and not counting.has_some(session, record.id, period):
        message = f"{record.community.key} was not here yet in {quarter.name}: there is nothing to publish"
        raise NotHereYetError(message)


def _before(row: EditionRow | None) -> Before | None:
    return Before(row.number, row.cells, row.files) if row is not None else None


def _sharing(record: CommunityRecord, made: Cut, terms: Terms, now: datetime) -> Sharing:
    community = record.community
    day = mode_in_force.local_day(community, now)

    def fit(typed: str, usual: str) -> str:
        return wording.fit_for_strangers(community, " ".join(typed.split())[:LONGEST]) or usual

    shared_with, why = fit(terms.shared_with, SHARED_WITH), fit(terms.why, WHY)
    return Sharing(community.key, made.quarter, made.number, day, shared_with, why, terms.until or day + KEPT)


def _newest(session: Session, community_id: int, quarter: Quarter) -> EditionRow | None:
    ours = (EditionRow.community_id == community_id, EditionRow.period == quarter.name)
    return session.scalar(select(EditionRow).where(*ours).order_by(EditionRow.number.desc()).limit(1))


def _read(row: EditionRow) -> Edition:
    files = {str(name): str(text) for name, text in row.files.items()}
    return Edition(row.id, row.period, row.number, row.made_at, row.shared_with, row.why, row.until, row.digest, files)
