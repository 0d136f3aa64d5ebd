"""Commands about a matter: an interest in it, and what became of an arrest. Each is its form alone.

Whoever names more than the form is told so, and nothing is kept of it: the words may be names.
"""

from datetime import date

from gateway.association.court import steps as court
from gateway.incidents import access, interests
from gateway.incidents.interests import Tie
from gateway.sms.association.command import AssociationCommand, Commands
from gateway.sms.sender import Reply, Sender, unknown_reference
from gateway.storage.models import Incident
from menus.domain import local_days
from menus.domain.court import FURTHEST, CourtStep
from menus.domain.references import is_valid
from menus.domain.roles import POLICE_ROLES, Role
from menus.sms import day_forms, wording
from menus.sms.association_verbs import AssociationVerb
from menus.sms.matter_forms import MatterForm, read_matter
from menus.text import languages
from menus.text.names import Text

_INTERESTED = frozenset({Role.COORDINATOR, Role.PATROL_LEADER, Role.DEPUTY_LEADER, Role.OVERSIGHT})
_TELL_OF_COURT = frozenset({Role.COORDINATOR, Role.OVERSIGHT}) | POLICE_ROLES
_STEPS = {
    AssociationVerb.ARREST: CourtStep.ARRESTED,
    AssociationVerb.CHARGED: CourtStep.CHARGED,
    AssociationVerb.RELEASED: CourtStep.RELEASED,
    AssociationVerb.COURT: CourtStep.COURT,
    AssociationVerb.ENDED: CourtStep.ENDED,
}


def say_interest(sender: Sender, form: MatterForm) -> Reply:
    """Take the sender out of an incident that they are tied to. To them it is unknown from then on."""
    found = _found(sender, form.reference)
    if isinstance(found, Reply):
        return found
    if form.rest:
        return sender.reply(Text.COURT_ALONE, example=_example(sender, AssociationVerb.INTEREST, form))
    sender.uow.lock_row(found)
    if interests.would_leave_nobody(sender.record, sender.person, found):
        return sender.about(found).reply(Text.INTEREST_LAST, reference=form.reference)
    if not interests.take_out(sender.uow, sender.record, sender.person, found, Tie()):
        return unknown_reference(sender, form.reference)
    return sender.about(found).reply(Text.INTEREST_OUT, reference=form.reference)


def tell_step(sender: Sender, verb: AssociationVerb, form: MatterForm) -> Reply:
    """Write down a step between arrest and court."""
    step = _STEPS[verb]
    found = _found(sender, form.reference)
    if isinstance(found, Reply):
        return found
    if found.level.has_circle or found.drill is not None:
        return unknown_reference(sender, form.reference)
    example, day = _example(sender, verb, form), None
    if step is CourtStep.COURT:
        if len(form.rest) > 1:
            return sender.reply(Text.COURT_ALONE, example=f"{example} 24/12")
        day = _day(sender, form)
        if day is None:
            return sender.reply(Text.COURT_DATE, example=example)
    elif form.rest:
        return sender.reply(Text.COURT_ALONE, example=example)
    is_new = court.write(sender.uow, found, step, day, by=sender.person_id)
    said = wording.court_step(sender.person.language, step) + (f" {day:%d/%m}" if day is not None else "")
    name = Text.COURT_NOTED if is_new else Text.COURT_KNOWN
    return sender.about(found).reply(name, reference=form.reference, step=said)


def _day(sender: Sender, form: MatterForm) -> date | None:
    """Return the day of court that a form names: one from today on. None for any other word."""
    today = local_days.today(sender.record.community, sender.uow.now)
    day = day_forms.day_of(form.rest[0].strip(".,;"), today) if form.rest else None
    return day if day is not None and today <= day <= today + FURTHEST else None


def _found(sender: Sender, reference: str) -> Incident | Reply:
    if not is_valid(reference):
        return unknown_reference(sender, reference, Text.WRONG_DIGIT)
    found = access.find(sender.uow.session, sender.record, sender.person, reference)
    return found if found is not None else unknown_reference(sender, reference)


def _example(sender: Sender, verb: AssociationVerb, form: MatterForm) -> str:
    own = languages.words(sender.person.language).association
    word = next((word for word, name in own.items() if name == verb.value), verb.value.upper())
    return f"{word} {form.reference}"


def _telling(verb: AssociationVerb) -> AssociationCommand[MatterForm]:
    return AssociationCommand(_TELL_OF_COURT, read_matter, lambda sender, form: tell_step(sender, verb, form))


COMMANDS: Commands = {
    AssociationVerb.INTEREST: AssociationCommand(_INTERESTED, read_matter, say_interest),
    **{verb: _telling(verb) for verb in _STEPS},
}
"""The commands about a matter."""
