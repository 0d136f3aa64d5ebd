"""The page of youth work, with its tasks, and the certificate of a person, to be printed on a sheet of A5.

Youth leads read the tasks. Coordinators also print certificates, for the person whose hours they are: the hours of
others are nobody else's matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from gateway.association.tasks import certificates, lately, voices
from gateway.desk import answers, moments
from gateway.desk.guards import page_for
from gateway.desk.incident import paging
from gateway.desk.viewer import Viewer, current_services
from gateway.storage.models import Task
from menus.domain.desk_roles import BOARD_ROLES, YOUTH_READERS
from menus.domain.duty_hours import in_hours
from menus.domain.roles import Role
from menus.domain.tasks import TaskState
from menus.sms import wording
from menus.text import task_kinds

pages = Blueprint("youth", __name__)
_A_PAGE = 50
"""The people of one page, each a line of some 150 bytes."""
_MOST_MONTHS = 12
"""The newest months that stand on a certificate one by one: with them it fits on one sheet (measured by printing)."""
_MOST_TASKS = 5
"""The newest tasks that stand on a certificate one by one. Measured as above."""


@dataclass(frozen=True)
class Line:
    """A task as the page shows it: what it is about, and where; how many reports and hands there are."""

    task: Task
    what: str
    place: str
    reports: int
    hands: int


@pages.get("/desk/youth")
@page_for(*YOUTH_READERS)
def show(viewer: Viewer) -> Response:
    """Show the tasks; to a coordinator also the people for whom a certificate can be printed."""
    is_printing = viewer.has(Role.COORDINATOR)
    everybody = certificates.holders(viewer.record) if is_printing else []
    part = paging.part(request.args.get("page"), _A_PAGE, len(everybody))
    with current_services().reading() as session:
        lines = list(_lines(session, viewer))
        led = certificates.led(session, viewer.record.id)
    return answers.page(
        "youth",
        "desk/youth.html",
        viewer,
        lines=lines,
        is_printing=is_printing,
        people=[(row_id, one, led.get(row_id, 0)) for row_id, one in everybody[part.skipped :][: part.size]],
        part=part,
        is_vetting=viewer.has(*BOARD_ROLES),
        at=partial(moments.at, viewer),
    )


def _lines(session: Session, viewer: Viewer) -> Iterator[Line]:
    found = lately.listed(session, viewer.record.id, viewer.now)
    tasks = sorted(found, key=lambda task: (list(TaskState).index(task.state), -task.id))
    behind, hands = lately.counts(session, tasks), voices.hands(session, viewer.record.id)
    for task in tasks:
        what = task_kinds.name_of(task.kind, task.project, viewer.language)
        place = wording.place_name(viewer.record.community, viewer.language, task.zone, "")
        yield Line(task, what, place, behind[task.id][1], hands.get(task.number, 0))


@pages.get("/desk/youth/certificate/<int:row_id>")
@page_for(Role.COORDINATOR)
def certificate(viewer: Viewer, row_id: int) -> Response:
    """Show the certificate of one person, to print it."""
    with current_services().reading() as session:
        found = certificates.of(session, viewer.record, row_id, viewer.now)
    if found is None:
        return answers.not_found()
    months = [(month, in_hours(time)) for month, time in found.months.items()]
    local = viewer.now.astimezone(viewer.record.community.timezone)
    return answers.page(
        "youth",
        "desk/youth_certificate.html",
        viewer,
        found=found,
        months=months[-_MOST_MONTHS:],
        has_earlier=len(months) > _MOST_MONTHS,
        total=in_hours(found.total),
        tasks=[(one, task_kinds.name_of(one.kind, one.project, viewer.language)) for one in found.tasks[:_MOST_TASKS]],
        more_tasks=max(0, len(found.tasks) - _MOST_TASKS),
        today=local.date(),
        zone=viewer.record.community.timezone,
    )
