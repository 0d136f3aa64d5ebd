"""Covers at the desk: a form, a page that shows what it changes, and the button that stores it. Nothing is kept before.

That page carries the version of the file that it was made of. If another one is in force by now, nothing is stored: the
page says so, and asks again.
"""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, request

from gateway.communities import file
from gateway.communities.file import CommunityFileError
from gateway.desk import answers, settings_words, told
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.people import current
from gateway.desk.roster import cover_changes, cover_form
from gateway.desk.roster.cover_changes import Plan
from gateway.desk.roster.cover_form import Wish
from gateway.desk.viewer import Viewer, current_services
from gateway.errors import Refused
from gateway.roster.cover_edits import InForce
from menus.domain.roles import Role
from menus.text.typed_numbers import number_in

pages = Blueprint("roster_covers", __name__)
_ROSTER = "/desk/roster"
_MOST_CHANGED = 14
"""The most changed shifts that the page shows; a line says how many more there are. A guess: two weeks of nights."""
_LONGEST_NUMBER = 9
_CONFLICT, _UNFIT = 409, 422


@pages.get("/desk/roster/cover")
@page_for(Role.COORDINATOR)
def form(viewer: Viewer) -> Response:
    """Show the form; the address of a gap fills in its shift and its hours."""
    found = _in_force(viewer)
    if found is None:
        return answers.not_found()
    viewer, _ = found
    given = cover_form.typed(request.args)
    return _form(viewer, Wish({**given, "person": "", "instead_of": "", "why": ""}))


@pages.post("/desk/roster/cover")
@page_for(Role.COORDINATOR)
def ask(viewer: Viewer) -> Response:
    """Show what a cover would change, and ask for the button that stores it."""
    return _new(viewer, is_confirmed=False)


@pages.post("/desk/roster/cover/confirmed")
@page_for(Role.COORDINATOR, needs_fresh=True)
def add(viewer: Viewer) -> Response:
    """Store a cover."""
    return _new(viewer, is_confirmed=True)


@pages.post("/desk/roster/cover/end")
@page_for(Role.COORDINATOR)
def ask_end(viewer: Viewer) -> Response:
    """Show what it changes to take a cover away, and ask for the button that does."""
    return _end(viewer, is_confirmed=False)


@pages.post("/desk/roster/cover/end/confirmed")
@page_for(Role.COORDINATOR, needs_fresh=True)
def end(viewer: Viewer) -> Response:
    """Take a cover away."""
    return _end(viewer, is_confirmed=True)


def _new(viewer: Viewer, *, is_confirmed: bool) -> Response:
    found = _in_force(viewer)
    if found is None:
        return answers.not_found()
    viewer, before = found
    say = Words(viewer.language, "roster")
    wish = cover_form.read(viewer.record, say, cover_form.typed(request.form), viewer.now)
    if wish.cover is None:
        return _form(viewer, wish, status=_UNFIT)
    try:
        plan = cover_changes.new(viewer, before, wish.cover)
    except (Refused, CommunityFileError) as error:
        return _form(viewer, replace(wish, faults={"file": _why(viewer, error)}), status=_UNFIT)
    return _answer(viewer, plan, wish.typed, is_confirmed=is_confirmed)


def _end(viewer: Viewer, *, is_confirmed: bool) -> Response:
    found, place = _in_force(viewer), _number("place")
    if found is None or place is None:
        return answers.not_found()
    viewer, before = found
    if _number("seen") != before.version or place >= len(before.community.covers):
        # By now the number may mean another cover.
        return _said(viewer, Words(viewer.language, "roster")("stale"))
    try:
        plan = cover_changes.end(viewer, before, place)
    except (Refused, CommunityFileError) as error:
        return _said(viewer, _why(viewer, error))
    return _answer(viewer, plan, {"place": str(place)}, is_confirmed=is_confirmed)


def _answer(viewer: Viewer, plan: Plan, fields: Mapping[str, str], *, is_confirmed: bool) -> Response:
    """Store what the person has agreed to; else show what it would change."""
    if not is_confirmed or _number("seen") != plan.before.version:
        return _confirm(viewer, plan, fields, is_stale=is_confirmed)
    try:
        # This makes every page of the community, which takes a second or two: no lock is held meanwhile.
        file.read(plan.text, plan.before.community)
        current_services().do(lambda uow: cover_changes.store(uow, viewer, plan))
    except CommunityFileError as error:
        return _said(viewer, _why(viewer, error))
    except Refused:
        # Somebody was faster by a moment.
        return _said(viewer, Words(viewer.language, "roster")("stale"))
    return _said(viewer, Words(viewer.language, "roster")("saved" if plan.is_new else "ended"))


def _in_force(viewer: Viewer) -> tuple[Viewer, InForce] | None:
    """Return the viewer and the file that is in force; None if it does not name them in their role any more.

    A process may know an older one for a second.
    """
    now = current.read(viewer)
    if now is None or now.viewer.record.version != now.version:
        return None
    return now.viewer, InForce(now.version, now.body, now.viewer.record.community)


def _why(viewer: Viewer, error: Exception) -> str:
    why = str(error).split("\n", 1)[0]
    if isinstance(error, CommunityFileError):
        why = settings_words.in_language(viewer.language, error.faults[0].message)
    return Words(viewer.language, "roster")("fault.file", why=why)


def _number(name: str) -> int | None:
    return number_in(request.form.get(name), _LONGEST_NUMBER)


def _said(viewer: Viewer, text: str) -> Response:
    """Lead to the roster, which shows an answer once."""
    told.of_app().put(viewer.session_id, text, viewer.now)
    return answers.go_to(_ROSTER)


def _form(viewer: Viewer, wish: Wish, status: int = 200) -> Response:
    choices = cover_form.choices(viewer.record, Words(viewer.language, "roster"))
    return answers.page(
        "roster",
        "desk/roster_cover.html",
        viewer,
        status=status,
        typed=wish.typed,
        faults=wish.faults,
        choices=choices,
    )


def _confirm(viewer: Viewer, plan: Plan, fields: Mapping[str, str], *, is_stale: bool) -> Response:
    say = Words(viewer.language, "roster")
    changed = cover_changes.changed(viewer, say, plan)
    return answers.page(
        "roster",
        "desk/roster_confirm.html",
        viewer,
        status=_CONFLICT if is_stale else 200,
        is_stale=is_stale,
        is_new=plan.is_new,
        fields={**fields, "seen": str(plan.before.version)},
        cover=cover_changes.line(viewer, plan.before.community, say, plan.cover),
        why=plan.cover.why,
        changed=changed[:_MOST_CHANGED],
        more=max(0, len(changed) - _MOST_CHANGED),
        lines=settings_words.changes(viewer.language, plan.before.community, plan.after),
    )
