"""The API of Africa's Talking over a simulated network: texts out, texts fetched, and the account."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, request

from gateway.simulator.answers import plain, structured
from gateway.simulator.faults import hits
from gateway.simulator.network import Network
from gateway.simulator.orders import Order, OrderError, given
from gateway.simulator.requests_read import json_given
from gateway.simulator.segments import segments

SHARED = "AFRICASTKNG"
"""The sender of a text that names none."""
_NEVER_IN_TIME = 12
_LONGEST_ID = 18
"""The most digits of an id: SQLite counts to a little more than 18 nines."""


@dataclass(frozen=True)
class Account:
    """The account that may use the API: user names, and keys for all of them."""

    usernames: frozenset[str] = frozenset({"sandbox"})
    keys: frozenset[str] = frozenset({"simulated"})


class Api:
    """The views under `/version1`.

    `senders` gives the short codes and names that may send. A community that is being loaded becomes known within
    seconds, so an unknown sender is looked for again for `patience` seconds.
    """

    def __init__(
        self, network: Network, account: Account, senders: Callable[[], frozenset[str]], patience: float = 0.0
    ) -> None:
        self._network, self._account = network, account
        self._senders, self._patience = senders, patience

    def routes(self) -> Blueprint:
        """Return the addresses with their views."""
        routes = Blueprint("api", __name__, url_prefix="/version1")
        routes.add_url_rule("/messaging", view_func=self._send, methods=["POST"])
        routes.add_url_rule("/messaging", view_func=self._fetch, methods=["GET"])
        routes.add_url_rule("/messaging/bulk", view_func=self._send_bulk, methods=["POST"])
        routes.add_url_rule("/user", view_func=self._user, methods=["GET"])
        routes.add_url_rule("/<path:path>", view_func=self._nothing, methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
        return routes

    def _send(self) -> Response:
        return self._admitted() or self._carry_out(lambda: Order.from_form(request.form))

    def _send_bulk(self) -> Response:
        def order() -> Order:
            return Order.from_json(json_given()) if request.is_json else Order.from_bulk_form(request.form)

        return self._admitted() or self._carry_out(order)

    def _fetch(self) -> Response:
        refusal = self._admitted(given(request.args.get("username")))
        if refusal is not None:
            return refusal
        last = given(request.args.get("lastReceivedId")) or "0"
        if not (last.isascii() and last.isdigit() and len(last) <= _LONGEST_ID):
            return plain("The query parameter 'lastReceivedId' was malformed: expected a whole number", 400)
        code, keyword = (given(request.args.get(name)) for name in ("shortCode", "keyword"))
        return structured({"SMSMessageData": {"Messages": self._network.received(int(last), code, keyword)}})

    def _user(self) -> Response:
        return self._admitted(given(request.args.get("username"))) or structured(
            {"UserData": {"balance": "KES 1000.0000"}}
        )

    def _nothing(self, path: str) -> Response:
        _ = path
        return self._admitted() or plain("The requested resource could not be found.", 404)

    def _admitted(self, username: str | None = None) -> Response | None:
        """Return the refusal of a request with another key or user name, or None. None as a name is not looked at."""
        if self._network.faults.outage:
            return plain("out of order", 503)
        if username == "":
            return plain("Request is missing required query parameter 'username'", 400)
        is_known = username is None or username in self._account.usernames
        if not is_known or request.headers.get("apiKey") not in self._account.keys or self._network.faults.refuse_key:
            return plain("The supplied authentication is invalid", 401)
        return None

    def _carry_out(self, read: Callable[[], Order]) -> Response:
        try:
            order = read()
        except OrderError as error:
            return plain(str(error), 400)
        refusal = self._admitted(order.username)
        if refusal is not None:
            return refusal
        if order.is_premium:
            return plain("Premium texts are not part of the simulated network.", 400)
        return self._take(order)

    def _take(self, order: Order) -> Response:
        """Accept an order; the answer says for each number what became of it."""
        network = self._network
        time.sleep(network.faults.delay_seconds)
        if order.sender and (network.faults.refuse_senders or not self._is_known(order.sender)):
            return _sent("InvalidSenderId", [])
        taken = network.accept_all(order, order.sender or SHARED)
        if any(hits(network.faults.timeout_after_accepting, str(recipient["number"])) for recipient in taken):
            self._hang()
        sent = sum(recipient["messageId"] != "None" for recipient in taken)
        cost = sum(float(str(recipient["cost"]).removeprefix("KES ")) for recipient in taken)
        total = f"KES {cost:.4f}" if sent else "0"
        parts = segments(order.text)
        answer = _sent(f"Sent to {sent}/{len(taken)} Total Cost: {total} Message parts: {parts}", taken)
        return _trickling(answer, network.faults.trickle_seconds) if network.faults.trickle_seconds else answer

    def _is_known(self, sender: str) -> bool:
        until = time.monotonic() + self._patience
        while sender not in self._senders():
            if time.monotonic() >= until:
                return False
            time.sleep(0.1)
        return True

    def _hang(self) -> None:
        """Wait longer than any caller does, unless the fault ends before."""
        until = time.monotonic() + _NEVER_IN_TIME
        while self._network.faults.timeout_after_accepting and time.monotonic() < until:
            time.sleep(0.1)


def _trickling(answer: Response, seconds: float) -> Response:
    """Return an answer whose body comes byte by byte, over so many seconds."""
    body = answer.get_data()

    def bytewise() -> Iterator[bytes]:
        for byte in body:
            time.sleep(seconds / len(body))
            yield bytes([byte])

    return Response(bytewise(), answer.status_code, {**dict(answer.headers), "Content-Length": str(len(body))})


def _sent(message: str, recipients: list[dict[str, str | int]]) -> Response:
    # Africa's Talking answers 201 to refusals, too.
    return structured({"SMSMessageData": {"Message": message, "Recipients": recipients}}, 201)
