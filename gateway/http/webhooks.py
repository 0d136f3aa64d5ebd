"""Webhooks of Africa's Talking: each takes a form and gives a plain-text answer, never a status 500."""

import time
from collections.abc import Callable, Mapping
from functools import wraps
from urllib.parse import parse_qsl

from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from gateway.carrier import payloads
from gateway.core.unit_of_work import UnitOfWork
from gateway.http import admission, deadline
from gateway.http.support import current_services, kept, plain
from gateway.intake import dropped_drafts, hidden_sessions
from gateway.logs import logger
from gateway.messaging import opt_outs, receipts
from gateway.services import Services
from gateway.sms import inbox
from gateway.ussd import session

_MOST_FIELDS = 100
_NUMBERS = "999 / 112"
AWAY = f"END Doria haipatikani sasa. Hatari ya maisha: piga {_NUMBERS}. Doria is away. Life in danger: call {_NUMBERS}."
INCOMPLETE = f"END Piga tena. Hatari ya maisha: {_NUMBERS}. Please dial again. Life in danger: call {_NUMBERS}."
NO_SUCH_CODE = f"END Nambari hii haitumiki. Hatari: piga {_NUMBERS}. This code is not in use. Danger: call {_NUMBERS}."

hooks = Blueprint("webhooks", __name__, url_prefix="/at/<token>")
log = logger()
View = Callable[[Services, Mapping[str, str]], Response]


def hook(view: View) -> Callable[[str], Response]:
    """Return a view that checks the token, reads the form and then calls `view`.

    A wrong token gets 404. An unreadable form counts as an empty one.
    """

    @wraps(view)
    def guarded(token: str) -> Response:
        services = current_services()
        if not admission.is_token(services.settings, token):
            return plain("not found", 404)
        try:
            form = _fields()
        except (HTTPException, ValueError, LookupError) as error:
            # A body that is too long or cannot be decoded counts as an empty form. The answer says what to do next.
            log.warning("webhook.unreadable", error=type(error).__name__)
            form = {}
        return view(services, form)

    return guarded


def _fields() -> dict[str, str]:
    """Return the form that was posted; if a field is given twice, the first value counts."""
    if request.mimetype not in {"", "application/x-www-form-urlencoded"}:
        return request.form.to_dict()
    # Doria parses the form itself, because the framework's parser takes three times as long.
    body = request.get_data().decode("utf-8", "replace")
    return dict(reversed(parse_qsl(body, keep_blank_values=True, errors="replace", max_num_fields=_MOST_FIELDS)))


@hooks.route("/<path:path>", methods=["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def nothing_here(token: str, path: str) -> Response:
    """Answer 404 to a request that matches no webhook: a 405 would reveal to a stranger that one exists."""
    _ = token, path
    return plain("not found", 404)


@hooks.post("/ussd")
@hook
def ussd(services: Services, form: Mapping[str, str]) -> Response:
    """Answer one USSD hop, always with a page, even while the database is away."""
    ends_at = time.monotonic() + services.hop_timeout
    hop = payloads.UssdHop.from_form(form)
    if hop is None:
        return plain(INCOMPLETE)
    try:
        record = services.directory.by_ussd_code(hop.service_code)
        if record is None:
            return plain(NO_SUCH_CODE)
        preview = session.preview_hop(services.ussd, record, hop)
        screen = preview.screen or deadline.until(ends_at, lambda: session.dial(services.ussd, preview))
    except (SQLAlchemyError, TimeoutError) as error:
        log.warning("ussd.database_away", error=type(error).__name__)
        return plain(AWAY)
    except Exception:
        log.exception("ussd.failed")
        return plain(AWAY)
    return plain(screen.wire)


@hooks.post("/ussd-events")
@hook
def ussd_events(services: Services, form: Mapping[str, str]) -> Response:
    """Note that a USSD session has ended; a dropped session may have a draft that is complete enough to dispatch."""
    end = payloads.UssdEnd.from_form(form)
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
    kept(services, "ussd-end", lambda uow: hidden_sessions.end(uow, session_key))


@hooks.post("/sms")
@hook
def sms(services: Services, form: Mapping[str, str]) -> Response:
    """Keep an inbound SMS; answer 503 if it could not be kept, so that it is posted again."""
    message = payloads.InboundSms.from_form(form)
    if message is None:
        log.warning("sms.unreadable")
        return plain("")
    return kept(services, "sms", lambda uow: inbox.keep(uow, services.directory, message))


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
    given = payloads.OptOut.from_form(form)
    if given is None:
        return plain("")
    return kept(services, "opt-out", lambda uow: opt_outs.opt_out(uow, given.phone))
