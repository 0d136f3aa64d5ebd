"""The record: the bytes of a recorded row, and the content of the leaf that stands for it in the tree.

The bytes are the same from SQLite and PostgreSQL, and a program of anybody can make them again. JSON that the database
holds enters as it is stored. The parts that are made here have no spaces, and their fields have a fixed order. JSON of
the database has a space after each comma, and inside a text each quotation mark is escaped: so it never holds what
stands between two fields, and no byte can move from one field to the next.

A leaf holds hashes alone, each salted with random bytes. No person stands in it. The salt of words is made of those
bytes with a key: whoever has the database alone cannot try words until a hash fits.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from json.encoder import encode_basestring

SALT_BYTES = 16
CARRIED_OVER = b"\x00"
"""The proof of a row that an earlier release has written. It counts once in the life of a tree, at its beginning."""
_NULL = "null"
_MOMENT = len("2026-11-23 18:00:00.000000")


class Source(StrEnum):
    """The recorded tables, by the name that their rows have in the record."""

    EVENTS = "events"
    ACTS = "acts"
    COMMUNITY_VERSIONS = "community_versions"
    LOOKS = "looks"
    DECISIONS = "decisions"
    MOVEMENTS = "movements"


def moment(at: datetime) -> str:
    """Return a moment (aware) as the record holds it: in UTC, with six digits after the second."""
    return at.astimezone(UTC).isoformat(" ", "microseconds")[:_MOMENT]


def quoted(text: str) -> str:
    """Return a text as JSON, as `json.dumps` does without `ensure_ascii`: this alone takes a tenth of the time."""
    return encode_basestring(text)


def as_json(value: object) -> str:
    """Return a plain value as JSON; raise TypeError for a kind of value that no recorded column has."""
    match value:
        case None:
            return _NULL
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return quoted(str(value))
        case datetime():
            return quoted(moment(value))
        case bytes():
            return quoted(value.hex())
        case _:
            message = f"a recorded column holds no {type(value).__name__}"
            raise TypeError(message)


@cache
def _template(names: tuple[str, ...]) -> str:
    """Return a part with a gap for the value of each field."""
    return "{" + ",".join(f'"{name}":%s' for name in names) + "}"


def part(names: tuple[str, ...], values: Sequence[str]) -> bytes:
    """Return the fields of a row as one JSON object; each value is JSON already. Raise TypeError if one is missing."""
    return (_template(names) % tuple(values)).encode()


def words_part(names: tuple[str, ...], texts: Sequence[str | None]) -> bytes | None:
    """Return the words of a row, in the order of their columns; None if it holds none. An empty text is none."""
    if not any(texts):
        return None
    return part(names, [quoted(text) if text else _NULL for text in texts])


def proven(source: Source, row_id: int, facts: bytes, words: bytes | None) -> bytes:
    """Return what the proof of a row is made over."""
    return f"{source}\0{row_id}\0{len(facts)}\0".encode() + facts + (words or b"")


def salted(salt: bytes, content: bytes) -> bytes:
    """Return the salted hash of a part."""
    return hashlib.sha256(salt + content).digest()


@dataclass(frozen=True)
class Shown:
    """The open part of a leaf: the table of its row, the kind of what happened, and the moment."""

    source: Source
    kind: str
    at: str


@dataclass(frozen=True)
class Leaf:
    """A leaf: its place `seq` in the tree of a community (its key), and the hashes of the facts and of the words.

    `shown` is None for a hidden one: neither the table, nor the kind, nor the moment stands in it.
    """

    community: str
    seq: int
    facts: bytes
    words: bytes | None
    shown: Shown | None

    def content(self) -> bytes:
        """Return the bytes of the leaf, which its hash in the tree is made of."""
        community, shown = quoted(self.community), self.shown
        if shown is None:
            return hidden_content(community, self.seq, self.facts, self.words)
        source = quoted(shown.source.value)
        return open_content(community, self.seq, self.facts, self.words, (source, shown.kind, shown.at))


def open_content(community: str, seq: int, facts: bytes, words: bytes | None, shown: tuple[str, str, str]) -> bytes:
    """Return the content of an open leaf: the community and the source of `shown` are JSON already."""
    source, kind, at = shown
    given = _NULL if words is None else f'"{words.hex()}"'
    return (
        f'{{"at":{encode_basestring(at)},"community":{community},"facts":"{facts.hex()}",'
        f'"kind":{encode_basestring(kind)},"seq":{seq},"source":{source},"words":{given}}}'
    ).encode()


def hidden_content(community: str, seq: int, facts: bytes, words: bytes | None) -> bytes:
    """Return the content of a hidden leaf: the community is JSON already."""
    given = _NULL if words is None else f'"{words.hex()}"'
    return f'{{"community":{community},"facts":"{facts.hex()}","seq":{seq},"words":{given}}}'.encode()


def as_ranges(seqs: Iterable[int]) -> str:
    """Return places as text, such as "4-9,12": in order, each once."""
    runs: list[list[int]] = []
    for seq in sorted(set(seqs)):
        if runs and runs[-1][-1] == seq - 1:
            runs[-1][1:] = [seq]
        else:
            runs.append([seq])
    return ",".join("-".join(str(end) for end in run) for run in runs)


def from_ranges(text: str) -> list[range]:
    """Return the places of a text that `as_ranges` has made, as ranges; raise ValueError for any other text."""
    found = []
    for run in text.split(",") if text else ():
        first, _, last = run.partition("-")
        found.append(range(int(first), int(last or first) + 1))
    return found
