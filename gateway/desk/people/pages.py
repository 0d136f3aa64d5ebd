"""People: the list of everybody with a role, the page of one person, and the end of somebody's access to the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, Response, request

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, moments, told
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.incident import paging
from gateway.desk.people import forms, listing, shown
from gateway.desk.people.forms import Fault, Typed
from gateway.desk.people.listing import A_PAGE
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import looks
from gateway.roster import people_proposals
from gateway.roster.desk_access import ended_access
from menus.domain.community import Person
from menus.domain.desk_roles import DESK_ROLES
from menus.domain.looks import LookKind
from menus.domain.people_changes import Field
from menus.domain.roles import Role
from menus.text import countries, phones

pages = Blueprint("people", __name__)
READERS = (Role.COORDINATOR, Role.OVERSIGHT)
"""The roles that read the pages. Coordinators change, and both agree to what another one asks for."""


@dataclass(frozen=True)
class Choice:
    """A choice of a form: its value, its name in words, and whether it is taken."""

    value: str
    name: str
    is_taken: bool


@pages.get("/desk/people")
@page_for(*READERS)
def people(viewer: Viewer) -> Response:
    """Show a page of the list."""
    everybody = viewer.record.community.people
    part = paging.part(request.args.get("page"), A_PAGE, len(everybody))
    with current_services().reading() as session:
        listed = listing.read(session, viewer, everybody[part.skipped : part.skipped + part.size])
        proposals = people_proposals.waiting(session, viewer.record, viewer.now)
    waiting = sum(people_proposals.is_shown(viewer.record, one, viewer.person) for one in proposals)
    return answers.page(
        "people",
        "desk/people.html",
        viewer,
        listed=listed,
        part=part,
        waiting=waiting,
        is_changing=viewer.has(Role.COORDINATOR),
        value=_value(viewer),
        at=partial(moments.at, viewer),
    )


@pages.get("/desk/people/<int:row_id>")
@page_for(*READERS)
def one(viewer: Viewer, row_id: int) -> Response:
    """Show one person, with the end of their number, and the forms that change them."""
    person = viewer.record.person(row_id)
    return person_page(viewer, person) if person is not None else answers.not_found()


@pages.post("/desk/people/<int:row_id>/number")
@page_for(*READERS, needs_fresh=True)
def number(viewer: Viewer, row_id: int) -> Response:
    """Show the whole number of one person, once the look is written down: a stolen phone must not show them all."""
    person = viewer.record.person(row_id)
    if person is None:
        return answers.not_found()

    def look(uow: UnitOfWork) -> None:
        looker = looks.with_role(viewer.record, viewer.person)
        looks.note_at_none(uow, viewer.record.id, LookKind.NUMBER, looker, why=person.name)

    current_services().do(look)
    return person_page(viewer, person, shows_number=True)


@pages.post("/desk/people/<int:row_id>/end-access")
@page_for(Role.COORDINATOR)
def ask_to_end_access(viewer: Viewer, row_id: int) -> Response:
    """Say what the end of somebody's access means, and ask for the button."""
    person = _with_desk(viewer, row_id)
    if person is None:
        return answers.not_found()
    return answers.page("people", "desk/people_end_access.html", viewer, person=person, row_id=row_id)


@pages.post("/desk/people/<int:row_id>/end-access/confirmed")
@page_for(Role.COORDINATOR, needs_fresh=True)
def end_access(viewer: Viewer, row_id: int) -> Response:
    """End the access of somebody to the desk."""
    person = _with_desk(viewer, row_id)
    if person is None:
        return answers.not_found()

    def end(uow: UnitOfWork) -> None:
        ended_access.bar(uow, viewer.record, person, viewer.person)

    current_services().do(end)
    say = Words(viewer.language, "people")
    told.of_app().put(viewer.session_id, say("access.ended", name=person.name), viewer.now)
    return answers.go_to(f"/desk/people/{row_id}")


def _with_desk(viewer: Viewer, row_id: int) -> Person | None:
    """Return somebody else who has a desk; None for anybody else, and for oversight.

    A coordinator must not keep out those who read complaints about coordinators: the operator ends their access.
    """
    person = viewer.record.person(row_id)
    if person is None or row_id == viewer.person_id or Role.OVERSIGHT in person.roles:
        return None
    return person if person.roles & DESK_ROLES else None


def person_page(
    viewer: Viewer,
    person: Person,
    given: Typed | None = None,
    faults: tuple[Fault, ...] = (),
    act: str = "",
    *,
    shows_number: bool = False,
) -> Response:
    """Return the page of one person; after a form with faults with what was typed. `act` names that form.

    `shows_number`: it holds the whole number, whose look was written down.
    """
    with current_services().reading() as session:
        (listed,) = listing.read(session, viewer, [person])
    return answers.page(
        "people",
        "desk/people_one.html",
        viewer,
        status=422 if faults else 200,
        one=listed,
        whole_number=person.phone if shows_number else "",
        is_changing=viewer.has(Role.COORDINATOR),
        is_self=listed.row_id == viewer.person_id,
        typed=given if given is not None else forms.of_person(person),
        faults=faults,
        act=act,
        value=_value(viewer),
        at=partial(moments.at, viewer),
        **choices(viewer, given if given is not None else forms.of_person(person)),
    )


def choices(viewer: Viewer, given: Typed) -> dict[str, Any]:
    """Return what a form about a person needs: what there is to choose, and the number of the version it is made of."""
    say, community = Words(viewer.language, "people"), viewer.record.community
    return {
        "role_choices": [Choice(role, say(f"role.{role}"), role in given.roles) for role in Role],
        "zone_choices": [
            Choice(zone.key, zone.name(viewer.language), zone.key in given.zones) for zone in community.zones
        ],
        "language_choices": [
            Choice(code, shown.language_name(say, code), code == (given.language or community.language))
            for code in community.languages
        ],
        "tenure_choices": [Choice(one, say(f"tenure.{one}"), one == given.tenure) for one in forms.TENURES],
        "most_why": forms.MOST_WHY,
        "example": countries.mobile_examples(community.country or phones.HOME)[1],
    }


def _value(viewer: Viewer) -> Callable[[Person, str], str]:
    say = Words(viewer.language, "people")

    def value(person: Person, field: str) -> str:
        return shown.value(viewer.record.community, say, viewer.language, person, Field(field))

    return value
