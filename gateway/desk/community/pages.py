"""The page of the community: what is in force in plain words, and the forms that change it within the floors.

A change is shown line by line before it is stored. Numbers and names of people stand on none of these pages.
"""

from dataclasses import replace
from functools import partial
from itertools import groupby

from flask import Blueprint, Response, request

from gateway.communities import history
from gateway.desk import answers, asking, confirming, moments, settings_words
from gateway.desk.answers import Words
from gateway.desk.community import changing, words
from gateway.desk.community import in_force as in_force_of
from gateway.desk.community import lines as lines_of
from gateway.desk.community.changing import Problem, Proposal
from gateway.desk.community.form import Field, Form
from gateway.desk.community.in_force import InForce
from gateway.desk.community.seeing import READERS, shown_version
from gateway.desk.community.telling_forms import PRESSED
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from menus.domain.roles import Role
from menus.text.typed_numbers import number_in

pages = Blueprint("community", __name__)
HOME = "/desk/community"
SUBJECT = "community"
_A_LIST = 20
"""The lines of a part on one page. Zones and ladders are never more than a page holds. A guess."""
_PAGED = ("meetings", "projects", "helplines")
_LONGEST_NUMBER = 4
Planned = tuple[Proposal, dict[str, str]]
"""A change that can be stored, and what was typed for it."""


@pages.get(HOME)
@page_for(*READERS)
def show(viewer: Viewer) -> Response:
    """Show what is in force."""
    say = Words(viewer.language, SUBJECT)
    with current_services().reading() as session:
        file = in_force_of.read(session, viewer)
        number = in_force_of.newest(session, viewer)
        texts = history.texts(session, viewer.record.id, number - 1, number)
    community = file.community if file is not None else viewer.record.community
    parts = lines_of.parts(say, community)
    return answers.page(
        SUBJECT,
        "desk/community.html",
        viewer,
        parts=[(part, *_of_page(part)) for part in parts],
        may_change=viewer.has(Role.COORDINATOR) and file is not None,
        is_readable=file is not None,
        version=shown_version(viewer, texts, number),
        at=partial(moments.at, viewer),
    )


def _of_page(part: lines_of.Part) -> tuple[list[lines_of.Line], int, int]:
    """Return the lines of a part that one page shows, its number, and how many pages there are."""
    if part.name not in _PAGED:
        return part.lines, 1, 1
    asked = number_in(request.args.get(part.name), _LONGEST_NUMBER)
    last = max(1, -(-len(part.lines) // _A_LIST))
    page = min(max(1, asked or 1), last)
    return part.lines[(page - 1) * _A_LIST : page * _A_LIST], page, last


@pages.get(f"{HOME}/change/<part>/<which>")
@page_for(Role.COORDINATOR)
def form(viewer: Viewer, part: str, which: str) -> Response:
    """Show the form of one thing."""
    found = changing.find(viewer, part, which)
    return answers.not_found() if found is None else _form(viewer, *found, {})


@pages.post(f"{HOME}/change/<part>/<which>")
@page_for(Role.COORDINATOR)
def ask(viewer: Viewer, part: str, which: str) -> Response:
    """Show what a change would do, with the button that does it; or the form again with what is wrong."""
    return asking.step(lambda: _plan(viewer, part, which), partial(_asking, viewer))


@pages.post(f"{HOME}/change/<part>/<which>/confirmed")
@page_for(Role.COORDINATOR)
def confirmed(viewer: Viewer, part: str, which: str) -> Response:
    """Store a change that its person has read."""
    return asking.step(lambda: _plan(viewer, part, which), partial(_do, viewer))


def _plan(viewer: Viewer, part: str, which: str) -> Planned | Response:
    """Return the change that a form asks for with what was typed, or the page that says what stands against it."""
    found = changing.find(viewer, part, which)
    if found is None:
        return answers.not_found()
    file, filled = found
    given = _given(viewer, file, filled)
    made = changing.propose(viewer, file, filled, given)
    return _form(viewer, file, filled, given, made) if isinstance(made, Problem) else (made, given)


def _do(viewer: Viewer, planned: Planned) -> Response:
    made, given = planned
    lacking = confirming.lacks_proof(viewer) if made.needs_proof else None
    if lacking is not None:
        return lacking
    problem = changing.store(viewer, made)
    if problem is not None:
        again = changing.find(viewer, made.form.part, made.form.which)
        return answers.not_found() if again is None else _form(viewer, *again, given, problem)
    say = Words(viewer.language, SUBJECT)
    return asking.done(viewer, say("done", number=made.file.version.number + 1), HOME)


def _given(viewer: Viewer, file: InForce, filled: Form) -> dict[str, str]:
    """Return what was typed. A call of today gives its own reason."""
    given = changing.typed(filled)
    if given.get(PRESSED) and filled.why and not given.get("why", "").strip():
        say = Words(viewer.language, SUBJECT)
        name = lines_of.helpline_name(say, filled.which)
        given["why"] = say(filled.why, name=name, number=file.community.helplines[filled.which].number)
    return given


def _form(
    viewer: Viewer, file: InForce, filled: Form, given: dict[str, str], problem: Problem | None = None
) -> Response:
    say = Words(viewer.language, SUBJECT)
    status = 200 if problem is None else 409 if problem.is_stale else 422
    return answers.page(
        SUBJECT,
        "desk/community_form.html",
        viewer,
        status=status,
        form=filled,
        title=words.title(say, filled),
        groups=[
            (
                words.legend(say, group) if group else "",
                [(one, words.label(say, one), given.get(one.name, one.value)) for one in fields],
            )
            for group, fields in groupby(_hinted(filled), lambda one: one.group)
        ],
        typed=given,
        seen=file.version.number,
        stale=words.stale(say, viewer, file) if problem is not None and problem.is_stale else "",
        problem=problem,
        faults=[words.fault(say, *one) for one in problem.faults] if problem is not None else [],
        longest_why=changing.LONGEST_WHY,
        longest_decision=changing.LONGEST_DECISION,
        needs_decision=filled.part in {"mode", "version", "ladder"},
        home=HOME,
    )


def _hinted(filled: Form) -> list[Field]:
    """Return the fields of a form. A hint that holds for several in a row stands at the first one."""
    pairs = zip(("", *(one.hint for one in filled.fields)), filled.fields, strict=False)
    return [replace(one, hint="") if one.hint == before else one for before, one in pairs]


def _asking(viewer: Viewer, planned: Planned) -> Response:
    made, given = planned
    say = Words(viewer.language, SUBJECT)
    before = made.file.community
    return answers.page(
        SUBJECT,
        "desk/community_confirm.html",
        viewer,
        form=made.form,
        title=words.title(say, made.form),
        differences=lines_of.differences(say, before, made.after),
        lines=settings_words.changes(viewer.language, before, made.after),
        why=made.why,
        needs_proof=made.needs_proof,
        is_told=made.is_told,
        typed=given,
        home=HOME,
    )
