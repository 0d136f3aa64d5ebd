"""Bundling: minor alerts that had to wait reach each person as one text."""

from collections import defaultdict

from sqlalchemy import or_, select, update

from gateway.storage.models import Incident, Message
from gateway.storage.states import IncidentState, MessageState
from gateway.usecases import alerting, outbox
from gateway.usecases.communities import Directory
from gateway.usecases.unit import Unit
from menus import texts
from menus.rules.categories import Track

BUNDLED = "bundled"
"""Why a message was cancelled whose incident is told of in a text with others."""
_MOST = 500


def bundle(unit: Unit, directory: Directory) -> int:
    """Put the minor alerts that are due for one phone at the same moment into one text; return how many there were.

    Quiet hours that end, the limit of texts an hour and a low balance make alerts wait until they come together.
    """
    rows = unit.session.scalars(
        select(Message)
        .where(
            Message.state == MessageState.QUEUED,
            Message.due_at <= unit.now,
            Message.lane == "normal",
            Message.kind == "alert",
            Message.track.in_((Track.PATROL.value, Track.POLICE.value)),
            Message.attempts == 0,
            Message.incident_id.is_not(None),
            or_(Message.due_at > Message.created_at, Message.created_at == unit.now),
        )
        .order_by(Message.id)
        .limit(_MOST)
        .with_for_update(skip_locked=True)
    ).all()
    waiting: defaultdict[tuple[int, str], list[Message]] = defaultdict(list)
    for row in rows:
        waiting[row.community_id, row.phone].append(row)
    return sum(_bundle_one(unit, directory, messages) for messages in waiting.values() if len(messages) > 1)


def _bundle_one(unit: Unit, directory: Directory, messages: list[Message]) -> int:
    first = messages[0]
    town = directory.by_id(first.community_id)
    person = town.by_phone(first.phone)
    if person is None:
        return 0
    wanted = list(dict.fromkeys(row.incident_id for row in messages if row.incident_id is not None))
    incidents = [unit.session.get_one(Incident, incident_id) for incident_id in wanted]
    unit.session.execute(
        update(Message)
        .where(Message.id.in_([row.id for row in messages]))
        .values(state=MessageState.CANCELLED, reason=BUNDLED, settled_at=unit.now)
        .execution_options(synchronize_session="fetch")
    )
    facts = [alerting.facts_of(incident) for incident in incidents if incident.state == IncidentState.OPEN]
    for text in texts.bundles(town.community, person.language, facts):
        outbox.queue(unit, town, outbox.Envelope("alert", "normal", text, (person.phone,)))
    return len(messages)
