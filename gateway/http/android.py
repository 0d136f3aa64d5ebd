"""Webhook of the backup provider: signed receipts and inbound SMS from the app SMS Gateway for Android."""

from flask import Blueprint, Response, request

from gateway.carrier import android
from gateway.core.unit_of_work import UnitOfWork
from gateway.http.support import current_services, kept, number_reader, plain
from gateway.messaging import receipts
from gateway.sms import inbox

backup_phone = Blueprint("android", __name__)


@backup_phone.post(android.PATH)
def events() -> Response:
    """Take a receipt or an SMS that is signed with our key.

    Answer 404 to any other request. Without signature headers, its body is not even read.
    """
    services = current_services()
    key = services.settings.doria_second_signing_key.get_secret_value()
    headers = {name.lower(): value for name, value in request.headers}
    if not android.has_signature(headers) or not android.is_signed(request.get_data(), headers, key):
        return plain("not found", 404)
    event = request.get_json(force=True, silent=True)
    form = android.receipt_in(event)

    def act(uow: UnitOfWork) -> None:
        if form is not None:
            receipts.take(uow, form)
        elif (sms := android.sms_in(event, number_reader(services))) is not None:
            # People answer to the phone that alerted them. Without a reference their number alone proves nothing there.
            inbox.keep(uow, services.directory, sms)

    return kept(services, "android", act)
