"""Joining: whether a coordinator may make one incident of two, and which reports can be split off again."""

from collections.abc import Sequence
from dataclasses import dataclass

from menus.domain.categories import Level

_TWO = 2


@dataclass(frozen=True)
class Joinable:
    """The facts of an incident that decide whether it can be joined with another one."""

    incident_id: int
    level: Level
    is_open: bool
    awaiting_review: bool
    accused_group: str | None


def may_join(one: Joinable, other: Joinable) -> bool:
    """Return whether two incidents may become one.

    A closed circle's incident is never joined: others would learn of it. Neither are two incidents that accuse
    different groups: the accused of one may be the responders of the other.
    """
    both = (one, other)
    return (
        one.incident_id != other.incident_id
        and all(each.is_open for each in both)
        and not any(each.awaiting_review for each in both)
        and not any(each.level.has_circle for each in both)
        and one.accused_group == other.accused_group
    )


def may_split(reference: str | None, incident_reference: str | None, inside: Sequence[str]) -> bool:
    """Return whether the report with a reference may be split off an incident that has the reports `inside`.

    The report that gave the incident its reference stays.
    """
    return reference in inside and reference != incident_reference and len(inside) >= _TWO
