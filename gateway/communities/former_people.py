"""Former people: a person whom the file in force no longer names, as the last file that named them describes them.

Reading an old file with many people takes seconds, so that is done before a transaction that writes, not inside it.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.file import CommunityFileError, parse
from gateway.storage.models import CommunityVersion
from menus.domain.community import Person


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
