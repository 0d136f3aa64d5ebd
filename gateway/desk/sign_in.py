"""Signing in: a code that came by SMS to the number on file, or a passkey; and signing out."""

from typing import Any

from flask import Blueprint, Response, request

from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, guards, navigation, proofs, viewer
from gateway.desk.viewer import COOKIE, Viewer, current_services
from gateway.roster.desk_access import ended_access, open_sessions, passkey_acts, session_ends, sign_in_codes
from gateway.roster.desk_access.challenges import For
from gateway.roster.desk_access.sign_in_codes import WornCode
from gateway.storage.models import PersonRow
from menus.domain.acts import ActKind
from menus.domain.desk_roles import DESK_ROLES
from menus.domain.desk_sessions import LIVES

pages = Blueprint("sign_in", __name__)
SECOND = "/desk/sign-in/proof"
WELCOME = "/desk/welcome"


@pages.get("/")
def door() -> Response:
    """Lead whoever opens the address that `doria up` prints to their first page, or to the sign-in."""
    return answers.go_to(WELCOME)


@pages.get("/desk/sign-in")
def form() -> Response:
    """Show the form for the code, and the button for a passkey."""
    return _form()


@pages.post("/desk/sign-in")
def with_code() -> Response:
    """Take a code: it begins a session where no more is needed, else the next page asks for a proof."""
    code = request.form.get("code", "")
    begun = current_services().do(lambda uow: _begin_with_code(uow, code)) if sign_in_codes.is_possible(code) else None
    return _form(fault="wrong", status=403) if begun is None else entered(*begun)


@pages.post("/desk/sign-in/passkey")
def with_passkey() -> Response:
    """Take a passkey, without any code, and begin a session."""
    begun = current_services().do(lambda uow: _begin_with_passkey(uow, request.form.get("proof_passkey", "")))
    return _form(fault="wrong_passkey", status=403) if begun is None else entered(begun, WELCOME)


@pages.get("/desk/welcome")
@guards.page_for(*viewer.ANY_ROLE)
def welcome(who: Viewer) -> Response:
    """Lead a person to their first page; a role that has none yet reads so."""
    found = navigation.first(who)
    return answers.go_to(found.address) if found else answers.page("sign_in", "desk/welcome.html", who)


@pages.post("/desk/unlock")
@guards.page_for(*viewer.ANY_ROLE)
def unlock(_who: Viewer) -> Response:
    """Lead a person who has proved who they are back to the page that was locked."""
    wanted = request.form.get("next", "")
    is_own = wanted.startswith("/desk/") and "//" not in wanted and "\\" not in wanted
    return answers.go_to(wanted if is_own else WELCOME)


@pages.post("/desk/sign-out")
@guards.page_for(*viewer.ANY_ROLE, while_locked=True)
def sign_out(who: Viewer) -> Response:
    """End the session."""
    current_services().do(lambda uow: open_sessions.sign_out(uow, who.record.id, who.person_id))
    answer = answers.go_to(guards.SIGN_IN)
    answer.delete_cookie(COOKIE, path="/desk")
    return answer


def too_many(_error: Exception) -> Response:
    """Answer to somebody who has tried too often."""
    return _form(fault="too_many", status=429)


def entered(token: str, address: str) -> Response:
    """Give the browser the token of its session, and lead it on."""
    answer = answers.go_to(address)
    answer.set_cookie(
        COOKIE,
        token,
        max_age=int(LIVES.total_seconds()),
        path="/desk",
        secure=guards.is_secure(current_services()),
        httponly=True,
        samesite="Strict",
    )
    return answer


def _form(status: int = 200, **values: Any) -> Response:
    services, at = current_services(), proofs.site()
    options = passkey_acts.to_use(at, proofs.challenge(For.SIGN_IN)) if at is not None else None
    has_examples = services.carrier.is_simulated and bool(services.directory.examples())
    return answers.page(
        "sign_in",
        "desk/sign_in.html",
        None,
        status=status,
        passkey_options=options,
        has_examples=has_examples,
        **values,
    )


def _begin_with_code(uow: UnitOfWork, code: str) -> tuple[str, str] | None:
    """Begin the session of whom a code lets in; return its token and the next page, None if the code opens nothing.

    The person of a code that was used or is too old is told, once, that somebody tried it.
    """
    services, found = current_services(), sign_in_codes.use(uow, code)
    if isinstance(found, WornCode) and found.is_news:
        session_ends.tell_of_try(uow, services.directory, found.person_id)
    if found is None or isinstance(found, WornCode):
        return None
    record = services.directory.find(uow.session.get_one(PersonRow, found).community_id)
    person = record.person(found) if record is not None else None
    if record is None or person is None or not person.roles & DESK_ROLES:
        return None
    needs_no_proof = record.community.example and services.carrier.is_simulated
    if needs_no_proof and not ended_access.is_barred(uow.session, found):
        return open_sessions.begin(uow, record.id, found, "code"), WELCOME
    return open_sessions.begin_with_code(uow, found), SECOND


def _begin_with_passkey(uow: UnitOfWork, answer: str) -> str | None:
    services, at = current_services(), proofs.site()
    row = passkey_acts.use(uow, at, For.SIGN_IN, proofs.visit(), answer) if at is not None else None
    record = services.directory.find(uow.session.get_one(PersonRow, row.person_id).community_id) if row else None
    person = record.person(row.person_id) if row is not None and record is not None else None
    if row is None or record is None or person is None or not person.roles & DESK_ROLES:
        _note_failure(uow, passkey_acts.owner(uow, answer))
        return None
    return open_sessions.begin(uow, record.id, row.person_id, "passkey")


def _note_failure(uow: UnitOfWork, person_id: int | None) -> None:
    """Write down that a passkey failed, if it is somebody's."""
    if person_id is not None:
        community_id = uow.session.get_one(PersonRow, person_id).community_id
        acts.note(uow, community_id, ActKind.PROOF_FAILED, person=person_id, ended=False)
