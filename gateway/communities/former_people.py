"""Former people: a person whom the file in force no longer names, as the last file that named them describes them.

Reading an old file with many people takes seconds, so that is done before a transaction that writes, not inside it.
"""

from collections.abc import Callable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from gateway.communities.file import CommunityFileError, parse
from gateway.communities.records import CommunityRecord
from gateway.storage.database import Database
from gateway.storage.models import CommunityVersion, PersonRow
from menus.domain.community import Person


class FormerPeople:
    """The former people whom a process has read, each by the version of the file that no longer names them."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read: dict[tuple[int, int], Person | None] = {}

    def read(self, people: Select[int], record_of: Callable[[int], CommunityRecord]) -> None:
        """Read the old files of those of some people (the ids of their rows) whom no file in force names any more."""
        with self._database.read() as session:
            for person_id in session.scalars(people).all():
                row = session.get_one(PersonRow, person_id)
                record = record_of(row.community_id)
                if not self.has_read(record, person_id):
                    self._read[person_id, record.version] = last_named(session, row.community_id, row.phone)

    def has_read(self, record: CommunityRecord, person_id: int) -> bool:
        """Return whether `find` knows all that there is to know of a person."""
        return record.person(person_id) is not None or (person_id, record.version) in self._read

    def find(self, record: CommunityRecord, person_id: int) -> Person | None:
        """Return the person of a row, also one who has left and was read; None if no file that is left names them."""
        return record.person(person_id) or self._read.get((person_id, record.version))


def last_named(session: Session, community_id: int, phone: str) -> Person | None:
    """Return the person with a number (E.164) by the newest file that names them; None if no file is left that does."""
    bodies = select(CommunityVersion.body).where(
        CommunityVersion.community_id == community_id, CommunityVersion.body != ""
    )
    for body in session.scalars(bodies.order_by(CommunityVersion.version.desc())):
        try:
            people = parse(body).people
        except CommunityFileError:
            continue
        found = next((person for person in people if person.phone == phone), None)
        if found is not None:
            return found
    return None
