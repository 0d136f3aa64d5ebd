"""Desk proofs: how a person proves at the desk that it is them, and when a proof counts."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

PIN_DIGITS = 6
TRIES = 5
"""The number of wrong proofs in a row that ends a session: somebody else has the phone. A guess."""
TOTP_SECONDS = 30
"""An authenticator shows a new code so often (RFC 6238)."""
TOTP_WINDOW = 1
"""The steps before and after the server's moment whose codes are taken: clocks of phones differ (RFC 6238, 5.2)."""
_OFFICERS_WANTED = 2


class CredentialKind(StrEnum):
    """The kinds of credential. The values are stored."""

    PASSKEY = "passkey"
    AUTHENTICATOR = "authenticator"
    """An app that shows a new code every half minute (TOTP), together with a PIN."""


class DeskStage(StrEnum):
    """The stage of a session. The values are stored."""

    CODE = "code"
    """Its person has shown the code that came by SMS, and nothing else yet: it opens no page."""
    SIGNED_IN = "signed-in"


@dataclass(frozen=True)
class NoProof:
    """No proof is needed: everything here is an example on a simulated network."""


@dataclass(frozen=True)
class Enrol:
    """The person has no credential yet, and makes one of this kind."""

    kind: CredentialKind


@dataclass(frozen=True)
class Prove:
    """The person proves who they are with a credential of this kind."""

    kind: CredentialKind


@dataclass(frozen=True)
class Lost:
    """The person's credentials are of no use here, or their access was ended: others must let them begin anew."""


Way = NoProof | Enrol | Prove | Lost


def way(*, is_play: bool, has_passkeys: bool, held: Collection[CredentialKind], is_barred: bool = False) -> Way:
    """Return how a person proves who they are.

    `is_play`: the network is simulated and the community is an example. `has_passkeys`: the desk has an address that a
    passkey can belong to. `held` are the kinds of the credentials that the person has. Somebody who has one never makes
    another with a code by SMS alone: whoever takes over their number would come in with it. `is_barred`: an officer has
    ended their access.
    """
    if is_barred:
        return Lost()
    if is_play:
        return NoProof()
    if not held:
        return Enrol(CredentialKind.PASSKEY if has_passkeys else CredentialKind.AUTHENTICATOR)
    if has_passkeys and CredentialKind.PASSKEY in held:
        return Prove(CredentialKind.PASSKEY)
    return Prove(CredentialKind.AUTHENTICATOR) if CredentialKind.AUTHENTICATOR in held else Lost()


def is_weak_pin(pin: str) -> bool:
    """Return whether a PIN is not six digits, or is one that anybody tries first: one digit, or digits in a row."""
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        return True
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(steps) == 1


def is_copied(new: int, known: int, *, is_backed_up: bool) -> bool:
    """Return whether the counter of a passkey shows that somebody has copied it.

    A passkey that is backed up lives on several devices, which do not share a counter. One that does not count says 0.
    """
    return not is_backed_up and (new > 0 or known > 0) and new <= known


def approvals_needed(others: int) -> int | None:
    """Return how many officers must approve that somebody begins anew, of so many others; None where there is none."""
    return min(others, _OFFICERS_WANTED) or None
