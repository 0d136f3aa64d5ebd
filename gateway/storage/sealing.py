"""Sealing: what a stolen database must not tell is encrypted, and looked up by a keyed hash."""

import hashlib
import hmac
import os
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_ID_BYTES = 4
_NONCE_BYTES = 12


class UnsealError(Exception):
    """A sealed value is damaged, stood in another column, or its key is not at hand."""


@dataclass(frozen=True)
class Keyring:
    """The secret that seals, the older ones that still unseal, and the one that hashes.

    `secrets` are ordered newest first. Hashes are made with the oldest, so that they outlive a change of key.
    """

    secrets: tuple[str, ...] = field(repr=False)

    @cached_property
    def _ciphers(self) -> dict[bytes, AESGCM]:
        return {_key_id(secret): AESGCM(_derive(secret, b"doria seal", 32)) for secret in self.secrets}

    @cached_property
    def _hash_key(self) -> bytes:
        return _derive(self.secrets[-1], b"doria hash", 32)

    @cached_property
    def reference_key(self) -> bytes:
        """The key that scrambles the order of references; it outlives a change of key, as hashes do."""
        return _derive(self.secrets[-1], b"doria references", 32)

    def seal(self, text: str, column: str) -> bytes:
        """Return version, key id, nonce and AES-256-GCM ciphertext; the column's name is authenticated with it."""
        key_id = _key_id(self.secrets[0])
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[key_id].encrypt(nonce, text.encode(), column.encode())
        return _VERSION + key_id + nonce + sealed

    def unseal(self, sealed: bytes, column: str) -> str:
        """Return the text; raise UnsealError if it cannot be had."""
        key_id, rest = sealed[1 : 1 + _ID_BYTES], sealed[1 + _ID_BYTES :]
        cipher = self._ciphers.get(key_id)
        if sealed[:1] != _VERSION or cipher is None:
            message = f"{column}: sealed with a key that is not at hand (SECRET_KEY or OLD_SECRET_KEYS)"
            raise UnsealError(message)
        try:
            return cipher.decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], column.encode()).decode()
        except InvalidTag:
            message = f"{column}: damaged, or moved from another column"
            raise UnsealError(message) from None

    def digest(self, text: str, purpose: str) -> bytes:
        """Return a 16-byte keyed hash to look a value up by; equal only within one purpose."""
        return hmac.digest(self._hash_key, purpose.encode() + b"\0" + text.encode(), "sha256")[:16]

    def session(self, session_id: str, phone: str) -> bytes:
        """Return what a USSD session is known by: a network may give one id to two phones."""
        return self.digest(f"{session_id}\0{phone}", "session")

    def phone(self, number: str) -> bytes:
        """Return the keyed hash of a phone number (E.164)."""
        return self.digest(number, "phone")


def _key_id(secret: str) -> bytes:
    return hashlib.sha256(b"doria key id" + secret.encode()).digest()[:_ID_BYTES]


def _derive(secret: str, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose).derive(secret.encode())
