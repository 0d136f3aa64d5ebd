"""Webhooks of Safaricom: a payment to a paybill is stored before it is answered.

Validation accepts every payment: a gift that is refused is worse than one that nobody can place.
"""

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from gateway.association.giving import incoming
from gateway.carrier import daraja_payloads
from gateway.core.unit_of_work import UnitOfWork
from gateway.http.admission import BIGGEST_FORM
from gateway.http.support import current_services, kept
from gateway.logs import logger
from menus.domain.paying import PaymentSource

payments = Blueprint("payments", __name__, url_prefix="/pay/<token>")
"""The webhooks of payments. `refuse_others` has checked their token before."""
_OK = 200
log = logger()


@payments.post("/validation")
def validate(token: str) -> Response:
    """Accept a payment that is about to be made. Nothing of it is read or kept."""
    _ = token
    return accepted()


@payments.post("/confirmation")
def confirm(token: str) -> Response:
    """Store a payment that was made, and answer that it is accepted; answer 503 if it could not be stored.

    A message without a number of a payment and without an amount is none: there is nothing to keep of it. Any other
    one is kept, with what it has.
    """
    _ = token
    services = current_services()
    request.max_content_length = BIGGEST_FORM
    try:
        paid = daraja_payloads.of_callback(request.get_data())
    except RequestEntityTooLarge:
        log.warning("payment.too_long")
        return _refused(f"too long: at most {BIGGEST_FORM} bytes are taken", 413)
    except HTTPException:
        paid = None
    if paid is None:
        log.warning("payment.unreadable")
        return _refused("no payment: expected JSON with TransID and TransAmount", 400)

    def act(uow: UnitOfWork) -> None:
        incoming.take(uow, services.directory, paid, PaymentSource.CALLBACK)

    answer = kept(services, "payment", act)
    return accepted() if answer.status_code == _OK else answer


def accepted() -> Response:
    """Return the answer that Safaricom expects."""
    return jsonify(ResultCode=0, ResultDesc="Accepted")


def _refused(why: str, status: int) -> Response:
    answer = jsonify(ResultCode=1, ResultDesc=why)
    answer.status_code = status
    return answer
