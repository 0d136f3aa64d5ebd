"""Proofs: the fields by which a person proves at the desk who they are, and whether what they gave is right."""

import secrets
from dataclasses import dataclass
from enum import Enum, auto

from flask import request
from flask import session as browser

from gateway.core.unit_of_work import UnitOfWork
from gateway.desk.viewer import Viewer, current_services
from gateway.roster.desk_access import (
    authenticators,
    challenges,
    ended_access,
    kept_credentials,
    open_sessions,
    passkey_acts,
    passkey_sites,
)
from gateway.roster.desk_access.challenges import For
from gateway.roster.desk_access.passkey_sites import Site
from menus.domain.desk_proofs import CredentialKind, Enrol, Lost, NoProof, Prove, Way, way

GIVEN = "proof"
"""The field of a form that carries a proof. The names of the others begin with it."""
_VISIT = "visit"


class Outcome(Enum):
    """The outcome of a proof."""

    RIGHT = auto()
    WRONG = auto()
    ENDED = auto()
    """The proof was wrong once too often: the session has ended."""


@dataclass(frozen=True)
class Asked:
    """The proof that a page asks for: the way of the person, and for a passkey what the browser needs, as JSON."""

    way: Way
    options: str = ""

    @property
    def name(self) -> str:
        """The name of the way, as pages and the record say it."""
        match self.way:
            case NoProof():
                return "none"
            case Lost():
                return "lost"
            case Enrol(kind) | Prove(kind):
                return kind.value


def site() -> Site | None:
    """Return the site that passkeys of this desk belong to, if browsers make any there."""
    return passkey_sites.site(current_services().settings.desk_origin)


def visit() -> str:
    """Return what only this browser holds, in its signed cookie: a challenge is good for it alone."""
    if _VISIT not in browser:
        browser[_VISIT] = secrets.token_urlsafe(16)
    return str(browser[_VISIT])


def challenge(purpose: For) -> bytes:
    """Return a new challenge for this browser."""
    services = current_services()
    return challenges.make(services.keyring, services.clock(), purpose, visit())


def way_of(who: Viewer) -> Way:
    """Return how a person proves who they are."""
    with current_services().reading() as session:
        held = kept_credentials.kinds(session, who.person_id)
        is_barred = ended_access.is_barred(session, who.person_id)
    return way(is_play=who.is_play, has_passkeys=site() is not None, held=held, is_barred=is_barred)


def asked(who: Viewer) -> Asked:
    """Return what a page asks a person for who must prove who they are."""
    found, at = way_of(who), site()
    if found != Prove(CredentialKind.PASSKEY) or at is None:
        return Asked(found)
    with current_services().reading() as session:
        known = [row.credential_id for row in kept_credentials.live(session, who.person_id) if row.credential_id]
        return Asked(found, passkey_acts.to_use(at, challenge(For.PROOF), known))


def is_given() -> bool:
    """Return whether the form of this request carries a proof."""
    return GIVEN in request.form


def kept_fields() -> list[tuple[str, str]]:
    """Return the fields of the form of this request that a page keeps until the person has proved who they are."""
    fields = request.form.items(multi=True)
    return [(name, text) for name, text in fields if name != "csrf_token" and not name.startswith(GIVEN)]


def take(who: Viewer) -> Outcome:
    """Check the proof in the form of this request; a right one opens the session, wrong ones end it some time."""
    services, found = current_services(), way_of(who)
    is_pin = False
    if found == Prove(CredentialKind.AUTHENTICATOR):
        with services.reading() as session:
            is_pin = authenticators.is_pin(session, who.person_id, request.form.get("proof_pin", ""))

    def once(uow: UnitOfWork) -> Outcome:
        if _is_right(uow, who, found, is_pin=is_pin):
            open_sessions.prove(uow, who.session_id)
            return Outcome.RIGHT
        has_ended = open_sessions.fail(uow, who.record.id, who.session_id)
        return Outcome.ENDED if has_ended else Outcome.WRONG

    return services.do(once)


def _is_right(uow: UnitOfWork, who: Viewer, found: Way, *, is_pin: bool) -> bool:
    at = site()
    match found:
        case NoProof():
            return True
        case Prove(CredentialKind.PASSKEY) if at is not None:
            row = passkey_acts.use(uow, at, For.PROOF, visit(), request.form.get("proof_passkey", ""))
            return row is not None and row.person_id == who.person_id
        case Prove(CredentialKind.AUTHENTICATOR):
            # The code is looked at only with the right PIN, so that a wrong PIN does not use it up.
            code = request.form.get("proof_code", "")
            return is_pin and authenticators.use(uow, who.person_id, code) is not None
        case _:
            return False
