"""Passkeys by the library `webauthn`: what a browser is asked for, and whether its answer is right.

The library takes 7 MB of each process that imports it (measured): only `passkey_acts` does, once a passkey is needed.
"""

import json

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.parse_client_data_json import parse_client_data_json
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from gateway.core.unit_of_work import UnitOfWork
from gateway.roster.desk_access import challenges, kept_credentials
from gateway.roster.desk_access.challenges import For
from gateway.roster.desk_access.passkey_sites import Site
from gateway.storage.models import DeskCredential
from menus.domain.desk_proofs import is_copied

_LONGEST = 20_000
"""Characters of a browser's answer at most: the longest attestations have some 6,000. A guess."""
_TIMEOUT = 120_000
"""Milliseconds that a browser waits for the person."""
_WRONG = (WebAuthnException, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""The errors that a made-up answer of a browser leads to."""


def to_make(at: Site, challenge: bytes, user: bytes, name: str, known: list[str]) -> str:
    """Return as JSON what a browser needs to make a passkey of a person (`user`); those `known` are not made again."""
    return options_to_json(
        webauthn.generate_registration_options(
            rp_id=at.host,
            rp_name="Doria",
            user_id=user,
            user_name=name,
            challenge=challenge,
            timeout=_TIMEOUT,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            ),
            exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known],
        )
    )


def to_use(at: Site, challenge: bytes, known: list[str] | None = None) -> str:
    """Return as JSON what a browser needs to use a passkey: one of those `known`, else any one of the site."""
    allowed = [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known or ()]
    return options_to_json(
        webauthn.generate_authentication_options(
            rp_id=at.host,
            challenge=challenge,
            timeout=_TIMEOUT,
            allow_credentials=allowed or None,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
    )


def add(uow: UnitOfWork, at: Site, person_id: int, visit: str, answer: str) -> bool:
    """Keep the passkey that a browser has made for a person; return False if its answer is not right."""
    challenge = _challenge(answer)
    if challenges.made_at(uow.keyring, uow.now, For.NEW_PASSKEY, visit, challenge) is None:
        return False
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=at.host,
            expected_origin=at.origin,
            require_user_verification=True,
        )
    except _WRONG:
        return False
    return kept_credentials.add_passkey(
        uow,
        person_id,
        bytes_to_base64url(made.credential_id),
        bytes_to_base64url(made.credential_public_key),
        made.sign_count,
        is_backed_up=made.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
    )


def use(uow: UnitOfWork, at: Site, purpose: For, visit: str, answer: str) -> DeskCredential | None:
    """Return the passkey that a browser has answered with, marked as used; None if its answer is not right."""
    challenge = _challenge(answer)
    made_at = challenges.made_at(uow.keyring, uow.now, purpose, visit, challenge)
    row = kept_credentials.passkey(uow.session, uow.keyring, _id(answer)) if made_at is not None else None
    # A challenge that is older than the last use may have been answered then: an answer counts once.
    if row is None or made_at is None or made_at <= row.last_used_at:
        return None
    try:
        used = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=at.host,
            expected_origin=at.origin,
            credential_public_key=base64url_to_bytes(row.secret),
            # The library would refuse each count that does not rise, also that of a passkey which is backed up.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except _WRONG:
        return None
    # Whether a passkey may live on several devices never changes: a copy could say so only to pass as one of them.
    may_be_backed_up = used.credential_device_type is CredentialDeviceType.MULTI_DEVICE
    if may_be_backed_up != row.is_backed_up:
        return None
    if is_copied(used.new_sign_count, row.sign_count, is_backed_up=row.is_backed_up):
        return None
    row.sign_count, row.last_used_at = used.new_sign_count, uow.now
    return row


def owner(uow: UnitOfWork, answer: str) -> int | None:
    """Return the row of the person whose passkey an answer names, right or wrong; None if it names none."""
    row = kept_credentials.passkey(uow.session, uow.keyring, _id(answer))
    return row.person_id if row is not None else None


def _id(answer: str) -> str:
    """Return the id of the passkey of an answer, as it is kept; an empty text if there is none."""
    try:
        return bytes_to_base64url(base64url_to_bytes(json.loads(answer)["rawId"]))
    except _WRONG:
        return ""


def _challenge(answer: str) -> bytes:
    """Return the challenge that an answer says it is for; nothing if it says none."""
    if len(answer) > _LONGEST:
        return b""
    try:
        said = json.loads(answer)["response"]["clientDataJSON"]
        return parse_client_data_json(base64url_to_bytes(said)).challenge
    except _WRONG:
        return b""
