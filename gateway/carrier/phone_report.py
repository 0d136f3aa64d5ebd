"""The report of the backup phone: how it is, and what it is called, from the answers of the app or of its server."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from gateway.carrier.calls import Reply
from gateway.carrier.payloads import ReadNumber

_BAD_CREDENTIALS = frozenset({401, 403})
_NOT_FOUND = 404


@dataclass(frozen=True)
class PhoneReport:
    """The state of the phone.

    `seen_at` is when a server last saw the phone, and `date` is the phone's clock: each is None where it is not known.
    `devices` holds ids of the app, `numbers` the numbers (E.164) of its SIM cards. `faults` says what is wrong, `words`
    what is only worth a look.
    """

    seen_at: datetime | None = None
    date: datetime | None = None
    devices: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    faults: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def read(
    health: Reply, devices: Reply, chosen: Mapping[str, Any], number: ReadNumber, *, is_relayed: bool
) -> PhoneReport:
    """Return the report from the answers to the questions for the health and for the devices.

    `chosen` may name a `deviceId` and a `simNumber`: only those count then. `number` reads the numbers of its
    SIM cards. A server that relays knows when it last saw
    the phone, and not the phone's clock.
    """
    rows = _objects(devices.data)
    chosen_rows = [row for row in rows if chosen.get("deviceId") is None or chosen["deviceId"] == row.get("id")]
    faults, words = _health(health)
    faults += _access(health, devices, rows, chosen_rows)
    seen = [moment for row in chosen_rows if (moment := _moment(row.get("lastSeen"))) is not None]
    return PhoneReport(
        seen_at=max(seen, default=None) if is_relayed else None,
        date=None if is_relayed else _date(health.headers.get("Date")),
        devices=frozenset(str(row["id"]) for row in chosen_rows if row.get("id")),
        numbers=_numbers(chosen_rows, chosen.get("simNumber"), number),
        faults=tuple(faults),
        words=tuple(words),
    )


def _health(health: Reply) -> tuple[list[str], list[str]]:
    """Return what is wrong with the phone, and what is worth a look."""
    if not isinstance(health.data, dict):
        is_told = health.status in {*_BAD_CREDENTIALS, _NOT_FOUND}
        return ([] if is_told else [f"HTTP {health.status}: no health of the app"]), []
    checks = health.data.get("checks")
    named: dict[str, list[str]] = {"fail": [], "warn": []}
    for name, check in checks.items() if isinstance(checks, dict) else ():
        status = str(check.get("status")) if isinstance(check, dict) else ""
        if status in named:
            named[status].append(f"{name} is {check.get('observedValue')}"[:60])
    if health.data.get("status") == "fail" and not named["fail"]:
        named["fail"].append("the app says that it is not well")
    return named["fail"], named["warn"]


def _access(health: Reply, devices: Reply, rows: list[dict[str, Any]], chosen: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong with the address, the password or the chosen device."""
    if {health.status, devices.status} & _BAD_CREDENTIALS:
        return ["the app refuses DORIA_SECOND_USER or DORIA_SECOND_PASSWORD"]
    if health.status == devices.status == _NOT_FOUND:
        return ["the app is not at this address (HTTP 404): a server needs its path, such as /3rdparty/v1"]
    if rows and not chosen:
        return ["the app knows no device with the id of DORIA_SECOND_DEVICE"]
    return []


def _numbers(rows: list[dict[str, Any]], sim: int | None, read_number: ReadNumber) -> frozenset[str]:
    cards = [card for row in rows for card in _objects(row.get("simCards"))]
    told = [str(card.get("phoneNumber") or "") for card in cards if sim is None or sim == card.get("simNumber")]
    return frozenset(number for one in told if (number := read_number(one, "")) is not None)


def _objects(value: object) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _date(header: str | None) -> datetime | None:
    try:
        found = parsedate_to_datetime(header) if header else None
    except (ValueError, TypeError):
        return None
    return None if found is None else _aware(found)


def _moment(text: object) -> datetime | None:
    try:
        return _aware(datetime.fromisoformat(text)) if isinstance(text, str) else None
    except ValueError:
        return None


def _aware(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
