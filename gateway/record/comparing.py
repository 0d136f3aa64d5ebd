"""Comparing: what witnesses hold of a record beside the record itself: checkpoint files, and the words of a night.

Only they find what somebody did who has the keys, and a database that was restored from an earlier day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gateway.record import notes
from gateway.record.notes import Note
from gateway.record.verifying import Verified
from menus.domain import record_words
from menus.domain.record_words import Mistyped


class Answer(StrEnum):
    """The fit between a checkpoint of a witness and a record."""

    FITS = "fits"
    OTHER_COMMUNITY = "other community"
    OTHER_KEY = "other key"
    """It is signed by another key in the name of this record: the record began anew, or the file is forged."""
    BAD_SIGNATURE = "bad signature"
    MISSING = "missing"
    """The record holds fewer entries."""
    CHANGED = "changed"
    """The record had another root at that size."""


@dataclass(frozen=True)
class Compared:
    """A checkpoint of a witness, and how it fits; `verified` is the record of its community, if there is one."""

    note: Note
    answer: Answer
    verified: Verified | None


def with_note(note: Note, records: Iterable[Verified]) -> Compared:
    """Return how a signed checkpoint fits the record of its community."""
    said = note.checkpoint
    own = next((one for one in records if one.community == said.community), None)
    if own is None:
        return Compared(note, Answer.OTHER_COMMUNITY, None)
    if not note.is_signed_by(own.public):
        is_other = bool(note.key_ids) and key_id(own) not in note.key_ids
        return Compared(note, Answer.OTHER_KEY if is_other else Answer.BAD_SIGNATURE, own)
    if said.size > own.levels.size:
        return Compared(note, Answer.MISSING, own)
    fits = own.levels.root(said.size) == said.root
    return Compared(note, Answer.FITS if fits else Answer.CHANGED, own)


def key_id(verified: Verified) -> str:
    """Return the id of the key of a record, as its notes give it."""
    return notes.key_id(verified.community, verified.public)


@dataclass(frozen=True)
class Candidate:
    """A root that words may be of: its record, its size, and the moment of its checkpoint, if it is that of one."""

    verified: Verified
    size: int
    at: datetime | None
    words: tuple[str, ...]


@dataclass(frozen=True)
class WordsFound:
    """The answer to some words: the root that they stand for, or why they stand for none.

    `mistyped` is None for six words that belong together. `not_of` is the number of entries that somebody gave with the
    words, if they are of another number. `nearest` is the root whose words are most like them, and
    `differing` the positions (from 1) at which they differ.
    """

    said: tuple[str, ...]
    found: Candidate | None = None
    mistyped: Mistyped | None = None
    nearest: Candidate | None = None
    differing: tuple[int, ...] = ()
    not_of: int | None = None

    @property
    def fits(self) -> bool:
        """Whether the record still leads to the words, with as many entries as were given."""
        return self.found is not None and self.not_of is None


def with_words(text: str, records: Sequence[Verified], size: int | None) -> WordsFound:
    """Return what the words of a witness say of the records; `size` is the number of entries that came with them."""
    known = list(_candidates(records, size))
    read = record_words.read(text)
    said = read.said
    if isinstance(read, Mistyped):
        near = record_words.nearest(said, [one.words for one in known])
        if near is None:
            return WordsFound(said, mistyped=read)
        return WordsFound(said, mistyped=read, nearest=known[near.index], differing=near.differing)
    found = next((one for one in known if one.words == said), None)
    return WordsFound(said, found=found, not_of=size if found is not None and found.size != size else None)


def _candidates(records: Sequence[Verified], size: int | None) -> Iterable[Candidate]:
    """Yield the roots whose words could have left: of each checkpoint, of the given size, and of now."""
    for record in records:
        sizes: dict[int, datetime | None] = {one.size: one.at for one in reversed(record.checkpoints)}
        for one in (size, record.levels.size):
            if one is not None:
                sizes.setdefault(one, None)
        for one, at in sizes.items():
            if one <= record.levels.size:
                yield Candidate(record, one, at, record_words.words_of(record.levels.root(one)))
