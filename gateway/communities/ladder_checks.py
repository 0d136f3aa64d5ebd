"""Checks of the ladders of a community file, and the floors that no file can lower."""

from collections.abc import Iterator
from datetime import timedelta

from gateway.communities.file_parts import Finding, Parts, Path, listed
from gateway.communities.schema_ladders import LadderEntry
from gateway.communities.values import DURATION_ACCEPTED
from menus.domain import circles
from menus.domain.categories import Level, Track
from menus.domain.community import Mode
from menus.domain.ladders import OTHERWISE
from menus.domain.roles import PATROL_ROLES, POLICE_ROLES, Role
from menus.domain.said import Said

REFER_ONLY_LADDERS = "refer_only_ladders"
"""The section of the ladders for the time in which the papers let nobody patrol."""
LATEST_POLICE = timedelta(hours=1)
"""The longest wait before the police are notified of a killing, whatever the file says."""


def findings(parts: Parts) -> Iterator[Finding]:
    """Yield (path, message) for every fault of the ladders."""
    for place, ladder in parts.ladders.items():
        yield from _of_ladder(parts, place, ladder, is_refer_only=parts.mode == Mode.REFER_ONLY)
    yield from _floors(parts)
    yield from _without_papers(parts)


def _of_ladder(parts: Parts, place: int, ladder: LadderEntry, *, is_refer_only: bool) -> Iterator[Finding]:
    yield from _waits(place, ladder)
    yield from _circle(place, ladder)
    yield from _held(parts, place, ladder)
    yield from _reaches_police(place, ladder)
    if is_refer_only:
        yield from _refers(place, ladder)


def _without_papers(parts: Parts) -> Iterator[Finding]:
    """Yield the faults of the ladders for the time without valid papers: they are those of a refer-only community."""
    seen: set[tuple[Level, Track]] = set()
    for place, ladder in parts.refer_only_ladders.items():
        for path, message in _of_ladder(parts, place, ladder, is_refer_only=True):
            yield (REFER_ONLY_LADDERS, *path[1:]), message
        if (ladder.level, ladder.track) in seen:
            pattern = "a second ladder for level {level}, track {track}; accepted: one for each"
            said = Said(pattern, level=ladder.level.value, track=ladder.track.value)
            yield (REFER_ONLY_LADDERS, place), said
        seen.add((ladder.level, ladder.track))
    if seen and (Level.MAJOR, Track.POLICE) not in seen:
        pattern = 'missing; accepted: one with level = "{level}", track = "{track}"'
        yield (REFER_ONLY_LADDERS,), Said(pattern, level=Level.MAJOR, track=Track.POLICE)


def _waits(place: int, ladder: LadderEntry) -> Iterator[Finding]:
    if ladder.level in {Level.MAJOR, Level.PRIVATE} and ladder.steps and ladder.steps[0].after:
        yield (
            ("ladders", place, "steps", 0, "after"),
            Said(
                "the first of a {level} report is told at once; accepted: no after on the first step",
                level=ladder.level.value,
            ),
        )
    for index, step in enumerate(ladder.steps):
        if index and step.after is None:
            yield (
                ("ladders", place, "steps", index, "after"),
                Said("missing, after the first step; accepted: {accepted}", accepted=Said(DURATION_ACCEPTED)),
            )
    if ladder.repeat and not any(step.after for step in ladder.steps):
        yield (
            ("ladders", place, "repeat"),
            Said("a ladder without any `after` cannot be repeated; accepted: 0, or an `after` in a step"),
        )


def _circle(place: int, ladder: LadderEntry) -> Iterator[Finding]:
    # A private report or a complaint stays in its circle, and other reports stay out of it.
    tracks = circles.TRACKS.get(ladder.level, circles.OPEN_TRACKS)
    roles = circles.ROLES.get(ladder.level, circles.OPEN_ROLES)
    if ladder.track not in tracks:
        yield (
            ("ladders", place, "track"),
            Said(
                "{track} may not answer for a {level} report; accepted: {known}",
                track=ladder.track.value,
                level=ladder.level.value,
                known=listed(tracks),
            ),
        )
    for path, role in _notified(place, ladder):
        if role not in roles:
            message = "{role} may not be told of a {level} report; accepted: {known}"
            yield path, Said(message, role=role.value, level=ladder.level.value, known=listed(roles))


def _held(parts: Parts, place: int, ladder: LadderEntry) -> Iterator[Finding]:
    held = parts.words("people", "roles")
    for path, role in _notified(place, ladder):
        if role not in held:
            message = "nobody has the role {role}; accepted: {known}"
            yield path, Said(message, role=role.value, known=listed(held & set(Role)))


def _reaches_police(place: int, ladder: LadderEntry) -> Iterator[Finding]:
    notified = {role for _, role in _notified(place, ladder)}
    if (ladder.level, ladder.track) == (Level.MAJOR, Track.POLICE) and not notified & POLICE_ROLES:
        yield (
            ("ladders", place, "steps"),
            Said(
                "no police is told of a killing; accepted: a step that notifies one of {known}",
                known=listed(POLICE_ROLES),
            ),
        )
    if (ladder.level, ladder.track) != (Level.MAJOR, Track.POLICE):
        return
    waited = timedelta(0)
    for index, step in enumerate(ladder.steps):
        waited += step.after or timedelta(0)
        if waited > LATEST_POLICE:
            yield (
                ("ladders", place, "steps", index, "after"),
                Said(
                    "no police is told of a killing within an hour; "
                    "accepted: a shorter wait, or police on an earlier step"
                ),
            )
        if waited > LATEST_POLICE or set(step.notify) & POLICE_ROLES:
            return


def _refers(place: int, ladder: LadderEntry) -> Iterator[Finding]:
    if ladder.track is Track.PATROL:
        yield ("ladders", place, "track"), Said("a refer-only community has no patrol track; accepted: police")
    accepted = listed(frozenset(Role) - PATROL_ROLES)
    for path, role in _notified(place, ladder):
        if role in PATROL_ROLES:
            message = "a refer-only community does not send {role}; accepted: {known}"
            yield path, Said(message, role=role.value, known=accepted)


def _notified(place: int, ladder: LadderEntry) -> Iterator[tuple[Path, Role]]:
    for index, step in enumerate(ladder.steps):
        for position, role in enumerate(step.notify):
            yield ("ladders", place, "steps", index, "notify", position), role


def _floors(parts: Parts) -> Iterator[Finding]:
    entries = parts.raw.get("ladders")
    if not isinstance(entries, list) or not entries:
        return  # reported already
    pairs = [
        (str(entry.get("level")), str(entry.get("track"))) if isinstance(entry, dict) else ("", "") for entry in entries
    ]
    for place, ladder in parts.ladders.items():
        if (ladder.level, ladder.track) in pairs[:place]:
            yield (
                ("ladders", place),
                Said(
                    "a second ladder for level {level}, track {track}; accepted: one for each",
                    level=ladder.level.value,
                    track=ladder.track.value,
                ),
            )
    needed = [(Level.MAJOR, Track.POLICE)]
    if parts.mode == Mode.PATROL:
        needed.append((Level.MAJOR, Track.PATROL))
    for level, track in needed:
        if (level, track) not in pairs:
            yield (
                ("ladders",),
                Said('missing; accepted: one with level = "{level}", track = "{track}"', level=level, track=track),
            )
    held = parts.words("people", "roles")
    for level, otherwise in OTHERWISE.items():
        if level not in {pair[0] for pair in pairs} and not held & set(otherwise.steps[0].notify):
            role = listed(otherwise.steps[0].notify)
            accepted = 'accepted: one with level = "{level}", or somebody with the role {role}'
            message = f"none answers for {{level}} reports; {accepted}"
            yield ("ladders",), Said(message, level=level.value, role=role)
