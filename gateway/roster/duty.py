"""On and off duty: the last ON or OFF of a person, stored until the next one."""

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import DutyRow
from menus.domain.community import Person


def set_duty(
    uow: UnitOfWork, record: CommunityRecord, person: Person, *, is_on: bool, instead_of: Person | None = None
) -> None:
    """Put a person on or off duty from now on. `instead_of` is the person whose place they take, if any."""
    person_id = record.person_ids[person.phone]
    row = uow.session.get(DutyRow, person_id)
    if row is None:
        row = DutyRow(person_id=person_id)
        uow.session.add(row)
    row.is_on, row.at = is_on, uow.now
    row.instead_of = record.person_ids[instead_of.phone] if instead_of is not None else None
    # The next search for people on duty must read this row.
    uow.stated_duties.clear()
