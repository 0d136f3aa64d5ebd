"""Confirming: what a caller's confirmed report changes in their unconfirmed report and in its incident."""

from dataclasses import dataclass, replace

from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level, first_level, worst
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

    `is_shared`: others have reported the incident, too. Their facts stay.
    """
    said = _said(draft, zone, report)
    has_moved = (said.zone, said.place) != (report.zone, report.place)
    after = _shared(draft, incident) if is_shared else replace(said, accused_group=incident.accused_group)
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


def _said(draft: Draft, zone: str | None, report: Told) -> Told:
    """Return the report with what the caller says now; without a place, the known one stays."""
    said = replace(report, category=draft.category or report.category, harm=draft.harm or report.harm)
    if draft.zone or draft.place:
        said = replace(said, zone=zone, place=draft.place or None)
    return said


def _shared(draft: Draft, incident: Told) -> Told:
    """Return an incident that others have reported, too: only a worse harm counts."""
    return replace(incident, harm=worst(incident.harm, draft.harm))
