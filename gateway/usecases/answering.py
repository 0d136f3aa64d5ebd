"""Answers by SMS to people with a role: each command does one thing and is answered by one text."""

from dataclasses import replace

from gateway.usecases import broadcasting, guarding, hearing, responding, serving, steering, uniting
from gateway.usecases.communities import Town
from gateway.usecases.speaking import Act, Plain, Reply, Speaker, meant
from gateway.usecases.unit import Unit
from menus.commands import Command, Verb
from menus.rules import lexicon
from menus.rules.community import Person

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


def answer_under_duress(unit: Unit, town: Town, person: Person) -> Reply:
    """Call for help without a sign of it: whoever looks on reads that somebody is safe."""
    responding.call_for_help(Speaker(unit, town, person), "", flag=guarding.DURESS)
    return Speaker(unit, town, person).says("safe_noted")


def answer(unit: Unit, town: Town, person: Person, command: Command) -> Reply:
    """Do what a person with a role asks, if it is theirs to ask."""
    speaker = Speaker(unit, town, person)
    if command.verb is Verb.SAFE and command.reference is not None and not guarding.is_asked(unit, speaker.person_id):
        command = replace(command, verb=Verb.ACK)
    plain = _PLAIN.get(command.verb) if command.verb else None
    if plain is not None:
        return plain(speaker, command)
    act = _ON_INCIDENT.get(command.verb) if command.verb else None
    if act is None:
        # Whoever patrols or coordinates sees things, too: their own words are a report like anybody's.
        if lexicon.hint(command.rest, town.community.zones).words:
            hearing.hear(unit, town, person.phone, command.rest, person.language)
        return speaker.says("not_understood", code=town.community.ussd_codes[0])
    incident = meant(speaker, command)
    return incident if isinstance(incident, Reply) else act(speaker, incident, command)
