"""Reference tries: count the unknown references of a person, and tell coordinators of somebody who tries many."""

from sqlalchemy import func, select

from gateway.communities.directory import CommunityRecord
from gateway.core import notices_once
from gateway.core.notices_once import Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import whereabouts
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import Inbound
from menus.domain import reference_tries as rules
from menus.domain.community import Person
from menus.domain.inbound import InboundRoute
from menus.domain.reference_tries import TryAnswer
from menus.domain.retention import periods
from menus.text.names import Text

RESULTS = (Text.UNKNOWN_REFERENCE.key, Text.WRONG_DIGIT.key)
"""The results of SMS whose reference was unknown or mistyped."""


def note(
    uow: UnitOfWork, record: CommunityRecord, person: Person, route: InboundRoute, *, is_mistyped: bool
) -> TryAnswer:
    """Return how an unknown reference is answered, and tell the other coordinators once a day of many of them."""
    before = _tries(uow, person, route)
    if rules.is_told(before):
        day = f"{record.person_ids[person.phone]}-{uow.now:%Y%m%d}"
        if notices_once.is_first(uow, Notice.TRIES_REFERENCES, day):
            _tell(uow, record, person, before + 1)
        notices_once.forget(uow, Notice.TRIES_REFERENCES, periods.NOTICES)
    is_called = is_mistyped and whereabouts.called_at(uow.session, record.person_ids[person.phone]) is not None
    return rules.answer_to(before, explains=is_called)


def _tries(uow: UnitOfWork, person: Person, route: InboundRoute) -> int:
    """Return how many unknown references a person has sent lately by one route, before this text.

    A forger must not use up the answers of the person whose name they use.
    """
    found = uow.session.scalar(
        select(func.count())
        .select_from(Inbound)
        .where(
            Inbound.from_hash.in_(uow.keyring.phones(person.phone)),
            Inbound.received_at > uow.now - rules.WINDOW,
            Inbound.result.in_(RESULTS),
            Inbound.route == route,
        )
    )
    return found or 0


def _tell(uow: UnitOfWork, record: CommunityRecord, person: Person, tries: int) -> None:
    for other in coordinators(uow, record):
        if other.phone != person.phone:
            notify(uow, record, other, Text.TRIES_REFERENCES, said=person.name, count=str(tries))
