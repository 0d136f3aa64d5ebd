"""SMS commands and cries of people in danger: in danger, a cry for help in their own words, and safe again.

HELP, like a cry in words, is the alarm from somebody at an incident. From anybody else it may only ask for the
commands, so Doria asks back; silence then raises the alarm (`gateway/safety/danger_questions.py`). `5` is always it.
"""

import re
from datetime import datetime

from gateway.incidents import access, whereabouts
from gateway.roster import number_checks
from gateway.safety import checks, danger_questions, panic, taken_back
from gateway.sms import own_words
from gateway.sms.role_help import explain, menu
from gateway.sms.sender import Reply, Sender
from menus.domain import references
from menus.domain.marks import AlarmKind
from menus.domain.roles import PATROL_ROLES
from menus.sms import likely_answers
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text import cries, lexicon
from menus.text.names import Text
from menus.text.privacy import Privacy

_NUMBER = re.compile(r"\d+")


def danger(sender: Sender, command: Command) -> Reply:
    """Open a major incident for a sender in danger; its ladders start at the first rung.

    A sender who may not raise the alarm gets the help text. HELP from somebody who is at no incident is asked back.
    """
    if not may_call_for_help(sender, command):
        return menu(sender, command)
    if command.verb is Verb.HELP and not _is_at_risk(sender):
        if command.rest:
            own_words.file_cry(sender, command.rest)
        return ask_back(sender, command.rest, named=command.reference)
    return answer_call(sender, command.rest, named=command.reference)


def is_crying(sender: Sender, said: str, *, beside_an_answer: bool) -> bool:
    """Return whether words are a cry for help from a patroller, or from another person on the way to an incident.

    Words about harm by named relatives are never a cry. A beating by an unnamed person may be at home or on patrol. It
    is a cry only if the sender is on the way to an incident, or explicitly calls for help.
    """
    hint = lexicon.hint(said, sender.record.community.zones)
    if not cries.is_cry(said, beside_an_answer=beside_an_answer):
        is_doubtful = not (beside_an_answer or cries.denies(said) or hint.words) and likely_answers.may_be_danger(said)
        if not is_doubtful:
            # Most texts: nothing need be read of their sender.
            return False
    is_on_the_way = whereabouts.is_on_the_way(sender.uow.session, sender.person_id)
    if not sender.person.roles & PATROL_ROLES and not is_on_the_way:
        return False
    return not hint.is_private_by_rule or (hint.home is Privacy.UNNAMED and (is_on_the_way or cries.calls(said)))


def cry(sender: Sender, said: str, *, is_on_the_way: bool) -> Reply:
    """Raise the alarm for a plain cry from somebody at or on the way to an incident; else ask if they are in danger."""
    named = next((word for word in _NUMBER.findall(said) if references.is_valid(word)), None)
    calls_again = panic.open_alarm(sender.uow, sender.record, sender.person) is not None
    if not (is_on_the_way or calls_again) or not cries.is_plain(said):
        return ask_back(sender, said, named=named)
    return answer_call(sender, said, named=named)


def ask_back(sender: Sender, said: str, named: str | None = None) -> Reply:
    """Ask the sender whether they are in danger. Silence raises the alarm, where the incident `named` or `said` is.

    Whoever has called under duress is not asked: their words count for that call.
    """
    if panic.silent_alarm(sender.uow, sender.record, sender.person) is not None:
        return answer_call(sender, said, named=named)
    danger_questions.ask(sender.uow, sender.person_id, said, _named_zone(sender, said, named), _sent_at(sender))
    return sender.reply(Text.ARE_YOU_IN_DANGER, code=sender.record.community.ussd_codes[0])


def _is_at_risk(sender: Sender) -> bool:
    """Return whether the sender is at an incident or on the way there, or has called for help."""
    if whereabouts.is_on_the_way(sender.uow.session, sender.person_id):
        return True
    return panic.open_alarm(sender.uow, sender.record, sender.person) is not None


def may_call_for_help(sender: Sender, command: Command) -> bool:
    """Return whether the sender's call for help raises the alarm.

    It does for a patroller, for anybody under safety checks, and for a coordinator's `5`. HELP from a coordinator at
    home only asks for the commands.
    """
    if sender.person.roles & PATROL_ROLES or checks.is_asked(sender.uow, sender.person_id):
        return True
    return sender.is_coordinator and command.verb is Verb.DANGER


def answer_call(sender: Sender, said: str, named: str | None = None, zone: str | None = None) -> Reply:
    """Raise the alarm for the sender, and answer them.

    After a call under duress the answer is that to a SAFE, and the words count for that call: somebody may look on.
    """
    is_watched = panic.silent_alarm(sender.uow, sender.record, sender.person) is not None
    answer = answer_to_safe(sender) if is_watched else Text.OFFICER_DOWN_STARTED
    reference = call_for_help(sender, said, named=named, zone=zone)
    return sender.reply(answer) if is_watched else sender.reply(answer, reference=reference)


def call_for_help(
    sender: Sender,
    said: str,
    kind: AlarmKind = AlarmKind.CALLED,
    named: str | None = None,
    zone: str | None = None,
) -> str:
    """Raise the alarm for the sender, and return the reference of the alarm's incident.

    The zone is that of the incident `named`, else the place in `said`, else `zone`, else the last known zone of the
    sender. A text
    that comes long after it was sent raises the alarm, too; the alarm then says when it was sent.
    """
    zone = (
        _named_zone(sender, said, named)
        or zone
        or whereabouts.where_is(sender.uow.session, sender.record, sender.person)
    )
    alarm = panic.Alarm(zone, said, kind, _sent_at(sender))
    return panic.raise_alarm(sender.uow, sender.record, sender.person, alarm)


def _named_zone(sender: Sender, said: str, named: str | None) -> str | None:
    """Return the zone of the incident `named`, else that of the place in `said`, or None."""
    at = access.find(sender.uow.session, sender.record, sender.person, named) if named is not None else None
    return at.zone if at is not None else lexicon.place(said, sender.record.community.zones)


def _sent_at(sender: Sender) -> datetime | None:
    return sender.arrival.sent_long_ago if sender.arrival is not None else None


def safe(sender: Sender, command: Command) -> Reply:
    """Note that the sender is safe at an incident, or that their number is still theirs (a number check).

    If an alarm is open for the sender, notify the coordinators and those alerted. If nothing was asked, a bare OK gets
    the help text.
    """
    answer = answer_to_safe(sender)
    is_asked = checks.note_safe(sender.uow, sender.person_id)
    is_found = taken_back.note(sender.uow, sender.record, sender.person, taken_back.Why.SAFE) is not None
    was_doubted = number_checks.note_wrote(sender.uow, sender.record, sender.person)
    if command.verb is Verb.OK and not (is_asked or is_found or was_doubted):
        return explain(sender, command)
    return sender.reply(answer)


def answer_to_safe(sender: Sender) -> Text:
    """Return the text that answers a SAFE. It answers a duress word, too: whoever looks on sees no difference."""
    if panic.open_alarm(sender.uow, sender.record, sender.person) is not None:
        return Text.SAFE_NOTIFIED
    asked_at = number_checks.asked_at(sender.uow, sender.person_id)
    if asked_at is None or checks.is_asked(sender.uow, sender.person_id):
        return Text.SAFE_NOTED
    # A call under duress was answered like the OK to the number check, and leaves the check open.
    if not panic.called_silently(sender.uow, sender.record, sender.person, asked_at):
        return Text.NUMBER_CHECKED
    return Text.SAFE_NOTED
