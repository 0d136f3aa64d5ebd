"""A checker of proofs that knows nothing of Doria: it is written after RFC 9162 and C2SP, from the JSON alone."""

import base64
import hashlib
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def check(proof: dict[str, Any]) -> list[dict[str, Any]]:
    """Check a proof; return the contents of its leaves, where it shows them.

    Raise ValueError or InvalidSignature if anything is wrong.
    """
    size, root = _signed(proof["note"], proof["verifier_key"])
    if (size, root.hex()) != (proof["size"], proof["root"]):
        message = "the note says something else"
        raise ValueError(message)
    contents = []
    for entry in proof["entries"]:
        path = [bytes.fromhex(one) for one in entry["path"]]
        is_shown = "content" in entry
        hashed = hashlib.sha256(b"\x00" + entry["content"].encode()) if is_shown else None
        leaf = hashed.digest() if hashed is not None else bytes.fromhex(entry["leaf"])
        if _root(leaf, entry["seq"], size, path) != root:
            message = f"entry {entry['seq']} is not in the tree"
            raise ValueError(message)
        if not is_shown:
            continue
        content = json.loads(entry["content"])
        if content["seq"] != entry["seq"]:
            message = f"entry {entry['seq']} says that it is another one"
            raise ValueError(message)
        for part, salt in (("facts", "salt"), ("words", "word_salt")):
            if part in entry and _salted(entry[salt], entry[part]) != content[part]:
                message = f"the {part} of entry {entry['seq']} are not those of its leaf"
                raise ValueError(message)
        contents.append(content)
    return contents


def _salted(salt: str, part: str) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + part.encode()).hexdigest()


def _signed(note: str, verifier_key: str) -> tuple[int, bytes]:
    """Return the size and the root of a note, after its signature was checked."""
    text, _, line = note.partition("\n\n")
    dash, name, signature = line.split()
    named, key_id, key = verifier_key.split("+", 2)
    raw, given = base64.b64decode(key), base64.b64decode(signature)
    made = hashlib.sha256(named.encode() + b"\n" + raw).digest()[:4]
    if (dash, name, made.hex(), given[:4]) != ("\u2014", named, key_id, made) or raw[0] != 1:
        message = "the note is signed by another key"
        raise ValueError(message)
    Ed25519PublicKey.from_public_bytes(raw[1:]).verify(given[4:], (text + "\n").encode())
    origin, size, root = text.split("\n")[:3]
    if origin != name:
        message = "the note is of another record"
        raise ValueError(message)
    return int(size), base64.b64decode(root)


def _root(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """Return the root to which a path leads (RFC 9162, 2.1.3.2)."""
    fn, sn, found = index, size - 1, leaf
    for one in path:
        if sn == 0:
            return b""
        if fn % 2 == 1 or fn == sn:
            found = hashlib.sha256(b"\x01" + one + found).digest()
            while fn % 2 == 0 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            found = hashlib.sha256(b"\x01" + found + one).digest()
        fn, sn = fn >> 1, sn >> 1
    return found if sn == 0 else b""
