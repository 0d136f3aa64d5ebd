"""SMS about votes: neighbours vouch, from any phone. A text that looks like a vote is not kept: votes are dialled."""

from sqlalchemy import select

from gateway.association.votes import households, vouching
from gateway.association.votes.vouching import Asked, Vouched
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.sms.association.command import AssociationCommand, Commands
from gateway.sms.reading import Said
from gateway.sms.residents import Resident
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Vote
from menus.domain.roles import Role
from menus.domain.vote_life import VoteState
from menus.sms import association_verbs, vote_forms
from menus.sms.association_verbs import AssociationVerb
from menus.sms.vote_forms import Code, Form, Neighbours, NotTwo
from menus.text import new_phone
from menus.text.names import Text
from menus.text.new_phone import NumberFault

_ASKED = {
    Asked.WAITS: Text.VOUCH_WAITS,
    Asked.LISTED: Text.VOUCH_ALREADY,
    Asked.OFTEN: Text.VOUCH_OFTEN,
    Asked.SAME: Text.VOUCH_NUMBERS,
}
_VOUCHED = {
    Vouched.NOTED: Text.VOUCH_NOTED,
    Vouched.DONE: Text.VOUCH_NOTED,
    Vouched.UNKNOWN: Text.VOUCH_UNKNOWN,
}
_OPEN = (VoteState.PUBLISHED, VoteState.OPEN, VoteState.CLOSED)
"""The states in which somebody may send a vote by SMS."""


def _do(uow: UnitOfWork, record: CommunityRecord, phone: str, language: str, form: Form) -> Text:
    """Do what a text of a phone (E.164) asks for, and return the answer."""
    if isinstance(form, Code):
        return _VOUCHED[vouching.vouch(uow, record, phone, form.code)]
    if isinstance(form, NotTwo):
        return Text.VOUCH_NUMBERS
    if not isinstance(form, Neighbours):
        return Text.VOUCH_OUT if households.strike(uow, record, phone) else Text.VOUCH_NUMBERS
    numbers = []
    for one in form.numbers:
        number = new_phone.read(one, record.community.country)
        if isinstance(number, NumberFault):
            return Text.VOUCH_NUMBERS
        numbers.append(number)
    return _ASKED[vouching.ask(uow, record, phone, numbers, language)]


def _of_person(sender: Sender, form: Form) -> Reply:
    person = sender.person
    return sender.reply(_do(sender.uow, sender.record, person.phone, person.language, form))


def of_resident(writer: Resident, said: Said) -> Reply | None:
    """Obey VOUCH from somebody without a role; None for any other text."""
    found = association_verbs.read(said.text)
    if found is None or found[0] is not AssociationVerb.VOUCH:
        return None
    form = vote_forms.read(found[1])
    if form is None:
        return None
    name = _do(writer.uow, writer.record, writer.phone, writer.language, form)
    return Reply(name.key, writer.if_wanted(writer.says(name)))


def vote_of_resident(writer: Resident, said: Said) -> Reply | None:
    """Answer a text that looks like a vote; None for any other text."""
    if not _looks_like_vote(writer.uow, writer.record, said.text):
        return None
    return Reply("vote", writer.if_wanted(writer.says(Text.VOTE_BY_SMS)), drops_words=True)


def vote_of_person(sender: Sender, said: Said) -> Reply | None:
    """Answer a text of somebody with a role that looks like a vote; None for any other text."""
    if not _looks_like_vote(sender.uow, sender.record, said.text):
        return None
    text = sender.reply(Text.VOTE_BY_SMS, code=sender.record.community.ussd_codes[0]).text
    return Reply("vote", text, drops_words=True)


def _looks_like_vote(uow: UnitOfWork, record: CommunityRecord, text: str) -> bool:
    if not vote_forms.says_vote(text):
        # Nearly every text: no query.
        return False
    own = select(Vote.options).where(Vote.community_id == record.id, Vote.state.in_(_OPEN))
    return any(vote_forms.is_vote(text, options) for options in uow.session.scalars(own))


COMMANDS: Commands = {
    AssociationVerb.VOUCH: AssociationCommand(frozenset(Role), vote_forms.read, _of_person),
}
