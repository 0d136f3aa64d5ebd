"""Calendars: the address at which a calendar program reads the shifts of one person, shown, made anew and ended.

The feed itself needs no sign-in, because calendar programs have none. It holds times and two words, and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, Response, make_response, request

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.roster import shift_calendars
from gateway.storage.models import PersonRow
from menus.domain import roster_plan
from menus.domain.community import Person
from menus.domain.desk_roles import BOARD_ROLES
from menus.domain.roles import PATROL_ROLES, Role
from menus.text import ics, page_words
from menus.text.ics import Entry
from menus.text.typed_numbers import number_in

pages = Blueprint("roster_calendars", __name__)
_AHEAD = timedelta(days=28)
"""The time ahead that a calendar shows. A guess: four weeks are planned at a time."""
_BEHIND = timedelta(days=1)
"""A shift that has just ended stays for a day, so that it does not vanish while somebody looks."""
_AGAIN = timedelta(hours=6)
"""The time after which a calendar program should ask again. A guess: a cover is told by SMS at once."""
_A_PAGE = 25
_LONGEST_NUMBER, _LONGEST_ID = 3, 15


@dataclass(frozen=True)
class Line:
    """A patroller whose calendar the viewer may see; `address` is there once it was asked for."""

    person_id: int
    name: str
    is_mine: bool
    address: str | None = None
    is_open: bool = False


@pages.get("/desk/roster/calendars")
@page_for(*BOARD_ROLES)
def calendars(viewer: Viewer) -> Response:
    """Show the patrollers whose calendar the viewer may see: a leader their own, a coordinator each."""
    return _page(viewer, None)


@pages.post("/desk/roster/calendars/show")
@page_for(*BOARD_ROLES)
def show(viewer: Viewer) -> Response:
    """Show the address of one person. Somebody without one gets the first."""
    return _act(viewer, shift_calendars.show)


@pages.post("/desk/roster/calendars/new")
@page_for(*BOARD_ROLES)
def new(viewer: Viewer) -> Response:
    """Give a person a new address, so that the one before opens nothing any more."""
    return _act(viewer, shift_calendars.renew)


@pages.post("/desk/roster/calendars/end")
@page_for(*BOARD_ROLES)
def end(viewer: Viewer) -> Response:
    """End the address of a person."""
    return _act(viewer, shift_calendars.end)


@pages.get("/desk/roster/feed/<token>.ics")
def feed(token: str) -> Response:
    """Answer a calendar program with the shifts of the person whose address it has; any other address is not there."""
    services = current_services()
    with services.reading() as session:
        person_id = shift_calendars.find(session, services.keyring, token)
        community_id = session.get_one(PersonRow, person_id).community_id if person_id is not None else None
    record = services.directory.find(community_id) if community_id is not None else None
    person = record.person(person_id) if record is not None and person_id is not None else None
    if record is None or person is None or person_id is None or not person.roles & PATROL_ROLES:
        return answers.not_found()
    now = services.clock()
    entries = [
        Entry(shift_calendars.event_id(services.keyring, person_id, span.begins), span.begins, span.ends)
        for span in roster_plan.of_person(record.community, person, now - _BEHIND, now + _AHEAD)
    ]
    words = page_words.say("desk_roster.po", person.language, "feed.words")
    answer = make_response(ics.calendar(words, entries, now, _AGAIN))
    answer.content_type = "text/calendar; charset=utf-8"
    return answer


def _act(viewer: Viewer, act: Callable[[UnitOfWork, int, int], None]) -> Response:
    person_id = number_in(request.form.get("person"), _LONGEST_ID)
    person = viewer.record.person(person_id) if person_id is not None else None
    if person_id is None or person is None or not _may_see(viewer, person):
        return answers.not_found()
    current_services().do(lambda uow: act(uow, person_id, viewer.person_id))
    return _page(viewer, person_id)


def _may_see(viewer: Viewer, person: Person) -> bool:
    """Return whether the calendar of a person is the viewer's to see: a patroller's own, and a coordinator each."""
    return bool(person.roles & PATROL_ROLES) and (viewer.has(Role.COORDINATOR) or person.phone == viewer.person.phone)


def _page(viewer: Viewer, shown: int | None) -> Response:
    ids, services = viewer.record.person_ids, current_services()
    patrol = [person for person in viewer.record.community.having(PATROL_ROLES) if _may_see(viewer, person)]
    patrol.sort(key=lambda person: (person.phone != viewer.person.phone, person.name.casefold()))
    pages_of = max(1, -(-len(patrol) // _A_PAGE))
    page = min(max(1, number_in(request.values.get("page"), _LONGEST_NUMBER) or 1), pages_of)
    with services.reading() as session:
        tokens = {
            ids[person.phone]: shift_calendars.token_of(session, services.keyring, ids[person.phone])
            for person in patrol[(page - 1) * _A_PAGE : page * _A_PAGE]
        }
    lines = [
        Line(
            person_id := ids[person.phone],
            person.name,
            person.phone == viewer.person.phone,
            _address(token) if (token := tokens[person_id]) is not None and person_id == shown else None,
            is_open=tokens[person_id] is not None,
        )
        for person in patrol
        if ids[person.phone] in tokens
    ]
    return answers.page(
        "roster",
        "desk/roster_calendars.html",
        viewer,
        lines=lines,
        shown=shown,
        days=_AHEAD.days,
        page=page,
        pages=pages_of,
    )


def _address(token: str) -> str:
    """Return the whole address of a calendar, as another machine can open it."""
    origin = current_services().settings.desk_origin or request.host_url.rstrip("/")
    return f"{origin}/desk/roster/feed/{token}.ics"
