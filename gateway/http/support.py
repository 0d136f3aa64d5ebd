"""The parts that several routes share: the services of the app, plain answers, and answers that wait for a commit."""

import time
from collections.abc import Callable
from functools import partial

from flask import Response, current_app
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from gateway.carrier.payloads import ReadNumber
from gateway.communities import numbers
from gateway.core.locks import Lock
from gateway.core.unit_of_work import UnitOfWork
from gateway.http import admission, deadline
from gateway.logs import logger
from gateway.services import Services
from gateway.storage.transaction_retries import begin_again

log = logger()


def current_services() -> Services:
    """Return the services of the app that is answering."""
    found: Services = current_app.extensions["doria"]
    return found


def plain(text: str, status: int = 200) -> Response:
    """Return a plain-text answer."""
    return Response(text, status=status, content_type="text/plain; charset=utf-8")


def not_found() -> Response:
    """Return the answer to an address that does not exist, and to one that the asker may not see."""
    return plain(admission.NOT_FOUND, 404)


def number_reader(services: Services) -> ReadNumber:
    """Return the function that reads the numbers of a webhook by the countries of the communities.

    It raises the errors of the directory while the database is away.
    """
    return partial(numbers.read, services.directory)


def kept(
    services: Services,
    what: str,
    act: Callable[[UnitOfWork], Response | None],
    lock: Callable[[], Lock | None] = lambda: None,
) -> Response:
    """Answer 200 once `act` is committed in a transaction, and 503 if it fails or is late, so that it is posted again.

    If `act` returns another answer, that one is given once it is committed. `act` must be safe to do twice: it begins
    again if the connection to the database was lost. `what` names the webhook in the log. `lock` returns the lock that
    the transaction begins with, or None.
    """
    ends_at = time.monotonic() + services.hook_timeout
    try:
        answer = deadline.until(ends_at, lambda: services.do(act, ends_at, begin_again(lock, ends_at)))
    except (SQLAlchemyError, TimeoutError) as error:
        if isinstance(error, DBAPIError):
            services.writes.database.note_failed()
        log.warning("webhook.database_away", what=what, error=type(error).__name__)
        return plain("try again", 503)
    except Exception:
        log.exception("webhook.failed", what=what)
        return plain("try again", 503)
    return plain("") if answer is None else answer
