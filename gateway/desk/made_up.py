"""The line of every page that says that the year on it is made up."""

from sqlalchemy.exc import SQLAlchemyError

from gateway.core import made_up
from gateway.services import Services


class MadeUp:
    """Knows whether the database holds a made-up year. It is asked once: a year goes into an empty database alone."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._known: bool | None = None

    def __call__(self) -> bool:
        """Return whether the year is made up; while the database is away, a page goes out without the line."""
        if self._known is None:
            try:
                with self._services.reading() as session:
                    self._known = made_up.is_made_up(session)
            except SQLAlchemyError:
                return False
        return self._known
