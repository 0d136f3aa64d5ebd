"""Sealing: values that a stolen database must not show are encrypted, and found by a keyed hash."""

import hashlib
import hmac
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gateway.storage.keyed_hash import KeyedHash

_ALONE, _IN_ROW = b"\x01", b"\x02"
"""The versions of a sealed value: bound to its column, as earlier releases sealed it, and bound to its row, too."""
_ID_BYTES = 4
_NONCE_BYTES = 12


class UnsealError(Exception):
    """A sealed value is damaged, was moved from another place, or its key is missing."""


def _none_former() -> Sequence[bytes]:
    return ()


@dataclass(frozen=True)
class Keyring:
    """The keys: the newest secret encrypts and hashes; every secret decrypts, and finds by its hashes.

    `secrets` are ordered newest first. `former` returns the hash keys of secrets that were let go: hashes of numbers
    that Doria does not hold any more cannot be made anew, and are found by them.
    """

    secrets: tuple[str, ...] = field(repr=False)
    former: Callable[[], Sequence[bytes]] = field(default=_none_former, repr=False, compare=False)

    @cached_property
    def _ciphers(self) -> dict[bytes, AESGCM]:
        return {key_id(secret): AESGCM(_derive(secret, b"doria seal", 32)) for secret in self.secrets}

    @cached_property
    def _newest_id(self) -> bytes:
        return key_id(self.secrets[0])

    @cached_property
    def _hash(self) -> KeyedHash:
        return KeyedHash(hash_key(self.secrets[0]))

    @cached_property
    def _hashes(self) -> tuple[KeyedHash, ...]:
        """A hash with every hash key, the newest first. `former` is asked once, when a number is first looked up."""
        keys = dict.fromkeys((*(hash_key(secret) for secret in self.secrets), *self.former()))
        return tuple(KeyedHash(key) for key in keys)

    @cached_property
    def reference_key(self) -> bytes:
        """The key that scrambles the order of references."""
        return _derive(self.secrets[0], b"doria references", 32)

    @cached_property
    def _record_hashes(self) -> tuple[KeyedHash, ...]:
        return tuple(KeyedHash(_derive(secret, b"doria record", 32)) for secret in self.secrets)

    def prove(self, row: bytes) -> bytes:
        """Return the proof that Doria wrote a recorded row, made with the newest secret."""
        return self._record_hashes[0].of(row)

    def is_proven(self, row: bytes, proof: bytes) -> bool:
        """Return whether a proof was made of a recorded row with any of the secrets."""
        return any(hmac.compare_digest(keyed.of(row), proof) for keyed in self._record_hashes)

    @property
    def newest_prefix(self) -> bytes:
        """The first bytes of every value that the newest secret has sealed in a row."""
        return _IN_ROW + self._newest_id

    def knows(self, prefix: bytes) -> bool:
        """Return whether a key is at hand, by its id."""
        return prefix in self._ciphers

    def seal(self, text: str, column: str, row_id: int | None = None) -> bytes:
        """Return version, key id, nonce and AES-256-GCM ciphertext.

        The name of the column and the id of the row are authenticated, too: a value cannot be moved to another row.
        Without `row_id` the value is bound to the column alone.
        """
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[self._newest_id].encrypt(nonce, text.encode(), _place(column, row_id))
        return (_ALONE if row_id is None else _IN_ROW) + self._newest_id + nonce + sealed

    def unseal(self, sealed: bytes, column: str, row_id: int | None = None) -> str:
        """Return the text; raise UnsealError if it cannot be decrypted."""
        found_id, rest = sealed[1 : 1 + _ID_BYTES], sealed[1 + _ID_BYTES :]
        cipher = self._ciphers.get(found_id)
        if sealed[:1] not in {_ALONE, _IN_ROW} or cipher is None:
            message = f"{column}: sealed with a key that is not at hand (SECRET_KEY or OLD_SECRET_KEYS)"
            raise UnsealError(message)
        if sealed[:1] != (_ALONE if row_id is None else _IN_ROW):
            message = f"{column}: not sealed in its row; `doria migrate` seals what an earlier release has sealed"
            raise UnsealError(message)
        try:
            return cipher.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], _place(column, row_id)).decode()
        except InvalidTag:
            message = f"{column}: damaged, or moved from another place"
            raise UnsealError(message) from None

    def opener(self, column: str) -> Callable[[bytes, int], str]:
        """Return what opens many values of one column, given each with the id of its row; it fails as `unseal` does.

        The newest key is bound once: a value takes two thirds of the time of `unseal` (measured).
        """
        prefix, decrypt, unseal = self.newest_prefix, self._ciphers[key_id(self.secrets[0])].decrypt, self.unseal
        start, end = len(prefix), len(prefix) + _NONCE_BYTES

        def opened(sealed: bytes, row_id: int) -> str:
            if sealed[:start] != prefix:
                return unseal(sealed, column, row_id)
            try:
                return decrypt(sealed[start:end], sealed[end:], _place(column, row_id)).decode()
            except InvalidTag:
                return unseal(sealed, column, row_id)

        return opened

    def digest(self, text: str, purpose: str) -> bytes:
        """Return a keyed hash of 16 bytes to find a value by; hashes of different purposes differ."""
        return _digest(self._hash, text, purpose)

    def digests(self, text: str, purpose: str) -> tuple[bytes, ...]:
        """Return the hashes by which a value may be stored: that of the newest key, and those of earlier ones."""
        return tuple(_digest(keyed, text, purpose) for keyed in self._hashes)

    def session(self, session_id: str, phone: str) -> bytes:
        """Return the key of a USSD session, made of its id and phone: a network may give one id to two phones."""
        return self.digest(f"{session_id}\0{phone}", "session")

    def phone(self, number: str) -> bytes:
        """Return the keyed hash of a phone number (E.164), as it is stored."""
        return self.digest(number, "phone")

    def phones(self, number: str) -> tuple[bytes, ...]:
        """Return the keyed hashes by which a phone number (E.164) is looked up."""
        return self.digests(number, "phone")


def key_id(secret: str) -> bytes:
    """Return the few bytes by which a sealed value names its key."""
    return hashlib.sha256(b"doria key id" + secret.encode()).digest()[:_ID_BYTES]


def hash_key(secret: str) -> bytes:
    """Return the key that a secret hashes with."""
    return _derive(secret, b"doria hash", 32)


def _place(column: str, row_id: int | None) -> bytes:
    return (column if row_id is None else f"{column}\0{row_id}").encode()


def _digest(keyed: KeyedHash, text: str, purpose: str) -> bytes:
    return keyed.of(f"{purpose}\0{text}".encode())[:16]


def _derive(secret: str, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose).derive(secret.encode())
