"""Facts of a zone in the settings: the fields of its form, what they change in the file, and the line of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from gateway.communities.table_edits import Value, Where
from gateway.desk.answers import Words
from gateway.desk.community.form import Field, Slip, Typed, Wrong
from menus.domain.zone_facts import MOST_HOUSEHOLDS, Rent, ZoneFacts
from menus.text.typed_numbers import number_in

_NOT_SAID = ("", "facts.unsaid")
_OWNERS = {"yes": True, "no": False}
_DIGITS = len(str(MOST_HOUSEHOLDS))


def fields(facts: ZoneFacts) -> Iterator[Field]:
    """Yield the fields of what a file says of a zone."""
    households = str(facts.households or "")
    yield Field("households", households, "field.households", "hint.households", most=_DIGITS)
    rents = (_NOT_SAID, *((rent.value, f"rent.{rent}") for rent in Rent))
    yield Field("rent", facts.rent or "", "field.rent", "hint.rent", "select", options=rents)
    owners = (_NOT_SAID, *((name, f"owners.{name}") for name in _OWNERS))
    said = next((name for name, is_there in _OWNERS.items() if is_there is facts.owners_on_site), "")
    yield Field("owners_on_site", said, "field.owners_on_site", "hint.owners_on_site", "select", options=owners)


def changed(typed: Typed, raw: Mapping[str, Any]) -> dict[Where, Value | None]:
    """Return the values of a zone's table that the fields change. What a form does not hold stays as it is."""
    wanted: dict[str, Value | None] = {}
    if (households := typed.get("households")) is not None:
        wanted["households"] = _households(households.strip())
    if (rent := typed.get("rent")) is not None:
        wanted["rent"] = Rent(rent).value if rent in set(Rent) else None
    if (owners := typed.get("owners_on_site")) is not None:
        wanted["owners_on_site"] = _OWNERS.get(owners)
    return {(name,): value for name, value in wanted.items() if value != raw.get(name)}


def _households(text: str) -> int | None:
    if not text:
        return None
    found = number_in(text, _DIGITS)
    if found is None or not 0 < found <= MOST_HOUSEHOLDS:
        raise Slip(Wrong.HOUSEHOLDS)
    return found


def line(say: Words, facts: ZoneFacts) -> str:
    """Return what a file says of a zone in words; an empty text if it says nothing."""
    told = []
    if facts.households is not None:
        told.append(say("zone.households", count=facts.households))
    if facts.rent is not None:
        told.append(say("zone.rent", rent=say(f"rent.{facts.rent}")))
    if facts.owners_on_site is not None:
        told.append(say("zone.owners" if facts.owners_on_site else "zone.no_owners"))
    return " ".join(told)
