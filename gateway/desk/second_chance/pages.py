"""Second chance at the desk: the courses by their codes alone, what is due, how they ended, and the two custodians.

There is no list of people and no search: who a course is about is the answer to a form, for one course at a time.
"""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, Response, request

from gateway.association.second_chance import courses, custody
from gateway.association.second_chance.custody import CUSTODIANS, Result
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, moments
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.storage.models import Course
from menus.domain.roles import CARE_ROLES
from menus.sms import words_to_leave

pages = Blueprint("second_chance", __name__)
SUBJECT, HOME = "second_chance", "/desk/second-chance"
LONGEST_NAME, LONGEST_WHY = 80, 200
"""The most characters of a name and of a reason. A guess."""
_SLIPS = {
    Result.ONE_AT_A_TIME: "slip.one_at_a_time",
    Result.NOT_THE_SAME: "slip.not_the_same",
    Result.NO_NAME: "slip.no_name",
    Result.TOO_LATE: "slip.too_late",
}


@pages.get(HOME)
@page_for(*CUSTODIANS)
def listing(viewer: Viewer) -> Response:
    """Show the courses by their codes, and how those ended that are over."""
    with current_services().reading() as session:
        found = [course for course in courses.in_force(session, viewer.record) if _is_kept(viewer, course)]
        rows = [(course, _zone(viewer, course)) for course in found]
        reform = courses.reform(session, viewer.record)
    return answers.page(
        SUBJECT, "desk/second_chance.html", viewer, rows=rows, reform=reform, at=partial(moments.at, viewer)
    )


@pages.get(f"{HOME}/<int:row_id>")
@page_for(*CUSTODIANS)
def show(viewer: Viewer, row_id: int) -> Response:
    """Show one course, without who it is about."""
    return _page(viewer, row_id)


@pages.post(f"{HOME}/<int:row_id>/enter")
@page_for(*CUSTODIANS, needs_fresh=True)
def enter(viewer: Viewer, row_id: int) -> Response:
    """Enter who a course is about, as the first or the second custodian."""
    name, key = _typed("name", LONGEST_NAME), _key()
    if not any(map(str.isalpha, name)):
        return _page(viewer, row_id, "slip.name", status=422)
    if request.form.get("adult") != "yes":
        return _page(viewer, row_id, "slip.child", typed={"name": name}, status=422)
    if key is None:
        return _page(viewer, row_id, "slip.no_key", status=422)

    def act(uow: UnitOfWork, course: Course) -> Result:
        is_second = _waits_for(uow, viewer, course, is_entry=True)
        entered = custody.agree_to_enter if is_second else custody.ask_to_enter
        return entered(uow, viewer.record, course, viewer.person, name, key)

    return _done(viewer, row_id, act, "entered")


@pages.post(f"{HOME}/<int:row_id>/open")
@page_for(*CUSTODIANS, needs_fresh=True)
def open_one(viewer: Viewer, row_id: int) -> Response:
    """Open who a course is about, as the first or the second custodian."""
    why, key = words_to_leave.fit_for_strangers(viewer.record.community, _typed("why", LONGEST_WHY)), _key()
    if not any(map(str.isalnum, why)):
        return _page(viewer, row_id, "slip.why", typed={"why": why}, status=422)
    if key is None:
        return _page(viewer, row_id, "slip.no_key", typed={"why": why}, status=422)

    def act(uow: UnitOfWork, course: Course) -> Result:
        is_second = _waits_for(uow, viewer, course, is_entry=False)
        opening = custody.agree_to_open if is_second else custody.ask_to_open
        return opening(uow, viewer.record, course, viewer.person, why)

    return _done(viewer, row_id, act, "opened", why)


@pages.post(f"{HOME}/<int:row_id>/show")
@page_for(*CUSTODIANS, needs_fresh=True)
def show_opened(viewer: Viewer, row_id: int) -> Response:
    """Show the first custodian who a course is about, once the second one has opened it with them."""
    return _page(viewer, row_id, shows=True)


def _done(
    viewer: Viewer, row_id: int, act: Callable[[UnitOfWork, Course], Result], done: str, why: str = ""
) -> Response:
    def once(uow: UnitOfWork) -> Result | None:
        course = custody.course_of(uow.session, viewer.record, row_id, uow.now)
        return None if course is None else act(uow, course)

    result = current_services().do(once)
    match result:
        case None:
            return answers.not_found()
        case Result.WAITS:
            return _page(viewer, row_id, done="waits")
        case Result.DONE:
            return _page(viewer, row_id, done=done, shows=done == "opened")
        case _:
            return _page(viewer, row_id, _SLIPS[result], typed={"why": why}, status=409)


def _waits_for(uow: UnitOfWork, viewer: Viewer, course: Course, *, is_entry: bool) -> bool:
    found = custody.waiting(uow.session, viewer.record, course, viewer.person, uow.now)
    return found is not None and found.may_agree and found.is_entry is is_entry


def _page(
    viewer: Viewer,
    row_id: int,
    slip: str = "",
    *,
    done: str = "",
    typed: Mapping[str, str] | None = None,
    shows: bool = False,
    status: int = 200,
) -> Response:
    """Return the page of a course. With `shows` it says who it is about, if the viewer has just opened it."""
    with current_services().reading() as session:
        course = custody.course_of(session, viewer.record, row_id, viewer.now)
        if course is None:
            return answers.not_found()
        waiting = custody.waiting(session, viewer.record, course, viewer.person, viewer.now)
        key = _key()
        person = custody.opened(session, course, viewer.person_id, key, viewer.now) if key is not None else None
        focal = viewer.record.community.having(CARE_ROLES)
        return answers.page(
            SUBJECT,
            "desk/second_chance_one.html",
            viewer,
            status=status,
            course=course,
            zone=_zone(viewer, course),
            has_person=course.person is not None,
            has_key=key is not None,
            waiting=waiting,
            is_own=waiting is not None and waiting.by.phone == viewer.person.phone,
            is_open=person is not None,
            person=person if shows else None,
            slip=slip,
            done=done,
            typed=typed or {},
            focal=focal[0].name if focal else "",
            child=viewer.record.community.words["child"],
            longest_name=LONGEST_NAME,
            longest_why=LONGEST_WHY,
            at=partial(moments.at, viewer),
        )


def _is_kept(viewer: Viewer, course: Course) -> bool:
    return course.ends_at is not None and course.ends_at > viewer.now


def _zone(viewer: Viewer, course: Course) -> str:
    zone = viewer.record.community.zone(course.zone)
    return "" if zone is None else zone.names.get(viewer.language) or zone.name(viewer.person.language)


def _typed(name: str, most: int) -> str:
    plain = "".join(sign if sign.isprintable() else " " for sign in request.form.get(name, "")[: 4 * most])
    return " ".join(plain.split())[:most]


def _key() -> str | None:
    given = current_services().settings.people_key
    return None if given is None else given.get_secret_value()
