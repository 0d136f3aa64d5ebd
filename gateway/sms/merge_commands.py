"""SMS commands of coordinators to merge incidents: JOIN makes one of two, SPLIT takes a report out again."""

from collections.abc import Sequence
from typing import assert_never

from sqlalchemy import select

from gateway.incidents import access, merging
from gateway.sms import confirmation_codes
from gateway.sms.sender import Reply, Sender, unknown_reference
from gateway.storage.models import Incident, Report
from menus.domain.joining import Joinable, may_join, may_split
from menus.domain.marks import AlarmKind
from menus.domain.pending import PendingJoin
from menus.sms import naming
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text.names import Text

_LISTED = 40
"""The most characters of references that fit into the reply."""


def join(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Ask for the code that merges a second open incident, named in the command, into this one."""
    reference = incident.reference
    if not sender.is_coordinator:
        return sender.refuse()
    other = other_of(sender, command)
    if isinstance(other, Reply):
        return other
    if incident.drill is not None or other.drill is not None:
        return sender.reply(Text.NO_DRILL_JOIN, reference=reference)
    if not may_join(_joinable(incident), _joinable(other)):
        return sender.reply(Text.CANNOT_JOIN, reference=reference)
    pending = PendingJoin(incident.id, other.id)
    return confirmation_codes.question(sender, Text.CONFIRM_JOIN, pending, reference=reference, other=other.reference)


def join_now(sender: Sender, pending: PendingJoin) -> Reply:
    """Merge two incidents as they are now: their code has been given, and either may have changed meanwhile."""
    session, record = sender.uow.session, sender.record
    # Lock both rows: two coordinators who join the same pair in opposite directions must not close both incidents.
    wanted = (pending.incident_id, pending.other_id)
    both = select(Incident).where(Incident.id.in_(wanted)).order_by(Incident.id).with_for_update()
    found = {row.id: row for row in session.scalars(both.execution_options(populate_existing=True))}
    into, other = found[pending.incident_id], found[pending.other_id]
    if not sender.is_coordinator:
        return sender.refuse()
    for incident in (into, other):
        if not access.may_see(session, record, sender.person, incident):
            return sender.reply(Text.UNKNOWN_REFERENCE, reference=incident.reference)
        if not incident.status.is_live:
            return sender.reply(Text.ALREADY_CLOSED, reference=incident.reference)
    if not may_join(_joinable(into), _joinable(other)):
        return sender.reply(Text.CANNOT_JOIN, reference=into.reference)
    merging.join(sender.uow, record, into, other, sender.coordinator(into))
    return sender.reply(Text.JOINED, reference=into.reference, other=other.reference)


def _joinable(incident: Incident) -> Joinable:
    is_open = incident.status.is_live
    is_duress = incident.alarm is AlarmKind.DURESS
    return Joinable(
        incident.id, incident.level, is_open, incident.awaits_review, incident.accused_group, is_duress=is_duress
    )


def other_of(sender: Sender, command: Command) -> Incident | Reply:
    """Return the second open incident that the command names, or the reply that explains why there is none."""
    second = naming.second_of(command)
    match second:
        case naming.NamesNone():
            return sender.reply(Text.SAY_MORE, example=f"{sender.word(Verb.JOIN)} {command.reference or 'REF'} REF")
        case naming.Mistyped(reference):
            return unknown_reference(sender, reference, Text.WRONG_DIGIT)
        case naming.NamesOne(reference):
            found = access.find(sender.uow.session, sender.record, sender.person, reference)
            if found is None:
                return unknown_reference(sender, reference)
            is_open = found.status.is_live
            return found if is_open else sender.reply(Text.ALREADY_CLOSED, reference=reference)
        case never:
            assert_never(never)


def split(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Take a report out of a merged incident; it becomes an incident of its own."""
    if not sender.is_coordinator:
        return sender.refuse()
    inside = merging.references_in(sender.uow, incident)
    report = sender.uow.session.scalar(select(Report).where(Report.reference == command.reference))
    if report is None or not may_split(report.reference, incident.reference, inside):
        return _ask_which(sender, incident, inside)
    merging.split(sender.uow, sender.record, report, sender.coordinator(incident))
    return sender.reply(Text.SPLIT, reference=report.reference, other=incident.reference)


def _ask_which(sender: Sender, incident: Incident, inside: Sequence[str]) -> Reply:
    """Reply with the references of the reports that could leave the incident."""
    listed = " ".join(reference for reference in inside if reference != incident.reference)[:_LISTED]
    if not listed:
        return sender.reply(Text.SPLIT_NONE, reference=incident.reference)
    return sender.reply(Text.SPLIT_WHICH, reference=incident.reference, references=listed)
