"""The plan of an import: who is new and who changes, by number or name, and every fault by its line."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from gateway.communities import faults
from gateway.communities.edits import Edit, Values
from gateway.communities.people_files import numbers
from gateway.communities.people_files.rows import LineFault, Row
from gateway.communities.schema_people import PersonEntry
from gateway.communities.values import HOME, IS_NEW
from menus.domain.community import Community, Person
from menus.domain.roles import Role

_PARTS = re.compile(r"[,;|/\n]+")
_EVERYWHERE = frozenset({"all", "wote", "everywhere", "kote"})
_ROLES = frozenset(Role)
_LONGEST = 60


@dataclass
class Plan:
    """The result of reading a file of people: the changes, what was put right on the way, and the faults."""

    changed: dict[str, Values] = field(default_factory=dict)
    added: list[Values] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    faults: list[LineFault] = field(default_factory=list)

    @property
    def edit(self) -> Edit:
        """The changes to the community file."""
        return Edit(self.changed, tuple(self.added))


def plan(community: Community, rows: Sequence[Row], known_faults: Iterable[LineFault] = ()) -> Plan:
    """Return what the rows of a file of people change in a community, with the faults, in the order of their lines."""
    planning = _Planning(community)
    for row in rows:
        planning.take(row)
    made = planning.plan
    made.faults = sorted({*made.faults, *known_faults}, key=lambda fault: fault.line)
    return made


class _Planning:
    def __init__(self, community: Community) -> None:
        self.plan = Plan()
        self._community = community
        self._by_phone = {person.phone: person for person in community.people}
        self._by_name: defaultdict[str, list[Person]] = defaultdict(list)
        for person in community.people:
            self._by_name[_folded(person.name)].append(person)
        self._zones = {zone.key.casefold(): zone.key for zone in community.zones}
        for zone in community.zones:
            for name in zone.names.values():
                self._zones.setdefault(_folded(name), zone.key)
        self._lines: dict[tuple[str, str], int] = {}

    def take(self, row: Row) -> None:
        """Plan what a row changes, or note each of its faults."""
        before = len(self.plan.faults)
        name = " ".join(row.name.split())
        if not name:
            self._fault(row, "the name is missing")
        number = numbers.read(row.phone, self._community.country)
        if isinstance(number, str):
            self._fault(row, number)
        phone = number.phone if isinstance(number, numbers.Number) else None
        for kind, value in (("number", phone), ("name", _folded(name))):
            if value:
                self._once(row, kind, value, phone if kind == "number" else name)
        person = self._meant(row, name, phone)
        values = self._values(row, name, phone)
        self._check(row, values, is_new=person is None and _folded(name) not in self._by_name)
        if len(self.plan.faults) > before or phone is None:
            return
        if isinstance(number, numbers.Number) and number.is_completed:
            self.plan.notes.append(f"line {row.line}: {row.phone.strip()} has lost its first 0 and is read as {phone}")
        if person is None:
            self.plan.added.append({key: value for key, value in values.items() if value not in (None, [])})
            return
        changed = {key: value for key, value in values.items() if _differs(person, key, value)}
        if changed:
            self.plan.changed[person.phone] = changed

    def _once(self, row: Row, kind: str, value: str, shown: str | None) -> None:
        first = self._lines.setdefault((kind, value), row.line)
        if first != row.line:
            self._fault(row, f"{shown}: this {kind} stands at line {first}, too; accepted: each person once")

    def _meant(self, row: Row, name: str, phone: str | None) -> Person | None:
        """Return the person of the file who is meant: by their number, else by their name; None for somebody new."""
        by_phone = self._by_phone.get(phone or "")
        namesakes = self._by_name.get(_folded(name), [])
        if by_phone is None and len(namesakes) > 1:
            self._fault(row, f"{name}: {len(namesakes)} people of the community have this name; change them by hand")
        if by_phone is None:
            return namesakes[0] if len(namesakes) == 1 else None
        if namesakes and by_phone not in namesakes:
            self._fault(row, f"{phone} is the number of {by_phone.name}, and {name} is somebody else")
        return by_phone

    def _values(self, row: Row, name: str, phone: str | None) -> dict[str, Any]:
        """Return the values that a row gives. An empty cell says nothing."""
        values: dict[str, Any] = {"name": name, "phone": phone}
        if row.roles:
            values["roles"] = self._roles(row, row.roles)
        if row.zones:
            values["zones"] = self._known_zones(row, row.zones)
        for key, given in (("language", row.language), ("tenure", row.tenure), ("team", row.team)):
            if given:
                values[key] = given if key == "team" else given.casefold()
        return values

    def _roles(self, row: Row, given: str) -> list[str]:
        found = []
        for word in _parts(given):
            role = "-".join(word.casefold().replace("_", " ").replace("-", " ").split())
            if role not in _ROLES:
                self._fault(row, f"{word[:_LONGEST]!r} is no role; accepted: {', '.join(Role)}")
            elif role not in found:
                found.append(role)
        return found

    def _known_zones(self, row: Row, given: str) -> list[str]:
        found = []
        for word in _parts(given):
            key = self._zones.get(_folded(word))
            if key is None and _folded(word) in _EVERYWHERE:
                return []
            if key is None:
                self._fault(
                    row, f"{word[:_LONGEST]!r} is no zone; accepted: {', '.join(sorted({*self._zones.values()}))}"
                )
            elif key not in found:
                found.append(key)
        return found

    def _check(self, row: Row, values: dict[str, Any], *, is_new: bool) -> None:
        """Note each fault of the values that the community file would have, too."""
        if is_new and "roles" not in values:
            self._fault(row, f"{values['name'] or 'this person'} is new and needs a role; accepted: {', '.join(Role)}")
        language = values.get("language")
        if language and language not in self._community.languages:
            self._fault(row, f"{language!r} is not spoken here; accepted: {', '.join(self._community.languages)}")
        checked = {key: value for key, value in values.items() if key in {"name", "tenure", "team"} and value}
        example = {"name": "Somebody", "phone": self._community.people[0].phone, "roles": ["observer"]}
        try:
            PersonEntry.model_validate({**example, **checked}, context={HOME: self._community.country, IS_NEW: True})
        except ValidationError as error:
            for path, message in faults.found_by(PersonEntry, (), error, self._community.country):
                self._fault(row, f"{faults.said(path)}: {message}")

    def _fault(self, row: Row, message: str) -> None:
        self.plan.faults.append(LineFault(row.line, message))


def _differs(person: Person, key: str, value: object) -> bool:
    """Return whether a value of a row is another one than the person has. The order of roles and zones says nothing."""
    if key == "tenure" and value == "none":
        return person.tenure is not None
    if isinstance(value, list):
        return frozenset(value) != frozenset(getattr(person, key))
    return bool(value != getattr(person, key))


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _parts(given: str) -> list[str]:
    return [word for part in _PARTS.split(given) if (word := " ".join(part.split()))]
