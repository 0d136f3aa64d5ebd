"""The looks that oversight reads: which people with a role looked at sealed values or signed in, when and why.

Looks at reports that accuse a group of the viewer are left out before anything is counted, so that no page, number or
mark tells of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request
from sqlalchemy import func, select

from gateway.desk import answers, moments
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import looks
from gateway.incidents.looks import Looked
from gateway.storage.models import Act
from menus.domain.acts import DESK_ACTS
from menus.domain.looks import are_many
from menus.domain.roles import Role
from menus.text.typed_numbers import number_in

pages = Blueprint("oversight_looks", __name__)
_A_PAGE = 40
_MOST_LOOKS, _LONGEST_NUMBER = 2_000, 4
"""The most looks that are read, and the most digits of a page's number. A guess: nobody reads 50 pages."""


@dataclass(frozen=True)
class Row:
    """A look as the page tells it. Of a private report neither the report nor the reason is told."""

    at: str
    by: str
    what: str
    reference: str
    why: str
    is_many: bool


@dataclass(frozen=True)
class Paged:
    """The page that is shown, of how many."""

    page: int
    pages: int


@pages.get("/desk/oversight/looks")
@page_for(Role.OVERSIGHT)
def show(viewer: Viewer) -> Response:
    """Show the looks, the newest first; those of somebody who looked at many within an hour are marked."""
    with current_services().reading() as session:
        found = looks.newest(session, community_id=viewer.record.id, most=_MOST_LOOKS)
        seen = [
            look
            for look in found
            if look.incident is None or looks.oversees(viewer.record, viewer.person, look.incident)
        ]
        paged = _paged(len(seen))
        first = (paged.page - 1) * _A_PAGE
        rows = [_row(viewer, look, seen) for look in seen[first : first + _A_PAGE]]
    return answers.page("oversight_looks", "desk/oversight_looks.html", viewer, rows=rows, paged=paged)


@pages.get("/desk/oversight/sign-ins")
@page_for(Role.OVERSIGHT)
def sign_ins(viewer: Viewer) -> Response:
    """Show who signed in at the desk, and what failed there, the newest first."""
    own = (Act.community_id == viewer.record.id, Act.kind.in_(DESK_ACTS), Act.is_hidden.is_(False))
    with current_services().reading() as session:
        paged = _paged(session.scalar(select(func.count()).select_from(Act).where(*own)) or 0)
        acts = session.scalars(
            select(Act).where(*own).order_by(Act.id.desc()).offset((paged.page - 1) * _A_PAGE).limit(_A_PAGE)
        ).all()
        rows = [(moments.at(viewer, act.at), act.kind, _name(viewer, act.person_id)) for act in acts]
    return answers.page("oversight_looks", "desk/oversight_sign_ins.html", viewer, rows=rows, paged=paged)


def _name(viewer: Viewer, person_id: int | None) -> str:
    person = viewer.record.person(person_id) if person_id is not None else None
    return person.name if person is not None else ""


def _paged(number: int) -> Paged:
    asked = number_in(request.args.get("page"), _LONGEST_NUMBER)
    pages_of = max(1, -(-number // _A_PAGE))
    return Paged(min(max(1, asked or 1), pages_of), pages_of)


def _row(viewer: Viewer, look: Looked, seen: Sequence[Looked]) -> Row:
    say = Words(viewer.language, "oversight_looks")
    is_closed = look.incident is not None and looks.is_closed(look.incident)
    return Row(
        moments.at(viewer, look.at),
        look.by or "?",
        say("kind.private") if is_closed else say(f"kind.{look.kind or 'old'}"),
        "" if is_closed else look.reference or "",
        "" if is_closed else look.why or "",
        _is_of_many(look, seen),
    )


def _is_of_many(look: Looked, seen: Sequence[Looked]) -> bool:
    """Return whether somebody had looked at many reports within the hour that ends with this look."""
    theirs = [
        (one.incident.id if one.incident is not None else None, one.at)
        for one in seen
        if one.person_id == look.person_id and one.at <= look.at
    ]
    return are_many(theirs, look.at)
