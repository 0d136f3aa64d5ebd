"""The list of the circle of private help: its open cases, what a caller left once somebody opens one, and its acts.

Head, title and address are neutral, because somebody may look on. A case has no address of its own: it is the answer to
a form, so that no history of a browser holds it. Each opening is a look that is written down. The page locks with the
acts of a session, and shows nothing to whoever finds the phone later.
"""

from collections.abc import Callable
from functools import partial

from flask import Blueprint, Response, request

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, confirming, moments
from gateway.desk.answers import Words
from gateway.desk.guards import page_for
from gateway.desk.viewer import Viewer, current_services
from gateway.incidents import access, cases
from gateway.intake import doubtful
from gateway.sms import case_commands, doubtful_commands
from gateway.sms.sender import Reply, Sender
from gateway.storage.models import Incident
from menus.domain import references
from menus.domain.cases import Case, listed
from menus.domain.draft import CallWish
from menus.domain.roles import Role
from menus.sms.command import Command
from menus.sms.verbs import Verb
from menus.text import call_wishes
from menus.text.catalog import say as say_text
from menus.text.names import Text

pages = Blueprint("cases", __name__)
CIRCLE = (Role.FOCAL_PERSON, Role.FOCAL_ALTERNATE)
_LONGEST_REFERENCE = 9
_LONGEST_NOTE = 300
"""The most characters of a note that the form takes. A guess."""


@pages.get("/desk/cases")
@page_for(*CIRCLE)
def listing(viewer: Viewer) -> Response:
    """Show the list: of each case its reference, since when it waits, and whether its caller asked for a call."""
    return _list(viewer)


@pages.post("/desk/cases/open")
@page_for(*CIRCLE)
def show(viewer: Viewer) -> Response:
    """Show one case, once the look is written down."""
    return _on_case(viewer, lambda _sender, _incident: "")


@pages.post("/desk/cases/number")
@page_for(*CIRCLE)
def number(viewer: Viewer) -> Response:
    """Say what showing the number of a caller does, and ask for the button."""
    return _asks(viewer, "number", _number)


@pages.post("/desk/cases/number/confirmed")
@page_for(*CIRCLE)
def number_confirmed(viewer: Viewer) -> Response:
    """Show the number of a caller."""
    return _confirmed(viewer, _number)


@pages.post("/desk/cases/erase")
@page_for(*CIRCLE)
def erase(viewer: Viewer) -> Response:
    """Say what erasing a case does, and ask for the button."""
    return _asks(viewer, "erase", _erase)


@pages.post("/desk/cases/erase/confirmed")
@page_for(*CIRCLE)
def erase_confirmed(viewer: Viewer) -> Response:
    """Erase the number and the words of a case."""
    return _confirmed(viewer, _erase)


@pages.post("/desk/cases/end")
@page_for(*CIRCLE)
def end(viewer: Viewer) -> Response:
    """End a case, as the digit 4 does by SMS."""
    note = " ".join(request.form.get("note", "").split())[:_LONGEST_NOTE]

    def act(sender: Sender, incident: Incident) -> str:
        sender.uow.lock_row(incident)
        if not incident.status.is_live:
            return sender.reply(Text.ALREADY_CLOSED, reference=incident.reference).text
        command = Command(Verb.DONE, incident.reference, rest=note, is_digit=True)
        return case_commands.end(sender, incident, command).text

    return _on_case(viewer, act, typed=note)


@pages.post("/desk/cases/pass-on")
@page_for(*CIRCLE)
def pass_on(viewer: Viewer) -> Response:
    """Pass a text that is not private after all on to the coordinators, as SEND does by SMS."""

    def act(sender: Sender, incident: Incident) -> str:
        sender.uow.lock_row(incident)
        if not doubtful_commands.is_theirs(sender, incident) or not incident.status.is_live:
            return sender.refuse().text
        return doubtful_commands.open_up(sender, incident).text

    return _on_case(viewer, act)


def _number(sender: Sender, reference: str) -> Reply:
    return case_commands.ask_for_number(sender, f"NUMBER {reference}") or sender.refuse()


def _erase(sender: Sender, reference: str) -> Reply:
    return case_commands.erase(sender, Command(Verb.ERASE, reference or None))


def _is_digit(letter: str) -> bool:
    return letter.isascii() and letter.isdecimal()


def _reference() -> str:
    """Return the reference that the form carries, or that somebody typed; empty if it is none."""
    typed = request.form.get("reference", "").strip()
    return typed if references.is_valid(typed) else ""


def _theirs(uow: UnitOfWork, viewer: Viewer, reference: str) -> Incident | None:
    """Return a case of the viewer's circle; None for one of their own, any other incident, and an unknown reference."""
    incident = access.by_reference(uow.session, reference)
    if incident is None or not cases.may_read(uow.session, viewer.record, viewer.person, incident):
        return None
    return incident


def _on_case(viewer: Viewer, act: Callable[[Sender, Incident], str], typed: str = "") -> Response:
    """Write down the look, act on a case, and show it with what was said; the list, once the case is no longer open."""
    reference = _reference()

    def do(uow: UnitOfWork) -> tuple[str, bool] | None:
        incident = _theirs(uow, viewer, reference)
        if incident is None:
            return None
        if incident.status.is_live:
            cases.note_look(uow, viewer.record, incident, viewer.person)
        said = act(confirming.sender_of(uow, viewer), incident)
        return said, incident.status.is_live and cases.may_read(uow.session, viewer.record, viewer.person, incident)

    done = current_services().do(do) if reference else None
    if done is None:
        return answers.not_found()
    said, is_open = done
    return _case(viewer, reference, said, typed) if is_open else _list(viewer, said)


def _asks(viewer: Viewer, act: str, command: Callable[[Sender, str], Reply]) -> Response:
    """Show what a command will do, with its button; or what the SMS would have answered, if it refuses.

    Somebody may have typed the reference: one that is not theirs is answered as an unknown one.
    """
    reference = "".join(filter(_is_digit, request.form.get("reference", "")))[:_LONGEST_REFERENCE]

    def ask(uow: UnitOfWork) -> Reply:
        return confirming.ask(confirming.sender_of(uow, viewer), lambda sender: command(sender, reference))

    reply = current_services().do(ask)
    if reply.asked is None:
        return _list(viewer, reply.text)
    return answers.page("cases", "desk/private_confirm.html", viewer, reference=reference, act=act)


def _confirmed(viewer: Viewer, command: Callable[[Sender, str], Reply]) -> Response:
    lacking = confirming.lacks_proof(viewer)
    if lacking is not None:
        return lacking
    reference = _reference()

    def do(uow: UnitOfWork) -> tuple[str, bool] | None:
        incident = _theirs(uow, viewer, reference)
        if incident is None:
            return None
        reply = confirming.do(confirming.sender_of(uow, viewer), lambda sender: command(sender, reference))
        return reply.text, incident.status.is_live

    done = current_services().do(do) if reference else None
    if done is None:
        return answers.not_found()
    said, is_open = done
    return _case(viewer, reference, said, "") if is_open else _list(viewer, said)


def _list(viewer: Viewer, said: str = "") -> Response:
    with current_services().reading() as session:
        found = cases.of_helper(session, viewer.record, viewer.person.phone, viewer.now)
    rows = [_row(viewer, case) for _, case in listed(found)]
    return answers.page("cases", "desk/private_cases.html", viewer, rows=rows, said=said)


def _row(viewer: Viewer, case: Case) -> dict[str, object]:
    """Return what the list tells of a case: no kind, no place, no words."""
    return {
        "reference": case.reference,
        "age": moments.age(Words(viewer.language, "cases"), viewer.now - case.opened_at),
        "is_danger": case.is_danger,
        "is_unasked": case.wish is None,
        "wants_call": case.wish not in {None, CallWish.NONE},
    }


def _case(viewer: Viewer, reference: str, said: str, typed: str) -> Response:
    """Show one case: the look at it is written down. Its number is not on the page before somebody asks for it."""
    with current_services().reading() as session:
        found = cases.of_helper(session, viewer.record, viewer.person.phone, viewer.now)
        case = next((one for one in found if one.reference == reference and one.is_open), None)
        incident = access.by_reference(session, reference)
        is_doubtful = incident is not None and doubtful.is_doubtful(incident)
    if case is None:
        return _list(viewer, said)
    language = viewer.language
    has_place = case.zone is not None or case.place
    return answers.page(
        "cases",
        "desk/private_case.html",
        viewer,
        row=_row(viewer, case),
        case=case,
        place=_place(viewer, case) if has_place else "",
        wish=call_wishes.call_wish(language, case.wish, case.call_at),
        danger=say_text(language, Text.CASES_DANGER),
        has_number=bool(case.phone),
        is_doubtful=is_doubtful,
        said=said,
        typed=typed,
        most=_LONGEST_NOTE,
        at=partial(moments.at, viewer),
    )


def _place(viewer: Viewer, case: Case) -> str:
    zone = viewer.record.community.zone(case.zone)
    return ", ".join(filter(None, [zone.name(viewer.language) if zone is not None else "", case.place]))
