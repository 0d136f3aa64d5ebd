"""Webhooks of Africa's Talking: each takes a form and gives a plain-text answer, never a status 500."""

import time
from collections.abc import Callable, Mapping
from functools import cache, partial, wraps

from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from gateway.carrier import payloads
from gateway.core.unit_of_work import UnitOfWork
from gateway.http import admission, deadline, posted_forms
from gateway.http.hops import Hops
from gateway.http.support import current_services, kept, not_found, number_reader, plain
from gateway.intake import danger, dropped_drafts, hidden_sessions
from gateway.logs import logger
from gateway.messaging import opt_outs, receipts
from gateway.services import Services
from gateway.sms import inbox

hooks = Blueprint("webhooks", __name__, url_prefix="/at/<token>")
log = logger()
TOO_LONG = f"the form is too long: at most {admission.BIGGEST_FORM} bytes are taken"
View = Callable[[Services, Mapping[str, str]], Response]


@hooks.before_app_request
def refuse_others() -> Response | None:
    """Answer 404 to whatever is asked for under `/at/` and reaches no webhook, also to another method than POST.

    A 405 or a redirect would tell a stranger that there is a webhook.
    """
    path = request.environ["PATH_INFO"]
    return not_found() if admission.is_nowhere(current_services().settings, request.method, path) else None


def hook(view: View, *, answers_all: bool = False) -> Callable[[str], Response]:
    """Return a view that reads the form and then calls `view`. An unreadable form counts as an empty one.

    A body that is much too long is refused, because nothing of it is kept. A hop `answers_all`: a phone waits.
    """

    @wraps(view)
    def guarded(token: str) -> Response:
        # `refuse_others` has checked the token.
        _ = token
        services = current_services()
        try:
            form = posted_forms.fields(request)
        except (HTTPException, ValueError, LookupError) as error:
            # A body that cannot be decoded counts as an empty form. The answer says what to do next.
            if isinstance(error, RequestEntityTooLarge) and not answers_all:
                log.warning("webhook.too_long")
                return plain(TOO_LONG, 413)
            log.warning("webhook.unreadable", error=type(error).__name__)
            form = {}
        return view(services, form)

    return guarded


@hooks.post("/ussd")
@partial(hook, answers_all=True)
def ussd(services: Services, form: Mapping[str, str]) -> Response:
    """Answer one USSD hop, always with a page, even while the database is away."""
    return plain(Hops(services).answer(form))


@hooks.post("/ussd-events")
@hook
def ussd_events(services: Services, form: Mapping[str, str]) -> Response:
    """Note that a USSD session has ended; a dropped session may have a draft that is complete enough to dispatch."""
    try:
        end = payloads.UssdEnd.from_form(form, number_reader(services))
    except (SQLAlchemyError, TimeoutError) as error:
        # The clock finds the draft later, as below.
        log.warning("webhook.database_away", what="ussd-end", error=type(error).__name__)
        return plain("")
    log.info("ussd.ended", status=payloads.known_end(end.status) if end else "unreadable")
    if end is None or end.phone is None:
        return plain("")
    session_key = services.keyring.session(end.session_id, end.phone)
    if end.has_dropped:
        # If this fails, the clock finds the draft later, when the session has been silent long enough.
        kept(services, "ussd-end", lambda uow: dropped_drafts.note_dropped(uow, services.directory, session_key))
    _end_hidden(services, session_key)
    return plain("")


def _end_hidden(services: Services, session_key: bytes) -> None:
    """Let what ties a private session to its caller end with it. Most sessions hid nothing: they cost no write."""

    def is_hidden() -> bool:
        with services.reading() as database:
            return hidden_sessions.of_session(database, services.keyring, session_key) is not None

    try:
        if not deadline.until(time.monotonic() + services.hook_timeout, is_hidden):
            return
    except (SQLAlchemyError, TimeoutError) as error:
        # The tie ends by itself a little later.
        log.warning("webhook.database_away", what="ussd-end", error=type(error).__name__)
        return
    services.memory.forget(session_key)

    def end(uow: UnitOfWork) -> None:
        hidden_sessions.end(uow, session_key)
        danger.session_ended(uow, services.directory, session_key)

    kept(services, "ussd-end", end)


@hooks.post("/sms")
@hook
def sms(services: Services, form: Mapping[str, str]) -> Response:
    """Keep an inbound SMS; answer 503 if it could not be kept, so that it is posted again."""
    if not payloads.says_something(form):
        log.warning("sms.unreadable")
        return plain("")

    @cache
    def message() -> payloads.InboundSms | None:
        return payloads.InboundSms.from_form(form, number_reader(services))

    def act(uow: UnitOfWork) -> None:
        given = message()
        if given is not None:
            inbox.keep(uow, services.directory, given)

    return kept(services, "sms", act, lambda: inbox.lock_of(services.keyring, message()))


@hooks.post("/receipts")
@hook
def receipt(services: Services, form: Mapping[str, str]) -> Response:
    """Apply a receipt: the carrier's report on the delivery of a message."""
    word = payloads.ReceiptForm.from_form(form)
    if word is None:
        log.warning("receipt.unreadable")
        return plain("")

    def act(uow: UnitOfWork) -> None:
        receipts.take(uow, word)

    return kept(services, "receipt", act)


@hooks.post("/opt-out")
@hook
def opt_out(services: Services, form: Mapping[str, str]) -> Response:
    """Note the opt-out of a phone, without sending an answer."""

    def act(uow: UnitOfWork) -> None:
        given = payloads.OptOut.from_form(form, number_reader(services))
        if given is not None:
            opt_outs.opt_out(uow, given.phone)

    return kept(services, "opt-out", act)
