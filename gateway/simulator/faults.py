"""What the simulated network can be told to do badly."""

from dataclasses import dataclass, field, fields
from typing import Any

from menus.rules import phones


@dataclass(frozen=True)
class Faults:
    """The faults in force; the default is a network that works.

    `delay_seconds` before an answer and `late_receipts_seconds` before a receipt are seconds; `status_codes` maps a
    phone (E.164) to the code its texts are answered with; `timeout_after_accepting` delivers but never answers in time.
    """

    outage: bool = False
    delay_seconds: float = 0.0
    timeout_after_accepting: bool = False
    duplicate_receipts: bool = False
    lost_receipts: bool = False
    late_receipts_seconds: float = 0.0
    duplicate_sms: bool = False
    status_codes: dict[str, int] = field(default_factory=dict)


_ACCEPTED = ", ".join(sorted(entry.name for entry in fields(Faults)))


def read(data: Any) -> Faults:
    """Return the faults that a JSON object asks for; raise ValueError saying what would be accepted."""
    if not isinstance(data, dict):
        message = f"expected a JSON object with some of: {_ACCEPTED}"
        raise ValueError(message)  # noqa: TRY004 - it is the JSON's value that is wrong
    known = {entry.name: entry for entry in fields(Faults)}
    values: dict[str, Any] = {}
    for name, value in data.items():
        if name not in known:
            message = f"unknown fault {name!r}; expected some of: {_ACCEPTED}"
            raise ValueError(message)
        values[name] = _value(name, value)
    return Faults(**values)


def _value(name: str, value: Any) -> Any:
    if name == "status_codes":
        if not isinstance(value, dict) or not all(isinstance(code, int) for code in value.values()):
            message = 'status_codes: expected an object of phone to status code, such as {"+254700000101": 406}'
            raise ValueError(message)
        return {phones.normalise(phone) or phone: code for phone, code in value.items()}
    if name.endswith("_seconds"):
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 60:  # noqa: PLR2004 - said below
            message = f"{name}: expected seconds from 0 to 60"
            raise ValueError(message)
        return float(value)
    if not isinstance(value, bool):
        message = f"{name}: expected true or false"
        raise ValueError(message)  # noqa: TRY004 - it is the JSON's value that is wrong
    return value
