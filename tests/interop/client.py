"""The SDK for Python: each step prints one line of JSON, what it said or why it failed."""

import json
import os
import sys
from collections.abc import Callable
from typing import Any

import africastalking

GIVEN = json.loads(os.environ["INTEROP"])
TO, TEXT, SENDER = [GIVEN["to"]], GIVEN["text"], GIVEN["sender"]


def client(key: str = GIVEN["key"], username: str = GIVEN["username"]) -> Any:
    """Return the SDK, for an account."""
    africastalking.initialize(username, key)
    return africastalking


def fetch_all() -> list[Any]:
    """Return every page of the inbox."""
    sms, pages, last = client().SMS, [], 0
    while found := sms.fetch_messages(last)["SMSMessageData"]["Messages"]:
        pages.append(found)
        last = found[-1]["id"]
    return pages


def balance(key: str = GIVEN["key"]) -> Any:
    """Return the application data of an account."""
    return client(key).Application.fetch_application_data()


def called_back() -> Any:
    """Send with a callback, which gets its answer in a thread."""
    got: list[Any] = []

    def take(error: object, answer: object) -> None:
        got.append(answer if error is None else error)

    client().SMS.send(TEXT, TO, SENDER, callback=take).join()
    return got[0]


STEPS: dict[str, Callable[[], Any]] = {
    "send one": lambda: client().SMS.send(TEXT, TO, SENDER),
    "send without a sender": lambda: client().SMS.send(TEXT, TO),
    "send many": lambda: client().SMS.send(TEXT, GIVEN["many"], SENDER),
    "send to a thousand": lambda: client().SMS.send(TEXT, GIVEN["thousand"], timeout=30),
    "send a long text": lambda: client().SMS.send(GIVEN["long"], TO),
    "enqueue": lambda: client().SMS.send(TEXT, TO, enqueue=True),
    "send with a callback": called_back,
    "send to a hashed number": lambda: client().SMS.send_hashed(TEXT, GIVEN["masked"], SENDER),
    "fetch": fetch_all,
    "balance": balance,
    "unknown sender": lambda: client().SMS.send(TEXT, TO, "NOBODY"),
    "bad key": lambda: client("wrong").SMS.send(TEXT, TO),
    "bad key to fetch": lambda: client("wrong").SMS.fetch_messages(0),
    "bad key for the balance": lambda: balance("wrong"),
    "bad user name": lambda: client(username="nobody").SMS.send(TEXT, TO),
    "premium": lambda: client().SMS.send_premium(TEXT, SENDER, TO, keyword="music"),
    "subscription": lambda: client().SMS.create_safaricom_subscription(
        SENDER, "music", redirect_url="https://a.example"
    ),
    "unknown service": lambda: client().Airtime.send(phone_number=TO[0], amount="50", currency_code="KES"),
}


def main() -> None:
    """Take every step."""
    for step, act in STEPS.items():
        line = {"step": step}
        try:
            line["said"] = act()
        except Exception as error:  # noqa: BLE001 - whatever the SDK raises is its answer
            line["error"] = f"{type(error).__name__} {error}"
        sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
