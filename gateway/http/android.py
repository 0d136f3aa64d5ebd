"""The second way out's webhook: signed receipts of the app SMS Gateway for Android."""

from flask import Blueprint, Response, request
from sqlalchemy.exc import SQLAlchemyError

from gateway.carrier import android
from gateway.http.webhooks import plain, services
from gateway.logs import logger
from gateway.usecases import climbing, receipts

shelf = Blueprint("android", __name__)
log = logger()


@shelf.post("/android/events")
def events() -> Response:
    """Apply a receipt that is signed with our key; 404 for anybody else, or where there is no second way."""
    parts = services()
    key = parts.settings.doria_second_signing_key.get_secret_value()
    body = request.get_data()
    if not key or not android.is_signed(body, dict(request.headers), key):
        return plain("not found", 404)
    form = android.receipt_in(request.get_json(force=True, silent=True))
    if form is None:
        return plain("")
    try:
        with parts.unit() as unit:
            receipts.take(unit, form)
            climbing.move_on(unit, parts.directory)
    except SQLAlchemyError as error:
        log.warning("receipt.database_away", error=type(error).__name__)
        return plain("try again", 503)
    return plain("")
