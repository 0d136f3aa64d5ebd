"""New versions of a community file that somebody has edited: stored, and everybody with another number is told."""

from gateway.communities import loading
from gateway.communities.directory import CommunityRecord
from gateway.communities.file import parse
from gateway.communities.loading import Signed
from gateway.core.unit_of_work import UnitOfWork
from gateway.roster import phone_notices
from menus.domain import new_numbers
from menus.domain.community import Community, Person


def store(
    uow: UnitOfWork, record: CommunityRecord | None, text: str, body: str, signed: Signed, *, by: Person | None
) -> Community:
    """Store a file that was made of the text `body`, and tell those who get another number by it; return what it says.

    `by` is the officer who does it at the desk; None means the operator. Raise Refused if another file is in force
    meanwhile, and CommunityFileError for faults. The pages of the file must have been made before (`file.read`).
    """
    before = parse(body)
    after = loading.store(uow, text, signed, instead_of=body)
    people = {person.phone: person for person in before.people}
    for old, new in new_numbers.moved(before, after).items():
        if record is not None:
            phone_notices.tell(uow, record, people[old], old, new, by=by)
    return after
