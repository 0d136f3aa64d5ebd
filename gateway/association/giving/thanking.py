"""Thanking: a receipt goes to the phone of a giver who has linked it. Nothing else ever goes there."""

from gateway.association.giving import givers
from gateway.association.giving.givers import Known
from gateway.association.giving.receipts import Receipt
from gateway.association.giving.sending import tell_phone
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import opt_outs
from menus.text import months
from menus.text.names import Text


def thank(
    uow: UnitOfWork, record: CommunityRecord, giver: Known, receipt: Receipt, name: Text, month: str, **values: str
) -> None:
    """Send a receipt for a month (`2026-11`), unless the phone wants no texts. It goes behind everything else."""
    found = givers.phone_of(uow.session, giver.id)
    if found is None or not opt_outs.wants_texts(uow, found[0]):
        return
    phone, language = found[0], found[1] or record.community.language
    values |= {"receipt": receipt.number, "month": months.short(language, month)}
    tell_phone(uow, record, phone, language, name, code=record.community.ussd_codes[0], **values)
