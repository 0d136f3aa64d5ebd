"""Confirming: what a caller's confirmed report changes in their unconfirmed report and in its incident."""

from dataclasses import dataclass, replace

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level, first_level, is_worse
from menus.domain.draft import Draft


@dataclass(frozen=True)
class Told:
    """The facts that a report and its incident both have; a place is a zone, or typed text, or unknown."""

    category: Category
    harm: Harm | None
    zone: str | None
    place: str | None
    accused_group: AccusedGroup | None


@dataclass(frozen=True)
class Confirmed:
    """The facts of the report and of the incident after a confirmation, the level that follows, and what is new.

    `has_moved`: the incident is at another place now, so other people are near. `accuses_now`: the caller now accuses a
    group, and its people must learn nothing more.
    """

    report: Told
    incident: Told
    level: Level
    has_moved: bool
    accuses_now: bool


def confirm(draft: Draft, zone: str | None, report: Told, incident: Told, *, is_shared: bool) -> Confirmed:
    """Return what a confirmed report changes. `zone` is the draft's zone if the community has it.

    `is_shared`: others have reported the incident, too. What they reported stays.
    """
    place = draft.place or None
    is_placed = bool(draft.zone or draft.place)
    has_moved = is_placed and (zone, place) != (report.zone, report.place)
    said = replace(report, category=draft.category or report.category, harm=draft.harm or report.harm)
    if has_moved:
        said = replace(said, zone=zone, place=place)
    if is_shared:
        worse = draft.harm is not None and is_worse(draft.harm, incident.harm)
        after = replace(incident, harm=draft.harm if worse else incident.harm)
    else:
        after = replace(said, accused_group=incident.accused_group)
    if draft.accused_group is not None:
        said = replace(said, accused_group=draft.accused_group)
        after = replace(after, accused_group=draft.accused_group)
    return Confirmed(
        said,
        after,
        first_level(after.category, after.harm),
        has_moved=has_moved and not is_shared,
        accuses_now=draft.accused_group is not None,
    )
