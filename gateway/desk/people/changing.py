"""Changing people at the desk, one by one: a page shows what a change does, and nothing is stored before its button.

Two officers change a person who leads, who reads grave reports, or who belongs to a closed circle: the change waits as
a proposal. A file that changed meanwhile is shown anew, and asks again.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from flask import Blueprint, Response, request

from gateway.communities.file import CommunityFileError
from gateway.desk import answers, asking
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.people import current, forms, planning, shown
from gateway.desk.people import pages as people
from gateway.desk.people.current import Current
from gateway.desk.people.forms import Fault, Typed
from gateway.desk.people.planning import Planned
from gateway.desk.viewer import Viewer
from gateway.errors import Refused
from gateway.roster.people_edits import Wanted
from menus.domain import decisions
from menus.domain.community import Person
from menus.domain.people_changes import Second
from menus.domain.roles import Role

pages = Blueprint("people_changes", __name__)
_AGAIN = "again"
"""The button of the page that asks, by which its person goes back to the form."""


class Act(StrEnum):
    """A change of one person. The value stands in the address of its form, and names its words."""

    NEW = "new"
    CHANGE = "change"
    REMOVE = "remove"


@pages.get("/desk/people/new")
@page_for(Role.COORDINATOR)
def new(viewer: Viewer) -> Response:
    """Show the form for somebody new."""
    return _new_page(viewer, Typed(roles=(Role.PATROL.value,)))


@pages.post("/desk/people/new")
@page_for(Role.COORDINATOR)
def ask_to_add(viewer: Viewer) -> Response:
    """Show what adding somebody does, and ask for the button."""
    return _ask(viewer, Act.NEW)


@pages.post("/desk/people/new/confirmed")
@page_for(Role.COORDINATOR, needs_fresh=True)
def add(viewer: Viewer) -> Response:
    """Add somebody, or ask the second officer."""
    return _do(viewer, Act.NEW)


@pages.post("/desk/people/<int:row_id>/change")
@page_for(Role.COORDINATOR)
def ask_to_change(viewer: Viewer, row_id: int) -> Response:
    """Show what changing somebody does, and ask for the button."""
    return _ask(viewer, Act.CHANGE, row_id)


@pages.post("/desk/people/<int:row_id>/change/confirmed")
@page_for(Role.COORDINATOR, needs_fresh=True)
def change(viewer: Viewer, row_id: int) -> Response:
    """Change somebody, or ask the second officer."""
    return _do(viewer, Act.CHANGE, row_id)


@pages.post("/desk/people/<int:row_id>/remove")
@page_for(Role.COORDINATOR)
def ask_to_remove(viewer: Viewer, row_id: int) -> Response:
    """Show what taking somebody out means, and ask for the button."""
    return _ask(viewer, Act.REMOVE, row_id)


@pages.post("/desk/people/<int:row_id>/remove/confirmed")
@page_for(Role.COORDINATOR, needs_fresh=True)
def remove(viewer: Viewer, row_id: int) -> Response:
    """Take somebody out, or ask the second officer."""
    return _do(viewer, Act.REMOVE, row_id)


@dataclass(frozen=True)
class _Asked:
    """A change that can be made, with the form that asks for it and the file that it is made of."""

    now: Current
    act: Act
    row_id: int | None
    given: Typed
    planned: Planned


def _ask(viewer: Viewer, act: Act, row_id: int | None = None) -> Response:
    return asking.step(lambda: _asked(viewer, act, row_id), _asking)


def _do(viewer: Viewer, act: Act, row_id: int | None = None) -> Response:
    return asking.step(lambda: _asked(viewer, act, row_id), _carry_out)


def _asked(viewer: Viewer, act: Act, row_id: int | None) -> _Asked | Response:
    """Return the change that a form asks for, or the page that says what stands against it."""
    now = current.read(viewer)
    person = now.viewer.record.person(row_id) if now is not None and row_id is not None else None
    if now is None or (person is None) != (act is Act.NEW):
        return answers.not_found()
    given = forms.typed()
    if _AGAIN in request.form:
        return _form(now.viewer, act, person, given, ())
    planned = _plan(now, act, person, given)
    if not isinstance(planned, Planned):
        return _form(now.viewer, act, person, given, tuple(planned))
    return _Asked(now, act, row_id, given, planned)


def _asking(one: _Asked, *, is_changed: bool = False) -> Response:
    """Return the page that says what a change does; `is_changed`: the file changed since its person read it."""
    viewer, planned, ruling = one.now.viewer, one.planned, one.planned.ruling
    return answers.page(
        "people",
        "desk/people_confirm.html",
        viewer,
        act=one.act,
        address=_address(one.act, one.row_id),
        person=planned.made.changes[0].person,
        diff=shown.diff(viewer, planned.made),
        typed=one.given,
        wanted=planned.wanted,
        officers=shown.names(ruling.officers) if isinstance(ruling, Second) else "",
        has_new_number=any("phone" in change.fields for change in planned.made.changes),
        seen=one.now.version,
        is_changed=is_changed,
    )


def _carry_out(one: _Asked) -> Response:
    if not one.now.is_seen:
        return _asking(one, is_changed=True)
    viewer = one.now.viewer
    try:
        which, where = planning.carry_out(viewer, one.planned)
    except (Refused, CommunityFileError):
        # Another file came in force in this very moment: the change is planned anew of that one.
        return asking.step(lambda: _asked(viewer, one.act, one.row_id), partial(_asking, is_changed=True))
    say = Words(viewer.language, "people")
    return asking.done(viewer, say(which, name=one.planned.made.changes[0].person.name), where)


def _plan(now: Current, act: Act, person: Person | None, given: Typed) -> Planned | list[Fault]:
    """Return the change that a form asks for, or every fault of the form."""
    community = now.viewer.record.community
    if act is Act.REMOVE and person is not None:
        edit, faults = forms.removal_of(community, person)
    else:
        edit, faults = forms.edit_of(community, person, given)
    faults += forms.reason_faults(given)
    if faults:
        return faults
    wanted = Wanted(edit, given.why, decisions.named(given.decision) or "")
    return planning.plan(now, wanted)


def _form(viewer: Viewer, act: Act, person: Person | None, given: Typed, faults: tuple[Fault, ...]) -> Response:
    """Return the form again, with what was typed."""
    again = forms.shown_again(given)
    if person is None:
        return _new_page(viewer, again, faults)
    return people.person_page(viewer, person, again, faults, act)


def _new_page(viewer: Viewer, given: Typed, faults: tuple[Fault, ...] = ()) -> Response:
    return answers.page(
        "people",
        "desk/people_new.html",
        viewer,
        status=422 if faults else 200,
        typed=given,
        faults=faults,
        act=Act.NEW,
        **people.choices(viewer, given),
    )


def _address(act: Act, row_id: int | None) -> str:
    return "/desk/people/new" if row_id is None else f"/desk/people/{row_id}/{act}"
