"""Africa's Talking, through its SDK: the only room that knows it."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from africastalking.SMS import SMSService

from gateway.carrier.contract import Accepted, CarrierError, Deferred, Outcome, Outgoing, Refused, Unknown
from menus.rules import phones

_OK, _CLIENT, _SERVER = 200, 400, 500
_ACCEPTED = {100: "Processed", 101: "Sent", 102: "Queued"}
_DEFERRED = {
    402: "InvalidSenderId", 405: "InsufficientBalance", 407: "CouldNotRoute",
    500: "InternalServerError", 501: "GatewayError",
}
_REFUSED = {
    401: "RiskHold", 403: "InvalidPhoneNumber", 404: "UnsupportedNumberType", 406: "UserInBlacklist",
    409: "DoNotDisturbRejection", 502: "RejectedByGateway",
}
_AMOUNT = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class _Answer(Exception):  # noqa: N818 - carries an HTTP answer that is no success
    def __init__(self, status: int, text: str) -> None:
        super().__init__(status)
        self.status = status
        self.text = text


class _Service(SMSService):  # type: ignore[misc] # the SDK ships no types
    """The SDK's SMS service with a base URL, one connection kept open, and the status code not thrown away."""

    def __init__(self, username: str, api_key: str, base_url: str | None, timeout: tuple[float, float]) -> None:
        self._given_base = base_url
        self._session = requests.Session()
        self._patience = timeout
        super().__init__(username, api_key)

    def _init_service(self) -> None:
        super()._init_service()
        if self._given_base:
            self._baseUrl = self._given_base.rstrip("/") + "/version1"

    def _make_request(  # noqa: PLR0913 - the SDK's own signature
        self, url: str, method: str, headers: Mapping[str, str], data: Any, params: Any,
        callback: object = None, timeout: object = None,
    ) -> Any:
        _ = (callback, timeout)
        answer = self._session.request(
            method, url, headers=dict(headers), data=data, params=params, timeout=self._patience, allow_redirects=False
        )
        if not _OK <= answer.status_code < _OK + 100:
            raise _Answer(answer.status_code, answer.text[:200])
        try:
            return json.loads(answer.text)
        except ValueError:
            return answer.text

    def ask_balance(self) -> Any:
        """Return the account's data."""
        url = self._make_url("/user")
        return self._make_request(url, "GET", self._headers, None, {"username": self._username})


class AfricasTalkingCarrier:
    """Hands texts to Africa's Talking, or to whatever answers its API at `base_url`."""

    name = "africastalking"

    def __init__(
        self, username: str, api_key: str, base_url: str | None = None,
        connect_timeout: float = 3.05, read_timeout: float = 6.0,
    ) -> None:
        self._base_url = base_url
        self._service = _Service(username, api_key, base_url, (connect_timeout, read_timeout))

    @property
    def is_simulated(self) -> bool:
        """Whether the network stands on this machine, where no real phone can be reached."""
        host = urlsplit(self._base_url or "").hostname or ""
        try:
            return ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    def send(self, outgoing: Outgoing) -> dict[str, Outcome]:
        """Return one outcome for every phone; never raises for what a network does."""
        bad = [phone for phone in outgoing.phones if phones.normalise(phone) != phone]
        good = [phone for phone in outgoing.phones if phone not in bad]
        outcomes: dict[str, Outcome] = dict.fromkeys(bad, Refused("InvalidPhoneNumber"))
        if good:
            outcomes.update(self._send(outgoing, good))
        return outcomes

    def _send(self, outgoing: Outgoing, good: list[str]) -> dict[str, Outcome]:
        try:
            answer = self._service.send(outgoing.text, good, sender_id=outgoing.sender)
        except _Answer as error:
            return dict.fromkeys(good, _of_status(error.status))
        except (requests.ConnectTimeout, requests.exceptions.InvalidURL, requests.exceptions.SSLError) as error:
            return dict.fromkeys(good, Deferred(type(error).__name__))
        except requests.ConnectionError as error:
            return dict.fromkeys(good, _of_broken(error))
        except requests.RequestException as error:
            return dict.fromkeys(good, Unknown(type(error).__name__))
        return _read(answer, good)

    def balance(self) -> str:
        """Return the account's balance as the network words it, or raise CarrierError."""
        try:
            answer = self._service.ask_balance()
        except _Answer as error:
            message = f"the network answered {error.status}"
            raise CarrierError(message) from None
        except requests.RequestException as error:
            message = f"the network does not answer ({type(error).__name__})"
            raise CarrierError(message) from None
        try:
            return str(answer["UserData"]["balance"])
        except (KeyError, TypeError):
            message = "the network's answer holds no balance"
            raise CarrierError(message) from None


def _of_status(status: int) -> Outcome:
    """Return what an HTTP status that is no success means: a client's error was not taken, a server's may have been."""
    return Deferred(f"HTTP {status}") if status < _SERVER else Unknown(f"HTTP {status}")


def _of_broken(error: requests.ConnectionError) -> Outcome:
    """Tell a connection that was never made from one that broke after the text had left."""
    never_made = "NewConnectionError" in repr(error) or "NameResolutionError" in repr(error)
    return Deferred("ConnectionError") if never_made else Unknown("ConnectionBroken")


def _read(answer: Any, phones_sent: list[str]) -> dict[str, Outcome]:
    data = answer.get("SMSMessageData") if isinstance(answer, dict) else None
    if not isinstance(data, dict):
        return dict.fromkeys(phones_sent, Unknown("unreadable answer"))
    recipients = data.get("Recipients")
    if not recipients:
        word = re.sub(r"[^A-Za-z]", "", str(data.get("Message", "")))[:40]
        return dict.fromkeys(phones_sent, Deferred(word or "no recipients"))
    outcomes: dict[str, Outcome] = {}
    for recipient in recipients if isinstance(recipients, list) else []:
        if isinstance(recipient, dict):
            number = phones.normalise(str(recipient.get("number", "")))
            if number is not None:
                outcomes[number] = _of_recipient(recipient)
    return {phone: outcomes.get(phone, Unknown("not in the answer")) for phone in phones_sent}


def _of_recipient(recipient: dict[str, Any]) -> Outcome:
    try:
        code = int(recipient.get("statusCode", 0))
    except (TypeError, ValueError):
        code = 0
    if code in _ACCEPTED:
        return Accepted(str(recipient.get("messageId", ""))[:128], _cost(str(recipient.get("cost", ""))), code)
    if code in _DEFERRED:
        return Deferred(_DEFERRED[code], code)
    if code in _REFUSED:
        return Refused(_REFUSED[code], code)
    return Unknown(f"status code {code}", code)


def _cost(text: str) -> Decimal | None:
    found = _AMOUNT.search(text)
    try:
        return Decimal(found[0]) if found else None
    except InvalidOperation:
        return None
