"""The addresses of an incident's page: the page itself, residents' words after a look, and the acts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from flask import Blueprint, Response, request

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import acts, answers, guards, late, told
from gateway.desk.acts import Answered, Asks, Gone, Press, Stale
from gateway.desk.incident import confirming, history, page, reports
from gateway.desk.incident.history import Line
from gateway.desk.incident.looking import Looking
from gateway.desk.viewer import Viewer, current_services
from menus.domain.desk_acts import DeskAct
from menus.domain.desk_roles import BOARD_ROLES

pages = Blueprint("incident", __name__)
_BOARD = "/desk/"
_FIELDS = (
    "text",
    "words",
    "outcome",
    "why",
    "other",
    "report",
    "number",
    "station",
    "crime",
    "team",
    "note",
    "level",
    "to",
)
"""The fields of the forms."""


@dataclass(frozen=True)
class Opened:
    """The open form beside the incident: its act, the words that were typed in it, and its result.

    `fault` is the reason why nothing was done. `meanwhile` holds the acts of others since the form was shown.
    """

    act: DeskAct | None = None
    typed: Mapping[str, str] | None = None
    fault: str = ""
    meanwhile: tuple[int, ...] = ()

    def value(self, act: str, name: str) -> str:
        """Return what was typed into a field of a form; empty for the other forms."""
        return (self.typed or {}).get(name, "") if self.act is not None and self.act.value == act else ""


@pages.get("/desk/incidents/<reference>")
@guards.page_for(*BOARD_ROLES)
def incident(viewer: Viewer, reference: str) -> Response:
    """Show the page of an incident; `?act=` opens one of its forms."""
    return _shown(viewer, reference, Opened(_act(request.args.get("act", ""))))


@pages.get("/desk/incidents/<reference>/since")
@guards.page_for(*BOARD_ROLES, is_poll=True)
def since(viewer: Viewer, reference: str) -> Response:
    """Answer an open page: 204 if nothing has happened that its viewer may know of, else 200."""
    with current_services().reading() as session:
        found = page.find(session, viewer, reference)
        if found is None:
            return answers.not_found()
        is_same = late.newest(session, viewer, found) == request.args.get("seen", "")
    return Response(status=204) if is_same else Response("news\n", content_type="text/plain; charset=utf-8")


@pages.post("/desk/incidents/<reference>/words")
@guards.page_for(*BOARD_ROLES)
def words(viewer: Viewer, reference: str) -> Response:
    """Show the page with the words of residents, after the look was written down."""
    has_looked = current_services().do(lambda uow: _look(uow, viewer, reference))
    return _shown(viewer, reference, Opened(), has_looked=has_looked)


@pages.post("/desk/incidents/<reference>/<name>")
@guards.page_for(*BOARD_ROLES)
def act(viewer: Viewer, reference: str, name: str) -> Response:
    """Do an act, or ask again, or say why it is not done."""
    pressed = _pressed(reference, name)
    if pressed is None:
        return answers.not_found()
    if pressed.is_bare and not request.form.keys() & set(pressed.act.needed):
        return answers.go_to(f"{_address(reference)}?act={pressed.act}")
    return _answer(viewer, pressed)


@pages.post("/desk/incidents/<reference>/<name>/confirmed")
@guards.page_for(*BOARD_ROLES, needs_fresh=True)
def confirmed(viewer: Viewer, reference: str, name: str) -> Response:
    """Do an act that cannot be undone: its person has read what it does, and has lately proved who they are."""
    pressed = _pressed(reference, name)
    return (
        answers.not_found()
        if pressed is None
        else _answer(viewer, replace(pressed, is_confirmed=True, seen_other=late.seen("seen_other")))
    )


def _pressed(reference: str, name: str) -> Press | None:
    """Return the press of this request; None for an act that does not exist."""
    wanted = _act(name)
    if wanted is None:
        return None
    # No database keeps a NUL in a text.
    typed = {name: request.form[name].replace("\0", "")[: acts.LONGEST] for name in _FIELDS if name in request.form}
    return Press(wanted, reference, late.seen(), typed)


def _look(uow: UnitOfWork, viewer: Viewer, reference: str) -> bool:
    """Write a look at residents' words down, if there are any; return whether there are."""
    found = page.find(uow.session, viewer, reference)
    if found is None:
        return False
    looking = Looking(viewer, found)
    asks = reports.of_incident(uow.session, looking).asks_for_look
    if asks:
        reports.look(uow, looking)
    return asks


def _answer(viewer: Viewer, pressed: Press) -> Response:
    outcome = current_services().do(lambda uow: acts.press(uow, viewer, pressed))
    match outcome:
        case Gone():
            return answers.not_found()
        case Stale(events):
            return _shown(viewer, pressed.reference, Opened(pressed.act, pressed.typed, meanwhile=events), status=409)
        case Asks(pending):
            return confirming.confirmation(viewer, pressed, pending)
        case Answered(text, is_done=True):
            told.of_app().put(viewer.session_id, text, viewer.now)
            is_from_board = request.form.get("back") == "board"
            return answers.go_to(_BOARD if is_from_board else _address(pressed.reference))
        case Answered(text):
            return _shown(viewer, pressed.reference, Opened(pressed.act, pressed.typed, fault=text), status=422)
        case never:
            assert_never(never)


def _shown(viewer: Viewer, reference: str, opened: Opened, status: int = 200, *, has_looked: bool = False) -> Response:
    with current_services().reading() as session:
        found = page.find(session, viewer, reference)
        if found is None:
            return answers.not_found()
        lines = history.since(session, Looking(viewer, found), opened.meanwhile) if opened.meanwhile else []
        return _page(viewer, page.read(session, viewer, found, has_looked=has_looked), opened, lines, status=status)


def _page(
    viewer: Viewer, shown: page.IncidentPage, opened: Opened, meanwhile: list[Line] | None = None, status: int = 200
) -> Response:
    return answers.page(
        "incident",
        "desk/incident.html",
        viewer,
        status=status,
        page=shown,
        opened=opened,
        meanwhile=meanwhile or [],
        address=_address(shown.head.reference),
    )


def _address(reference: str) -> str:
    return f"/desk/incidents/{reference}"


def _act(name: str) -> DeskAct | None:
    return DeskAct(name) if name in set(DeskAct) else None
