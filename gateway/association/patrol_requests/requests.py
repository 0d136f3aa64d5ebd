"""Requests for patrols: asked by one, agreed to by another of another tenure, and then sent to the police.

Until the second person agrees nothing leaves but the question to those who may agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.association.patrol_requests import figures, texts
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.storage.models import PatrolRequest
from menus.domain import lettered
from menus.domain import patrol_requests as rules
from menus.domain.acts import ActKind
from menus.domain.community import POLICE_ROLES, Person, Role
from menus.domain.lettered import Letter
from menus.domain.messages import Lane, MessageKind
from menus.domain.patrol_requests import RequestState
from menus.sms import patrol_wording, wording
from menus.sms.patrol_forms import Wanted
from menus.text.names import Text

_NUMBERS = b"patrol requests"
"""The key of the lock of their numbers. Its letters are arbitrary."""


class Outcome(Enum):
    """What a decision on a request has come to."""

    DONE = auto()
    NOT_YOURS = auto()
    OVER = auto()


@dataclass(frozen=True)
class Blocked:
    """The zone has requests enough without a review; `oldest` is the number of the one to begin with."""

    oldest: str


@dataclass(frozen=True)
class Nobody:
    """Nobody is on file who could agree."""


def ask(uow: UnitOfWork, record: CommunityRecord, by: Person, wanted: Wanted) -> PatrolRequest | Blocked | Nobody:
    """Write a request down and ask those who may agree to it; nothing goes to the police."""
    approvers = [person for person in record.community.people if rules.may_agree(person, by)]
    if not approvers:
        return Nobody()
    uow.lock_key(_NUMBERS)
    waiting = _unreviewed(uow, record, wanted.zone.key)
    if rules.is_blocked(len(waiting)):
        return Blocked(waiting[0].number)
    row = _write(uow, record, by, wanted)
    for person in approvers:
        values = patrol_wording.values_of(record.community, person.language, told(row))
        tenure = patrol_wording.tenure(person.language, by.tenure)
        _tell(uow, record, person, Text.PATROLS_AGREE, {**values, "tenure": tenure})
    acts.note(uow, record.id, ActKind.PATROLS_ASKED, by=row.asked_by, request=row.number, zone=row.zone)
    return row


def find(session: Session, record: CommunityRecord, number: str) -> PatrolRequest | None:
    """Return the request with a number, if it is one of this community."""
    ours = (PatrolRequest.community_id == record.id, PatrolRequest.number == number)
    return session.scalar(select(PatrolRequest).where(*ours))


def agree(uow: UnitOfWork, record: CommunityRecord, by: Person, row: PatrolRequest) -> Outcome:
    """Agree to a request, so that it goes to the police."""
    outcome = _decide(uow, record, by, row, RequestState.SENT)
    if outcome is Outcome.DONE:
        for contact in _police(record, row.zone):
            text = patrol_wording.to_police(record.community, contact.language, told(row))
            _tell(uow, record, contact, Text.PATROLS_POLICE, text)
            texts.note(uow, row, contact)
        asker = record.person(row.asked_by)
        if asker is not None:
            _tell(uow, record, asker, Text.PATROLS_SENT, {"request": row.number})
        acts.note(uow, record.id, ActKind.PATROLS_AGREED, by=row.agreed_by, request=row.number)
    return outcome


def refuse(uow: UnitOfWork, record: CommunityRecord, by: Person, row: PatrolRequest) -> Outcome:
    """Refuse a request: it is over. Whoever has asked may take it back in the same way."""
    outcome = _decide(uow, record, by, row, RequestState.REFUSED)
    if outcome is Outcome.DONE:
        asker = record.person(row.asked_by)
        if asker is not None and asker.phone != by.phone:
            _tell(uow, record, asker, Text.PATROLS_REFUSED, {"request": row.number})
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
    for person_id in filter(None, (row.asked_by, row.agreed_by)):
        person = record.person(person_id)
        if person is not None:
            values = patrol_wording.values_of(record.community, person.language, told(row))
            _tell(uow, record, person, name, values)
    acts.note(uow, record.id, ActKind.PATROLS_ANSWERED, by=row.police_id, request=row.number, is_yes=is_yes)
    return Outcome.DONE


def _decide(uow: UnitOfWork, record: CommunityRecord, by: Person, row: PatrolRequest, state: RequestState) -> Outcome:
    uow.lock_row(row)
    if row.state is not RequestState.ASKED or rules.has_lapsed(row.state, row.asked_at, uow.now):
        return Outcome.OVER
    asker = record.person(row.asked_by)
    takes_back = state is RequestState.REFUSED and record.person_ids[by.phone] == row.asked_by
    # Somebody whom the file no longer names cannot have a second person beside them.
    if not takes_back and (asker is None or not rules.may_agree(by, asker)):
        return Outcome.NOT_YOURS
    row.state, row.decided_at, row.agreed_by = state, uow.now, record.person_ids[by.phone]
    uow.session.flush()
    return Outcome.DONE


def _write(uow: UnitOfWork, record: CommunityRecord, by: Person, wanted: Wanted) -> PatrolRequest:
    serial = (uow.session.scalar(select(func.max(PatrolRequest.id))) or 0) + 1
    category = wanted.category or figures.risen_kind(uow.session, record, wanted.zone.key, uow.now)
    rise = figures.rise(uow.session, record, wanted.zone.key, category, uow.now)
    period = wanted.period
    row = PatrolRequest(
        community_id=record.id,
        number=lettered.mint(Letter.REQUEST, serial, uow.keyring.reference_key),
        zone=wanted.zone.key,
        category=category,
        first_day=period.first,
        last_day=period.last,
        begins=period.begins.hour * 60 + period.begins.minute,
        ends=period.ends.hour * 60 + period.ends.minute,
        lately=rise.lately if rise is not None else None,
        usual=rise.usual if rise is not None else None,
        state=RequestState.ASKED,
        asked_at=uow.now,
        asked_by=record.person_ids[by.phone],
    )
    uow.session.add(row)
    uow.session.flush()
    return row


def _unreviewed(uow: UnitOfWork, record: CommunityRecord, zone: str) -> list[PatrolRequest]:
    """Return the requests of a zone without a review that wait or went to the police, the oldest first."""
    ours = (PatrolRequest.community_id == record.id, PatrolRequest.zone == zone, PatrolRequest.reviewed_at.is_(None))
    rows = uow.session.scalars(select(PatrolRequest).where(*ours).order_by(PatrolRequest.id))
    return [
        row
        for row in rows
        if row.state is not RequestState.REFUSED and not rules.has_lapsed(row.state, row.asked_at, uow.now)
    ]


def _police(record: CommunityRecord, zone: str) -> list[Person]:
    """Return the police contacts who are asked: those of the zone, else all, else whoever stands in for them."""
    contacts = record.community.having((Role.POLICE,)) or record.community.having(POLICE_ROLES)
    return [person for person in contacts if person.covers(zone)] or list(contacts)


def _tell(uow: UnitOfWork, record: CommunityRecord, person: Person, name: Text, values: Mapping[str, str]) -> None:
    """Queue a text of the association: it gives way to alerts, expires, and never comes twice."""
    text = wording.say(record.community, person.language, name, **values)
    outbox.queue(uow, record, outbox.OutgoingText(MessageKind.ASSOCIATION, Lane.BULK, text, (person.phone,)))


def told(row: PatrolRequest) -> patrol_wording.Told:
    """Return the facts of a request that texts and pages tell."""
    return patrol_wording.Told(
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
