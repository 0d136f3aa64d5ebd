"""SMS commands of youth work: TASK makes work of a hazard, TAKE and DONE are those of the lead of a youth group."""

from gateway.association.tasks import making, taking, telling
from gateway.association.tasks.taking import Taken
from gateway.incidents import access, youth_tasks
from gateway.sms import sender as senders
from gateway.sms.association.command import AssociationCommand, Commands
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident, Task
from menus.domain import lettered, references
from menus.domain.categories import Level
from menus.domain.roles import Role
from menus.sms import wording, youth_forms
from menus.sms.association_verbs import AssociationVerb
from menus.sms.youth_forms import TaskAsked, TaskMeant
from menus.text.names import Text


def _task(sender: Sender, asked: TaskAsked) -> Reply:
    """Make a task of hazards, or add them to one."""
    hazards: list[Incident] = []
    for reference in asked.references:
        found = _hazard(sender, reference)
        if isinstance(found, Reply):
            return found
        if found not in hazards:
            hazards.append(found)
    if bool(asked.words) == (asked.number is not None):
        return sender.reply(Text.TASK_FORM, reference=asked.references[0])
    if asked.number is None:
        task, told = making.make(sender.uow, sender.record, hazards, asked.words, by=sender.person_id)
        return sender.reply(Text.TASK_MADE, task=task.number, count=str(told))
    known = _find(sender, asked.number)
    if isinstance(known, Reply):
        return known
    sender.uow.lock_row(known)
    if known.done_at is not None:
        return sender.reply(Text.TASK_DONE_BEFORE, task=known.number)
    making.add(sender.uow, sender.record, known, hazards, by=sender.person_id)
    count = making.reports_of(sender.uow.session, known)
    return sender.reply(Text.TASK_ADDED, task=known.number, reports=str(count))


def _hazard(sender: Sender, reference: str) -> Incident | Reply:
    """Return the hazard with a reference, locked; or the reply if a task cannot be made of it.

    What is private, major, or not the sender's to see is answered as an unknown reference.
    """
    if not references.is_valid(reference):
        return senders.unknown_reference(sender, reference, Text.WRONG_DIGIT)
    session = sender.uow.session
    incident = access.find(session, sender.record, sender.person, reference)
    if incident is None or incident.level is Level.MAJOR or incident.level.has_circle or incident.is_hidden:
        return senders.unknown_reference(sender, reference)
    sender.uow.lock_row(incident)
    if not youth_tasks.may_become_one(incident):
        return sender.reply(Text.TASK_NO_HAZARD, reference=reference)
    task = making.of_incident(session, incident)
    return incident if task is None else sender.reply(Text.TASK_HAS_ONE, reference=reference, task=task.number)


def _find(sender: Sender, number: str) -> Task | Reply:
    """Return a task of the sender's community by its number, or the reply that there is none."""
    if not lettered.is_valid(number):
        return sender.reply(Text.TASK_WRONG_DIGIT, task=number)
    task = making.find(sender.uow.session, sender.record.id, number)
    return task if task is not None else sender.reply(Text.TASK_UNKNOWN, task=number)


def _take(sender: Sender, meant: TaskMeant) -> Reply:
    """Take a task for the group of the sender."""
    task = _find(sender, meant.number)
    if isinstance(task, Reply):
        return task
    match taking.take(sender.uow, sender.record, task, sender.person):
        case Taken.NOW:
            language = sender.person.language
            place = wording.place_name(sender.record.community, language, task.zone, "")
            what = telling.what_of(task, language)
            return sender.reply_quoting(Text.TASK_TAKEN_NOW, what, task=task.number, place=place)
        case Taken.BEFORE if task.done_at is not None:
            return sender.reply(Text.TASK_DONE_BEFORE, task=task.number)
        case Taken.BEFORE:
            return sender.reply(Text.TASK_TAKEN_BEFORE, task=task.number)
        case _:
            return sender.reply(Text.TASK_TAKEN_BY_ANOTHER, task=task.number)


def _done(sender: Sender, meant: TaskMeant) -> Reply:
    """Write down what was done."""
    task = _find(sender, meant.number)
    if isinstance(task, Reply):
        return task
    if not meant.words and task.taken_by == sender.person_id and task.done_at is None:
        return sender.reply(Text.TASK_WHAT_DONE, task=task.number)
    names = {
        Taken.NOW: Text.TASK_DONE_NOW,
        Taken.BEFORE: Text.TASK_DONE_BEFORE,
        Taken.BY_ANOTHER: Text.TASK_TAKEN_BY_ANOTHER,
        Taken.NOT_TAKEN: Text.TASK_TAKE_FIRST,
    }
    become = taking.done(sender.uow, sender.record, task, sender.person, meant.words)
    return sender.reply(names[become], task=task.number)


_LEADS = frozenset({Role.YOUTH_LEAD})
COMMANDS: Commands = {
    AssociationVerb.TASK: AssociationCommand(frozenset({Role.COORDINATOR}), youth_forms.task, _task),
    AssociationVerb.TAKE: AssociationCommand(_LEADS, youth_forms.meant, _take),
    AssociationVerb.DONE: AssociationCommand(_LEADS, youth_forms.meant, _done),
}
"""The commands of youth work."""
