"""The key box: the keys of a database, sealed under a passphrase, for a backup that holds them."""

import json
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from gateway.errors import Refused

SHORTEST = 15
"""The fewest characters of a passphrase: NIST SP 800-63B asks for 15 where a password is all that protects.

Whoever steals the file may try passphrases for years: six words by dice hold, a name with a year does not.
"""
_FEWEST_KINDS = 6
"""The fewest different characters of a passphrase: `aaaaaaaaaaaaaaa` is no passphrase. A guess."""
_VERSION = b"\x01"
_SALT, _NONCE = 16, 12
_COST, _BLOCK, _LANES = 2**16, 8, 1
"""The cost of one try: 64 MB of memory and some 0.2 s, here and for whoever guesses."""
_PLACE = b"doria backup keys"


def refuse_weak(passphrase: str) -> None:
    """Raise Refused if a passphrase is too short, or is one character again and again."""
    if len(passphrase) < SHORTEST or len(set(passphrase)) < _FEWEST_KINDS:
        message = (
            f"the passphrase is too weak: take at least {SHORTEST} characters and {_FEWEST_KINDS} different ones,"
            " such as six words that nobody would say together"
        )
        raise Refused(message)


def lock(keys: Mapping[str, str], passphrase: str) -> bytes:
    """Return some keys, sealed: version, salt, nonce, AES-256-GCM ciphertext. Raise Refused for a weak passphrase."""
    refuse_weak(passphrase)
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return _VERSION + salt + nonce + _cipher(passphrase, salt).encrypt(nonce, json.dumps(dict(keys)).encode(), _PLACE)


def unlock(box: bytes, passphrase: str) -> dict[str, str]:
    """Return the keys; raise Refused if the passphrase is another one."""
    if box[:1] != _VERSION:
        message = "the keys in this backup are sealed in a way that this release does not know"
        raise Refused(message)
    salt, nonce, sealed = box[1 : 1 + _SALT], box[1 + _SALT : 1 + _SALT + _NONCE], box[1 + _SALT + _NONCE :]
    try:
        opened = _cipher(passphrase, salt).decrypt(nonce, sealed, _PLACE)
    except InvalidTag:
        message = "the passphrase does not open the keys of this backup"
        raise Refused(message) from None
    found: dict[str, str] = json.loads(opened)
    return found


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt, 32, _COST, _BLOCK, _LANES).derive(passphrase.encode()))
