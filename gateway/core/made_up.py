"""The mark of a database that holds a made-up year: whoever reads it must know that nothing in it happened."""

from sqlalchemy.orm import Session

from gateway.core import liveness
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Mark

_NAME = "made-up-year"


def note(uow: UnitOfWork) -> None:
    """Mark this database for good. A copy of it keeps the mark."""
    liveness.mark_now(uow, _NAME)


def is_made_up(session: Session) -> bool:
    """Return whether this database holds a made-up year."""
    return session.get(Mark, _NAME) is not None
