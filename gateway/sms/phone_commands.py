"""SMS commands for another number of a person: a coordinator asks, and two codes do it.

One code proves that somebody holds the new phone. The other one comes from an officer who did not ask, or from the
phone that has the number until now: whoever has stolen one phone of an officer takes over nobody.
"""

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import notify
from gateway.roster import phone_changes, phone_notices
from gateway.sms import confirmation_codes
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import PhoneChange
from menus.domain import phone_changes as rules
from menus.domain.community import Person
from menus.domain.pending import PendingPhone
from menus.domain.roles import Role
from menus.sms import phone_request, wording
from menus.sms.phone_request import PhoneRequest
from menus.text import countries, lexicon, new_phone, person_matching, phones
from menus.text.names import Text
from menus.text.new_phone import NumberFault

_MOST_NAMES = 4
"""More words than this before a number are rather a report than an unknown name. A guess, to be tested."""
_FAULTS = {
    NumberFault.NO_NUMBER: Text.PHONE_NO_NUMBER,
    NumberFault.LANDLINE: Text.PHONE_LANDLINE,
    NumberFault.FOREIGN: Text.PHONE_FOREIGN,
}


def ask(sender: Sender, text: str) -> Reply | None:
    """Ask for the codes that give a person another number; return None if the text asks for no such thing.

    Only a coordinator has this command. For everybody else the text is read like any other.
    """
    asked = phone_request.read(text) if sender.is_coordinator else None
    if asked is None:
        return None
    meant = person_matching.named(asked.name, sender.record.community.people)
    if not (meant or asked.is_bare or _is_unknown_name(sender, asked)):
        return None
    if not asked.name or not asked.number:
        return sender.reply(Text.PHONE_HOW, example=_example(sender.record))
    if len(meant) != 1:
        return sender.reply_quoting(Text.PHONE_SEVERAL if meant else Text.PHONE_WHO, asked.name)
    number = new_phone.read(asked.number, sender.record.community.country)
    if isinstance(number, NumberFault):
        return sender.reply(_FAULTS[number], example=_example(sender.record))
    return _refusal(sender, meant[0], number) or _ask_for_codes(sender, meant[0], number)


def _is_unknown_name(sender: Sender, asked: PhoneRequest) -> bool:
    """Return whether a text without a known name is a command all the same, and no news of stolen phones."""
    is_short = len(asked.name.split()) <= _MOST_NAMES
    return asked.is_whole and is_short and not lexicon.hint(asked.name, sender.record.community.zones).words


def _example(record: CommunityRecord) -> str:
    """Return a number as people of the community write it."""
    country = record.community.country or phones.HOME
    return countries.mobile_examples(country)[1]


def _refusal(sender: Sender, person: Person, number: str) -> Reply | None:
    """Return the answer to a request that cannot be carried out, or None."""
    if number == person.phone:
        return sender.reply_quoting(Text.PHONE_SAME, person.name)
    if number == sender.person.phone:
        return sender.reply(Text.PHONE_YOURS)
    if sender.record.by_phone(number) is not None:
        return sender.reply(Text.PHONE_TAKEN)
    if not rules.confirmers(sender.record.community, sender.person, person).everybody:
        return sender.reply(Text.PHONE_NOBODY)
    if not phone_changes.may_ask(sender.uow, sender.record, sender.person_id, number):
        return sender.reply(Text.PHONE_OFTEN)
    return None


def _ask_for_codes(sender: Sender, person: Person, number: str) -> Reply:
    """Send a code to the new phone, and one to everybody who may confirm."""
    uow, record = sender.uow, sender.record
    change = phone_changes.ask(uow, record, sender.person_id, person, number)
    to_new = wording.say(record.community, person.language, Text.PHONE_PROVE, code=change.code)
    phone_notices.text_to_number(uow, record, number, to_new)
    found = rules.confirmers(record.community, sender.person, person)
    by, ends = phone_notices.short_name(sender.person), rules.ending(number)
    for other in found.everybody:
        code = confirmation_codes.give(uow, record.person_ids[other.phone], PendingPhone(change.id), rules.VALID_FOR)
        if other is found.old:
            notify(uow, record, other, Text.PHONE_CONFIRM_OLD, by=by, last=ends, code=code)
        else:
            notify(uow, record, other, Text.PHONE_CONFIRM, said=person.name, by=by, last=ends, code=code)
    return sender.reply_quoting(Text.PHONE_ASKED if found.officers else Text.PHONE_ASKED_OLD, person.name, last=ends)


def confirm(sender: Sender, pending: PendingPhone) -> Reply:
    """Note that somebody who may confirm a request has sent their code; with both codes, change the number.

    They may have lost their role since they were asked.
    """
    uow, record = sender.uow, sender.record
    change = phone_changes.locked(uow, pending.change_id)
    asker, person = record.person(change.asked_by), record.person(change.person_id)
    if not phone_changes.is_waiting(uow, change) or asker is None or person is None:
        return sender.reply(Text.EXPIRED)
    if not _may_confirm(record, asker, person, sender.person):
        return sender.reply(Text.EXPIRED)
    change.confirmed_by = sender.person_id
    if change.proven_at is None:
        return sender.reply(Text.PHONE_CONFIRMED)
    if not _finish(uow, record, change, asker, person, answered=sender.person.phone):
        return sender.reply(Text.PHONE_GONE)
    return sender.reply_quoting(Text.PHONE_DONE, person.name)


def _may_confirm(record: CommunityRecord, asker: Person, person: Person, confirmer: Person | None) -> bool:
    """Return whether somebody may confirm a request now. The asker or the confirmer may have lost their role since."""
    may_ask = Role.COORDINATOR in asker.roles
    return may_ask and confirmer in rules.confirmers(record.community, asker, person).everybody


def end(sender: Sender, pending: PendingPhone) -> Reply:
    """End a request after the last wrong code of somebody who may confirm it, and tell its asker.

    The old phone ends nothing: a thief who holds it would keep its number for ever.
    """
    change = phone_changes.locked(sender.uow, pending.change_id)
    if change.person_id == sender.person_id:
        return sender.reply(Text.EXPIRED)
    if phone_changes.is_waiting(sender.uow, change):
        phone_changes.end(sender.uow, change)
        _tell_asker_of_end(sender.uow, sender.record, change)
    return sender.reply(Text.PHONE_LAPSED)


def prove(uow: UnitOfWork, record: CommunityRecord, phone: str, code: str) -> Reply | None:
    """Take the code that came to a number (E.164) which somebody shall get; None if none came to it in the last day."""
    newest = phone_changes.newest_to(uow, phone)
    if newest is None or newest.community_id != record.id:
        return None
    change = phone_changes.locked(uow, newest.id)
    asker, person = record.person(change.asked_by), record.person(change.person_id)
    if asker is None or person is None or not phone_changes.is_waiting(uow, change):
        name = Text.PHONE_LAPSED
    elif not phone_changes.prove(uow, change, code):
        name = Text.PHONE_WRONG if phone_changes.is_waiting(uow, change) else Text.PHONE_LAPSED
        if name is Text.PHONE_LAPSED:
            _tell_asker_of_end(uow, record, change)
    elif not _may_confirm(record, asker, person, record.person(change.confirmed_by or 0)):
        name = Text.PHONE_PROVEN
    elif _finish(uow, record, change, asker, person, answered=phone):
        return Reply(Text.PHONE_DONE_NEW.key, phone_notices.done_new(record.community, person), is_confirmed=True)
    else:
        name = Text.PHONE_GONE
    language = person.language if person is not None else record.community.language
    left = str(max(0, rules.TRIES - change.wrong))
    return Reply(name.key, wording.say(record.community, language, name, count=left))


def _tell_asker_of_end(uow: UnitOfWork, record: CommunityRecord, change: PhoneChange) -> None:
    asker, person = record.person(change.asked_by), record.person(change.person_id)
    if asker is not None and person is not None:
        notify(uow, record, asker, Text.PHONE_ENDED, said=person.name)


def _finish(
    uow: UnitOfWork, record: CommunityRecord, change: PhoneChange, asker: Person, person: Person, *, answered: str
) -> bool:
    """Change the number and tell everybody; return False if the people have changed meanwhile.

    `answered` is the number whose text has just done it: it gets an answer of its own.
    """
    old = phone_changes.finish(uow, record, change)
    if old is None:
        return False
    told = {answered}
    if asker.phone not in {answered, old}:
        notify(uow, record, asker, Text.PHONE_DONE, said=person.name)
        told.add(asker.phone)
    phone_notices.tell(uow, record, person, old, change.phone, by=asker, answered=told)
    return True
