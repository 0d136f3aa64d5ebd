"""Payments of the simulated network: somebody pays to a paybill, and the webhook of payments is called."""

import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from gateway.simulator.faults import Faults
from gateway.simulator.postman import PAY, Postman

_NAIROBI = timezone(timedelta(hours=3))
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
_LENGTH = 10
_PAYER = {"FirstName": "JOHN", "MiddleName": "", "LastName": "", "MSISDN": "2547 ***** 126"}
"""The real network tells the payer's first name and a masked number. Doria must let go of both."""


@dataclass(frozen=True)
class Payment:
    """A payment that was made. `shortcode` is empty if nobody said to which paybill."""

    number: str
    at: str
    amount: str
    account: str
    shortcode: str

    @property
    def callback(self) -> Mapping[str, str]:
        """The fields of the webhook."""
        moment = datetime.fromisoformat(self.at).astimezone(_NAIROBI)
        paybill = {"BusinessShortCode": self.shortcode} if self.shortcode else {}
        return {
            "TransactionType": "Pay Bill",
            "TransID": self.number,
            "TransTime": moment.strftime("%Y%m%d%H%M%S"),
            "TransAmount": self.amount,
            **paybill,
            "BillRefNumber": self.account,
            "InvoiceNumber": "",
            "OrgAccountBalance": "",
            "ThirdPartyTransID": "",
            **_PAYER,
        }

    @property
    def pulled(self) -> Mapping[str, object]:
        """The object in the answer to a query."""
        return {
            "transactionId": self.number,
            "trxDate": datetime.fromisoformat(self.at).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "msisdn": 254700000126,
            "sender": "MPESA",
            "transactiontype": "c2b-pay-bill-debit",
            "billreference": self.account,
            "amount": self.amount,
            "organizationname": "Simulated",
        }


@dataclass(frozen=True)
class Addresses:
    """The addresses that payments to a paybill are told to: whole ones, or the last word of the usual ones."""

    confirmation: str
    validation: str


_USUAL = Addresses("confirmation", "validation")


def payments_of(callback: str) -> str:
    """Return the root of the webhooks of payments, which stands beside that of the others."""
    before, _, token = callback.rstrip("/").rpartition("/at/")
    return f"{before}/pay/{token}"


class Payments:
    """All payments, in a file with a line for each: they survive a restart. Posts that wait do not."""

    def __init__(self, path: Path, postman: Postman, faults: Callable[[], Faults]) -> None:
        self._path, self._postman, self._faults = path, postman, faults
        self._lock = threading.Lock()
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self._made = [Payment(**json.loads(line)) for line in lines if line.endswith("}")]
        self._addresses: dict[str, Addresses] = {}

    @property
    def count(self) -> int:
        """The number of payments."""
        return len(self._made)

    def pay(self, account: str, amount: str, shortcode: str) -> Payment:
        """Make a payment, and call the webhooks as Safaricom does: validation first, whose answer may be missing."""
        number = "S" + "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH - 1))
        made = Payment(number, datetime.now(UTC).isoformat(), amount, account, shortcode)
        with self._lock:
            self._made.append(made)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(made)) + "\n")
        faults = self._faults()
        if not faults.lost_payments:
            told = self._addresses.get(shortcode, _USUAL)
            self._postman.send(f"{PAY}{told.validation}", made.callback)
            for _ in range(2 if faults.duplicate_payments else 1):
                self._postman.send(f"{PAY}{told.confirmation}", made.callback)
        return made

    def register(self, shortcode: str, addresses: Addresses) -> bool:
        """Let payments to a paybill be told to these addresses; return False if it has some already, as Safaricom does.

        They are in memory: after a restart it is the usual ones again.
        """
        with self._lock:
            return self._addresses.setdefault(shortcode, addresses) is addresses

    def between(self, shortcode: str, since: datetime, until: datetime) -> list[Payment]:
        """Return the payments to a paybill in a span of time (aware), oldest first."""
        with self._lock:
            made = list(self._made)
        return [
            one for one in made if one.shortcode in {"", shortcode} and since <= datetime.fromisoformat(one.at) <= until
        ]
