"""PEOPLE_KEY: who a course is about is sealed under this key, and inside SECRET_KEY's seal like everything else.

So a copy of the database with SECRET_KEY tells nobody, and `doria rekey` leaves the inner seal as it is.
"""

import base64

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from gateway.storage.models import Course
from gateway.storage.sealing import Keyring, UnsealError

_PLACE = "a person of a course"


def seal(key: str, name: str, course_id: int) -> str:
    """Return a name sealed under PEOPLE_KEY for one course, as text."""
    return base64.b64encode(Keyring((key,)).seal(name, _PLACE, course_id)).decode()


def unseal(key: str, kept: str, course_id: int) -> str:
    """Return the name; raise UnsealError if this key did not seal it for this course."""
    return Keyring((key,)).unseal(base64.b64decode(kept), _PLACE, course_id)


def sealed(session: Session) -> int:
    """Return how many names there are: none in a database of a release that had no second chances."""
    if not inspect(session.connection()).has_table(Course.__tablename__):
        return 0
    return session.scalar(select(func.count()).select_from(Course).where(Course.person.is_not(None))) or 0


def unopened(session: Session, key: str) -> int:
    """Return how many names this key does not open. Nobody is shown any."""
    found = session.execute(select(Course.id, Course.person).where(Course.person.is_not(None)))
    return sum(not _opens(key, kept, course_id) for course_id, kept in found if kept)


def _opens(key: str, kept: str, course_id: int) -> bool:
    try:
        unseal(key, kept, course_id)
    except UnsealError:
        return False
    return True
