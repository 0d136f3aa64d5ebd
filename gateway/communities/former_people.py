"""Former people: a person whom the file in force no longer names, as the last file that named them describes them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.communities.file import CommunityFileError, parse
from gateway.storage.models import CommunityVersion
from menus.domain.community import Person


def person_of(session: Session, record: CommunityRecord, person_id: int) -> Person | None:
    """Return the person of a row, also one who has left. Return None once their number or the old file is erased."""
    person = record.person(person_id)
    if person is not None:
        return person
    phone = next((phone for phone, known_id in record.person_ids.items() if known_id == person_id), None)
    return _last_named(session, record.id, phone) if phone is not None else None


def _last_named(session: Session, community_id: int, phone: str) -> Person | None:
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
