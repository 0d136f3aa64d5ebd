"""The pages of the board: the whole page, the answers to polls, and a page that loads itself without a script."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, current_app, request
from sqlalchemy.orm import Session

from gateway.communities import on_duty
from gateway.communities.directory import CommunityRecord
from gateway.desk import answers, guards
from gateway.desk.board import filters
from gateway.desk.board.boards import Boards
from gateway.desk.board.looking import Looking
from gateway.desk.viewer import Viewer, current_services
from menus.domain import roster
from menus.domain.desk_board import clock
from menus.domain.desk_roles import BOARD_ROLES
from menus.domain.roles import PATROL_ROLES
from menus.sms import wording

pages = Blueprint("board", __name__)
ACTS = ("send", "police", "ask", "close")
"""The acts that stand in each row, by their names in the address of an incident. Its own page has the others."""
_SUBJECT = "board"
_UNAUTHORIZED = 401


@dataclass(frozen=True)
class Watch:
    """The people who are on duty now, and when the next shift begins, as people of the community read it."""

    names: tuple[str, ...]
    next_shift: str


@pages.get("/desk/")
@guards.page_for(*BOARD_ROLES, is_board=True)
def board(viewer: Viewer) -> Response:
    """Show the board."""
    return _page(viewer)


@pages.get("/desk/again")
def again() -> Response:
    """Show the board to a browser without a script, which loads it by itself: that does not keep a session awake."""
    answer = _again()
    return answer if answer.status_code != _UNAUTHORIZED else answers.go_to("/desk/")


@guards.page_for(*BOARD_ROLES, is_poll=True)
def _again(viewer: Viewer) -> Response:
    return _page(viewer)


@pages.get("/desk/since")
@guards.page_for(*BOARD_ROLES, is_poll=True)
def since(viewer: Viewer) -> Response:
    """Answer a poll: nothing if the viewer sees the same as before, else the rows with what surrounds them."""
    wanted = filters.read(viewer.record.community, request.args)
    with current_services().reading() as session:
        found = _boards().of(session, _looking(viewer), wanted, viewer.now)
    if request.if_none_match.contains(found.stamp):
        answer = Response(status=304)
    else:
        answer = answers.page(_SUBJECT, "desk/board_rows.html", viewer, board=found, acts=ACTS, clock=clock)
    answer.set_etag(found.stamp)
    # A page counts on from this: somebody may have moved the clock.
    answer.headers["Doria-Now"] = f"{viewer.now.timestamp():.3f}"
    return answer


def _page(viewer: Viewer) -> Response:
    wanted = filters.read(viewer.record.community, request.args)
    with current_services().reading() as session:
        found = _boards().of(session, _looking(viewer), wanted, viewer.now)
        watch = _watch(session, viewer.record, viewer.now) if found.is_empty else None
    return answers.page(
        _SUBJECT,
        "desk/board.html",
        viewer,
        board=found,
        acts=ACTS,
        clock=clock,
        wanted=wanted,
        levels=filters.LEVELS,
        watch=watch,
    )


def _looking(viewer: Viewer) -> Looking:
    return Looking(viewer.record, viewer.person, viewer.language)


def _boards() -> Boards:
    """Return the boards of this process."""
    found: Boards = current_app.extensions.setdefault("doria-boards", Boards())
    return found


def _watch(session: Session, record: CommunityRecord, now: datetime) -> Watch:
    """Return who is on duty now, and when the next shift begins."""
    community, duties = record.community, on_duty.duties_at(session, record, now)
    people = roster.holders(community, PATROL_ROLES, None, now, duties)
    begins = min((roster.next_beginning(community, shift, now) for shift in community.shifts), default=None)
    return Watch(
        tuple(person.name for person in people), wording.moment(community, begins, now) if begins is not None else ""
    )
