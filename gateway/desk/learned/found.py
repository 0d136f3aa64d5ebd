"""Found: figures for a viewer, counted at once or by a worker, and as exact as the viewer may read them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import openness
from gateway.insight import kept
from gateway.insight.kept import Asked
from menus.domain import interests
from menus.domain.community import Zone
from menus.domain.drawings import Audience, audience_of
from menus.domain.kept_figures import FigureSubject
from menus.domain.roles import Role

READERS = (Role.COORDINATOR, Role.OVERSIGHT)
"""The roles that read these pages. Oversight has no part in the incidents: it reads no small and no exact number."""


@dataclass(frozen=True)
class Found:
    """Figures for a viewer; `told` is None until a worker has counted them.

    `counted_at` is when it did; None for figures that the page has counted by itself.
    """

    told: dict[str, Any] | None
    is_coarse: bool
    counted_at: datetime | None = None
    is_under_way: bool = False
    may_ask: bool = False


@dataclass(frozen=True)
class Wanted:
    """The figures that a viewer asks for, whether they are few enough for a page, and what makes them coarse."""

    subject: FigureSubject
    period: str
    is_live: bool
    coarse: Callable[[dict[str, Any]], dict[str, Any]]


def is_outside(viewer: Viewer) -> bool:
    """Return whether a viewer has no part in the incidents."""
    return audience_of(viewer.person.roles) is Audience.OUTSIDE


def find(session: Session, viewer: Viewer, wanted: Wanted) -> Found:
    """Return the figures for a viewer. Whoever has an interest in an incident does not find it in them.

    A worker counts for them once more, without what they are out of: see `_asked`.
    """
    is_coarse = is_outside(viewer)
    if wanted.is_live:
        theirs = openness.without_interests(viewer.person_id, viewer.record.interests)
        told = kept.now(session, viewer.record, wanted.subject, wanted.period, viewer.now, *theirs)
        return Found(_as_read(told, wanted, is_coarse=is_coarse), is_coarse)
    row = kept.find(session, _asked(viewer, wanted))
    if row is None:
        return Found(None, is_coarse, may_ask=True)
    return Found(
        _as_read(row.found, wanted, is_coarse=is_coarse),
        is_coarse,
        row.times.counted_at,
        row.times.is_under_way(viewer.now),
        row.times.may_ask(viewer.now),
    )


def _as_read(told: dict[str, Any] | None, wanted: Wanted, *, is_coarse: bool) -> dict[str, Any] | None:
    return wanted.coarse(told) if told is not None and is_coarse else told


def ask(viewer: Viewer, wanted: Wanted) -> None:
    """Let a worker count, unless the page counts by itself."""
    if not wanted.is_live:
        current_services().do(lambda uow: kept.ask(uow, _asked(viewer, wanted)))


def _asked(viewer: Viewer, wanted: Wanted) -> Asked:
    left_out = interests.name_of(viewer.record.interests, viewer.person_id)
    return Asked(viewer.record.id, wanted.subject, wanted.period, left_out)


def zone_name(viewer: Viewer, zone: Zone) -> str:
    """Return the name of a zone for a viewer."""
    return zone.names.get(viewer.language) or zone.name(viewer.record.community.language)
