"""SMS commands and cries of people in danger: in danger, a cry for help in their own words, and safe again."""

import re

from gateway.incidents import access
from gateway.roster import number_checks
from gateway.safety import checks, panic
from gateway.sms.role_help import explain
from gateway.sms.sender import Reply, Sender
from menus.domain import references
from menus.domain.community import PATROL_ROLES
from menus.domain.marks import AlarmKind
from menus.sms.grammar import Command
from menus.sms.verbs import Verb
from menus.text import cries, lexicon
from menus.text.kin import Privacy
from menus.text.names import Text

_NUMBER = re.compile(r"\d+")


def danger(sender: Sender, command: Command) -> Reply:
    """Open a major incident for a sender in danger; its ladders start at the first rung.

    A sender who may not raise the alarm gets the help text.
    """
    if not may_call_for_help(sender, command):
        return explain(sender, command)
    reference = call_for_help(sender, command.rest, named=command.reference)
    return sender.reply(Text.OFFICER_DOWN_STARTED, reference=reference)


def is_crying(sender: Sender, said: str, *, beside_an_answer: bool) -> bool:
    """Return whether words are a cry for help from a patroller, or from another person on the way to an incident.

    Words about harm by named relatives are never a cry. A beating by an unnamed person may be at home or on patrol. It
    is a cry only if the sender is on the way to an incident, or explicitly calls for help.
    """
    is_on_the_way = access.is_on_the_way(sender.uow.session, sender.person_id)
    if not sender.person.roles & PATROL_ROLES and not is_on_the_way:
        return False
    hint = lexicon.hint(said, sender.record.community.zones)
    if hint.is_private_by_rule and not (hint.home is Privacy.UNNAMED and (is_on_the_way or cries.calls(said))):
        return False
    return cries.is_cry(said, beside_an_answer=beside_an_answer)


def cry(sender: Sender, said: str, *, is_on_the_way: bool) -> Reply:
    """Raise the alarm for a plain cry from somebody at or on the way to an incident; else ask if they are in danger."""
    if not is_on_the_way or not cries.is_plain(said):
        return sender.reply(Text.ARE_YOU_IN_DANGER, code=sender.record.community.ussd_codes[0])
    named = next((word for word in _NUMBER.findall(said) if references.is_valid(word)), None)
    return sender.reply(Text.OFFICER_DOWN_STARTED, reference=call_for_help(sender, said, named=named))


def may_call_for_help(sender: Sender, command: Command) -> bool:
    """Return whether the sender's call for help raises the alarm.

    It does for a patroller, for anybody under safety checks, and for a coordinator's `5`. HELP from a coordinator at
    home only asks for the commands.
    """
    if sender.person.roles & PATROL_ROLES or checks.is_asked(sender.uow, sender.person_id):
        return True
    return sender.is_coordinator and command.verb is Verb.DANGER


def call_for_help(sender: Sender, said: str, kind: AlarmKind = AlarmKind.CALLED, named: str | None = None) -> str:
    """Raise the alarm for the sender, and return the reference of the alarm's incident.

    The zone is that of the incident `named`, else the place in `said`, else the last known zone of the sender. A text
    that comes long after it was sent raises the alarm, too; the alarm then says when it was sent.
    """
    session, record = sender.uow.session, sender.record
    at = access.find(session, record, sender.person, named) if named is not None else None
    said_zone = lexicon.place(said, record.community.zones)
    zone = at.zone if at is not None else said_zone or access.where_is(session, record, sender.person)
    sent_at = sender.arrival.sent_long_ago if sender.arrival is not None else None
    return panic.raise_alarm(sender.uow, sender.record, sender.person, panic.Alarm(zone, said, kind, sent_at))


def safe(sender: Sender, command: Command) -> Reply:
    """Note that the sender is safe at an incident, or that their number is still theirs (a number check).

    If an alarm is open for the sender, notify the coordinators. If nothing was asked, reply with the help text.
    """
    is_asked = checks.note_safe(sender.uow, sender.person_id)
    if panic.note_found(sender.uow, sender.record, sender.person):
        return sender.reply(Text.SAFE_NOTIFIED)
    if is_asked:
        return sender.reply(Text.SAFE_NOTED)
    if number_checks.note_wrote(sender.uow, sender.record, sender.person):
        return sender.reply(Text.NUMBER_CHECKED)
    return explain(sender, command)
