"""SMS commands of coordinators to merge incidents: JOIN makes one of two, SPLIT takes a report out again."""

from sqlalchemy import select

from gateway.incidents import access, merging
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident, Report
from menus.domain import references
from menus.sms.grammar import Command
from menus.text.names import Text

_TWO = 2


def join(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Merge a second open incident, named in the command, into this one."""
    reference = incident.reference
    if not sender.is_coordinator:
        return sender.refuse()
    other = _other(sender, command)
    if isinstance(other, Reply):
        return other
    # Lock both rows: two coordinators who join the same pair in opposite directions must not close both incidents.
    both = select(Incident).where(Incident.id.in_((incident.id, other.id))).order_by(Incident.id).with_for_update()
    sender.uow.session.scalars(both.execution_options(populate_existing=True)).all()
    if not incident.status.is_live or not other.status.is_live:
        return sender.reply(Text.CANNOT_JOIN, reference=reference)
    levels = {incident.level, other.level}
    is_barred = incident.awaits_review or other.awaits_review or incident.accused_group != other.accused_group
    if other.id == incident.id or is_barred or any(level.has_circle for level in levels):
        return sender.reply(Text.CANNOT_JOIN, reference=reference)
    merging.join(sender.uow, sender.record, incident, other, sender.person_id)
    return sender.reply(Text.JOINED, reference=reference, other=other.reference)


def _other(sender: Sender, command: Command) -> Incident | Reply:
    """Return the second open incident that the command names, or the reply that explains why there is none."""
    others = [other for other in command.extra_references if other != command.reference]
    if len(others) != 1:
        return sender.reply(Text.SAY_MORE, example=f"JOIN {command.reference or 'REF'} REF")
    if not references.is_valid(others[0]):
        return sender.reply(Text.WRONG_DIGIT, reference=others[0])
    found = access.find(sender.uow.session, sender.record, sender.person, others[0])
    if found is None:
        return sender.reply(Text.UNKNOWN_REFERENCE, reference=others[0])
    return found if found.status.is_live else sender.reply(Text.ALREADY_CLOSED, reference=others[0])


def split(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Take a report out of a merged incident; it becomes an incident of its own."""
    if not sender.is_coordinator:
        return sender.refuse()
    uow = sender.uow
    report = uow.session.scalar(select(Report).where(Report.reference == command.reference))
    inside = merging.references_in(uow, incident)
    if report is None or len(inside) < _TWO or report.reference == incident.reference:
        listed = " ".join(reference for reference in inside if reference != incident.reference)[:40] or "-"
        return sender.reply(Text.SPLIT_WHICH, reference=incident.reference, references=listed)
    merging.split(uow, sender.record, report, sender.person_id)
    return sender.reply(Text.SPLIT, reference=report.reference, other=incident.reference)
