"""Notices of changed settings: oversight reads who has changed whom Doria calls, when, or a helpline, and why."""

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import notify
from gateway.roster.phone_notices import short_name
from menus.domain.community import Community, Person
from menus.domain.roles import Role
from menus.text.names import Text


def tell(
    uow: UnitOfWork, record: CommunityRecord, before: Community, after: Community, *, by: Person, why: str
) -> None:
    """Tell everybody who had or has oversight, but for whoever did it, that a person has changed this."""
    told = {person.phone: person for of in (before, after) for person in of.having((Role.OVERSIGHT,))}
    for phone, person in told.items():
        if phone != by.phone:
            notify(uow, record, person, Text.SETTINGS_CHANGED, said=why, by=short_name(by))
