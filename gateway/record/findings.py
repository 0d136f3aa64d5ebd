"""Findings: what is wrong with a record, as `doria record verify` says it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from menus.domain.record import Source


class Fault(StrEnum):
    """A kind of fault of a record."""

    FACTS_CHANGED = "facts changed"
    WORDS_CHANGED = "words changed"
    WORDS_TAKEN = "words taken"
    """Words are gone, and no act of erasing names their entry."""
    WORDS_BACK = "words back"
    """An act of erasing names the entry, and its words are there."""
    ERASED_TWICE = "erased twice"
    ROW_DELETED = "row deleted"
    ROWS_SWAPPED = "rows swapped"
    PROOF_WRITTEN = "proof written"
    """A row that has its place got a proof again, as if it waited for one."""
    ENTRY_REWRITTEN = "entry rewritten"
    ENTRY_DELETED = "entry deleted"
    ENTRIES_SWAPPED = "entries swapped"
    ENTRY_ADDED = "entry added"
    ENTRY_STRAY = "entry stray"
    """An entry stands outside of every tree: its number, its community or its table is none that Doria gives."""
    NEWEST_CUT = "newest cut"
    TREE_MISSING = "tree missing"
    TREE_CHANGED = "tree changed"
    TREE_TURNED_BACK = "tree turned back"
    ROW_ADDED = "row added"
    CHECKPOINT_FORGED = "checkpoint forged"
    """Its signature is not the one of the record, or it says another thing than its note."""
    CHECKPOINT_UNFIT = "checkpoint unfit"
    """It is signed, and the record had another root at its size."""
    CHECKPOINT_AHEAD = "checkpoint ahead"
    """It is signed, and the record has fewer entries than it says."""
    BOARD_DIFFERS = "board differs"
    """A row of the board says something else than the events of its incident."""


@dataclass(frozen=True)
class Subject:
    """The row that a finding is about. Of a hidden one nothing else is known.

    `kind`, `at` (as the database holds it, in UTC) and `reference` (of its incident) are None if nobody knows them.
    """

    is_hidden: bool
    source: Source | None = None
    row_id: int | None = None
    kind: str | None = None
    at: datetime | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Finding:
    """The first thing that is wrong with a record: `seq` is the entry, if it is one.

    `other` is the entry that it was swapped with. `held` and `said` are two numbers of entries, or two values of the
    board: what is there, and what should be. `name` is the name of that value, and `at` the moment of a checkpoint.
    """

    fault: Fault
    seq: int | None = None
    subject: Subject | None = None
    other: int | None = None
    held: object = None
    said: object = None
    name: str | None = None
    at: datetime | None = None
