"""The doctor's line about a made-up year."""

from gateway.cli.findings import NotTried
from gateway.core import made_up
from gateway.services import Services


def look(services: Services) -> str:
    """Say that a made-up year is kept here; of any other database there is nothing to say."""
    with services.reading() as session:
        if not made_up.is_made_up(session):
            message = "what is kept here is no made-up year"
            raise NotTried(message)
    return "nothing that is kept here happened; `doria demo` made it"
