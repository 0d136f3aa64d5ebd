"""Daraja over the simulated network: the way to pay, Safaricom's query for payments, and its register of addresses."""

import base64
import binascii
import re
import secrets
from datetime import datetime, timedelta, timezone

from flask import Blueprint, Response, abort, jsonify, request

from gateway.simulator.network import Network
from gateway.simulator.payments import Addresses
from gateway.simulator.people import PhoneBook
from gateway.simulator.requests_read import json_given, json_object, refusal

SIMULATED = ("simulated", "simulated")
"""The consumer key and its secret."""
_NAIROBI = timezone(timedelta(hours=3))
_PAGE = 100
"""Payments in one answer. A guess."""
_LASTS = 3_599
_LONGEST = 40
_AMOUNT = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,2})?", re.ASCII)
_SHORTCODE = re.compile(r"[0-9]{5,7}", re.ASCII)


def routes(network: Network, book: PhoneBook) -> Blueprint:
    """Return the addresses."""
    views = Blueprint("daraja", __name__)
    tokens: set[str] = set()
    _to_pay(views, network, book)
    _to_sign_in(views, network, tokens)
    _to_register(views, network, tokens)
    _to_query(views, network, tokens)
    return views


def _to_pay(views: Blueprint, network: Network, book: PhoneBook) -> None:
    @views.post("/simulator/pay")
    def pay() -> Response:
        """Pay. Without a paybill it is that of the community files, if they have exactly one."""
        given = json_object()
        account, amount = str(given.get("account", "")), _amount(given.get("amount"))
        if amount is None or len(account) > _LONGEST:
            abort(refusal('expected {"account": "G482731", "amount": 50}, and perhaps "paybill"'))
        paybills = {bill for place in book.places() for bill in place.paybills}
        said = str(given.get("paybill", ""))
        if said and not _SHORTCODE.fullmatch(said):
            abort(refusal('a "paybill" has five to seven digits'))
        made = network.payments.pay(account, amount, said or (paybills.pop() if len(paybills) == 1 else ""))
        return jsonify(number=made.number, at=made.at, account=made.account, amount=made.amount)


def _to_sign_in(views: Blueprint, network: Network, tokens: set[str]) -> None:
    @views.get("/oauth/v1/generate")
    def sign_in() -> Response:
        if network.faults.refuse_key or _given_pair() != SIMULATED:
            return _fault(400, "400.008.01", "Invalid Authentication passed")
        token = secrets.token_hex(14)
        tokens.add(token)
        return jsonify(access_token=token, expires_in=str(_LASTS))


def _to_register(views: Blueprint, network: Network, tokens: set[str]) -> None:
    @views.post("/mpesa/c2b/v1/registerurl")
    def register() -> Response:
        """Register addresses. The app of this network has the product of version 1 alone, as some apps have."""
        if not _is_signed_in(tokens):
            return _fault(401, "401.003.01", "Error Occurred - Invalid Access Token")
        asked = _asked()
        given = Addresses(str(asked.get("ConfirmationURL", "")), str(asked.get("ValidationURL", "")))
        shortcode = str(asked.get("ShortCode", ""))
        is_web = all(one.startswith(("http://", "https://")) for one in (given.confirmation, given.validation))
        if not is_web or not _SHORTCODE.fullmatch(shortcode) or asked.get("ResponseType") != "Completed":
            return _fault(400, "400.003.02", "Bad Request - Invalid URLs, ShortCode or ResponseType")
        if not network.payments.register(shortcode, given):
            return _fault(500, "500.003.1001", "URLs are already registered")
        return jsonify(OriginatorCoversationID=secrets.token_hex(8), ResponseCode="0", ResponseDescription="success")

    @views.post("/mpesa/c2b/v2/registerurl")
    def register_anew() -> Response:
        return _fault(401, "401.003.01", "Error Occurred - Invalid Access Token - no apiproduct match found")


def _to_query(views: Blueprint, network: Network, tokens: set[str]) -> None:
    @views.post("/pulltransactions/v1/query")
    def query() -> Response:
        if network.faults.outage:
            return _fault(503, "500.003.02", "System is busy")
        if not _is_signed_in(tokens):
            return _fault(401, "401.003.01", "Error Occurred - Invalid Access Token")
        asked = _asked()
        since, until = (_moment(str(asked.get(name, ""))) for name in ("StartDate", "EndDate"))
        offset = str(asked.get("OffSetValue", "0"))
        if since is None or until is None or not (offset.isascii() and offset.isdigit() and len(offset) < _PAGE):
            return _fault(400, "400.002.02", "Bad Request - Invalid StartDate, EndDate or OffSetValue")
        found = network.payments.between(str(asked.get("ShortCode", "")), since, until)
        page = found[int(offset) : int(offset) + _PAGE]
        return jsonify(
            ResponseRefID=secrets.token_hex(8),
            ResponseCode="1000",
            ResponseMessage="Success",
            Response=[[dict(one.pulled) for one in page]],
        )


def _is_signed_in(tokens: set[str]) -> bool:
    return request.headers.get("Authorization", "").removeprefix("Bearer ") in tokens


def _asked() -> dict[str, object]:
    """Return the JSON object of a request; an empty one for anything else."""
    asked = json_given()
    return asked if isinstance(asked, dict) else {}


def _amount(value: object) -> str | None:
    text = str(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else ""
    return text if _AMOUNT.fullmatch(text) else None


def _given_pair() -> tuple[str, str] | None:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    try:
        key, _, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return (key, secret) if kind == "Basic" else None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=_NAIROBI)
    except ValueError:
        return None


def _fault(status: int, code: str, message: str) -> Response:
    answer = jsonify(requestId=secrets.token_hex(8), errorCode=code, errorMessage=message)
    answer.status_code = status
    return answer
