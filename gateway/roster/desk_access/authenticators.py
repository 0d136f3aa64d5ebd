"""Authenticators and PINs: a code that an app shows, once, together with a PIN that is hashed slowly."""

import base64
import hashlib
import hmac
import os
from datetime import datetime

import pyotp
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.roster.desk_access import kept_credentials
from gateway.storage.models import DeskCredential
from gateway.storage.sealing import Keyring
from menus.domain.desk_proofs import TOTP_SECONDS, TOTP_WINDOW

_COST, _BLOCK = 2**14, 8
"""The cost of hashing a PIN: 16 MB of memory and some 50 ms (measured). The PIN is sealed with the key as well."""
_SALT_BYTES = 16


def new_secret(keyring: Keyring, token: str) -> str:
    """Return the secret of a new authenticator for the session with a token: each page of that session shows the same.

    The database has no token, and so no secret before it is kept.
    """
    return base64.b32encode(keyring.digest(token, "desk-authenticator")).decode().rstrip("=")


def address(secret: str, community: str) -> str:
    """Return what the QR code tells an authenticator."""
    return pyotp.TOTP(secret).provisioning_uri(name=community, issuer_name="Doria")


def hashed(pin: str) -> str:
    """Return a slow hash of a PIN. Make it before a transaction begins: others wait for the database meanwhile."""
    return _hashed(pin, os.urandom(_SALT_BYTES))


def is_pin(session: Session, person_id: int, pin: str) -> bool:
    """Return whether a PIN is that of a person. It is slow on purpose: ask before a transaction begins."""
    row = kept_credentials.authenticator(session, person_id)
    if row is None or row.pin is None:
        return False
    salt, _, _ = row.pin.partition(":")
    return hmac.compare_digest(_hashed(pin.strip(), bytes.fromhex(salt)), row.pin)


def add(uow: UnitOfWork, person_id: int, secret: str, code: str, pin_hash: str) -> bool:
    """Keep the authenticator of a person whose first code is right; return False for a wrong code."""
    step = _step(secret, code, uow.now)
    if step is None:
        return False
    kept_credentials.add_authenticator(uow, person_id, secret, pin_hash, step)
    return True


def use(uow: UnitOfWork, person_id: int, code: str) -> DeskCredential | None:
    """Return the authenticator of a person, marked as used, if a code is right; each code counts once."""
    row = kept_credentials.authenticator(uow.session, person_id, is_locked=True)
    step = _step(row.secret, code, uow.now) if row is not None else None
    if row is None or step is None or step <= row.last_step:
        return None
    row.last_step, row.last_used_at = step, uow.now
    return row


def _step(secret: str, code: str, now: datetime) -> int | None:
    """Return the step whose code this is, of those around a moment; None for none of them."""
    digits = "".join(code.split())
    totp, current = pyotp.TOTP(secret, interval=TOTP_SECONDS), int(now.timestamp()) // TOTP_SECONDS
    around = range(current - TOTP_WINDOW, current + TOTP_WINDOW + 1)
    fits = [step for step in around if hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode())]
    return fits[-1] if fits else None


def _hashed(pin: str, salt: bytes) -> str:
    made = hashlib.scrypt(pin.encode(), salt=salt, n=_COST, r=_BLOCK, p=1, maxmem=2**26)
    return f"{salt.hex()}:{made.hex()}"
