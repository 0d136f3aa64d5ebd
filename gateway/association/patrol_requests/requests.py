"""Requests for patrols: agreed to by a second person of another tenure, sent to the police, and answered by them.

Until the second person agrees nothing leaves but the question to those who may agree (`asking`).
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum, auto

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.patrol_requests import texts
from gateway.association.patrol_requests.ties import Ties
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.storage.models import PatrolRequest
from menus.domain import patrol_requests as rules
from menus.domain import patrol_ties
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.messages import Lane, MessageKind
from menus.domain.patrol_requests import RequestState
from menus.domain.roles import POLICE_ROLES
from menus.sms import patrol_wording, wording
from menus.text.names import Text


class Outcome(Enum):
    """The result of a decision on a request."""

    DONE = auto()
    NOT_YOURS = auto()
    OVER = auto()


def find(session: Session, record: CommunityRecord, number: str) -> PatrolRequest | None:
    """Return the request with a number, if it is one of this community."""
    ours = (PatrolRequest.community_id == record.id, PatrolRequest.number == number)
    return session.scalar(select(PatrolRequest).where(*ours))


def is_tied_to_zone(record: CommunityRecord, person: Person, row: PatrolRequest) -> bool:
    """Return whether a person is tied to the whole zone of a request: of it they may know no number at all."""
    tied = patrol_ties.tied_to_zone(record.interests, row.zone, row.asked_at)
    return record.person_ids[person.phone] in tied


def may_know(session: Session, record: CommunityRecord, person: Person, row: PatrolRequest) -> bool:
    """Return whether a person may know of a request: no interest takes them out, or they were asked all the same."""
    ties = Ties.read(session, record)
    if ties.may_know(person, row):
        return True
    asked = rules.asked_police(record.community, row.zone, ties.phones(row))
    return row.state.is_sent and person.phone in {contact.phone for contact in asked}


def agree(uow: UnitOfWork, record: CommunityRecord, by: Person, row: PatrolRequest) -> Outcome:
    """Agree to a request, so that it goes to the police."""
    outcome = _decide(uow, record, by, row, RequestState.SENT)
    if outcome is Outcome.DONE:
        tied = Ties.read(uow.session, record).phones(row)
        for contact in rules.asked_police(record.community, row.zone, tied):
            # A contact who is tied to it is asked only where no other is left, and reads no number.
            facts = replace(told(row), lately=None) if contact.phone in tied else told(row)
            text = patrol_wording.to_police(record.community, contact.language, facts)
            tell(uow, record, contact, Text.PATROLS_POLICE, text)
            texts.note(uow, row, contact)
        asker = record.person(row.asked_by)
        if asker is not None:
            tell(uow, record, asker, Text.PATROLS_SENT, {"request": row.number})
        acts.note(uow, record.id, ActKind.PATROLS_AGREED, by=row.agreed_by, request=row.number)
    return outcome


def refuse(uow: UnitOfWork, record: CommunityRecord, by: Person, row: PatrolRequest) -> Outcome:
    """Refuse a request: it is over. Whoever has asked may take it back in the same way."""
    outcome = _decide(uow, record, by, row, RequestState.REFUSED)
    if outcome is Outcome.DONE:
        asker = record.person(row.asked_by)
        if asker is not None and asker.phone != by.phone:
            tell(uow, record, asker, Text.PATROLS_REFUSED, {"request": row.number})
        acts.note(uow, record.id, ActKind.PATROLS_REFUSED, by=row.agreed_by, request=row.number)
    return outcome


def answer(uow: UnitOfWork, record: CommunityRecord, by: Person, row: PatrolRequest, *, is_yes: bool) -> Outcome:
    """Write down what a police contact answers, and tell the two who have asked. A yes counts before a no."""
    uow.lock_row(row)
    is_open = row.state is RequestState.SENT or (row.state is RequestState.DECLINED and is_yes)
    if not is_open or by.roles.isdisjoint(POLICE_ROLES):
        return Outcome.OVER
    row.state = RequestState.GRANTED if is_yes else RequestState.DECLINED
    row.police_at, row.police_id = uow.now, record.person_ids[by.phone]
    uow.session.flush()
    name = Text.PATROLS_YES if is_yes else Text.PATROLS_NO
    ties = Ties.read(uow.session, record)
    for person_id in filter(None, (row.asked_by, row.agreed_by)):
        person = record.person(person_id)
        if person is not None and ties.may_know(person, row):
            values = patrol_wording.values_of(record.community, person.language, told(row))
            tell(uow, record, person, name, values)
    acts.note(uow, record.id, ActKind.PATROLS_ANSWERED, by=row.police_id, request=row.number, is_yes=is_yes)
    return Outcome.DONE


def _decide(uow: UnitOfWork, record: CommunityRecord, by: Person, row: PatrolRequest, state: RequestState) -> Outcome:
    uow.lock_row(row)
    if row.state is not RequestState.ASKED or rules.has_lapsed(row.state, row.asked_at, uow.now):
        return Outcome.OVER
    asker = record.person(row.asked_by)
    takes_back = state is RequestState.REFUSED and record.person_ids[by.phone] == row.asked_by
    # Somebody whom the file no longer names cannot have a second person beside them.
    if not takes_back and (asker is None or by.phone not in approvers(uow.session, record, row, asker)):
        return Outcome.NOT_YOURS
    row.state, row.decided_at, row.agreed_by = state, uow.now, record.person_ids[by.phone]
    uow.session.flush()
    return Outcome.DONE


def approvers(session: Session, record: CommunityRecord, row: PatrolRequest, asker: Person) -> frozenset[str]:
    """Return the phones of those who may agree to a request now."""
    tied = Ties.read(session, record).phones(row)
    return frozenset(person.phone for person in rules.approvers(record.community.people, asker, tied))


def tell(uow: UnitOfWork, record: CommunityRecord, person: Person, name: Text, values: Mapping[str, str]) -> None:
    """Queue a text of the association: it gives way to alerts, expires, and never comes twice."""
    text = wording.say(record.community, person.language, name, **values)
    outbox.queue(uow, record, outbox.OutgoingText(MessageKind.ASSOCIATION, Lane.BULK, text, (person.phone,)))


def told(row: PatrolRequest) -> patrol_wording.ToldRequest:
    """Return the facts of a request that texts and pages tell."""
    return patrol_wording.ToldRequest(
        row.number,
        row.zone,
        row.category,
        row.first_day,
        row.last_day,
        row.begins,
        row.ends,
        row.lately,
        row.usual,
    )
