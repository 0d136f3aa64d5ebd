"""Votes: the list of them, and the page of one, with what its officers and its tellers do there."""

from flask import Blueprint, Response, request

from gateway.association.votes import ceremony, households, proposing
from gateway.association.votes.ceremony import Opened, Took
from gateway.association.votes.envelopes import OpenError
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, asking
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.desk.votes import opened, shown
from gateway.record import checkpoints
from menus.domain import vote_codes
from menus.domain.desk_roles import MEMBER_ROLES
from menus.domain.vote_codes import Mistyped
from menus.domain.votes import OFFICERS

pages = Blueprint("votes", __name__)
LIST = "/desk/votes"
_LONGEST_TYPED = 400
"""The most characters of a code with its spaces that are read. A guess."""


@pages.get(LIST)
@page_for(*MEMBER_ROLES)
def votes(viewer: Viewer) -> Response:
    """Show the votes, the newest first."""
    with current_services().reading() as session:
        listed = shown.listed(session, viewer)
        count = households.listed(session, viewer.record.id)
    is_officer = viewer.has(*OFFICERS)
    return answers.page("votes", "desk/votes.html", viewer, votes=listed, count=count, is_officer=is_officer)


@pages.get(f"{LIST}/<int:number>")
@page_for(*MEMBER_ROLES)
def vote(viewer: Viewer, number: int) -> Response:
    """Show one vote."""
    return _page(viewer, number)


@pages.post(f"{LIST}/<int:number>/agree")
@page_for(*OFFICERS, needs_fresh=True)
def agree(viewer: Viewer, number: int) -> Response:
    """Let a second officer agree to a vote."""
    done = current_services().do(lambda uow: proposing.agree(uow, viewer.record, number, viewer.person))
    if isinstance(done, proposing.Refused):
        return _page(viewer, number, f"fault.{done.faults[0]}")
    return _done(viewer, number, "done.agreed") if done else _changed(viewer, number)


@pages.post(f"{LIST}/<int:number>/withdraw")
@page_for(*OFFICERS, needs_fresh=True)
def withdraw(viewer: Viewer, number: int) -> Response:
    """Let an officer take back a vote that has not opened."""
    done = current_services().do(lambda uow: proposing.withdraw(uow, viewer.record, number, viewer.person))
    return _done(viewer, number, "done.withdrawn") if done else _changed(viewer, number)


@pages.post(f"{LIST}/<int:number>/code")
@page_for(*MEMBER_ROLES, needs_fresh=True)
def code(viewer: Viewer, number: int) -> Response:
    """Make a new code of a teller, and show it this once."""
    groups = current_services().do(lambda uow: ceremony.new_code(uow, viewer.record, number, viewer.person))
    if groups is None:
        return _changed(viewer, number)
    with current_services().reading() as session:
        found = shown.one(session, viewer, number)
    return answers.page("votes", "desk/vote_code.html", viewer, vote=found, lines=vote_codes.lines(groups))


@pages.post(f"{LIST}/<int:number>/known")
@page_for(*MEMBER_ROLES, needs_fresh=True)
def known(viewer: Viewer, number: int) -> Response:
    """Note that a teller has copied their code."""
    typed = _typed()
    return _took(
        viewer,
        number,
        current_services().do(lambda uow: ceremony.know(uow, viewer.record, number, viewer.person, typed)),
    )


@pages.post(f"{LIST}/<int:number>/lost")
@page_for(*MEMBER_ROLES, needs_fresh=True)
def lost(viewer: Viewer, number: int) -> Response:
    """Note that a teller has lost their code."""
    return _took(
        viewer, number, current_services().do(lambda uow: ceremony.lose(uow, viewer.record, number, viewer.person))
    )


@pages.post(f"{LIST}/<int:number>/open")
@page_for(*MEMBER_ROLES, needs_fresh=True)
def open_box(viewer: Viewer, number: int) -> Response:
    """Take the code of a teller at the closed box; with the second one, count."""
    typed = _typed()
    found = current_services().do(lambda uow: ceremony.unlock(uow, viewer.record, number, viewer.person, typed))
    if not isinstance(found, Opened):
        return _took(viewer, number, found)
    two = opened.of_app().put(number, found, viewer.now)
    if not two:
        return _done(viewer, number, "done.first")

    def count(uow: UnitOfWork) -> bool:
        checkpoints.make(uow, viewer.record, None)
        is_counted = ceremony.count(uow, viewer.record, number, two)
        checkpoints.make(uow, viewer.record, None)
        return is_counted

    try:
        is_counted = current_services().do(count)
    except OpenError:
        return _page(viewer, number, "took.other_code")
    finally:
        opened.of_app().forget(number)
    return _done(viewer, number, "done.counted") if is_counted else _changed(viewer, number)


def _typed() -> str:
    return request.form.get("code", "")[:_LONGEST_TYPED]


def _took(viewer: Viewer, number: int, found: Took | Mistyped) -> Response:
    match found:
        case Mistyped(None):
            return _page(viewer, number, "took.length")
        case Mistyped(group):
            return _page(viewer, number, "took.group", group=group)
        case Took.NOT_YOURS:
            return _changed(viewer, number)
        case Took.OTHER_CODE:
            return _page(viewer, number, "took.other_code")
        case _:
            return _done(viewer, number, f"done.{found.name.lower()}")


def _changed(viewer: Viewer, number: int) -> Response:
    """Answer an act that is not to be done now: a second press, or a page that somebody else has made old."""
    return _page(viewer, number, "took.meanwhile")


def _done(viewer: Viewer, number: int, which: str) -> Response:
    return asking.done(viewer, Words(viewer.language, "votes")(which), f"{LIST}/{number}")


def _page(viewer: Viewer, number: int, fault: str = "", **values: object) -> Response:
    with current_services().reading() as session:
        found = shown.one(session, viewer, number)
    if found is None:
        return answers.not_found()
    status = 422 if fault else 200
    return answers.page(
        "votes", "desk/vote.html", viewer, status, vote=found, fault=fault, values=values, groups=vote_codes.GROUPS
    )
