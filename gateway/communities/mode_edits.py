"""Edits of the mode: another mode, with the ladders that it asks for. The checks of the file judge the outcome."""

from datetime import timedelta
from typing import Any

from gateway.communities.table_edits import Add, Edit, Put, Remove, Value, Where
from menus.domain import mode_ladders
from menus.domain.categories import Level, Track
from menus.domain.community import Community, Mode
from menus.domain.ladders import Ladder
from menus.domain.mode_ladders import Kept

_UNITS = ((timedelta(hours=1), "h"), (timedelta(minutes=1), "m"), (timedelta(seconds=1), "s"))


def edit(community: Community, in_file: int, mode: Mode, before: Community | None = None) -> Edit:
    """Return the edit that gives a community another mode; its file names the first `in_file` of its ladders.

    `before` is the community as it last sent patrols, if anybody knows: its ladders come back with the patrol.
    """
    ladders = community.ladders[:in_file]
    held = {role for person in community.people for role in person.roles}
    changed: list[Put | Add | Remove] = [Put("community", None, {("mode",): mode.value})]
    if mode is Mode.REFER_ONLY:
        becomes = mode_ladders.without_patrol(ladders, held)
        for place, (ladder, kept) in enumerate(zip(ladders, becomes, strict=True)):
            changed.append(Remove("ladders", place) if kept is None else Put("ladders", place, _values(ladder, kept)))
        return changed
    places = {(one.level, one.track): place for place, one in enumerate(ladders)}
    backs = list(mode_ladders.with_patrol(before, held)) if before is not None else []
    for back in backs:
        stands = places.get(back.instead_of)
        if stands is None:
            changed.append(Add("ladders", table(back.ladder)))
        else:
            changed.append(Put("ladders", stands, whole(back.ladder)))
    killing = (Level.MAJOR, Track.PATROL)
    if killing not in {*places, *((back.ladder.level, back.ladder.track) for back in backs)}:
        added = mode_ladders.of_patrol(held)
        changed += [Add("ladders", table(added))] if added is not None else []
    return changed


def whole(ladder: Ladder) -> dict[Where, Value | None]:
    """Return all values that a table of a ladder gets to say just that."""
    made = table(ladder)
    return {("track",): made["track"], ("repeat",): made["repeat"] or None, ("steps",): made["steps"]}


def _values(ladder: Ladder, kept: Kept) -> dict[Where, Value | None]:
    values: dict[Where, Value | None] = {}
    if kept.track is not ladder.track:
        values["track",] = kept.track.value
    places = [place for place, _ in kept.rungs]
    for place, roles in kept.rungs:
        if roles != ladder.steps[place].notify:
            values["steps", place, "notify"] = [role.value for role in roles]
    if places[0] and ladder.steps[places[0]].after:
        values["steps", places[0], "after"] = None
    if ladder.repeat and not any(ladder.steps[place].after for place in places[1:]):
        # Without any wait a ladder cannot be repeated.
        values["repeat",] = None
    return values | {("steps", place): None for place in range(len(ladder.steps)) if place not in places}


def table(ladder: Ladder) -> dict[str, Any]:
    """Return a ladder as a table of the file."""
    steps = [
        {**({"after": wait(step.after)} if step.after else {}), "notify": [role.value for role in step.notify]}
        for step in ladder.steps
    ]
    return {"level": ladder.level.value, "track": ladder.track.value, "repeat": ladder.repeat, "steps": steps}


def wait(after: timedelta) -> str:
    """Return a wait as a file writes it: `90s`, `3m`, `2h`."""
    unit, letter = next(each for each in _UNITS if not after % each[0])
    return f"{after // unit}{letter}"
