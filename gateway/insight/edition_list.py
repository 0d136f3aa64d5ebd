"""The editions that are kept: their list, which reads no file, and one of them with all files of its folder.

An edition keeps its own files. The folder of a later one holds those of the earlier ones, taken from their own rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from gateway.communities.records import CommunityRecord
from gateway.errors import Refused
from gateway.insight import edition_files
from gateway.storage.models import EditionRow
from menus.domain import checksums
from menus.domain.quarters import Quarter

_COLUMNS = (
    EditionRow.id,
    EditionRow.period,
    EditionRow.number,
    EditionRow.made_at,
    EditionRow.shared_with,
    EditionRow.why,
    EditionRow.until,
    EditionRow.digest,
)


@dataclass(frozen=True)
class Listed:
    """An edition as the list has it: its row, its quarter and number, its terms, and the hash of its folder."""

    id: int
    period: str
    number: int
    made_at: datetime
    shared_with: str
    why: str
    until: date
    digest: str

    @property
    def name(self) -> str:
        """The name of the edition: `2026-Q4`, or `2026-Q4, edition 2`."""
        return self.period if self.number == 1 else f"{self.period}, edition {self.number}"


@dataclass(frozen=True)
class Edition(Listed):
    """An edition with all files of its folder, by their names."""

    files: Mapping[str, str]

    @property
    def is_whole(self) -> bool:
        """Whether the files are those that the hash of the edition stands for."""
        return checksums.is_whole(self.files, self.digest)


def listed(session: Session, record: CommunityRecord) -> list[Listed]:
    """Return all editions of a community, the newest first."""
    ours = select(*_COLUMNS).where(EditionRow.community_id == record.id)
    ordered = ours.order_by(EditionRow.period.desc(), EditionRow.number.desc())
    return [Listed(*row) for row in session.execute(ordered)]


def newest(session: Session, record: CommunityRecord, quarter: Quarter) -> Edition | None:
    """Return the newest edition of a quarter; None if there is none."""
    ours = (EditionRow.community_id == record.id, EditionRow.period == quarter.name)
    found = session.execute(select(*_COLUMNS).where(*ours).order_by(EditionRow.number.desc()).limit(1)).first()
    return _with_files(session, record, found)


def find(session: Session, record: CommunityRecord, row_id: int) -> Edition | None:
    """Return an edition of a community by its row; None for one of another community, as for none."""
    ours = (EditionRow.id == row_id, EditionRow.community_id == record.id)
    return _with_files(session, record, session.execute(select(*_COLUMNS).where(*ours)).first())


def earlier(session: Session, record: CommunityRecord, period: str, number: int) -> dict[str, str]:
    """Return the files of the editions of a quarter before a number, by their names in the folder of that one."""
    return edition_files.earlier_files(_files(session, record, period, number - 1))


def check_whole(edition: Edition) -> None:
    """Raise Refused if the files of an edition are not those that its hash stands for."""
    if not edition.is_whole:
        message = (
            f"{edition.name}: the files in the database do not fit their hash {edition.digest}; nothing is given out"
        )
        raise Refused(message)


def as_json(session: Session, record: CommunityRecord) -> list[dict[str, Any]]:
    """Return the editions of a community as plain data, the newest first.

    The keys: `period`, `edition` (its number), `made_at` (ISO 8601), `shared_with`, `why`, `until`, and `sha256`.
    """
    return [_as_json(one) for one in listed(session, record)]


def as_json_of(edition: Edition) -> dict[str, Any]:
    """Return an edition as plain data, with the names of its files under `files`, but nothing of what is in them."""
    return {**_as_json(edition), "files": sorted(edition.files)}


def _as_json(edition: Listed) -> dict[str, Any]:
    return {
        "period": edition.period,
        "edition": edition.number,
        "made_at": edition.made_at.isoformat(),
        "shared_with": edition.shared_with,
        "why": edition.why,
        "until": edition.until.isoformat(),
        "sha256": edition.digest,
    }


def _with_files(session: Session, record: CommunityRecord, row: "Row[*tuple[Any, ...]] | None") -> Edition | None:
    if row is None:
        return None
    one = Listed(*row)
    *before, (_, own) = _files(session, record, one.period, one.number)
    return Edition(**vars(one), files={**edition_files.earlier_files(before), **own})


def _files(session: Session, record: CommunityRecord, period: str, last: int) -> list[tuple[int, dict[str, str]]]:
    """Return the own files of the editions of a quarter up to a number, with the number of each."""
    ours = (EditionRow.community_id == record.id, EditionRow.period == period, EditionRow.number <= last)
    rows = session.execute(select(EditionRow.number, EditionRow.files).where(*ours).order_by(EditionRow.number))
    return [(number, {str(name): str(text) for name, text in files.items()}) for number, files in rows]
