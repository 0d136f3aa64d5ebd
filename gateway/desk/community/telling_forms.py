"""Forms of what residents are told: the zones, the helplines, the meetings and the projects."""

from typing import Any

from gateway.communities.table_edits import Add, Edit, Put, Remove, Value, Where
from gateway.desk.community import zone_facts
from gateway.desk.community.form import (
    LONGEST_LIST,
    Field,
    Form,
    Slip,
    Typed,
    Wrong,
    day_of,
    editing,
    name_fields,
    names_field,
    tick,
)
from gateway.desk.community.in_force import InForce
from gateway.desk.community.lines import day
from gateway.desk.viewer import Viewer
from menus.domain import local_days, neighbours
from menus.domain.community import Baraza
from menus.domain.zone_facts import NOTHING
from menus.text.typed_numbers import number_in

_LONGEST_PLACE = 5
NEW = "new"
PRESSED = "press"
"""The field of a form's second button."""


def zone(file: InForce, viewer: Viewer, which: str) -> Form | None:
    """Return the form of a zone: its name in each language, its landmarks, its facts, and the zones beside it."""
    place = next((at for at, one in enumerate(file.community.zones) if one.key == which), None)
    if place is None:
        return None
    raw, languages = file.raw["zones"][place], file.community.languages
    near = file.community.zones_near(which)
    others = [one for one in file.community.zones if one.key != which]

    def edit(typed: Typed) -> Edit:
        name = names_field(typed, "name", languages, raw["name"])
        if name is None:
            raise Slip(Wrong.NAME)
        landmarks = [" ".join(line.split()) for line in typed.get("landmarks", "").splitlines() if line.strip()]
        values: dict[Where, Value | None] = {}
        if not _is_same(raw["name"], name, languages):
            values["name",] = name
        if landmarks != raw.get("landmarks", []):
            values["landmarks",] = landmarks or None
        values |= zone_facts.changed(typed, raw)
        beside = {other.key for other in others if typed.get(f"near-{other.key}")}
        named = [(one["key"], one.get("near", [])) for one in file.raw["zones"]]
        near_of = neighbours.with_beside(named, which, beside)
        puts: dict[int, dict[Where, Value | None]] = {at: {("near",): near or None} for at, near in near_of.items()}
        puts[place] = values | puts.get(place, {})
        return [Put("zones", one, puts[one]) for one in sorted(puts) if puts[one]]

    fields = (
        *name_fields("name", languages, raw["name"], "field.name", "hint.name"),
        Field(
            "landmarks",
            "\n".join(raw.get("landmarks", [])),
            "field.landmarks",
            "hint.landmarks",
            "textarea",
            most=LONGEST_LIST,
        ),
        *zone_facts.fields(file.community.zone_facts.get(which, NOTHING)),
        *(tick(f"near-{one.key}", one.name(viewer.language), "near", is_ticked=one.key in near) for one in others),
    )
    name = file.community.zones[place].name(file.community.language)
    return Form("zone", which, "form.zone", editing(file, edit), fields, of=name)


def _is_same(raw: object, name: object, languages: tuple[str, ...]) -> bool:
    """Return whether two names say the same in each language, one of them plain, or each a table."""
    both = [dict.fromkeys(languages, one) if isinstance(one, str) else one for one in (raw, name)]
    return both[0] == both[1]


def helpline(file: InForce, viewer: Viewer, which: str) -> Form | None:
    """Return the form of a helpline: its number, and the day on which somebody last called it."""
    key = file.helpline(which)
    if key is None:
        return None
    line = file.community.helplines[which]
    today = local_days.today(file.community, viewer.now)

    def edit(typed: Typed) -> Edit:
        if typed.get(PRESSED):
            return [Put("helplines", None, {(key, "verified_on"): today})] if line.verified_on != today else []
        number, called = "".join(typed.get("number", "").split()), day_of(typed, "verified_on")
        if called > today:
            raise Slip(Wrong.FUTURE, day=day(today))
        values: dict[Where, Value | None] = {}
        if number != line.number:
            values[key, "number"] = number
        if called != line.verified_on:
            values[key, "verified_on"] = called
        return [Put("helplines", None, values)] if values else []

    fields = (
        Field("number", line.number, "field.number", "hint.number"),
        Field("verified_on", line.verified_on.isoformat(), "field.verified_on", "hint.verified_on", "date"),
    )
    return Form(
        "helpline",
        which,
        "form.helpline",
        editing(file, edit),
        fields,
        of=which,
        press="press.called",
        why="why.called",
        note="note.called",
    )


def meeting(file: InForce, _viewer: Viewer, which: str) -> Form | None:
    """Return the form of a meeting: its day, its time, its place in each language; or of a new one."""
    languages = file.community.languages
    place = _place(which, len(file.community.barazas))
    if place is None and which != NEW:
        return None
    raw: dict[str, Any] = file.raw["barazas"][place] if place is not None else {}

    def edit(typed: Typed) -> Edit:
        if place is not None and typed.get(PRESSED):
            return [Remove("barazas", place)]
        where = names_field(typed, "place", languages, raw.get("place"))
        if where is None:
            raise Slip(Wrong.PLACE)
        values: dict[str, Value] = {"on": day_of(typed, "on"), "at": typed.get("at", "").strip(), "place": where}
        if place is None:
            return [Add("barazas", values)]
        return _put("barazas", place, raw, values, languages)

    known = file.community.barazas[place] if place is not None else None
    fields = (
        Field("on", known.on.isoformat() if known else "", "field.on", "hint.on", "date", is_needed=True),
        Field("at", str(raw.get("at", "")), "field.at", "hint.at", "time", is_needed=True),
        *name_fields("place", languages, raw.get("place"), "field.place", "hint.place"),
    )
    title = "form.meeting" if known else "form.meeting_new"
    of = _when(known) if known else ""
    return Form(
        "meeting", which, title, editing(file, edit), fields, of=of, press="press.remove_meeting" if known else ""
    )


def _when(meeting: Baraza) -> str:
    return f"{day(meeting.on)} {meeting.at // 60:02}:{meeting.at % 60:02}"


def project(file: InForce, _viewer: Viewer, which: str) -> Form | None:
    """Return the form of a project: its name and when it meets, in each language; or of a new one."""
    languages = file.community.languages
    place = _place(which, len(file.community.projects))
    if place is None and which != NEW:
        return None
    raw: dict[str, Any] = file.raw["projects"][place] if place is not None else {}

    def edit(typed: Typed) -> Edit:
        if place is not None and typed.get(PRESSED):
            return [Remove("projects", place)]
        name = names_field(typed, "name", languages, raw.get("name"))
        if name is None:
            raise Slip(Wrong.NAME)
        meets = names_field(typed, "meets", languages, raw.get("meets"))
        if place is None:
            return [Add("projects", {"name": name, **({"meets": meets} if meets else {})})]
        return _put("projects", place, raw, {"name": name, "meets": meets}, languages)

    fields = (
        *name_fields("name", languages, raw.get("name"), "field.project", "hint.place"),
        *name_fields("meets", languages, raw.get("meets"), "field.meets", "hint.meets"),
    )
    known = file.community.projects[place] if place is not None else None
    return Form(
        "project",
        which,
        "form.project" if known else "form.project_new",
        editing(file, edit),
        fields,
        of=known.names[file.community.language] if known else "",
        press="press.remove_project" if known else "",
    )


def _put(section: str, place: int, raw: dict[str, Any], values: dict[str, Any], languages: tuple[str, ...]) -> Edit:
    """Return the edit of those values that differ from what a table says."""
    changed: dict[Where, Value | None] = {
        (key,): value for key, value in values.items() if not _is_same(raw.get(key), value, languages)
    }
    return [Put(section, place, changed)] if changed else []


def _place(which: str, number: int) -> int | None:
    """Return the place (from 0) of a thing that an address counts from 1; None if there is no such one."""
    place = number_in(which, _LONGEST_PLACE)
    return place - 1 if place is not None and 0 < place <= number else None
