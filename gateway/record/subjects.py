"""Subjects: the row that a finding is about, as far as an operator may read of it."""

from datetime import UTC, datetime

from sqlalchemy import Connection, select

from gateway.record.findings import Subject
from gateway.record.sources import RecordedSource
from gateway.storage.models import Event, Incident, RecordEntry
from menus.domain.record import Source

_INCIDENT, _ENTRY = Incident.__table__.c, RecordEntry.__table__.c


def of(connection: Connection, source: RecordedSource, row_id: int, *, is_hidden: bool = False) -> Subject:
    """Return a row as a subject. It is hidden if it `is_hidden` in its entry, and if its incident is hidden now."""
    table = source.table
    hiding = source.hiding
    wanted = select(*source.columns(is_sqlite=connection.dialect.name == "sqlite"), *hiding).select_from(
        source.with_incidents
    )
    try:
        values = connection.execute(wanted.where(table.c.id == row_id)).first()
        if values is None:
            return Subject(is_hidden) if is_hidden else Subject(is_hidden=False, source=source.source, row_id=row_id)
        columns, marks = values[: -len(hiding)], values[-len(hiding) :]
        hides = is_hidden or source.is_hidden(marks) or _was_hidden(connection, source, row_id)
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


def _was_hidden(connection: Connection, source: RecordedSource, row_id: int) -> bool:
    """Return whether any entry of the incident of a row is hidden: somebody may have taken the marks off the board."""
    name = source.recording.incident
    if name is None:
        return False
    events, own = Event.__table__.c, source.table.c
    incident = select(own[name]).where(own.id == row_id).scalar_subquery()
    placed = (_ENTRY.source == Source.EVENTS, _ENTRY.row_id == events.id, _ENTRY.is_hidden)
    wanted = select(select(events.id).where(events.incident_id == incident, *placed).exists())
    return bool(connection.scalar(wanted))


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
