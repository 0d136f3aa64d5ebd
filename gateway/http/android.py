"""The second way out's webhook: signed receipts and answers from the app SMS Gateway for Android."""

from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError

from gateway.carrier import android
from gateway.http.webhooks import plain, services
from gateway.logs import logger
from gateway.usecases import climbing, inbound, receipts

shelf = Blueprint("android", __name__)
log = logger()


@shelf.post("/android/events")
def events() -> Response:
    """Take a receipt or an SMS that is signed with our key; 404 for anybody else, or where there is no second way."""
    parts = services()
    key = parts.settings.doria_second_signing_key.get_secret_value()
    body = request.get_data()
    if not key or not android.is_signed(body, dict(request.headers), key):
        return plain("not found", 404)
    event = request.get_json(force=True, silent=True)
    form, sms = android.receipt_in(event), android.sms_in(event)
    try:
        with parts.unit() as unit:
            if form is not None:
                receipts.take(unit, form)
                climbing.move_on(unit, parts.directory)
            elif sms is not None:
                # Who was alerted by that phone answers it: their word counts like one to the short code.
                inbound.keep(unit, parts.directory, sms)
    except SQLAlchemyError as error:
        log.warning("android.database_away", error=type(error).__name__)
        return plain("try again", 503)
    return plain("")
