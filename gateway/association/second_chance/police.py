"""Police: an officer is asked to come to the association. No code, no matter and no place stands in the text."""

from gateway.association.second_chance import telling
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from menus.domain.roles import Role
from menus.text.names import Text

_ASKED = (Role.POLICE, Role.POLICE_ALTERNATE, Role.POLICE_STATION)
"""The contact is asked; where there is none, the alternate, and then the station."""


def ask_to_come(uow: UnitOfWork, record: CommunityRecord) -> None:
    """Ask the police contacts of the first of these roles that somebody holds."""
    found = next((people for role in _ASKED if (people := record.community.having((role,)))), ())
    for person in found:
        telling.tell(uow, record, person, Text.POLICE_COME)
