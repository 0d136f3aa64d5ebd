"""The second step of signing in, after the code: a passkey or an authenticator is made, or proves the person."""

import io
from typing import Any

from flask import Blueprint, Response, request

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk import answers, guards, proofs, sign_in, viewer
from gateway.desk.proofs import Asked, Outcome
from gateway.desk.viewer import Viewer, current_services
from gateway.roster.desk_access import access_recovery, authenticators, kept_credentials, open_sessions, passkey_acts
from gateway.roster.desk_access.challenges import For
from menus.domain.desk_proofs import CredentialKind, Enrol, is_weak_pin

pages = Blueprint("sign_in_proof", __name__)


@pages.get("/desk/sign-in/proof")
def form() -> Response:
    """Show what the person makes or proves."""
    who = viewer.find_half()
    return answers.go_to(guards.SIGN_IN) if who is None else _form(who)


@pages.post("/desk/sign-in/proof")
def take() -> Response:
    """Take what the person has made or proved, and begin their session."""
    who = viewer.find_half()
    if who is None:
        return answers.go_to(guards.SIGN_IN)
    way = proofs.way_of(who)
    if isinstance(way, Enrol):
        return _made_passkey(who) if way.kind is CredentialKind.PASSKEY else _made_authenticator(who)
    outcome = proofs.take(who)
    if outcome is Outcome.ENDED:
        return answers.go_to(guards.SIGN_IN)
    if outcome is Outcome.WRONG:
        return _form(who, fault="proof_wrong", status=403)
    begun = current_services().do(lambda uow: open_sessions.begin(uow, who.record.id, who.person_id, Asked(way).name))
    return sign_in.entered(begun, sign_in.WELCOME)


@pages.get("/desk/sign-in/qr")
def qr() -> Response:
    """Show the QR code of a new authenticator, as an image of its own: pages hold no image and no secret of it."""
    who = viewer.find_half()
    if who is None or proofs.way_of(who) != Enrol(CredentialKind.AUTHENTICATOR):
        return answers.not_found()
    said = authenticators.address(_new_secret(), who.record.community.short)
    import segno  # noqa: PLC0415 - few make a new authenticator, and each desk would keep it in memory

    image = io.BytesIO()
    segno.make(said, error="m").save(image, kind="svg", scale=5, border=4, dark="#000", light="#fff")
    return Response(image.getvalue(), content_type="image/svg+xml")


@pages.post("/desk/sign-in/lost")
def lost() -> Response:
    """Note that the person has lost what they sign in with, and tell the officers who may let them begin anew."""
    who = viewer.find_half()
    if who is None:
        return answers.go_to(guards.SIGN_IN)
    needed = access_recovery.needed(who.record, who.person)
    if needed is not None:
        current_services().do(lambda uow: access_recovery.ask(uow, who.record, who.person))
    return answers.page("sign_in", "desk/lost.html", who, is_bare=True, needed=needed)


def _form(who: Viewer, status: int = 200, **values: Any) -> Response:
    """Return the page of this step for a person."""
    asked, at = proofs.asked(who), proofs.site()
    is_new = isinstance(asked.way, Enrol)
    secret = ""
    if asked.way == Enrol(CredentialKind.PASSKEY) and at is not None:
        asked = Asked(asked.way, passkey_to_make(who))
    elif is_new:
        secret = _new_secret()
    return answers.page(
        "sign_in",
        "desk/sign_in_proof.html",
        who,
        status=status,
        is_bare=True,
        asked=asked,
        is_new=is_new,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        **values,
    )


def passkey_to_make(who: Viewer) -> str:
    """Return as JSON what the browser of a person needs to make a passkey."""
    services, at = current_services(), proofs.site()
    if at is None:
        return ""
    with services.reading() as session:
        known = [row.credential_id for row in kept_credentials.live(session, who.person_id) if row.credential_id]
    user = services.keyring.digest(str(who.person_id), "desk-user")
    name = f"{who.record.community.short}: {who.person.name}"
    return passkey_acts.to_make(at, proofs.challenge(For.NEW_PASSKEY), user, name, known)


def _made_passkey(who: Viewer) -> Response:
    at, answer = proofs.site(), request.form.get("proof_passkey", "")

    def once(uow: UnitOfWork) -> str | None:
        if at is None or not passkey_acts.add(uow, at, who.person_id, proofs.visit(), answer):
            open_sessions.fail(uow, who.record.id, who.session_id)
            return None
        return open_sessions.begin(uow, who.record.id, who.person_id, CredentialKind.PASSKEY.value)

    return _done(who, current_services().do(once), "not_made")


def _made_authenticator(who: Viewer) -> Response:
    pin, code = request.form.get("proof_pin", "").strip(), request.form.get("proof_code", "")
    if is_weak_pin(pin):
        return _form(who, fault="weak_pin", status=422)
    secret, pin_hash = _new_secret(), authenticators.hashed(pin)

    def once(uow: UnitOfWork) -> str | None:
        if not authenticators.add(uow, who.person_id, secret, code, pin_hash):
            open_sessions.fail(uow, who.record.id, who.session_id)
            return None
        return open_sessions.begin(uow, who.record.id, who.person_id, CredentialKind.AUTHENTICATOR.value)

    return _done(who, current_services().do(once), "wrong_first_code")


def _done(who: Viewer, begun: str | None, fault: str) -> Response:
    return _form(who, fault=fault, status=403) if begun is None else sign_in.entered(begun, sign_in.WELCOME)


def _new_secret() -> str:
    return authenticators.new_secret(current_services().keyring, viewer.token())
