"""Drawn pictures beside the tables of a page: which there are, how they stand, and whether this viewer gets them."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from gateway.desk.answers import Words
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import openness
from gateway.insight import drawings, plots
from gateway.insight.drawings import Drawing, Wanted
from gateway.insight.plots import Found
from menus.domain import interests
from menus.domain.drawings import Audience, PlotSubject, Standing, audience_of


@dataclass(frozen=True)
class Plots:
    """The pictures of a subject and a period for a viewer. `has_data`: there is something to draw.

    `is_theirs`: the viewer gets pictures. People without a part in the incidents get none: they would read from a
    picture what their table hides. `words` say what they show, and `say` how they stand.
    """

    wanted: Wanted
    drawing: Drawing | None
    standing: Standing
    has_data: bool
    is_theirs: bool
    is_installed: bool
    words: Words
    say: Words

    @property
    def names(self) -> frozenset[str]:
        """The names of the pictures that there are for the viewer."""
        return self.drawing.names if self.drawing is not None and self.is_theirs else frozenset()


def wanted(viewer: Viewer, subject: PlotSubject, period: str) -> Wanted:
    """Return the pictures of a subject and a period for a viewer.

    Whoever has an interest in an incident gets pictures of their own, so that their pictures and their tables agree.
    """
    left_out = interests.name_of(viewer.record.interests, viewer.person_id)
    return Wanted(viewer.record.id, subject, period, audience_of(viewer.person.roles), viewer.language, left_out)


def which(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of the incidents that a viewer may know of."""
    return tuple(openness.without_interests(viewer.person_id, viewer.record.interests))


def find(
    session: Session, viewer: Viewer, asked: Wanted, found: Callable[[], Found | None], *, has_data: bool
) -> Plots:
    """Return the pictures for a viewer. `found` counts what the page shows; it is called if there is a drawing."""
    drawing = drawings.find(session, asked) if asked.audience is Audience.INSIDE else None
    standing = Standing.NONE
    if drawing is not None:
        counted = found()
        standing = drawing.standing(viewer.now, plots.hash_of(counted) if counted is not None else "")
    return beside(viewer, asked, drawing, standing, has_data=has_data)


def beside(viewer: Viewer, asked: Wanted, drawing: Drawing | None, standing: Standing, *, has_data: bool) -> Plots:
    """Return pictures whose standing is known."""
    return Plots(
        asked,
        drawing,
        standing,
        has_data,
        asked.audience is Audience.INSIDE,
        current_services().plotter.is_installed,
        Words(viewer.language, "plots"),
        Words(viewer.language, "figures"),
    )
