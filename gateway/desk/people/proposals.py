"""Proposals about people: those that wait for a second officer, and what another officer decides about each."""

import hmac
from functools import partial

from flask import Blueprint, Response, request

from gateway.communities.file import CommunityFileError
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, moments, told
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.people import current, planning, shown
from gateway.desk.people.current import Current
from gateway.desk.people.forms import Fault
from gateway.desk.people.pages import READERS
from gateway.desk.people.planning import PROPOSALS
from gateway.desk.viewer import Viewer, current_services
from gateway.errors import Refused
from gateway.roster import people_proposals
from gateway.roster.people_edits import Made
from gateway.roster.people_proposals import Waiting
from menus.domain.community import Person
from menus.domain.phone_changes import READ_OUT, is_read_out
from menus.text import course_codes

pages = Blueprint("people_proposals", __name__)
_LONGEST_NUMBER, _LONGEST_WHY = 20, 200
_LETTERS = 16
"""The letters of a mark: nobody guesses one."""


def mark(viewer: Viewer, one: Waiting) -> str:
    """Return the mark of a proposal in its address: a number that counts up would tell those whom it is about of it."""
    return current_services().keyring.digest(f"{viewer.record.id}\0{one.id}", "desk-proposal").hex()[:_LETTERS]


@pages.get("/desk/people/proposals")
@page_for(*READERS)
def proposals(viewer: Viewer) -> Response:
    """Show the proposals that wait."""
    with current_services().reading() as session:
        waiting = people_proposals.waiting(session, viewer.record, viewer.now)
    found = [one for one in waiting if people_proposals.is_shown(viewer.record, one, viewer.person)]
    return answers.page(
        "people",
        "desk/people_proposals.html",
        viewer,
        proposals=[(mark(viewer, one), one, people_proposals.names(viewer.record, one.wanted)) for one in found],
        at=partial(moments.at, viewer),
    )


@pages.get("/desk/people/proposals/<found_by>")
@page_for(*READERS)
def proposal(viewer: Viewer, found_by: str) -> Response:
    """Show what a proposal changes in the file in force."""
    now, one = _found(viewer, found_by)
    return answers.not_found() if now is None or one is None else _page(now, one)


@pages.post("/desk/people/proposals/<found_by>/agree")
@page_for(*READERS, needs_fresh=True)
def agree(viewer: Viewer, found_by: str) -> Response:
    """Agree to a proposal; its change is then in force."""
    now, one = _found(viewer, found_by)
    if now is None or one is None:
        return answers.not_found()
    made = planning.made_of(now, one.wanted.edit)
    if not now.is_seen or isinstance(made, list):
        return _page(now, one, made, is_changed=not now.is_seen)
    if any(not is_read_out(person.phone, _typed(number)) for number, person in _new_numbers(made)):
        return _page(now, one, made, is_wrong=True)
    record, officer = now.viewer.record, now.viewer.person
    try:
        is_done = current_services().do(lambda uow: people_proposals.agree(uow, record, one, officer, made))
    except (Refused, CommunityFileError):
        return _page(now, one, is_changed=True)
    current_services().directory.look()
    return _decided(viewer, "told.agreed") if is_done else answers.not_found()


@pages.post("/desk/people/proposals/<found_by>/refuse")
@page_for(*READERS, needs_fresh=True)
def refuse(viewer: Viewer, found_by: str) -> Response:
    """Refuse a proposal, or take back one's own; nothing is changed."""
    now, one = _found(viewer, found_by)
    if now is None or one is None:
        return answers.not_found()
    record, officer, is_own = now.viewer.record, now.viewer.person, _is_own(now, one)
    made = planning.made_of(now, one.wanted.edit, is_final=False)
    if isinstance(made, list) and not is_own:
        return _page(now, one, made)
    why = _why()
    if not is_own and _gives_place(made) and not any(map(str.isalnum, why)):
        return _page(now, one, lacks_why=True)

    def once(uow: UnitOfWork) -> bool:
        if is_own or isinstance(made, list):
            return people_proposals.take_back(uow, record, one, officer)
        return people_proposals.refuse(uow, record, one, officer, made, why)

    is_done = current_services().do(once)
    return _decided(viewer, "told.taken_back" if is_own else "told.refused") if is_done else answers.not_found()


def _found(viewer: Viewer, found_by: str) -> tuple[Current | None, Waiting | None]:
    """Return the file in force, and a proposal that waits and is shown to the viewer."""
    now = current.read(viewer)
    if now is None:
        return None, None
    with current_services().reading() as session:
        waiting = people_proposals.waiting(session, now.viewer.record, viewer.now)
    shown_to = (one for one in waiting if people_proposals.is_shown(now.viewer.record, one, now.viewer.person))
    return now, next(
        (one for one in shown_to if hmac.compare_digest(mark(now.viewer, one).encode(), found_by.encode())), None
    )


def _is_own(now: Current, one: Waiting) -> bool:
    return one.asker.phone == now.viewer.person.phone


def _new_numbers(made: Made) -> list[tuple[int, Person]]:
    """Return those whose new number needs a second officer, each with the number of their field on the page."""
    found = [one.now for one in made.changes if one.is_guarded and one.brings_number and one.now is not None]
    return list(enumerate(found))


def _typed(number: int) -> str:
    return request.form.get(f"last-{number}", "")[:_LONGEST_NUMBER]


def _why() -> str:
    """Return the reason that was typed. The code of a second chance is none, and stands nowhere."""
    typed = " ".join(request.form.get("why", "").replace("\0", " ").split())[:_LONGEST_WHY]
    return course_codes.without_codes(typed, "")


def _gives_place(made: Made | list[Fault]) -> bool:
    """Return whether somebody would come to the patrol."""
    return isinstance(made, Made) and any(change.gives_patrol_place for change in made.changes)


def _page(
    now: Current,
    one: Waiting,
    made: Made | list[Fault] | None = None,
    *,
    is_changed: bool = False,
    is_wrong: bool = False,
    lacks_why: bool = False,
) -> Response:
    """Return the page of a proposal, as the file in force has it.

    `is_changed`: the file changed since it was read. `is_wrong`: the digits of a new number are not those that were
    typed. The page shows none of them: its person reads them out, so that an officer who asks for a number of their own
    is found out.
    """
    viewer = now.viewer
    found = planning.made_of(now, one.wanted.edit, is_final=False) if made is None else made
    faults, diff, may_agree = found if isinstance(found, list) else [], None, False
    if isinstance(found, Made):
        diff = shown.diff(viewer, found, hides_numbers=not _is_own(now, one))
        may_agree = people_proposals.may_decide(viewer.record, viewer.person, one, found)
    return answers.page(
        "people",
        "desk/people_proposal.html",
        viewer,
        status=422 if is_wrong or lacks_why else 200,
        is_wrong=is_wrong,
        lacks_why=lacks_why,
        needs_why=_gives_place(found),
        longest_why=_LONGEST_WHY,
        numbers=_new_numbers(found) if isinstance(found, Made) else [],
        digits=READ_OUT,
        one=one,
        mark=mark(viewer, one),
        names=people_proposals.names(viewer.record, one.wanted),
        diff=diff,
        faults=faults,
        may_agree=may_agree,
        is_own=_is_own(now, one),
        seen=now.version,
        is_changed=is_changed,
        at=partial(moments.at, viewer),
    )


def _decided(viewer: Viewer, which: str) -> Response:
    told.of_app().put(viewer.session_id, Words(viewer.language, "people")(which), viewer.now)
    return answers.go_to(PROPOSALS)
