"""Envelopes: a vote is sealed with the public key of its vote; two of three tellers have the other key together.

X25519 agrees on a secret that is used once, HKDF makes a key of it, and AES-GCM seals with it. Each teller's code is 16
random bytes, which Doria shows once and keeps nowhere. The private key of a vote is cut into shares, two for each
teller: with each of the others they hold two halves of it, whose XOR it is. The shares are sealed for the code of their
teller, and the private key is forgotten: no machine holds what opens a box.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from menus.domain.vote_codes import BYTES
from menus.domain.votes import TELLERS

_KEY, _TAG = 32, 16
_ONCE = bytes(12)
"""The nonce: each key seals one thing."""
SEATS = tuple(range(1, TELLERS + 1))
LENGTH = _KEY + 1 + _TAG
"""Bytes of a sealed vote, whatever was chosen."""


class OpenError(Exception):
    """A thing was sealed for another key, or is damaged."""


@dataclass(frozen=True)
class VoteKey:
    """The key of a new vote: the public half, and the shares of the other half by the seats of the tellers."""

    public: bytes
    shares: Mapping[int, bytes]


def new_code() -> bytes:
    """Return the code of a teller."""
    return os.urandom(BYTES)


def public_of_code(code: bytes) -> bytes:
    """Return the public key that seals for a code."""
    return _of_code(code).public_key().public_bytes_raw()


def new_key() -> VoteKey:
    """Return the key of a new vote. Nobody keeps the private half."""
    private = os.urandom(_KEY)
    public = X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    halves: dict[tuple[int, int], bytes] = {}
    for one, other in combinations(SEATS, 2):
        halves[one, other] = os.urandom(_KEY)
        halves[other, one] = _xor(private, halves[one, other])
    shares = {seat: b"".join(halves[seat, other] for other in _others(seat)) for seat in SEATS}
    return VoteKey(public, shares)


def joined(first: tuple[int, bytes], second: tuple[int, bytes], public: bytes) -> X25519PrivateKey:
    """Return the private key of a vote, of two tellers, each with seat and shares; raise OpenError if it is not."""
    if first[0] == second[0]:
        message = "one teller alone opens no box"
        raise OpenError(message)
    made = X25519PrivateKey.from_private_bytes(_xor(_half(first, second[0]), _half(second, first[0])))
    if made.public_key().public_bytes_raw() != public:
        message = "the shares are not of this vote"
        raise OpenError(message)
    return made


def seal_shares(shares: bytes, code_key: bytes, place: str) -> bytes:
    """Return the shares of a teller, sealed for their code."""
    return _seal(shares, code_key, f"shares {place}".encode())


def open_shares(sealed: bytes, code: bytes, place: str) -> bytes:
    """Return the shares of a teller by their code; raise OpenError for another code."""
    return _open(sealed, _of_code(code), f"shares {place}".encode())


def seal(option: int, public: bytes, vote_id: int) -> bytes:
    """Return a sealed vote for an option, from 0."""
    return _seal(bytes([option]), public, f"vote {vote_id}".encode())


def open_vote(sealed: bytes, private: X25519PrivateKey, vote_id: int) -> int:
    """Return the option of a sealed vote; raise OpenError if it is none."""
    return _open(sealed, private, f"vote {vote_id}".encode())[0]


def blank() -> bytes:
    """Return what an envelope holds before its household has voted: as long as a vote."""
    return os.urandom(LENGTH)


def _others(seat: int) -> list[int]:
    return [other for other in SEATS if other != seat]


def _half(teller: tuple[int, bytes], other: int) -> bytes:
    seat, shares = teller
    at = _others(seat).index(other) * _KEY
    return shares[at : at + _KEY]


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(one, other, strict=True))


def _of_code(code: bytes) -> X25519PrivateKey:
    made = HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=b"doria teller").derive(code)
    return X25519PrivateKey.from_private_bytes(made)


def _cipher(shared: bytes, once: bytes, public: bytes) -> AESGCM:
    info = b"doria vote" + once + public
    return AESGCM(HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=info).derive(shared))


def _seal(content: bytes, public: bytes, place: bytes) -> bytes:
    once = X25519PrivateKey.generate()
    own = once.public_key().public_bytes_raw()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    return own + _cipher(shared, own, public).encrypt(_ONCE, content, place)


def _open(sealed: bytes, private: X25519PrivateKey, place: bytes) -> bytes:
    own, rest = sealed[:_KEY], sealed[_KEY:]
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(own))
        cipher = _cipher(shared, own, private.public_key().public_bytes_raw())
        return cipher.decrypt(_ONCE, rest, place)
    except (InvalidTag, ValueError):
        message = "sealed for another key, or damaged"
        raise OpenError(message) from None
