"""Notes: a checkpoint of a record as a signed text that others can check, in the forms of C2SP.

The text follows `tlog-checkpoint`, and the note around it `signed-note` (https://c2sp.org): an origin, the size of the
tree, its root, and a line that tells the moment. A signature line follows after an empty line.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_ORIGIN = "doria/"
_DASH = "\N{EM DASH} "
_ED25519 = b"\x01"
"""The number of the kind of signature, as `signed-note` gives them."""
_KEY_ID_BYTES, _KEY_BYTES, _ROOT_BYTES = 4, 32, 32
_MOMENT = "%Y-%m-%dT%H:%M:%SZ"
_SIZE = re.compile("0|[1-9][0-9]{0,17}")
LONGEST_FILE = 1_000_000
"""Bytes of a file of notes that are read at most: thousands of checkpoints. A guess."""


class NoteError(ValueError):
    """A text is no note of a checkpoint; the message says why, in the words of a person."""


@dataclass(frozen=True)
class Checkpoint:
    """The state of a record at a moment (aware): the key of its community, the size of its tree, and its root."""

    community: str
    size: int
    root: bytes
    at: datetime

    @property
    def text(self) -> str:
        """The text that is signed."""
        root = base64.b64encode(self.root).decode()
        return f"{origin(self.community)}\n{self.size}\n{root}\ntime {self.at.astimezone(UTC):{_MOMENT}}\n"


@dataclass(frozen=True)
class Note:
    """A checkpoint with its signatures, as a file holds it. `text` is the signed text, byte for byte."""

    checkpoint: Checkpoint
    text: str
    signatures: tuple[tuple[str, bytes], ...]

    def is_signed_by(self, public: bytes) -> bool:
        """Return whether a key has signed the text. Signatures of other keys do no harm."""
        name = origin(self.checkpoint.community)
        own = _key_id(name, public)
        return any(
            _is_signature(public, given[_KEY_ID_BYTES:], self.text)
            for signer, given in self.signatures
            if signer == name and given[:_KEY_ID_BYTES] == own
        )

    @property
    def key_ids(self) -> list[str]:
        """The ids of the keys that have signed in the name of the record, in hexadecimal digits."""
        name = origin(self.checkpoint.community)
        return [given[:_KEY_ID_BYTES].hex() for signer, given in self.signatures if signer == name]


def origin(community: str) -> str:
    """Return the name of the record of a community, which is also the name of its key."""
    return _ORIGIN + community


def key_id(community: str, public: bytes) -> str:
    """Return the id of the key of a record, in hexadecimal digits."""
    return _key_id(origin(community), public).hex()


def signed(checkpoint: Checkpoint, seed: bytes) -> str:
    """Return the note of a checkpoint, signed with the private key of its record."""
    private = Ed25519PrivateKey.from_private_bytes(seed)
    name = origin(checkpoint.community)
    given = _key_id(name, private.public_key().public_bytes_raw()) + private.sign(checkpoint.text.encode())
    return f"{checkpoint.text}\n{_DASH}{name} {base64.b64encode(given).decode()}\n"


def verifier_key(community: str, public: bytes) -> str:
    """Return the public key of a record as one line (`vkey`), which other programs take to check its notes."""
    name = origin(community)
    return f"{name}+{_key_id(name, public).hex()}+{base64.b64encode(_ED25519 + public).decode()}"


def read(text: str) -> Note:
    """Return the one note of a text; raise NoteError if it is none, or holds more."""
    found = list(read_all(text))
    if len(found) != 1:
        message = f"it holds {len(found)} checkpoints, and not one"
        raise NoteError(message)
    return found[0]


def read_all(text: str) -> Iterator[Note]:
    """Yield the notes of a file, which stand one after the other; raise NoteError if it holds none, or half of one."""
    lines = text.split("\n")
    if lines.pop() != "":
        message = "it ends in the middle of a line: the file is torn"
        raise NoteError(message)
    at = 0
    while at < len(lines):
        body_end = _find_empty(lines, at)
        end = body_end + 1
        while end < len(lines) and lines[end].startswith(_DASH):
            end += 1
        if end == body_end + 1:
            message = "a checkpoint in it has no signature"
            raise NoteError(message)
        signatures = tuple(_signature(line) for line in lines[body_end + 1 : end])
        yield Note(_checkpoint(lines[at:body_end]), "\n".join(lines[at:body_end]) + "\n", signatures)
        at = end
        while at < len(lines) and not lines[at]:
            at += 1
    if not any(lines):
        message = "it is empty"
        raise NoteError(message)


def _find_empty(lines: list[str], start: int) -> int:
    for number in range(start, len(lines)):
        if not lines[number]:
            return number
    message = "it is no checkpoint, or its end is missing"
    raise NoteError(message)


def _checkpoint(lines: list[str]) -> Checkpoint:
    message = "it is no checkpoint of a record of Doria"
    if len(lines) != 4 or not lines[0].startswith(_ORIGIN) or not _SIZE.fullmatch(lines[1]):  # noqa: PLR2004 - the form
        raise NoteError(message)
    try:
        at = datetime.strptime(lines[3], f"time {_MOMENT}").replace(tzinfo=UTC)
    except ValueError:
        raise NoteError(message) from None
    root = _bytes(lines[2])
    if len(root) != _ROOT_BYTES:
        raise NoteError(message)
    return Checkpoint(lines[0].removeprefix(_ORIGIN), int(lines[1]), root, at)


def _signature(line: str) -> tuple[str, bytes]:
    name, _, given = line.removeprefix(_DASH).partition(" ")
    found = _bytes(given)
    if not name or len(found) <= _KEY_ID_BYTES:
        message = "a signature in it is damaged"
        raise NoteError(message)
    return name, found


def _bytes(text: str) -> bytes:
    """Return what base64 holds; raise NoteError for anything else, and for other spellings of the same bytes."""
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if base64.b64encode(found).decode() != text:
        message = "a line in it is damaged"
        raise NoteError(message)
    return found


def _key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:_KEY_ID_BYTES]


def _is_signature(public: bytes, given: bytes, text: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(given, text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
