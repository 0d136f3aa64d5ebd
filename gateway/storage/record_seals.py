"""Seals of the record: keyed hashes of a tree and of its entries, with a key that is made of the tree's own seed.

The seed itself is sealed with the secret of Doria. Whoever has the database alone can make none of these seals.
"""

import hashlib
import hmac
import os

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without leaves (RFC 9162, 2.1.1)."""
_SEED_BYTES = 32
_KEY_BYTES = 32
_ENTRY_BYTES = 16
_NUMBER_BYTES = 8


def new_seed() -> bytes:
    """Return the seed of a new tree."""
    return os.urandom(_SEED_BYTES)


def signing_key(seed: bytes) -> Ed25519PrivateKey:
    """Return the key that signs the checkpoints of a tree."""
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_key(seed: bytes) -> bytes:
    """Return the public key of a tree, in its 32 bytes."""
    return signing_key(seed).public_key().public_bytes_raw()


class Sealer:
    """The seals of one tree."""

    def __init__(self, seed: bytes) -> None:
        self._key = HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=b"doria record seals").derive(seed)
        # BLAKE2s takes a key itself, begun here once: an HMAC for each entry takes four times as long (measured).
        self._entry = hashlib.blake2s(key=self._key, digest_size=_ENTRY_BYTES, person=b"entry").copy
        self._words = hashlib.blake2s(key=self._key, digest_size=_ENTRY_BYTES, person=b"words").copy

    def tree(self, community_id: int, size: int, root: bytes, *, is_carried_over: bool) -> bytes:
        """Return the seal of the state of a tree; `is_carried_over`: no row of an earlier release comes any more."""
        state = b"tree" + _number(community_id) + _number(size) + root + bytes([is_carried_over])
        return hmac.digest(self._key, state, "sha256")

    def entry(self, seq: int, leaf: bytes) -> bytes:
        """Return the seal of an entry."""
        made = self._entry()
        made.update(seq.to_bytes(_NUMBER_BYTES, "big") + leaf)
        return made.digest()

    def word_salt(self, kept: bytes) -> bytes:
        """Return the salt that hashes the words of an entry, by the salt that the database keeps of it.

        With the kept one alone, a thief of the database could try names and short words until a hash fits.
        """
        made = self._words()
        made.update(kept)
        return made.digest()


def _number(value: int) -> bytes:
    return value.to_bytes(_NUMBER_BYTES, "big")
