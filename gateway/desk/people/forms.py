"""Forms about a person: what was typed, what is wrong with it, and the edit of the community file that it asks for."""

from dataclasses import dataclass, replace
from typing import Any

from flask import request
from pydantic import ValidationError

from gateway.communities.edits import Edit, Values
from gateway.communities.schema_people import PersonEntry
from gateway.communities.values import HOME, IS_NEW
from menus.domain import decisions, people_changes
from menus.domain.community import Community, Person
from menus.domain.people_changes import Field
from menus.domain.roles import Role
from menus.text import new_phone
from menus.text.new_phone import NumberFault

TENURES = ("tenant", "landlord", "absent")
MOST_WHY = 200
"""The most letters of a reason. A guess."""
_LONGEST = 200
"""More letters than this of a field are not shown again."""
_ROLES = {role.value: role for role in Role}


@dataclass(frozen=True)
class Typed:
    """The fields of a form about a person, as they were typed."""

    name: str = ""
    phone: str = ""
    roles: tuple[str, ...] = ()
    zones: tuple[str, ...] = ()
    language: str = ""
    team: str = ""
    tenure: str = ""
    why: str = ""
    decision: str = ""


@dataclass(frozen=True)
class Fault:
    """A fault of a form: the field, the name of its words, and what they name."""

    field: str
    which: str
    named: str = ""


def typed() -> Typed:
    """Return what the form of this request holds."""

    def line(name: str) -> str:
        return " ".join(request.form.get(name, "").split())

    def several(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one[:_LONGEST] for one in request.form.getlist(name)[:_LONGEST]))

    single = {name: line(name) for name in ("name", "phone", "language", "team", "tenure", "why", "decision")}
    return Typed(**single, roles=several("roles"), zones=several("zones"))


def shown_again(given: Typed) -> Typed:
    """Return what was typed as a page shows it again: very long texts are cut."""
    names = ("name", "phone", "language", "team", "tenure", "why", "decision")
    return replace(given, **{name: getattr(given, name)[:_LONGEST] for name in names})


def of_person(person: Person) -> Typed:
    """Return the fields of the form about a person, as the file says them. The number is left out: nobody needs it."""
    return Typed(
        person.name,
        "",
        tuple(person.roles),
        tuple(person.zones),
        person.language,
        person.team or "",
        person.tenure or "",
    )


def reason_faults(given: Typed) -> list[Fault]:
    """Return what is wrong with the reason of a change."""
    is_good = 0 < len(given.why) <= MOST_WHY and given.why.isprintable()
    faults = [] if is_good else [Fault("why", "fault.why")]
    if not given.decision and decisions.seems_named(given.why):
        faults.append(Fault("why", "fault.why_decision"))
    if given.decision and decisions.named(given.decision) is None:
        faults.append(Fault("decision", "fault.decision"))
    return faults


def edit_of(community: Community, person: Person | None, given: Typed) -> tuple[Edit, list[Fault]]:
    """Return the edit that a form asks for, and its faults. `person` is who changes; None for somebody new."""
    values, faults = _values(community, person, given)
    if person is None:
        return Edit(added=({key: value for key, value in values.items() if value not in (None, [])},)), faults
    now = _values_of(person)
    changed = {key: value for key, value in values.items() if not _is_same(value, now[key])}
    if person.public_phone is not None and Role.COORDINATOR not in given.roles:
        # Police may read the number of a coordinator alone.
        changed["public_phone"] = None
    gone = people_changes.missed_roles(community, person, frozenset(map(_ROLES.__getitem__, _known_roles(given))))
    faults += [Fault("roles", "fault.missed", role) for role in sorted(gone)]
    return Edit({person.phone: changed}) if changed else Edit(), faults


def removal_of(community: Community, person: Person) -> tuple[Edit, list[Fault]]:
    """Return the edit that takes a person out of the file, and what stands against it."""
    gone = people_changes.missed_roles(community, person, frozenset())
    return Edit(removed=(person.phone,)), [Fault("top", "fault.missed", role) for role in sorted(gone)]


def _values(community: Community, person: Person | None, given: Typed) -> tuple[dict[str, Any], list[Fault]]:
    faults: list[Fault] = []
    values: dict[str, Any] = {"name": given.name} if person is None else {}
    # An empty number is the one that the person has: the page does not show it.
    phone = new_phone.read(given.phone, community.country) if person is None or given.phone else None
    if isinstance(phone, NumberFault):
        faults.append(Fault("phone", f"fault.phone.{phone.name.lower()}"))
    elif phone is not None:
        if any(one.phone == phone and one != person for one in community.people):
            faults.append(Fault("phone", "fault.phone.taken"))
        values["phone"] = phone
    roles = _known_roles(given)
    if not roles or len(roles) != len(given.roles):
        faults.append(Fault("roles", "fault.roles"))
    zones = [zone.key for zone in community.zones if zone.key in given.zones]
    if len(zones) != len(given.zones):
        faults.append(Fault("zones", "fault.zones"))
    if given.language not in community.languages:
        faults.append(Fault("language", "fault.language"))
    if given.tenure not in {"", *TENURES}:
        faults.append(Fault("tenure", "fault.tenure"))
    values |= {"roles": roles, "zones": zones or None, "language": given.language}
    values |= {"team": given.team or None, "tenure": given.tenure or None}
    return values, [*faults, *_unfit(community, given, is_new=person is None)]


def _known_roles(given: Typed) -> list[str]:
    return [role for role in _ROLES if role in given.roles]


def _unfit(community: Community, given: Typed, *, is_new: bool) -> list[Fault]:
    """Return the faults of a name and a team, which texts show: the community file refuses the same."""
    checked: dict[str, Any] = {"team": given.team or None, **({"name": given.name} if is_new else {})}
    example = {"name": "Somebody", "phone": community.people[0].phone, "roles": [Role.OBSERVER.value]}
    try:
        PersonEntry.model_validate({**example, **checked}, context={HOME: community.country, IS_NEW: True})
    except ValidationError as error:
        found = {str(each["loc"][0]) for each in error.errors(include_url=False) if each["loc"]}
        return [Fault(name, f"fault.{name}") for name in ("name", "team") if name in found]
    return []


def _values_of(person: Person) -> Values:
    return {
        Field.NAME: person.name,
        Field.PHONE: person.phone,
        Field.ROLES: list(person.roles),
        Field.ZONES: list(person.zones) or None,
        Field.LANGUAGE: person.language,
        Field.TEAM: person.team,
        Field.TENURE: person.tenure,
    }


def _is_same(value: object, now: object) -> bool:
    """Return whether a value is the one in the file. The order of roles and zones says nothing."""
    if isinstance(value, list) and isinstance(now, list):
        return frozenset(value) == frozenset(now)
    return value == now
