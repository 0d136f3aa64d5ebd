"""Webhook of the backup provider: signed receipts and inbound SMS from the app SMS Gateway for Android."""

from functools import cache

from flask import Blueprint, Response, request

from gateway.carrier import android_events
from gateway.carrier.android_events import AndroidEvent
from gateway.core.locks import Lock
from gateway.core.unit_of_work import UnitOfWork
from gateway.http.support import current_services, kept, not_found, number_reader
from gateway.logs import logger
from gateway.messaging import backup_phone, receipts
from gateway.settings import Settings
from gateway.sms import inbox
from menus.domain.backup_phone import Refusal, Signed, refusal

backup_phone_hook = Blueprint("android", __name__)
log = logger()


@backup_phone_hook.post(android_events.PATH)
def events() -> Response:
    """Take a receipt or an SMS that is signed with our key, and is of the phone that we know.

    Answer 404 to any other request. Without signature headers, its body is not even read. The app posts an event that
    was not taken again, signed anew: one of a phone that is known by then is taken.
    """
    services = current_services()
    key = services.settings.doria_second_signing_key.get_secret_value()
    headers = {name.lower(): value for name, value in request.headers}
    if not android_events.has_signature(headers):
        return not_found()
    if not android_events.is_signed(request.get_data(), headers, key):
        log.warning("android.wrong_signature", has_key=bool(key))
        return not_found()
    posted = request.get_json(force=True, silent=True)

    @cache
    def read() -> AndroidEvent | None:
        return AndroidEvent.from_json(posted, number_reader(services))

    def lock() -> Lock | None:
        event = read()
        return None if event is None else inbox.lock_of(services.keyring, event.sms)

    def act(uow: UnitOfWork) -> Response | None:
        event = read()
        if event is None:
            return None
        why = _refusal(uow, services.settings, event, headers)
        if why is not None:
            log.warning("android.not_taken", reason=why)
            backup_phone.note_refused(uow, why)
            return not_found()
        backup_phone.note_heard(uow)
        if event.receipt is not None:
            receipts.take(uow, event.receipt)
        elif event.sms is not None:
            # People answer to the phone that alerted them. Without a reference their number alone proves nothing there.
            inbox.keep(uow, services.directory, event.sms)
        return None

    return kept(services, "android", act, lock)


def _refusal(uow: UnitOfWork, settings: Settings, event: AndroidEvent, headers: dict[str, str]) -> Refusal | None:
    known = backup_phone.known(uow, settings.doria_second_sim, settings.doria_second_device)
    numbers = [one.hex() for one in uow.keyring.phones(event.number)] if event.number is not None else [None]
    # The number may still be stored under a hash of an earlier key.
    number = next((one for one in numbers if one in known.numbers), numbers[0])
    signed = Signed(event.device, android_events.signed_at(headers), event.sim, number)
    return refusal(known, signed, uow.now)
