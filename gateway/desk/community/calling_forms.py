"""Forms of who is called and when: the quiet hours, the mode, and the waits, roles and rounds of a ladder."""

from collections.abc import Iterator
from typing import Any

from gateway.communities import mode_edits
from gateway.communities.table_edits import Add, Edit, Put, Value, Where
from gateway.desk.community.form import Field, Form, Slip, Typed, Wrong, editing, tick
from gateway.desk.community.in_force import InForce
from gateway.desk.viewer import Viewer
from menus.domain import circles
from menus.domain.categories import Level
from menus.domain.community import Community, Mode
from menus.domain.community_changes import hours
from menus.domain.ladders import Ladder
from menus.domain.roles import PATROL_ROLES, PRECEDENCE, Role
from menus.sms import listing
from menus.text.typed_numbers import number_in

_AT_ONCE = frozenset({Level.MAJOR, Level.PRIVATE})
"""The levels whose first people are told at once, by the checks of the file."""
_MOST_DIGITS = 4


def quiet(file: InForce, _viewer: Viewer, which: str) -> Form | None:
    """Return the form of the quiet hours: two times of day, or none of both."""
    begins, ends = hours(*file.community.quiet).split("-") if file.community.quiet else ("", "")

    def edit(typed: Typed) -> Edit:
        times = [typed.get(name, "").strip() for name in ("begins", "ends")]
        if any(times) and not all(times):
            raise Slip(Wrong.HOURS)
        return [Put("community", None, {("quiet_hours",): "-".join(times) if all(times) else None})]

    fields = (
        Field("begins", begins, "field.begins", "hint.quiet", "time"),
        Field("ends", ends, "field.ends", kind="time"),
    )
    return Form("quiet", which, "form.quiet", editing(file, edit), fields) if which == "all" else None


def mode(file: InForce, which: str, before: Community | None) -> Form | None:
    """Return the form of the mode. The ladders that the other mode asks for are changed with it.

    `before` is the community as it last sent patrols; None if nobody knows that any more.
    """
    now = file.community.mode

    def edit(typed: Typed) -> Edit:
        wanted = next((one for one in Mode if one == typed.get("mode")), None)
        if wanted is None:
            raise Slip(Wrong.MODE)
        if wanted is now:
            return []
        if wanted is Mode.PATROL and not file.community.having(PATROL_ROLES):
            raise Slip(Wrong.NOBODY)
        return mode_edits.edit(file.community, file.ladders, wanted, before)

    options = tuple((one.value, f"mode.{one.value}") for one in Mode)
    field = Field("mode", now.value, "field.mode", "hint.mode", "select", options=options)
    note = "" if now is Mode.PATROL else "note.mode_back" if before is not None else "note.mode_lost"
    return Form("mode", which, "form.mode", editing(file, edit), (field,), note=note) if which == "all" else None


def ladder(file: InForce, viewer: Viewer, which: str) -> Form | None:
    """Return the form of a ladder: the wait before each rung and its roles, and how often all of them come again."""
    ladders = file.community.ladders
    place = next((at for at, one in enumerate(ladders) if f"{one.level.value}-{one.track.value}" == which), None)
    if place is None:
        return None
    shown = ladders[place]
    may_stand = _may_stand(file.community, shown)

    def edit(typed: Typed) -> Edit:
        waits = [typed.get(f"wait-{number}", "").strip() for number in range(len(shown.steps))]
        roles = [_roles(typed, number, step.notify, may_stand) for number, step in enumerate(shown.steps)]
        repeat = _rounds(typed.get("repeat", ""))
        if place >= file.ladders:
            return [Add("ladders", _table(shown, waits, roles, repeat))]
        raw = file.raw["ladders"][place]
        values: dict[Where, Value | None] = {}
        for number, text in enumerate(waits):
            if text != raw["steps"][number].get("after", ""):
                values["steps", number, "after"] = text or None
            if roles[number] != shown.steps[number].notify:
                values["steps", number, "notify"] = [role.value for role in roles[number]]
        if repeat != raw.get("repeat", 0):
            values["repeat",] = repeat
        return [Put("ladders", place, values)] if values else []

    fields = tuple(_ladder_fields(shown, may_stand, viewer.language))
    return Form("ladder", which, "form.ladder", editing(file, edit), fields, of=which, note="note.ladder")


def _may_stand(community: Community, shown: Ladder) -> tuple[Role, ...]:
    """Return the roles that may stand on a rung of a ladder by the checks of the file, and those that stand there."""
    may = set(circles.ROLES.get(shown.level, circles.OPEN_ROLES))
    if community.mode is Mode.REFER_ONLY:
        may -= PATROL_ROLES
    may &= {role for person in community.people for role in person.roles}
    stand = {role for step in shown.steps for role in step.notify}
    return tuple(role for role in PRECEDENCE if role in may | stand)


def _ladder_fields(shown: Ladder, may_stand: tuple[Role, ...], language: str) -> Iterator[Field]:
    for number, step in enumerate(shown.steps):
        if number or shown.level not in _AT_ONCE:
            yield Field(
                f"wait-{number}",
                mode_edits.wait(step.after) if step.after else "",
                "field.wait",
                "hint.wait" if number else "hint.first_wait",
                of=",".join(role.value for role in step.notify),
            )
        if len(may_stand) > 1:
            for role in may_stand:
                name = listing.role_name(language, role)
                yield tick(f"role-{number}-{role.value}", name, f"roles-{number}", is_ticked=role in step.notify)
    yield Field("repeat", str(shown.repeat), "field.repeat", "hint.repeat", "number")


def _roles(typed: Typed, number: int, before: tuple[Role, ...], may_stand: tuple[Role, ...]) -> tuple[Role, ...]:
    """Return the roles that are ticked on a rung: those of before in their order, then the others."""
    if len(may_stand) == 1:
        return before
    ticked = {role for role in may_stand if typed.get(f"role-{number}-{role.value}")}
    if not ticked:
        raise Slip(Wrong.ROLES, number=str(number + 1))
    stay = tuple(role for role in before if role in ticked)
    return (*stay, *(role for role in may_stand if role in ticked and role not in stay))


def _rounds(typed: str) -> int:
    rounds = number_in(typed.strip(), _MOST_DIGITS)
    if rounds is None:
        raise Slip(Wrong.REPEAT)
    return rounds


def _table(shown: Ladder, waits: list[str], roles: list[tuple[Role, ...]], repeat: int) -> dict[str, Any]:
    """Return Doria's own ladder with other waits and roles, as a table of the file."""
    table = mode_edits.table(shown)
    for step, text, named in zip(table["steps"], waits, roles, strict=True):
        step.pop("after", None)
        step["notify"] = [role.value for role in named]
        if text:
            step["after"] = text
    return {**table, "repeat": repeat}
