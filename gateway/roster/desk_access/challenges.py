"""Challenges of passkeys: each is signed once, soon, by the browser that got it, for the purpose that it was made for.

A challenge tells when it was made, and has a keyed hash. So none is stored, and a page that shows one writes nothing. A
passkey refuses one that is older than its own last use: the same answer never counts twice.
"""

import hmac
import secrets
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from gateway.storage.sealing import Keyring

VALID = timedelta(minutes=10)
"""The longest time that a page waits for the person. A guess."""
_TIME_BYTES, _RANDOM_BYTES = 8, 16
_PURPOSE = "desk-challenge"
_EARLY = timedelta(minutes=1)
"""The most that the clocks of two processes may differ. A guess."""


class For(StrEnum):
    """The purpose of a challenge."""

    SIGN_IN = "sign-in"
    PROOF = "proof"
    NEW_PASSKEY = "new-passkey"


def make(keyring: Keyring, now: datetime, purpose: For, visit: str) -> bytes:
    """Return a new challenge. `visit` is what only the browser that gets it holds."""
    made = int(now.timestamp() * 1_000_000).to_bytes(_TIME_BYTES, "big") + secrets.token_bytes(_RANDOM_BYTES)
    return made + keyring.digest(_said(made, purpose, visit), _PURPOSE)


def made_at(keyring: Keyring, now: datetime, purpose: For, visit: str, challenge: bytes) -> datetime | None:
    """Return when a challenge was made; None if it is not one of this purpose and browser, or too old."""
    made, proof = challenge[: _TIME_BYTES + _RANDOM_BYTES], challenge[_TIME_BYTES + _RANDOM_BYTES :]
    known = keyring.digests(_said(made, purpose, visit), _PURPOSE)
    if not any(hmac.compare_digest(proof, one) for one in known):
        return None
    at = datetime.fromtimestamp(int.from_bytes(made[:_TIME_BYTES], "big") / 1_000_000, UTC)
    return at if now - VALID < at <= now + _EARLY else None


def _said(made: bytes, purpose: For, visit: str) -> str:
    return f"{made.hex()}\0{purpose}\0{visit}"
