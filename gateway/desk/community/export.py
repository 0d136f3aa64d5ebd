"""The community file in force as a download: it holds every number, so it needs a fresh proof, and leaves a look.

The secret words by which people call for help under threat are left out: whoever reads one can tell such a call. Only
the operator's `doria community export` holds them.

The address answers a form alone: a browser that only looks ahead could open a link. The look and the file belong to one
transaction: if the look cannot be written, nothing is given out.
"""

from flask import Blueprint, Response, request

from gateway.communities.edits import Edit
from gateway.communities.file import CommunityFileError, parse
from gateway.communities.records import body_of
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, guards
from gateway.desk.community.changing import LONGEST_WHY
from gateway.desk.community.pages import HOME, SUBJECT
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.errors import Refused
from gateway.incidents import looks
from menus.domain.looks import LookKind
from menus.domain.roles import Role

pages = Blueprint("community_export", __name__)
_BOM = "\ufeff"
_LEFT_OUT = (
    "# The duress words of the people are left out of this file. Loaded as it is, it takes them away; "
    "`doria community export` gives the file with them."
)


@pages.get(f"{HOME}/export")
@page_for(Role.COORDINATOR)
def form(viewer: Viewer) -> Response:
    """Show what the file holds, and ask what for somebody needs it."""
    return _form(viewer)


@pages.post(f"{HOME}/file.toml")
@page_for(Role.COORDINATOR)
def export(viewer: Viewer) -> Response:
    """Give the file in force without its secret words, once the look is written down."""
    typed = "".join(letter if letter.isprintable() else " " for letter in request.form.get("why", ""))
    why = " ".join(typed.split())
    if not why or len(why) > LONGEST_WHY:
        return _form(viewer, "slip.why" if not why else "slip.long", why[: LONGEST_WHY + 1])
    if not viewer.is_fresh:
        return guards.ask_again(viewer)
    key = viewer.record.community.key

    def read(uow: UnitOfWork) -> str:
        text = _without_duress(body_of(uow.session, key) or "")
        looks.note_at_none(uow, viewer.record.id, LookKind.FILE, looks.with_role(viewer.record, viewer.person), why=why)
        return text

    try:
        text = current_services().do(read)
    except (Refused, CommunityFileError):
        return _form(viewer, "export.cannot", why)
    answer = Response(text.encode(), content_type="application/toml; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{key}.toml"'
    return answer


def _without_duress(text: str) -> str:
    """Return the text of a file without secret words, with a comment that says so; as it is if it has none.

    Raise Refused or CommunityFileError for a text that cannot be edited: it is not given out with them.
    """
    from gateway.communities import editing  # noqa: PLC0415 - its library takes a process some time to load

    held = [person.phone for person in parse(text).people if person.duress is not None]
    if not held:
        return text
    bare = editing.edited(text, Edit({phone: {"duress": None} for phone in held})).removeprefix(_BOM)
    if any(person.duress is not None for person in parse(bare).people):
        message = "the file still holds a secret word"
        raise Refused(message)
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{_BOM if text.startswith(_BOM) else ''}{_LEFT_OUT}{end}{bare}"


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
