"""The page of the roster: gaps on top, who is on duty now, the covers, and a week of shifts."""

from dataclasses import replace

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from gateway.communities import on_duty, records
from gateway.desk import answers, asked_period
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.roster import cover_changes, now, week
from gateway.desk.viewer import Viewer, current_services
from gateway.roster import cover_edits
from menus.domain import local_weeks, roster_now, roster_plan
from menus.domain.community import Mode
from menus.domain.desk_roles import BOARD_ROLES
from menus.domain.roles import PATROL_ROLES, Role
from menus.text.typed_numbers import number_in

pages = Blueprint("roster", __name__)
_MOST_COVERS = 20
"""The most covers on the page; a line says how many more there are. A guess."""
_LONGEST_NUMBER = 3


@pages.get("/desk/roster")
@page_for(*BOARD_ROLES)
def roster(viewer: Viewer) -> Response:
    """Show the roster."""
    with current_services().reading() as session:
        viewer = _newest(session, viewer)
        community, say = viewer.record.community, Words(viewer.language, "roster")
        if community.mode is not Mode.PATROL:
            return answers.page("roster", "desk/roster.html", viewer, is_patrolled=False)
        duties = on_duty.duties_at(session, viewer.record, viewer.now)
        gaps = roster_plan.gaps(community, viewer.now, duties)
        today = viewer.today
        monday = asked_period.chosen("week", lambda typed: week.asked(typed, today), local_weeks.monday(today))
        alive = roster_now.covers_shown(community, viewer.now)
        return answers.page(
            "roster",
            "desk/roster.html",
            viewer,
            is_patrolled=True,
            may_change=viewer.has(Role.COORDINATOR),
            has_calendar=viewer.has(Role.COORDINATOR, *PATROL_ROLES),
            days=roster_plan.AHEAD,
            gaps=week.gap_lines(viewer, community, say, gaps),
            more_gaps=max(0, len(gaps) - week.MOST_GAPS),
            on=now.read(session, viewer, community, say, _number("people")),
            covers=[
                (place, cover_changes.line(viewer, community, say, cover), cover.why)
                for place, cover in alive[:_MOST_COVERS]
            ],
            more_covers=max(0, len(alive) - _MOST_COVERS),
            has_shifts=bool(community.shifts),
            week=week.read(viewer, community, say, monday, _number("page")),
        )


def _newest(session: Session, viewer: Viewer) -> Viewer:
    """Return the viewer with the file that is in force. A process may know an older one for a second after a change."""
    version = cover_edits.version_in_force(session, viewer.record)
    if version == viewer.record.version:
        return viewer
    record = records.made(session, viewer.record.id, version)
    return replace(viewer, record=record) if record is not None else viewer


def _number(name: str) -> int:
    number = number_in(request.args.get(name), _LONGEST_NUMBER)
    return 1 if number is None else number
