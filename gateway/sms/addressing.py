"""Addressing: which community an inbound SMS is for."""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import func, select

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import access, whereabouts
from gateway.roster import phone_changes
from gateway.safety import danger_questions, duress
from gateway.sms import confirmation_codes, danger_commands, people, writers
from gateway.sms.arrivals import Arrival
from gateway.sms.sender import ANSWERS, Sender
from gateway.storage.models import Inbound, Message, Report
from menus.domain import addressing as rules
from menus.domain.references import is_valid
from menus.domain.roles import PATROL_ROLES, Role
from menus.sms.quoting import Said
from menus.sms.verbs import Verb
from menus.text import lexicon

_REFERENCE = re.compile(r"(?<!\d)\d{5,9}(?!\d)")
_OF_PATROLS = {Verb.ON, Verb.OFF, Verb.SWAP}
_OF_COORDINATORS = {Verb.WHO, Verb.SAY, Verb.MORE, Verb.PAUSE, Verb.RESUME}
_OF_OVERSIGHT = {Verb.LOOKS}
_MOST_REFERENCES = 5
"""The most numbers of a text that are looked up. A guess, to be tested."""


def community_of(uow: UnitOfWork, directory: Directory, row: Inbound, said: Said) -> CommunityRecord | None:
    """Return the community that an SMS is for, or None if there is no community.

    The community of an incident that the text names comes first, if the sender may see that incident or has reported
    it. A confirmation code, a duress word and the answer to the question whether somebody is in danger name one, too.
    Then the short code counts.

    A person with a role who writes to another community's code, or to no known one, writes to their own community with
    every command and every cry for help. Their other words are a resident's report, which goes by the short code.
    """
    known = directory.by_sms_code(row.code)
    theirs = _theirs(uow, directory, row)
    named = (
        _named(uow, theirs, said) or _of_own_report(uow, directory, row, said) or _of_code(uow, directory, row, said)
    )
    if named is not None:
        return named
    if known is None:
        return _closest(theirs) if theirs else _likeliest(uow, directory, row, said)
    there = next((sender for sender in theirs if sender.record.id == known.id), None)
    if there is not None:
        able = [sender for sender in theirs if _may_say(sender, said)]
        return known if there in able or not able else _closest(able)
    spoken_to = [sender for sender in theirs if _speaks_in_role(sender, said)]
    return _closest(spoken_to) if spoken_to else known


def _may_say(sender: Sender, said: Said) -> bool:
    """Return whether the sender has a role there that a verb is for; other words are for any role."""
    if said.command.verb in _OF_PATROLS:
        return bool(sender.person.roles & PATROL_ROLES)
    if said.command.verb in _OF_OVERSIGHT:
        return Role.OVERSIGHT in sender.person.roles
    return sender.is_coordinator or said.command.verb not in _OF_COORDINATORS


def _theirs(uow: UnitOfWork, directory: Directory, row: Inbound) -> list[Sender]:
    """Return the sender as a person of each community in which they have a role."""
    phone = row.from_phone or ""
    # Whoever has just got a number answers from it at once: an answer must not be taken for a stranger's text.
    records = directory.communities_of(phone, looks=True)
    people = [(record, record.by_phone(phone)) for record in records]
    return [Sender(uow, record, person, Arrival(row)) for record, person in people if person is not None]


def _named(uow: UnitOfWork, theirs: Sequence[Sender], said: Said) -> CommunityRecord | None:
    """Return the community of a person with a role that their text names, or None."""
    under_duress = [sender for sender in theirs if duress.is_duress(sender.person, said.text)]
    if under_duress:
        return _closest(under_duress)
    references = list(_references(said))
    # An answer locks its incident first, so that nothing is read twice.
    is_answer = said.command.verb in ANSWERS and len(references) == 1
    for reference in references:
        for sender in theirs:
            if is_answer:
                access.lock_to_answer(uow.session, sender.record, sender.person, reference)
            if access.find(sender.uow.session, sender.record, sender.person, reference) is not None:
                return sender.record
    if not references:
        for sender in theirs:
            if _is_asked_about_danger(sender, said):
                return sender.record
    if said.command.verb is Verb.YES:
        return next((each.record for each in theirs if _awaits_code(each, said.command.rest)), None)
    return None


def _is_asked_about_danger(sender: Sender, said: Said) -> bool:
    if said.command.verb in ANSWERS:
        # Which incident an answer means is asked in a moment. The same statement tells of an open question.
        access.read_mine(sender.uow.session, sender.person_id)
    return danger_questions.open_of(sender.uow, sender.person_id) is not None


def _awaits_code(sender: Sender, code: str) -> bool:
    return confirmation_codes.is_awaited(sender.uow, sender.person_id, code, sender.received_at)


def _of_own_report(uow: UnitOfWork, directory: Directory, row: Inbound, said: Said) -> CommunityRecord | None:
    """Return the community of a report of this phone that the text names, or None."""
    for reference in _references(said):
        own = select(Report.community_id).where(
            Report.reference == reference, Report.reporter_hash.in_(writers.hashes_of(uow, row))
        )
        community_id = uow.session.scalar(own)
        if community_id is not None:
            return directory.find(community_id)
    return None


def _of_code(uow: UnitOfWork, directory: Directory, row: Inbound, said: Said) -> CommunityRecord | None:
    """Return the community that has sent a code to this phone because one of its people shall get the number."""
    if said.command.verb is not Verb.YES or row.from_phone is None:
        return None
    change = phone_changes.newest_to(uow, row.from_phone)
    return directory.find(change.community_id) if change is not None else None


def _references(said: Said) -> Iterator[str]:
    """Yield the references that a text names, first that of its command."""
    named = [said.command.reference or "", *_REFERENCE.findall(said.text)]
    yield from [number for number in dict.fromkeys(named) if is_valid(number)][:_MOST_REFERENCES]


def _speaks_in_role(sender: Sender, said: Said) -> bool:
    """Return whether a text is a command of this person, or a cry for help on their way to an incident."""
    if said.command.verb is not None:
        return not people.is_news(sender, said.command)
    is_on_the_way = whereabouts.is_on_the_way(sender.uow.session, sender.person_id)
    return is_on_the_way and danger_commands.is_crying(sender, said.text, beside_an_answer=False)


def _closest(theirs: Sequence[Sender]) -> CommunityRecord:
    """Return the community to which the sender most likely writes."""
    if len(theirs) == 1:
        return theirs[0].record
    return theirs[rules.closest([_tie(sender) for sender in theirs])].record


def _tie(sender: Sender) -> rules.Tie:
    session = sender.uow.session
    phone_hashes = sender.uow.keyring.phones(sender.person.phone)
    texted = select(func.max(Message.created_at)).where(
        Message.phone_hash.in_(phone_hashes), Message.community_id == sender.record.id
    )
    return rules.Tie(
        whereabouts.called_at(session, sender.person_id),
        is_patrol=bool(sender.person.roles & PATROL_ROLES),
        texted_at=session.scalar(texted),
    )


def _likeliest(uow: UnitOfWork, directory: Directory, row: Inbound, said: Said) -> CommunityRecord | None:
    """Return the most likely community for a text from somebody without a role, if the short code is unknown.

    It is the community of their last report, else one with a zone that the text names, else the first community:
    it is better that strangers read the text than nobody. None if there is no community.
    """
    theirs = uow.keyring.phones(row.from_phone or "")
    last = uow.session.scalar(
        select(Report.community_id).where(Report.reporter_hash.in_(theirs)).order_by(Report.id.desc()).limit(1)
    )
    reported = directory.find(last) if last is not None else None
    if reported is not None:
        return reported
    # Every file is read for this, if it is not in memory yet.
    communities = directory.communities()
    named = [record for record in communities if lexicon.place(said.text, record.community.zones) is not None]
    return next(iter((*named, *communities)), None)
