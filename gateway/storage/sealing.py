"""Sealing: values that a stolen database must not show are encrypted, and found by a keyed hash."""

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
    """A sealed value is damaged, was moved from another column, or its key is missing."""


@dataclass(frozen=True)
class Keyring:
    """The keys: the newest secret encrypts, every secret decrypts, and the oldest one hashes.

    `secrets` are ordered newest first. Hashes use the oldest secret, so that they survive a change of key.
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
        """The key that scrambles the order of references. It survives a change of key, like the hashes."""
        return _derive(self.secrets[-1], b"doria references", 32)

    def seal(self, text: str, column: str) -> bytes:
        """Return version, key id, nonce and AES-256-GCM ciphertext; the name of the column is authenticated, too."""
        key_id = _key_id(self.secrets[0])
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._ciphers[key_id].encrypt(nonce, text.encode(), column.encode())
        return _VERSION + key_id + nonce + sealed

    def unseal(self, sealed: bytes, column: str) -> str:
        """Return the text; raise UnsealError if it cannot be decrypted."""
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
        """Return a keyed hash of 16 bytes to find a value by; hashes of different purposes differ."""
        return hmac.digest(self._hash_key, purpose.encode() + b"\0" + text.encode(), "sha256")[:16]

    def session(self, session_id: str, phone: str) -> bytes:
        """Return the key of a USSD session, made of its id and phone: a network may give one id to two phones."""
        return self.digest(f"{session_id}\0{phone}", "session")

    def phone(self, number: str) -> bytes:
        """Return the keyed hash of a phone number (E.164)."""
        return self.digest(number, "phone")


def _key_id(secret: str) -> bytes:
    return hashlib.sha256(b"doria key id" + secret.encode()).digest()[:_ID_BYTES]


def _derive(secret: str, purpose: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose).derive(secret.encode())
