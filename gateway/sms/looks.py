"""Looks: oversight reads by SMS who had the sealed values of a report shown to them, and why.

The few people of a private report's circle read it of that report. Oversight reads it of every other one, also of those
whose incident it may not see otherwise, unless the report accuses oversight's own group. Of a private report oversight
reads that somebody looked, when and by whom, and no more. LOOKS lists the looks at all reports for oversight: those
that accuse their own group are not in it, and nothing tells that they are missing.
"""

from dataclasses import dataclass

from gateway.incidents import access, looks
from gateway.incidents.looks import Looked
from gateway.messaging.notices import notify
from gateway.sms.sender import Reply, Sender, unknown_reference
from gateway.storage.models import Incident
from menus.domain.roles import Role
from menus.sms import listing as pages_of
from menus.sms import paging, words_to_leave
from menus.sms.command import Command
from menus.text.names import Text

_MOST = 300
"""The most looks in the list: they fill about 99 pages, the most that a number of two digits asks for."""


def listing(sender: Sender, command: Command) -> Reply:
    """List for oversight who looked at numbers and words, when, at which report and why, the newest first."""
    if Role.OVERSIGHT not in sender.person.roles:
        return sender.refuse()
    if command.reference is not None:
        return _at_one(sender, command, command.reference)
    session, record, language = sender.uow.session, sender.record, sender.person.language
    found = looks.newest(session, community_id=record.id, most=_MOST)
    entries = [
        _entry(look)
        for look in found
        if look.incident is None or looks.oversees(sender.record, sender.person, look.incident)
    ]
    if not entries:
        return sender.reply(Text.LOOKS_NONE)
    pages = pages_of.looks(record.community, language, entries, sender.uow.now)
    asked = paging.wanted(command.rest)
    number = asked.page if asked is not None else 1
    if number > len(pages):
        return sender.reply(Text.LOOKS_ENDS, count=str(number))
    return Reply("looks", pages[number - 1])


def _at_one(sender: Sender, command: Command, reference: str) -> Reply:
    """Return the looks at one report: its text alone says that nobody looked, if the sender may see the incident."""
    told = of_unseen(sender, command)
    if told is not None:
        return told
    if access.find(sender.uow.session, sender.record, sender.person, reference) is None:
        return unknown_reference(sender, reference)
    return sender.reply(Text.LOOKS_NONE)


def _entry(look: Looked) -> pages_of.LookEntry:
    by = look.by or "?"
    if look.incident is not None and looks.is_closed(look.incident):
        return pages_of.LookEntry(look.at, by, is_private=True)
    at_none = look.kind if look.incident is None else None
    return pages_of.LookEntry(look.at, by, look.reference or "", look.why or "", at_none=at_none)


def add_to_summary(sender: Sender, incident: Incident) -> None:
    """Send one more text to somebody who oversees an incident and reads its status, if anybody looked."""
    if looks.oversees(sender.record, sender.person, incident) and (last := _last(sender, incident)):
        uow, record, said = sender.uow, sender.record, last.said
        notify(uow, record, sender.person, Text.LOOKED, incident=incident, said=said, count=last.count, at=last.at)


def of_unseen(sender: Sender, command: Command) -> Reply | None:
    """Return who looked at an incident that the sender oversees but may not see; None if there is nothing to say."""
    if command.reference is None or command.extra_references:
        return None
    incident = access.by_reference(sender.uow.session, command.reference)
    if incident is None or not looks.oversees(sender.record, sender.person, incident):
        return None
    last = _last(sender, incident)
    if last is None:
        return None
    # Of a private report oversight reads that somebody looked, and neither what they saw nor why.
    name, said = (Text.LOOKED_ONLY, last.by) if looks.is_closed(incident) else (Text.LOOKED, last.said)
    return sender.reply_quoting(name, said, reference=incident.reference, count=last.count, at=last.at)


@dataclass(frozen=True)
class _Last:
    """The last look as a text shows it: the number of looks so far, when it was, who looked, and who and why."""

    count: str
    at: str
    by: str
    said: str


def _last(sender: Sender, incident: Incident) -> _Last | None:
    """Return the last look at an incident's sealed values, or None if nobody looked."""
    count, last = looks.of_incident(sender.uow.session, incident)
    if last is None:
        return None
    community = sender.record.community
    why = words_to_leave.fit_to_leave(community, last.why or "")
    at = last.at.astimezone(community.timezone).strftime("%d/%m %H:%M")
    by = last.by or "?"
    return _Last(str(count), at, by, f"{by}: {why}" if why else by)
