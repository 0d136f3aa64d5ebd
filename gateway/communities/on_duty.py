"""On duty: the people of a community who hold a role at this moment."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import DutyRow, PersonRow
from menus.domain import roster
from menus.domain.community import Person, Role
from menus.domain.roster import Duty

_DUTIES = (
    select(DutyRow)
    .join(PersonRow, PersonRow.id == DutyRow.person_id)
    .where(PersonRow.community_id == bindparam("community_id"))
)


def duties(uow: UnitOfWork, record: CommunityRecord) -> dict[str, Duty]:
    """Return the last ON or OFF of each person of a community, by phone; read once in a transaction."""
    known = uow.stated_duties.get(record.id)
    if known is None:
        known = uow.stated_duties[record.id] = {}
        for row in uow.session.scalars(_DUTIES, {"community_id": record.id}):
            person = record.person(row.person_id)
            if person is not None:
                instead_of = record.person(row.instead_of) if row.instead_of is not None else None
                known[person.phone] = Duty(person.phone, row.is_on, row.at, instead_of)
    return known


def holders_now(
    uow: UnitOfWork, record: CommunityRecord, roles: Iterable[Role], zone: str | None = None
) -> tuple[Person, ...]:
    """Return the people who hold one of `roles` now and cover the zone (None: an unknown place)."""
    return roster.holders(record.community, roles, zone, uow.now, duties(uow, record))
