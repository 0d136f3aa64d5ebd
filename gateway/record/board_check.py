"""The board beside the record: each incident must be what its events make of it.

The events are on record, and the rows of the board are not: whoever changes an incident by SQL is found here.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, String, cast, select, type_coerce

from gateway.record.findings import Fault, Finding, Subject
from gateway.storage.columns import Named, UtcDateTime
from gateway.storage.models import EscalationRow, Event, Incident
from menus.domain import circles
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Level
from menus.domain.marks import AlarmKind, Caution
from menus.domain.timeline import INCIDENT_FACTS, Recorded, replay

TRACK_FACTS = ("phase", "fired", "answered_at", "answered_role", "exhausted_at")
"""The facts of a track whose changes the timeline holds."""
_AT_ONCE = 2_000
"""Incidents that are read by one statement."""
_EVENT, _INCIDENT, _TRACK = Event.__table__.c, Incident.__table__.c, EscalationRow.__table__.c
_NO_END = 2**62
_NOTHING = "{}"
"""The changes of an event that changed nothing, as JSON."""
_MARKS = ("level", "accused_group", "alarm", "caution")


def first_difference(connection: Connection, community_id: int) -> Finding | None:
    """Return the first incident of a community that is not what its events make of it; None if there is none."""
    is_sqlite = connection.dialect.name == "sqlite"
    last = 0
    while True:
        facts = (_plain(_INCIDENT[name], is_sqlite=is_sqlite) for name in INCIDENT_FACTS)
        wanted = select(_INCIDENT.id, *facts)
        wanted = wanted.where(_INCIDENT.community_id == community_id, _INCIDENT.id > last)
        rows = connection.execute(wanted.order_by(_INCIDENT.id).limit(_AT_ONCE)).all()
        end = rows[-1][0] if len(rows) == _AT_ONCE else _NO_END
        told = _events(connection, community_id, (last, end), is_sqlite=is_sqlite)
        tracks = _tracks(connection, (last, end), is_sqlite=is_sqlite)
        board = {incident_id: _values(_INCIDENT, INCIDENT_FACTS, values) for incident_id, *values in rows}
        for incident_id in sorted(board.keys() | told.keys()):
            found = _difference(board.get(incident_id), tracks.get(incident_id, {}), told.get(incident_id, []))
            if found is not None:
                return found
        if end == _NO_END:
            return None
        last = end


def _plain(column: Any, *, is_sqlite: bool) -> ColumnElement[Any]:
    """Return a column without its type: a value that Doria does not know is a difference, and no error."""
    is_kept_as_given = is_sqlite and isinstance(column.type, UtcDateTime)
    return type_coerce(column, String) if isinstance(column.type, Named) or is_kept_as_given else column


def _values(table: Any, names: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """Return the values of some columns by their names; moments that SQLite gave as text are moments again."""
    return {
        name: _moment(value) if isinstance(table[name].type, UtcDateTime) else value
        for name, value in zip(names, values, strict=True)
    }


def _moment(value: Any) -> Any:
    try:
        return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value
    except ValueError:
        return value


def _events(
    connection: Connection, community_id: int, ids: tuple[int, int], *, is_sqlite: bool
) -> dict[int, list[Recorded]]:
    """Return the events that changed anything of the incidents with ids between two, in their order."""
    changes, facts = (
        type_coerce(column, String) if is_sqlite else cast(column, String) for column in (_EVENT.changes, _EVENT.facts)
    )
    wanted = select(_EVENT.incident_id, _plain(_EVENT.kind, is_sqlite=is_sqlite), changes, facts).where(
        _EVENT.community_id == community_id, _EVENT.incident_id > ids[0], _EVENT.incident_id <= ids[1]
    )
    found: dict[int, list[Recorded]] = {}
    for incident_id, kind, changed, given in connection.execute(wanted.order_by(_EVENT.incident_id, _EVENT.id)):
        own = found.setdefault(incident_id, [])
        if changed != _NOTHING:
            own.append(_event(kind, changed, given))
    return found


def _event(kind: Any, changed: str, given: str) -> Recorded:
    """Return an event; what is no event of Doria's changes what was never there, and so follows from nothing."""
    try:
        return Recorded(kind, json.loads(changed), json.loads(given).get("track"))
    except (ValueError, AttributeError):
        return Recorded(kind, {"": (kind, kind)})


def _tracks(connection: Connection, ids: tuple[int, int], *, is_sqlite: bool) -> dict[int, dict[str, dict[str, Any]]]:
    """Return the facts of the tracks of incidents, by the incident and the name of the track."""
    columns = [_plain(_TRACK[name], is_sqlite=is_sqlite) for name in TRACK_FACTS]
    wanted = select(_TRACK.incident_id, _plain(_TRACK.track, is_sqlite=is_sqlite), *columns)
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for incident_id, track, *values in connection.execute(
        wanted.where(_TRACK.incident_id > ids[0], _TRACK.incident_id <= ids[1])
    ):
        found.setdefault(incident_id, {})[track] = _values(_TRACK, TRACK_FACTS, values)
    return found


def _difference(
    board: Mapping[str, Any] | None, tracks: Mapping[str, Mapping[str, Any]], told: Sequence[Recorded]
) -> Finding | None:
    """Return what is different between an incident and its events; None if nothing is."""
    try:
        made = replay(told)
    except (ValueError, TypeError, AttributeError, KeyError):
        # Nobody knows what such events hide.
        return _finding({}, {}, "(its events do not follow from each other)", "?", "?")
    if board is None:
        return _finding(made.facts, made.facts, "row", "nothing", "that it is there")
    for name in INCIDENT_FACTS:
        held, said = _text(board[name]), made.facts.get(name)
        if held != said:
            return _finding(board, made.facts, name, held, said)
    for track in sorted(tracks.keys() | made.tracks.keys(), key=str):
        for name in TRACK_FACTS:
            held, said = _text(tracks.get(track, {}).get(name)), made.tracks.get(track, {}).get(name)
            if held != said:
                return _finding(board, made.facts, f"{track} {name}", held, said)
    return None


def _finding(board: Mapping[str, Any], made: Mapping[str, Any], name: str, held: object, said: object) -> Finding:
    """Return a difference; of a hidden incident it says nothing but that there is one.

    An incident is hidden by the board, and by its events as well: somebody may have taken the marks off the board.
    """
    if _is_hidden(board) or (made and _is_hidden(made)):
        return Finding(Fault.BOARD_DIFFERS, subject=Subject(is_hidden=True))
    about = Subject(is_hidden=False, reference=board.get("reference"))
    return Finding(Fault.BOARD_DIFFERS, subject=about, name=name, held=held, said=said)


def _is_hidden(board: Mapping[str, Any]) -> bool:
    try:
        level, group, alarm, caution = (board.get(name) for name in _MARKS)
        return circles.is_hidden(
            Level(str(level)),
            AccusedGroup(group) if group is not None else None,
            AlarmKind(alarm) if alarm is not None else None,
            Caution(caution) if caution is not None else None,
        )
    except ValueError:
        return True


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
