"""SMS commands that steer: LOWER a level, CAME (police are there), NOTE, and PASS to another coordinator."""

from dataclasses import replace
from typing import assert_never

from gateway.incidents import handing_over, lowering, police_came
from gateway.incidents.lowering import Lowered
from gateway.incidents.police_came import Came
from gateway.sms import notes, police_words, responder_commands
from gateway.sms.reading import Said
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident
from menus.domain.categories import Level
from menus.domain.lowering import Refusal
from menus.domain.roles import POLICE_ROLES, Role
from menus.sms import handing_over as names
from menus.sms import level_words, wording
from menus.sms.command import Command
from menus.sms.handing_over import Unmet
from menus.sms.quoting import Talk
from menus.sms.verbs import Verb
from menus.text import lexicon
from menus.text.names import Text

_STEERS = frozenset({Role.COORDINATOR, Role.OVERSIGHT})
_UNMET = {
    Unmet.NOBODY: Text.HAND_OVER_WHO,
    Unmet.SEVERAL: Text.HAND_OVER_SEVERAL,
    Unmet.NO_COORDINATOR: Text.HAND_OVER_NO_COORDINATOR,
}


def as_theirs(sender: Sender, said: Said) -> Said:
    """Return a text as this person means it: PASS, and LOWER without a reference, are commands for who has them alone.

    A PASS with words that suggest a report is one, if they name nobody.
    """
    command = said.command
    match command.verb:
        case Verb.LOWER if command.reference is None and not sender.person.roles & _STEERS:
            is_one = False
        case Verb.HAND_OVER:
            is_one = sender.is_coordinator and _is_for_somebody(sender, command.rest)
        case _:
            is_one = True
    return said if is_one else replace(said, command=Command(None, rest=said.text.strip()))


def _is_for_somebody(sender: Sender, name: str) -> bool:
    community = sender.record.community
    if not name or names.whom(name, sender.person, community.people) is not Unmet.NOBODY:
        return True
    return not lexicon.hint(name, community.zones).words


def lower(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Lower the level of an incident, with a reason; never that of a killing or an armed crime."""
    if not sender.may_coordinate(incident) or incident.level.has_circle:
        return sender.refuse()
    uow, record = sender.uow, sender.record
    first, _, why = command.rest.partition(" ")
    to = level_words.level_of(first.strip(".,:;-"))
    refused = lowering.refusal(uow, record, incident, to or Level.HAZARD)
    if refused is not None and (to is not None or refused in {Refusal.GRAVE, Refusal.AWAITS_REVIEW}):
        return _not_lowered(sender, incident, refused)
    if to is None:
        return _which_level(sender, incident)
    if not any(character.isalnum() for character in why):
        level = wording.level_name(sender.person.language, to)
        return sender.reply(Text.SAY_MORE, example=f"{sender.word(Verb.LOWER)} {incident.reference} {level} ...")
    done = lowering.lower(uow, record, incident, to, why.strip(), by=sender.coordinator(incident))
    if not isinstance(done, Lowered):
        return _not_lowered(sender, incident, done)
    levels = {"level": to, "was": done.was}
    shown = {key: wording.level_name(sender.person.language, level) for key, level in levels.items()}
    return sender.reply(Text.LOWERED, reference=incident.reference, count=str(done.told), **shown)


def _not_lowered(sender: Sender, incident: Incident, refused: Refusal) -> Reply:
    match refused:
        case Refusal.GRAVE:
            return sender.reply(Text.LOWER_NEVER, reference=incident.reference)
        case Refusal.AWAITS_REVIEW:
            return sender.reply(Text.SEND_FIRST, reference=incident.reference)
        case Refusal.CIRCLE:
            return sender.refuse()
        case Refusal.NOT_LOWER | Refusal.NO_SUCH:
            return _which_level(sender, incident)
        case never:
            assert_never(never)


def _which_level(sender: Sender, incident: Incident) -> Reply:
    """Say which levels an incident may fall to, or that there is none below its own."""
    language = sender.person.language
    level = wording.level_name(language, incident.level)
    below = lowering.levels_of(sender.uow, sender.record, incident)
    if not below:
        return sender.reply(Text.LOWER_NOT, reference=incident.reference, level=level)
    levels = level_words.named(language, below)
    return sender.reply(Text.LOWER_HOW, reference=incident.reference, levels=levels, level=level)


def came(sender: Sender, incident: Incident, _command: Command) -> Reply:
    """Note that police are at the scene, from a coordinator, a police contact, or a patroller who is there."""
    role = None
    if not incident.level.has_circle:
        is_steering = sender.may_coordinate(incident)
        found = police_came.role_to_say(sender.uow, sender.record, incident, sender.person)
        role = sender.coordinating(incident) if is_steering else found
    reference = incident.reference
    if role is None:
        is_early = police_came.may_say_once_there(sender.uow, sender.record, incident, sender.person)
        return sender.reply(Text.CAME_FIRST_THERE, reference=reference) if is_early else sender.refuse()
    noted = police_came.note(sender.uow, sender.record, incident, sender.actor(role))
    match noted.effect:
        case Came.NOTED:
            return sender.reply(Text.POLICE_CAME, reference=reference)
        case Came.ALREADY:
            at = wording.moment(sender.record.community, noted.at or sender.uow.now, sender.uow.now)
            return sender.reply(Text.POLICE_CAME_ALREADY, reference=reference, at=at)
        case Came.NOT_CALLED:
            return sender.reply(Text.POLICE_NOT_CALLED, reference=reference)
        case never:
            assert_never(never)


def here(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Note that the sender is there. A police contact's own `3` says that police are."""
    is_police = bool(sender.person.roles & POLICE_ROLES)
    if is_police and not sender.may_go:
        return came(sender, incident, command)
    return responder_commands.here(sender, incident, command)


def note(sender: Sender, incident: Incident, command: Command) -> Reply:
    """Keep a note of an incident, by the rules of every other note. Coordinators read what a police contact notes."""
    reference, words = incident.reference, command.rest.strip()
    if not any(character.isalnum() for character in words):
        return sender.reply(Text.SAY_MORE, example=f"{sender.word(Verb.NOTE)} {reference} ...")
    police_words.heard(sender, Said(f"{reference} {words}", Command(None, rest=words)))
    return notes.keep(sender, Talk(reference, words))


def hand_over(sender: Sender, command: Command) -> Reply:
    """Pass what is open to another coordinator, who is told."""
    if not sender.is_coordinator:
        return sender.refuse()
    if not command.rest:
        return sender.reply(Text.HAND_OVER_HOW)
    other = names.whom(command.rest, sender.person, sender.record.community.people)
    if other is Unmet.ONESELF:
        return sender.reply(Text.HAND_OVER_SELF)
    if isinstance(other, Unmet):
        return sender.reply_quoting(_UNMET[other], command.rest)
    count = handing_over.hand_over(sender.uow, sender.record, sender.person, other)
    return sender.reply_quoting(Text.PASSED, other.name, count=str(count))
