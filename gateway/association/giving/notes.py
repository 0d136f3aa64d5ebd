"""Notes of residents: an offer of things, and a question about a receipt. Nobody reads there whose phone it was."""

from datetime import timedelta

from sqlalchemy import func, select

from gateway.association.giving import receipts
from gateway.association.giving.givers import Known
from gateway.association.giving.sending import tell
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models.giving_asks import GivingNote
from menus.domain.community import Person
from menus.domain.giving import NoteKind, Offered
from menus.domain.roles import Role
from menus.sms import words_to_leave
from menus.text import catalog
from menus.text.names import Text

MOST_TOLD, LATELY = 3, timedelta(days=1)
"""Notes of one giver within a time of which others read: nobody floods the treasurer. A guess."""


def offer(uow: UnitOfWork, record: CommunityRecord, giver: Known, offered: Offered, words: str, *, once: bytes) -> None:
    """Keep an offer of things, and tell the treasurers, once. Names and numbers in the words are crossed out."""
    fit = words_to_leave.fit_for_strangers(record.community, words) if words else None
    if not _keep(uow, record, giver, once, NoteKind.OFFER, offered=offered, words=fit):
        return
    for person in _those(record, Role.TREASURER, Role.COORDINATOR):
        said = fit or catalog.say(person.language, Text(f"offered.{offered.value}"))
        tell(uow, record, person, Text.GIVING_OFFERED, said=said, giver=giver.number)


def question(uow: UnitOfWork, record: CommunityRecord, giver: Known, number: str, *, once: bytes) -> None:
    """Keep that a giver finds something wrong with a receipt, or with all, and tell oversight, once."""
    receipt = receipts.find(uow.session, record, number) if number else None
    receipt_id = receipt.id if receipt is not None else None
    if not _keep(uow, record, giver, once, NoteKind.QUESTION, receipt_id=receipt_id):
        return
    about = receipt.number if receipt is not None else giver.number
    for person in _those(record, Role.OVERSIGHT, Role.COORDINATOR):
        tell(uow, record, person, Text.GIVING_QUESTION, number=about)


def _those(record: CommunityRecord, role: Role, otherwise: Role) -> tuple[Person, ...]:
    """Return the people with a role; those with another one where nobody has it."""
    return record.community.having((role,)) or record.community.having((otherwise,))


def _keep(uow: UnitOfWork, record: CommunityRecord, giver: Known, once: bytes, kind: NoteKind, **more: object) -> bool:
    """Keep a note; return whether others are told of it: not for the same post again, and not for many a day."""
    if uow.session.scalar(select(GivingNote.id).where(GivingNote.once == once)) is not None:
        return False
    theirs = (GivingNote.giver_id == giver.id, GivingNote.at > uow.now - LATELY)
    lately = uow.session.scalar(select(func.count()).where(*theirs)) or 0
    row = {"community_id": record.id, "once": once, "at": uow.now, "kind": kind, "giver_id": giver.id}
    empty = {"receipt_id": None, "offered": None, "words": None}
    uow.insert(GivingNote, [{**row, **empty, **more}])
    return lately < MOST_TOLD
