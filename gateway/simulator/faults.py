"""Faults that the simulated network can be given: outages, delays, lost and doubled texts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

LONGEST_DELAY = 60.0
LATEST_RECEIPT = 3_600.0
_CODES = range(100, 1_000)
ReadNumber = Callable[[str], str | None]


class FaultError(ValueError):
    """A request for faults cannot be read; the message says what would be accepted."""


@dataclass(frozen=True)
class Faults:
    """The faults of this moment. Phones are E.164; True in place of a list of phones means every phone."""

    outage: bool = False
    delay_seconds: float = 0.0
    trickle_seconds: float = 0.0
    timeout_after_accepting: bool | tuple[str, ...] = False
    duplicate_receipts: bool | tuple[str, ...] = False
    lost_receipts: bool | tuple[str, ...] = False
    late_receipts_seconds: float = 0.0
    failed_receipts: bool | tuple[str, ...] = False
    status_codes: Mapping[str, int] = field(default_factory=dict)
    refuse_senders: bool = False
    refuse_key: bool = False
    duplicate_sms: bool = False
    lost_sms: bool | tuple[str, ...] = False
    """Texts from phones whose webhook is never called: they can only be fetched."""
    lost_payments: bool = False
    """Payments whose webhook is never called: they can only be found by a query."""
    duplicate_payments: bool = False


_NONE = Faults()


def hits(fault: bool | tuple[str, ...], phone: str) -> bool:  # noqa: FBT001 - a fault is True or names phones
    """Return whether a fault concerns a phone (E.164)."""
    return fault if isinstance(fault, bool) else phone in fault


def read(request: object, number: ReadNumber, before: Faults = _NONE) -> Faults:
    """Return the faults of a JSON object, all others as they were before; raise FaultError if it cannot be read.

    `number` reads the phone numbers in it.
    """
    if not isinstance(request, dict):
        message = "send a JSON object with any of: " + ", ".join(_READERS)
        raise FaultError(message)
    changes: dict[str, Any] = {}
    for said, value in request.items():
        key = _ALSO.get(str(said), str(said))
        reader = _READERS.get(key)
        if reader is None:
            message = f"unknown fault {key[:40]!r}; accepted are: " + ", ".join(_READERS)
            raise FaultError(message)
        changes[key] = reader(key, value, number)
    return replace(before, **changes)


def _switch(key: str, value: object, _number: ReadNumber) -> bool:
    if not isinstance(value, bool):
        message = f"{key} takes true or false"
        raise FaultError(message)
    return value


def _phones(key: str, value: object, number: ReadNumber) -> bool | tuple[str, ...]:
    if isinstance(value, bool):
        return value
    numbers = [number(item) if isinstance(item, str) else None for item in _list(value)]
    if not isinstance(value, list) or None in numbers:
        message = f"{key} takes true, false or a list of phone numbers such as +254700000101"
        raise FaultError(message)
    return tuple(one for one in numbers if one is not None)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _seconds(longest: float) -> Callable[[str, object, ReadNumber], float]:
    def read(key: str, value: object, _number: ReadNumber) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= longest:
            message = f"{key} takes a number of seconds from 0 to {longest:.0f}"
            raise FaultError(message)
        return float(value)

    return read


def _codes(key: str, value: object, number: ReadNumber) -> dict[str, int]:
    message = f"{key} takes an object of phone numbers and status codes such as {{'+254700000101': 406}}"
    if not isinstance(value, dict):
        raise FaultError(message)
    codes: dict[str, int] = {}
    for given, code in value.items():
        phone = number(given)
        if phone is None or isinstance(code, bool) or not isinstance(code, int) or code not in _CODES:
            raise FaultError(message)
        codes[phone] = code
    return codes


_ALSO = {
    "outages": "outage",
    "delay": "delay_seconds",
    "delays": "delay_seconds",
    "timeouts": "timeout_after_accepting",
    "timeouts_after_accepting": "timeout_after_accepting",
    "duplicates": "duplicate_receipts",
    "late_receipts": "late_receipts_seconds",
    "lose_sms": "lost_sms",
    "lose_payments": "lost_payments",
}
"""Other names of some faults."""
_READERS: dict[str, Callable[[str, object, ReadNumber], object]] = {
    "outage": _switch,
    "delay_seconds": _seconds(LONGEST_DELAY),
    "trickle_seconds": _seconds(LONGEST_DELAY),
    "timeout_after_accepting": _phones,
    "duplicate_receipts": _phones,
    "lost_receipts": _phones,
    "late_receipts_seconds": _seconds(LATEST_RECEIPT),
    "failed_receipts": _phones,
    "status_codes": _codes,
    "refuse_senders": _switch,
    "refuse_key": _switch,
    "duplicate_sms": _switch,
    "lost_sms": _phones,
    "lost_payments": _switch,
    "duplicate_payments": _switch,
}
