"""The beginning of a session: the language and the draft that it began with."""

from gateway.intake import draft_offers
from gateway.storage.models import DraftRow
from gateway.ussd.context import UssdContext
from gateway.ussd.memory import Began
from gateway.ussd.preview import Preview


def of_session(ussd: UssdContext, preview: Preview) -> tuple[Began, DraftRow | None]:
    """Return what a session began with, and the draft that it was offered.

    The database is asked only if neither this process nor Redis can tell.
    """
    hashes = ussd.keyring.phones(preview.hop.phone)
    if preview.began is not None:
        return preview.began, _offered(ussd, preview.began.offer, hashes)
    hop, key = preview.hop, preview.session_key
    with ussd.connected() as connection:
        since = ussd.now() - draft_offers.OFFERED_FOR
        found = draft_offers.beginning(connection, ussd.keyring, preview.record, key, hop.phone, since)
    row, is_new = _offered(ussd, found.was_offered, hashes), False
    if row is None and hop.text == "":
        # Only a bare dial begins with an offer: keys dialled after the code were meant for the main page.
        row, is_new = _offered(ussd, found.offers, hashes), True
    if row is not None and is_new:
        with ussd.new_uow() as uow:
            row = draft_offers.offer(uow, row.id, key)
    own = Began(found.language, row.id if row is not None else None, preview.record.id)
    began = ussd.memory.begin(key, own, len(hop.text))
    return began, row if began == own else _offered(ussd, began.offer, hashes)


def _offered(ussd: UssdContext, draft_id: int | None, hashes: tuple[bytes, ...]) -> DraftRow | None:
    """Return the draft of an offer, or None. Redis may be older than the database, so it must be the caller's own."""
    if draft_id is None:
        return None
    with ussd.reading() as session:
        row = session.get(DraftRow, draft_id)
    return row if row is not None and draft_offers.is_of(row, hashes) else None
