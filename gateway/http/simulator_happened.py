"""The events for the page of phones: the lines of a community, its clock, and when the next rung is due."""

from datetime import datetime

from flask import Response, jsonify, request

from gateway.communities.directory import CommunityRecord
from gateway.http.support import current_services
from gateway.incidents import happenings
from gateway.incidents.happenings import Cursor


def happened() -> tuple[Response, int]:
    """Return the lines after `since`, or the last ones; 400 in words for an unknown community or another cursor."""
    services = current_services()
    record = community_of(request.args.get("community"))
    if record is None:
        return unknown_community()
    given = request.args.get("since")
    cursor = Cursor.read(given) if given else None
    if given and cursor is None:
        return jsonify(error="since takes the cursor of the answer before"), 400
    with services.reading() as session:
        now = services.clock.begin(session).now
        lines, last = happenings.since(session, record, cursor, now)
        due = happenings.next_rung_at(session, record, now)
    return jsonify(
        now=_iso(now),
        timezone=str(record.community.timezone),
        next_rung_at=None if due is None else _iso(due),
        events=[line.as_json() for line in lines],
        cursor=str(last),
    ), 200


def community_of(key: object) -> CommunityRecord | None:
    """Return the community with a key, the first one without a key, or None."""
    records = current_services().directory.communities()
    # Whatever JSON holds may come here, also a list, which no set takes.
    is_first = key is None or key == ""
    return next((record for record in records if is_first or key == record.community.key), None)


def unknown_community() -> tuple[Response, int]:
    """Return the answer for a key that no community has."""
    keys = ", ".join(record.community.key for record in current_services().directory.communities())
    return jsonify(error=f"no such community; here are: {keys}"), 400


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")
