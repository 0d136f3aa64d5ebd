"""Asking for patrols: one person asks, and those who may agree read of it. Nothing goes to the police yet."""

from dataclasses import dataclass

from sqlalchemy import func, select

from gateway.association.patrol_requests import requests
from gateway.association.patrol_requests.figures import Lately
from gateway.association.patrol_requests.ties import Ties
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import PatrolRequest
from menus.domain import lettered, patrol_ties
from menus.domain import patrol_requests as rules
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.lettered import Letter
from menus.domain.patrol_requests import RequestState
from menus.sms import patrol_wording
from menus.sms.patrol_forms import Wanted
from menus.text.names import Text

_NUMBERS = b"patrol requests"
"""The key of the lock of their numbers. Its letters are arbitrary."""


@dataclass(frozen=True)
class Blocked:
    """The zone has requests enough without a review; `oldest` is the number of the one to begin with."""

    oldest: str


@dataclass(frozen=True)
class Nobody:
    """Nobody is there who may agree."""


@dataclass(frozen=True)
class Tied:
    """The person who asks is tied to the zone."""


Asked = PatrolRequest | Blocked | Nobody | Tied


def ask(uow: UnitOfWork, record: CommunityRecord, by: Person, wanted: Wanted) -> Asked:
    """Write a request down and ask those who may agree to it; nothing goes to the police.

    Whoever is tied to the zone asks for none there. Whoever is tied to an incident may ask: their request knows nothing
    of it.
    """
    zone, asked_by = wanted.zone.key, record.person_ids[by.phone]
    if asked_by in patrol_ties.tied_to_zone(record.interests, zone, uow.now):
        return Tied()
    ties = Ties.read(uow.session, record)
    made = _made(uow, record, by, wanted)
    # The lock is one for all communities: nothing long is read behind it.
    uow.lock_key(_NUMBERS)
    waiting = _unreviewed(uow, record, zone)
    if rules.is_blocked(len(waiting)):
        known = [row for row in waiting if ties.may_know(by, row)]
        return Blocked((known or waiting)[0].number)
    approvers = rules.approvers(record.community.people, by, ties.phones(made))
    if not approvers:
        return Nobody()
    row = _write(uow, made)
    for person in approvers:
        values = patrol_wording.values_of(record.community, person.language, requests.told(row))
        tenure = patrol_wording.tenure(person.language, by.tenure)
        requests.tell(uow, record, person, Text.PATROLS_AGREE, {**values, "tenure": tenure})
    acts.note(uow, record.id, ActKind.PATROLS_ASKED, by=row.asked_by, request=row.number, zone=row.zone)
    return row


def _made(uow: UnitOfWork, record: CommunityRecord, by: Person, wanted: Wanted) -> PatrolRequest:
    """Return a request with what its asker may know of the zone. It has no number yet."""
    zone, asked_by, period = wanted.zone.key, record.person_ids[by.phone], wanted.period
    lately = Lately.read(uow.session, record, zone, asked_by, uow.now)
    category = wanted.category or lately.kind(zone)
    rise = lately.rise(zone, category)
    return PatrolRequest(
        community_id=record.id,
        zone=zone,
        category=category,
        first_day=period.first,
        last_day=period.last,
        begins=period.begins.hour * 60 + period.begins.minute,
        ends=period.ends.hour * 60 + period.ends.minute,
        lately=rise.lately if rise is not None else None,
        usual=rise.usual if rise is not None else None,
        state=RequestState.ASKED,
        asked_at=uow.now,
        asked_by=asked_by,
    )


def _write(uow: UnitOfWork, row: PatrolRequest) -> PatrolRequest:
    serial = (uow.session.scalar(select(func.max(PatrolRequest.id))) or 0) + 1
    row.number = lettered.mint(Letter.REQUEST, serial, uow.keyring.reference_key)
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
