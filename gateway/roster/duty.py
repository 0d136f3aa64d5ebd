"""On and off duty: the last ON or OFF of a person, by which they are on duty now, and the history of all of them."""

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.roster import duty_log
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
    duty_log.note(uow, record, person, is_on=is_on)
    # The next search for people on duty must read this row.
    uow.stated_duties.clear()
