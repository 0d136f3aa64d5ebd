"""Digests: minor alerts that had to wait reach each person as few texts."""

from collections import defaultdict
from functools import partial

from sqlalchemy import exists, or_, select

from gateway.alerts import alert_facts
from gateway.communities.directory import Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.storage.models import Incident, Message
from gateway.storage.states import MessageState
from menus.domain.categories import Track
from menus.domain.messages import Lane, MessageKind, kinds_that
from menus.sms import alert_wording

BUNDLED = "bundled"
"""The reason of a message that was cancelled because a digest names its incident."""
_MAY_BE_BUNDLED = kinds_that(lambda rules: rules.may_be_bundled)
_MOST = 500
"""The most alerts that one run takes. A guess, to be tested."""


def bundle(uow: UnitOfWork, directory: Directory) -> int:
    """Replace the minor alerts that are due for one phone together by few texts; return how many there were.

    Alerts become due together when quiet hours end, or after a wait for the hourly limit or for a low balance.
    """
    rows = uow.session.execute(
        select(Message.id, Message.community_id, Message.phone_hash)
        .where(
            Message.state == MessageState.QUEUED,
            Message.due_at <= uow.now,
            Message.lane == Lane.NORMAL,
            Message.kind.in_(_MAY_BE_BUNDLED),
            Message.track.in_((Track.PATROL, Track.POLICE)),
            Message.attempts == 0,
            Message.incident_id.is_not(None),
            # Nothing of a drill stands in one text with what is real.
            ~exists().where(Incident.id == Message.incident_id, Incident.drill.is_not(None)),
            or_(Message.due_at > Message.created_at, Message.created_at == uow.now),
        )
        .order_by(Message.id)
        .limit(_MOST)
        .with_for_update(skip_locked=True)
    ).all()
    waiting: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    for message_id, community_id, phone_hash in rows:
        waiting[community_id, phone_hash].append(message_id)
    together = [found for found in waiting.values() if len(found) > 1]
    done = [
        found for found in together if uow.in_savepoint("bundle", found[0], partial(_bundle_one, uow, directory, found))
    ]
    return sum(map(len, done))


def _bundle_one(uow: UnitOfWork, directory: Directory, message_ids: list[int]) -> None:
    messages = uow.session.scalars(select(Message).where(Message.id.in_(message_ids)).order_by(Message.id)).all()
    first = messages[0]
    record = directory.by_id(first.community_id)
    person = record.by_phone(first.phone)
    if person is None:
        return
    wanted = list(dict.fromkeys(row.incident_id for row in messages if row.incident_id is not None))
    incidents = [uow.session.get_one(Incident, incident_id) for incident_id in wanted]
    for row in messages:
        row.state, row.reason, row.settled_at = MessageState.CANCELLED, BUNDLED, uow.now
    facts = [alert_facts.facts_of(incident) for incident in incidents if incident.status.is_live]
    for text in alert_wording.bundles(record.community, person.language, facts):
        outbox.queue(uow, record, outbox.OutgoingText(MessageKind.ALERT, Lane.NORMAL, text, (person.phone,)))
