"""Station alerts: which alerts reached a police station, written down when the receipt of one comes.

A message keeps the hash of its number for thirty days, and a card tells of ninety. So the station is written down at
once, and no contact: the station that the file named when the contact was called.
"""

from functools import partial
from typing import Protocol

from sqlalchemy import select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Attempt, Message, Notification, StationAlert
from gateway.storage.upsert import Computed
from menus.domain.categories import Track
from menus.domain.outcomes import Fate
from menus.domain.roles import POLICE_ROLES
from menus.domain.stations import UNNAMED

_AS_BEFORE: Computed = (("delivered_at", StationAlert.__table__.c.delivered_at),)
"""The first alert counts: a later one to the same station changes nothing."""


class Finding(Protocol):
    """The communities in force, as far as they are asked here."""

    def find(self, community_id: int) -> CommunityRecord | None:
        """Return the community of a row, or None."""


def note_delivered(uow: UnitOfWork, directory: Finding) -> None:
    """Write down the alerts to the police that a unit of work found delivered, once, before it commits.

    If one raises an error, nothing but its row is missing: the receipt itself stays.
    """
    for message_id in dict.fromkeys(uow.to_police):
        uow.in_savepoint("station-alert", message_id, partial(_note, uow, directory, message_id))
    uow.to_police.clear()


def _note(uow: UnitOfWork, directory: Finding, message_id: int) -> None:
    message = uow.session.get_one(Message, message_id)
    record = directory.find(message.community_id)
    person = record.by_phone(message.phone) if record is not None else None
    # A coordinator stands on this track, too, where a community has no police contact.
    if record is None or message.incident_id is None or person is None or not person.roles & POLICE_ROLES:
        return
    taken = select(Attempt.at).where(Attempt.message_id == message.id, Attempt.outcome == Fate.ACCEPTED)
    sent_at = uow.session.scalar(taken.order_by(Attempt.id.desc()).limit(1)) or message.created_at
    called = uow.session.get(Notification, (message.incident_id, record.person_ids[person.phone], Track.POLICE))
    then = called.station if called is not None else None
    key = {"incident_id": message.incident_id, "station": (person.station or UNNAMED) if then is None else then}
    row = {**key, "sent_at": min(sent_at, uow.now), "delivered_at": uow.now}
    uow.upsert(StationAlert, [row], (), computed=_AS_BEFORE)
