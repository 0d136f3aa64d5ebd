"""Router of SMS from people with a role: it finds the command, runs it, and returns one text as the answer."""

from dataclasses import replace

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import access
from gateway.roster import number_checks
from gateway.safety import checks
from gateway.sms import broadcasts, coordinator_commands, duty_commands, merge_commands, own_words, responder_commands
from gateway.sms.sender import IncidentCommand, PlainCommand, Reply, Sender, find_incident
from menus.domain import roster
from menus.domain.community import Person
from menus.domain.marks import AlarmKind
from menus.sms import grammar
from menus.sms.grammar import Command
from menus.sms.verbs import Verb
from menus.text import gsm7, lexicon
from menus.text.names import Text

_PLAIN: dict[Verb, PlainCommand] = {
    Verb.LIST: coordinator_commands.listing,
    Verb.ON: duty_commands.on,
    Verb.OFF: duty_commands.off,
    Verb.DANGER: responder_commands.danger,
    Verb.HELP: responder_commands.danger,
    Verb.WHO: duty_commands.who,
    Verb.STOP: duty_commands.stop,
    Verb.START: duty_commands.start,
    Verb.YES: coordinator_commands.confirm,
    Verb.SAY: broadcasts.say,
    Verb.SWAP: duty_commands.swap,
    Verb.SAFE: duty_commands.safe,
}
_ON_INCIDENT: dict[Verb, IncidentCommand] = {
    Verb.GO: responder_commands.go,
    Verb.ACK: responder_commands.go,
    Verb.CANNOT: responder_commands.cannot,
    Verb.HERE: responder_commands.here,
    Verb.DONE: responder_commands.done,
    Verb.OB: responder_commands.record_ob,
    Verb.SHOW: coordinator_commands.show,
    Verb.SEND: coordinator_commands.send,
    Verb.ASK: coordinator_commands.ask,
    Verb.POLICE: coordinator_commands.escalate,
    Verb.JOIN: merge_commands.join,
    Verb.SPLIT: merge_commands.split,
    Verb.CLOSE: coordinator_commands.close_it,
    Verb.FALSE: coordinator_commands.mark_false,
}


_BESIDE_A_CRY = {None, Verb.GO, Verb.CANNOT, Verb.HERE, Verb.DONE, Verb.ACK}
"""Verbs that may stand before a cry for help. Words after any other verb are a text for other people."""


def answer_under_duress(uow: UnitOfWork, record: CommunityRecord, person: Person) -> Reply:
    """Raise the alarm under duress; the reply says only that the sender is safe, because an attacker may read it."""
    responder_commands.call_for_help(Sender(uow, record, person), "", kind=AlarmKind.DURESS)
    return Sender(uow, record, person).reply(Text.SAFE_NOTED)


def answer(uow: UnitOfWork, record: CommunityRecord, person: Person, said: str) -> Reply:
    """Carry out the command of a person with a role, or keep their own words as a report.

    A cry for help comes before other commands.
    """
    sender = Sender(uow, record, person)
    command = grammar.parse(said)
    if command.verb is Verb.HELP and own_words.is_of_kin(sender, said):
        return own_words.file_own_words(sender, said)
    # `tuma backup` (send backup) from a patroller cannot send a team. It is read as a cry for help.
    beside = Command(None, rest=said) if command.verb is Verb.SEND and not sender.is_coordinator else command
    is_answer = beside.verb is not None
    if beside.verb in _BESIDE_A_CRY and responder_commands.is_crying(sender, beside.rest, beside_an_answer=is_answer):
        return _answer_cry(sender, beside, said)
    return _obey(sender, command, said)


def _answer_cry(sender: Sender, command: Command, said: str) -> Reply:
    """Answer a cry for help: raise the alarm, or ask the sender whether they are in danger.

    A command or news in the same text counts, too. Exceptions are `4` (over) and, on the way, `2` (cannot), because
    nothing is over while somebody cries for help.
    """
    was_on_the_way = access.is_on_the_way(sender.uow.session, sender.person_id)
    stays = command.verb is Verb.DONE or (command.verb is Verb.CANNOT and was_on_the_way)
    if command.verb is not None and not stays:
        _obey(sender, command, said)
    elif not was_on_the_way:
        own_words.file_cry(sender, said)
    is_on_the_way = access.is_on_the_way(sender.uow.session, sender.person_id)
    return responder_commands.cry(sender, said, is_on_the_way=was_on_the_way or is_on_the_way)


def _obey(sender: Sender, command: Command, said: str) -> Reply:
    if _is_report(sender, command):
        return own_words.file_own_words(sender, said)
    if command.verb is Verb.OK:
        command = replace(command, verb=Verb.ACK if _is_seen(sender, command) else Verb.SAFE)
    plain = _PLAIN.get(command.verb) if command.verb else None
    if plain is not None:
        return plain(sender, command)
    act = _ON_INCIDENT.get(command.verb) if command.verb else None
    if act is None:
        return own_words.file_own_words(sender, said)
    incident = find_incident(sender, command)
    return incident if isinstance(incident, Reply) else act(sender, incident, command)


def _is_report(sender: Sender, command: Command) -> bool:
    """Return whether a text without a reference is a report that only begins like a command.

    Examples are `4 men with guns` and `tayari wamevunja mlango`. Read as a command, the news would be lost and an
    incident closed while it goes on.
    """
    community = sender.record.community
    if command.reference is not None or not command.rest:
        return False
    is_hinted = bool(lexicon.hint(command.rest, community.zones).words)
    if command.verb is Verb.DONE:
        return (is_hinted or lexicon.counts(command.rest)) and not lexicon.is_settled(command.rest)
    if not is_hinted:
        return False
    if command.verb is Verb.SEND:
        return not roster.team_of(community, gsm7.plain(command.rest))
    return command.verb is Verb.HELP and not responder_commands.may_call_for_help(sender, command)


def _is_seen(sender: Sender, command: Command) -> bool:
    """Return whether an OK acknowledges an alert, and does not answer a safety check or a number check."""
    if checks.is_asked(sender.uow, sender.person_id):
        return False
    if command.reference is not None:
        return True
    was_asked = number_checks.is_asked(sender.uow, sender.person_id)
    return not was_asked and len(access.open_for(sender.uow.session, sender.record, sender.person)) == 1
