"""The community file in force as a download: it holds every number, so it needs a fresh proof, and leaves a look.

The address answers a form alone: a browser that only looks ahead could open a link. The look and the file belong to one
transaction: if the look cannot be written, nothing is given out.
"""

from flask import Blueprint, Response, request

from gateway.communities.records import body_of
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, guards
from gateway.desk.community.changing import LONGEST_WHY
from gateway.desk.community.pages import HOME, SUBJECT
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import looks
from menus.domain.community import Role
from menus.domain.looks import LookKind

pages = Blueprint("community_export", __name__)


@pages.get(f"{HOME}/export")
@page_for(Role.COORDINATOR)
def form(viewer: Viewer) -> Response:
    """Show what the file holds, and ask what for somebody needs it."""
    return _form(viewer)


@pages.post(f"{HOME}/file.toml")
@page_for(Role.COORDINATOR)
def export(viewer: Viewer) -> Response:
    """Give the file in force, byte for byte as it was loaded, once the look is written down."""
    typed = "".join(letter if letter.isprintable() else " " for letter in request.form.get("why", ""))
    why = " ".join(typed.split())
    if not why or len(why) > LONGEST_WHY:
        return _form(viewer, "slip.why" if not why else "slip.long", why[: LONGEST_WHY + 1])
    if not viewer.is_fresh:
        return guards.ask_again(viewer)
    key = viewer.record.community.key

    def read(uow: UnitOfWork) -> str:
        looks.note_at_none(uow, viewer.record.id, LookKind.FILE, looks.with_role(viewer.record, viewer.person), why=why)
        return body_of(uow.session, key) or ""

    answer = Response(current_services().do(read).encode(), content_type="application/toml; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{key}.toml"'
    return answer


def _form(viewer: Viewer, slip: str = "", why: str = "") -> Response:
    return answers.page(
        SUBJECT,
        "desk/community_export.html",
        viewer,
        status=422 if slip else 200,
        slip=slip,
        why=why,
        key=viewer.record.community.key,
        longest_why=LONGEST_WHY,
        home=HOME,
    )
