"""Importing people from a file: a page shows every fault by its line, or what the file changes; then a button does it.

The rules are those of `doria people import`. With one fault in the file, nothing is stored.
"""

from typing import Any

from flask import Blueprint, Response, request

from gateway.communities.file import CommunityFileError
from gateway.communities.people_files import kinds
from gateway.communities.people_files.plan import Plan, plan
from gateway.desk import answers, told
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.people import current, forms, planning, shown, upload
from gateway.desk.people.current import Current
from gateway.desk.people.forms import Fault
from gateway.desk.people.planning import Planned
from gateway.desk.people.upload import Upload
from gateway.desk.viewer import Viewer
from gateway.errors import Refused
from gateway.roster.people_edits import Wanted
from menus.domain import decisions
from menus.domain.people_changes import Second
from menus.domain.roles import Role

pages = Blueprint("people_import", __name__)
_MOST_NOTES = 20
"""Numbers that were put right, as the page tells them. A guess."""
_LONGEST_FAULT = 300


@pages.get("/desk/people/import")
@page_for(Role.COORDINATOR, needs_fresh=True)
def form(viewer: Viewer) -> Response:
    """Show the form for a file. A fresh proof is asked for here: later it would cost the file that was chosen."""
    return _form(viewer)


@pages.post("/desk/people/import")
@page_for(Role.COORDINATOR)
def try_out(viewer: Viewer) -> Response:
    """Show what a file changes, or its faults."""
    now, file = current.read(viewer), upload.read()
    return answers.not_found() if now is None else _try_out(now, file)


@pages.post("/desk/people/import/confirmed")
@page_for(Role.COORDINATOR, needs_fresh=True)
def import_file(viewer: Viewer) -> Response:
    """Change the people as the page has shown, or ask the second officer."""
    now, file = current.read(viewer), upload.read()
    if now is None:
        return answers.not_found()
    if file is None:
        return _try_out(now, file)
    planned, _ = _planned(now, file)
    if not isinstance(planned, Planned) or forms.reason_faults(forms.typed()):
        return _try_out(now, file)
    if not file.is_shown(now, planned.wanted):
        return _try_out(now, file, is_changed=True)
    try:
        which, where = planning.carry_out(now.viewer, planned)
    except (Refused, CommunityFileError):
        return _try_out(now, file, is_changed=True)
    say = Words(viewer.language, "people")
    told.of_app().put(viewer.session_id, say(which, name=say("import.people")), viewer.now)
    return answers.go_to(where)


def _try_out(now: Current, file: Upload | None, *, is_changed: bool = False) -> Response:
    given = forms.typed()
    faults = forms.reason_faults(given)
    if file is None:
        return _form(now.viewer, [Fault("file", "fault.no_file"), *faults])
    planned, read = _planned(now, file)
    if faults or not isinstance(planned, Planned):
        found = [] if isinstance(planned, Planned) or read.faults else planned
        lines = [(fault.line, fault.message[:_LONGEST_FAULT]) for fault in read.faults[: shown.MOST_LINES]]
        more = max(0, len(read.faults) - shown.MOST_LINES)
        return _form(now.viewer, [*faults, *found], lines=lines, more=more, number=len(read.faults))
    ruling = planned.ruling
    return answers.page(
        "people",
        "desk/people_import_confirm.html",
        now.viewer,
        diff=shown.diff(now.viewer, planned.made),
        added=len(read.added),
        changed=len(read.changed),
        notes=read.notes[:_MOST_NOTES],
        wanted=planned.wanted,
        officers=shown.names(ruling.officers) if isinstance(ruling, Second) else "",
        carried=file.carried(),
        mark=file.mark(now, planned.wanted),
        file_name=file.name,
        is_changed=is_changed,
    )


def _planned(now: Current, file: Upload) -> tuple[Planned | list[Fault], Plan]:
    """Return what a file changes, or what stands against it; and the plan with the faults of its lines."""
    found, given = kinds.read(file.data, file.name), forms.typed()
    read = plan(now.viewer.record.community, found.rows, found.faults)
    if read.faults:
        return [], read
    wanted = Wanted(read.edit, given.why, decisions.named(given.decision) or "")
    return planning.plan(now, wanted), read


def _form(viewer: Viewer, faults: list[Fault] | None = None, **found: Any) -> Response:
    is_wrong = bool(faults or found)
    return answers.page(
        "people",
        "desk/people_import.html",
        viewer,
        status=422 if is_wrong else 200,
        typed=forms.shown_again(forms.typed()) if request.method == "POST" else forms.Typed(),
        faults=faults or [],
        most_why=forms.MOST_WHY,
        **{"lines": [], "more": 0, "number": 0, **found},
    )
