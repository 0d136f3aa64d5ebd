"""Money in stories: a giver with a number, the paybill of the example community, and Safaricom's callbacks."""

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from gateway.association.giving import accounts, givers
from gateway.storage.models.giving import GivingReceipt, Movement
from gateway.storage.models.paying import IncomingPayment
from menus.domain.giving import AccountKind
from tests.town import TOKEN, Town

PAYBILL = "123456"
PAYER = {"FirstName": "ZAKARIA", "MiddleName": "", "LastName": "MWENDWA", "MSISDN": "254711000009"}
"""The payer of every payment. Nothing of it may be kept or told."""


def opens_paybill(town: Town, number: str = PAYBILL) -> int:
    """Open the account of a paybill, and return its row."""
    with town.services.uow() as uow:
        return accounts.numbered(uow, town.record(), AccountKind.MPESA, number)


def a_giver(town: Town) -> str:
    """Return the number of a new giver with a card."""
    with town.services.uow() as uow:
        return givers.make(uow, town.record()).number


def callback(account: str = "", number: str = "SKU1ABC234", amount: Any = "50.00", **more: Any) -> dict[str, Any]:
    """Return the fields of a callback."""
    return {
        "TransactionType": "Pay Bill",
        "TransID": number,
        "TransTime": "20261123205501",
        "TransAmount": amount,
        "BusinessShortCode": PAYBILL,
        "BillRefNumber": account,
        "InvoiceNumber": "",
        "OrgAccountBalance": "49197.00",
        "ThirdPartyTransID": "",
        **PAYER,
        **more,
    }


def posts(town: Town, fields: object, path: str = "confirmation", token: str = TOKEN) -> TestResponse:
    """Post a callback, and run the workers."""
    answer = town.web.post(f"/pay/{token}/{path}", json=fields)
    town.works()
    return answer


def gifts(town: Town) -> list[tuple[int, str | None, str | None]]:
    """Return each movement: the amount, the month, and the number that the network gave it."""
    with town.services.reading() as session:
        rows = session.execute(select(Movement.amount_kes, Movement.month, Movement.external_id).order_by(Movement.id))
        return [(amount, month, number) for amount, month, number in rows]


def kept(town: Town) -> list[IncomingPayment]:
    """Return the payments that are kept, oldest first."""
    with town.services.reading() as session:
        return list(session.scalars(select(IncomingPayment).order_by(IncomingPayment.id)))


def receipts(town: Town) -> list[str]:
    """Return the numbers of all receipts, oldest first."""
    with town.services.reading() as session:
        return list(session.scalars(select(GivingReceipt.number).order_by(GivingReceipt.id)))
