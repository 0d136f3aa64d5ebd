"""Open311: hazards as other software reads them (GeoReport v2), without a word, a time or a place beyond the zone.

Hazards are lights, wires, drains and fires that nobody is said to have set. They stand in none of the tables: a list
of single ones would tell the numbers that the tables hide. The number of a request is its place in this list. A quarter
has one list: it is never made again.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

FIRE, HAZARD = "fire", "hazard"
_SERVICES = (
    (FIRE, "Fire or live wire", "A fire or a live wire that nobody is said to have set."),
    (HAZARD, "Hazard", "Something that is dangerous to those who pass, such as a dark path or an open drain."),
)


@dataclass(frozen=True, order=True)
class Hazard:
    """A hazard: its day, its zone (a key, or `unknown`), its service, and whether it is closed."""

    day: date
    zone: str
    service: str
    is_closed: bool


def services() -> str:
    """Return the list of services as JSON."""
    listed = [
        {
            "service_code": code,
            "service_name": name,
            "description": description,
            "metadata": False,
            "type": "batch",
            "keywords": code,
            "group": "hazards",
        }
        for code, name, description in _SERVICES
    ]
    return _json(listed)


def requests(hazards: Iterable[Hazard], edition: str) -> str:
    """Return the requests of an edition as JSON. `edition` begins the number of each."""
    named = {code: name for code, name, _ in _SERVICES}
    listed: list[dict[str, Any]] = [
        {
            "service_request_id": f"{edition}-{number:04}",
            "status": "closed" if hazard.is_closed else "open",
            "service_code": hazard.service,
            "service_name": named[hazard.service],
            "requested_datetime": hazard.day.isoformat(),
            "address": hazard.zone,
        }
        for number, hazard in enumerate(sorted(hazards), 1)
    ]
    return _json(listed)


def _json(found: Sequence[dict[str, Any]]) -> str:
    return json.dumps(found, indent=1, ensure_ascii=True) + "\n"
