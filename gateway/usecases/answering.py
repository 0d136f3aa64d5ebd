"""Answers by SMS to people with a role: each command does one thing and is answered by one text."""

from dataclasses import replace

from gateway.usecases import broadcasting, guarding, hearing, proving, responding, seeing, serving, steering, uniting
from gateway.usecases.communities import Town
from gateway.usecases.speaking import Act, Plain, Reply, Speaker, meant
from gateway.usecases.unit import Unit
from menus.domain import roster
from menus.domain.community import Person
from menus.sms import grammar
from menus.sms.grammar import Command
from menus.sms.verbs import Verb
from menus.text import gsm7, lexicon

_PLAIN: dict[Verb, Plain] = {
    Verb.LIST: steering.listing,
    Verb.ON: serving.on,
    Verb.OFF: serving.off,
    Verb.DANGER: responding.danger,
    Verb.HELP: responding.danger,
    Verb.WHO: serving.who,
    Verb.STOP: serving.stop,
    Verb.START: serving.start,
    Verb.YES: steering.confirm,
    Verb.SAY: broadcasting.say,
    Verb.SWAP: serving.swap,
    Verb.SAFE: serving.safe,
}
_ON_INCIDENT: dict[Verb, Act] = {
    Verb.GO: responding.go,
    Verb.ACK: responding.go,
    Verb.CANNOT: responding.cannot,
    Verb.HERE: responding.here,
    Verb.DONE: responding.done,
    Verb.OB: responding.record_ob,
    Verb.SHOW: steering.show,
    Verb.SEND: steering.send,
    Verb.ASK: steering.ask,
    Verb.POLICE: steering.escalate,
    Verb.JOIN: uniting.join,
    Verb.SPLIT: uniting.split,
    Verb.CLOSE: steering.close_it,
    Verb.FALSE: steering.mark_false,
}


_BESIDE_A_CRY = {None, Verb.GO, Verb.CANNOT, Verb.HERE, Verb.DONE, Verb.ACK}
"""What a cry for help may stand behind; behind any other verb it is somebody's text to others."""


def answer_under_duress(unit: Unit, town: Town, person: Person) -> Reply:
    """Call for help without a sign of it: whoever looks on reads that somebody is safe."""
    responding.call_for_help(Speaker(unit, town, person), "", flag=guarding.DURESS)
    return Speaker(unit, town, person).says("safe_noted")


def answer(unit: Unit, town: Town, person: Person, said: str) -> Reply:
    """Do what a person with a role asks, if it is theirs to ask; else their words are a report like anybody's."""
    speaker = Speaker(unit, town, person)
    command = grammar.parse(said)
    # `tuma backup` sends nobody: it is not theirs to send, and they need help.
    beside = Command(None, rest=said) if command.verb is Verb.SEND and not speaker.is_coordinator else command
    is_answer = beside.verb is not None
    if beside.verb in _BESIDE_A_CRY and responding.is_crying(speaker, beside.rest, beside_an_answer=is_answer):
        return _answer_cry(speaker, beside, said)
    return _obey(speaker, command, said)


def _answer_cry(speaker: Speaker, command: Command, said: str) -> Reply:
    """Raise the alarm for a patroller who cries for help at an incident; ask anybody else of the patrol back.

    What they answer or tell beside it counts as well, but for `4`: nothing is over in the midst of a cry.
    """
    if command.verb is not None and command.verb is not Verb.DONE:
        _obey(speaker, command, said)
    elif not seeing.is_on_the_way(speaker.unit.session, speaker.person_id):
        hearing.hear_cry(speaker, said)
    return responding.cry(speaker, said)


def _obey(speaker: Speaker, command: Command, said: str) -> Reply:
    if _tells(speaker, command):
        return hearing.hear_role(speaker, said)
    if command.verb is Verb.OK:
        command = replace(command, verb=Verb.ACK if _is_seen(speaker, command) else Verb.SAFE)
    plain = _PLAIN.get(command.verb) if command.verb else None
    if plain is not None:
        return plain(speaker, command)
    act = _ON_INCIDENT.get(command.verb) if command.verb else None
    if act is None:
        return hearing.hear_role(speaker, said)
    incident = meant(speaker, command)
    return incident if isinstance(incident, Reply) else act(speaker, incident, command)


def _tells(speaker: Speaker, command: Command) -> bool:
    """Tell whether words without a number only begin like a command: `4 men with guns`, `tayari wamevunja mlango`.

    What they tell would be lost, and an incident closed in the midst of it.
    """
    community = speaker.town.community
    if command.reference is not None or not command.rest:
        return False
    is_hinted = bool(lexicon.hint(command.rest, community.zones).words)
    if command.verb is Verb.DONE:
        return (is_hinted or lexicon.counts(command.rest)) and not lexicon.is_settled(command.rest)
    if not is_hinted:
        return False
    if command.verb is Verb.SEND:
        return not roster.team_of(community, gsm7.plain(command.rest))
    return command.verb is Verb.HELP and not responding.may_call_for_help(speaker, command)


def _is_seen(speaker: Speaker, command: Command) -> bool:
    """Tell whether an OK is to an alert: where nobody has asked whether they are safe, or the number still theirs."""
    if guarding.is_asked(speaker.unit, speaker.person_id):
        return False
    if command.reference is not None:
        return True
    was_asked = proving.is_asked(speaker.unit, speaker.person_id)
    return not was_asked and len(seeing.open_for(speaker.unit.session, speaker.town, speaker.person)) == 1
