"""The rows of the people whom a community file names, and since when it does not name somebody any more."""

from sqlalchemy import select

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import (
    PersonRow,
)
from menus.domain.community import Community


def keep(uow: UnitOfWork, community_id: int, community: Community) -> None:
    """Keep a row of each person whom the file in force names."""
    session = uow.session
    known = {
        person.phone_hash: person
        for person in session.scalars(select(PersonRow).where(PersonRow.community_id == community_id))
    }
    for person in community.people:
        hashes = uow.keyring.phones(person.phone)
        row = next((known[one] for one in hashes if one in known), None) or PersonRow(
            community_id=community_id, phone_hash=hashes[0], last_wrote_at=uow.now
        )
        row.phone = person.phone
        session.add(row)
    session.flush()
    note_former(uow, community_id, community)


def note_former(uow: UnitOfWork, community_id: int, community: Community) -> None:
    """Note since when the file in force does not name somebody any more: their number is erased some time later."""
    named = {person.phone for person in community.people}
    for row in uow.session.scalars(select(PersonRow).where(PersonRow.community_id == community_id)):
        if row.phone in named:
            row.left_at = None
        elif row.left_at is None:
            # The clock ends what they were on the way to.
            row.left_at = row.moved_at = uow.now
