"""Subjects: the row that a finding is about, as far as an operator may read of it."""

from datetime import UTC, datetime

from sqlalchemy import Connection, select

from gateway.record.findings import Subject
from gateway.record.sources import RecordedSource
from gateway.storage.models import Incident

_INCIDENT = Incident.__table__.c


def of(connection: Connection, source: RecordedSource, row_id: int, *, is_hidden: bool = False) -> Subject:
    """Return a row as a subject. It is hidden if it `is_hidden` in its entry, and if its incident is hidden now."""
    table = source.table
    hiding = source.hiding
    wanted = select(*source.columns(is_sqlite=connection.dialect.name == "sqlite"), *hiding).select_from(
        source.with_incidents
    )
    values = connection.execute(wanted.where(table.c.id == row_id)).first()
    if values is None:
        return Subject(is_hidden) if is_hidden else Subject(is_hidden=False, source=source.source, row_id=row_id)
    columns, marks = values[: -len(hiding)], values[-len(hiding) :]
    try:
        hides = is_hidden or source.is_hidden(marks)
        row = source.raw(columns)
    except (TypeError, ValueError, LookupError):
        # A value that Doria never writes. Nobody knows what it hides.
        return Subject(is_hidden=True)
    if hides:
        return Subject(is_hidden=True)
    return Subject(
        is_hidden=False,
        source=source.source,
        row_id=row_id,
        kind=row.kind,
        at=_moment(row.at),
        reference=_reference(connection, source, row_id),
    )


def _reference(connection: Connection, source: RecordedSource, row_id: int) -> str | None:
    """Return the reference of the incident of a row, if it has one."""
    name = source.recording.incident
    if name is None:
        return None
    table = source.table
    wanted = select(_INCIDENT.reference).join(table, table.c[name] == _INCIDENT.id).where(table.c.id == row_id)
    return connection.execute(wanted).scalar()


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except (TypeError, ValueError):
        return None
