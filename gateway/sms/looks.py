"""Looks: oversight reads by SMS who had the sealed values of a report shown to them, and why.

The few people of a private report's circle read it of that report. Oversight reads it of every other one, also of those
whose incident it may not see otherwise, unless the report accuses oversight's own group. Of a private report oversight
reads that somebody looked, and when, and no more.
"""

from dataclasses import dataclass

from sqlalchemy import select

from gateway.incidents import access
from gateway.messaging.notices import notify
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Event, Incident
from menus.domain.accused import is_accused
from menus.domain.categories import Level
from menus.domain.community import CARE_ROLES, Role
from menus.domain.timeline import EventKind
from menus.sms import wording
from menus.sms.command import Command
from menus.text.names import Text


def add_to_summary(sender: Sender, incident: Incident) -> None:
    """Send one more text to somebody who oversees an incident and reads its status, if anybody looked."""
    if _oversees(sender, incident) and (last := _last(sender, incident)):
        uow, record, said = sender.uow, sender.record, last.said
        notify(uow, record, sender.person, Text.LOOKED, incident=incident, said=said, count=last.count, at=last.at)


def of_unseen(sender: Sender, command: Command) -> Reply | None:
    """Return who looked at an incident that the sender oversees but may not see; None if there is nothing to say."""
    if command.reference is None or command.extra_references:
        return None
    incident = access.by_reference(sender.uow.session, command.reference)
    if incident is None or not _oversees(sender, incident):
        return None
    last = _last(sender, incident)
    if last is None:
        return None
    is_private = incident.level is Level.PRIVATE
    # Of a private report oversight reads that somebody looked, and neither what they saw nor why.
    name, said = (Text.LOOKED_ONLY, last.by) if is_private else (Text.LOOKED, last.said)
    return sender.reply_quoting(name, said, reference=incident.reference, count=last.count, at=last.at)


def _oversees(sender: Sender, incident: Incident) -> bool:
    if incident.community_id != sender.record.id or is_accused(sender.person, incident.accused_group):
        return False
    if incident.level is Level.PRIVATE and sender.person.roles & CARE_ROLES:
        return True
    return Role.OVERSIGHT in sender.person.roles


@dataclass(frozen=True)
class _Last:
    """The last look as a text shows it: the number of looks so far, when it was, who looked, and who and why."""

    count: str
    at: str
    by: str
    said: str


def _last(sender: Sender, incident: Incident) -> _Last | None:
    """Return the last look at an incident's sealed values, or None if nobody looked."""
    looks = sender.uow.session.scalars(
        select(Event)
        .where(Event.incident_id == incident.id, Event.kind == EventKind.REVEALED)
        .order_by(Event.id.desc())
    ).all()
    if not looks:
        return None
    last, community = looks[0], sender.record.community
    why = wording.fit_to_leave(community, last.words or "")
    at = last.at.astimezone(community.timezone).strftime("%d/%m %H:%M")
    by = last.looked_by or "?"
    return _Last(str(len(looks)), at, by, f"{by}: {why}" if why else by)
