"""The lines of `doria record`: what is wrong with a record, and what the checkpoint or the words of a witness say."""

import base64
from collections.abc import Iterator
from datetime import datetime, tzinfo

from gateway.cli import moments
from gateway.cli.counted import noun_of
from gateway.record.comparing import Answer, Candidate, Compared, WordsFound, key_id
from gateway.record.findings import Fault, Finding, Subject
from gateway.record.verifying import Verified
from menus.domain import record_words
from menus.domain.record import Source
from menus.domain.record_words import Mistyped, Slip

ROWS = {
    Source.EVENTS: "event",
    Source.ACTS: "act",
    Source.LOOKS: "look",
    Source.DECISIONS: "decision",
    Source.MOVEMENTS: "movement of money",
    Source.COMMUNITY_VERSIONS: "version of the community file",
}
_BY_FAULT = {
    Fault.FACTS_CHANGED: "was changed (facts)",
    Fault.WORDS_CHANGED: "was changed (words)",
    Fault.WORDS_TAKEN: "lost its words, and no erasing is on record",
    Fault.WORDS_BACK: "has words again, which were erased on record",
    Fault.ERASED_TWICE: "was erased twice on record: its words were put back in between",
    Fault.ROW_DELETED: "was deleted",
    Fault.PROOF_WRITTEN: "was marked as waiting, and it has its place",
    Fault.ENTRY_REWRITTEN: "stands in an entry that somebody else has written: its leaf or its seal is not Doria's",
    Fault.ENTRY_ADDED: "stands in an entry behind the end that Doria has not written",
}
_FORMS = {
    Fault.ENTRY_DELETED: "it was deleted: the entries before and after it are there",
    Fault.ENTRY_STRAY: "entries stand outside of its tree ({missing}): somebody has written them",
    Fault.ENTRIES_SWAPPED: "{subject} stands in the place of entry {other}: the two entries were swapped",
    Fault.ROWS_SWAPPED: "{subject} belongs to entry {other}: the rows of the two entries were swapped",
    Fault.NEWEST_CUT: "the newest {missing} were cut: the tree says {said}, {held} are there",
    Fault.TREE_MISSING: "the tree of its record is missing: somebody has deleted it",
    Fault.TREE_CHANGED: "the tree was changed: its root, its edge, its key or its seal is not the one that Doria wrote",
    Fault.TREE_TURNED_BACK: "the tree was turned back: it says {said} entries, {held} are there",
    Fault.ROW_ADDED: "{subject} was added or changed before it had its place: it is not as Doria wrote it",
    Fault.CHECKPOINT_FORGED: "the checkpoint of {at} with {said} entries is not as Doria signed it",
    Fault.CHECKPOINT_UNFIT: "the checkpoint of {at} with {said} entries has another root: the record was changed",
}
_SLIPS = {
    Slip.COUNT: f"there should be {record_words.COUNT} words",
    Slip.CHECK: "the words do not belong together: a word or the order of two is wrong",
}
NOT_FOUND = (
    "no checkpoint of this record has these words: either they were sent for another record or another number of"
    " entries (give it with --size), or the record was changed"
)


def grouped(number: object) -> str:
    """Return a number with a comma for each thousand."""
    return f"{number:,}" if isinstance(number, int) else str(number)


def finding(found: Finding, community: str, zone: tzinfo) -> str:
    """Return what is wrong with the record of a community, as one line."""
    where = f"entry {grouped(found.seq)} of {community}: " if found.seq is not None else f"{community}: "
    return where + _said(found, zone)


def _said(found: Finding, zone: tzinfo) -> str:
    if found.fault in _BY_FAULT and found.subject is not None:
        return f"{_subject(found.subject, zone)} {_BY_FAULT[found.fault]}"
    if found.fault is Fault.BOARD_DIFFERS:
        return _of_board(found)
    at = moments.shown(found.at, zone) if found.at is not None else "a moment that nobody can read"
    if found.fault is Fault.CHECKPOINT_AHEAD:
        return ahead(at, found.held, found.said)
    return _FORMS[found.fault].format(
        subject=_subject(found.subject, zone) if found.subject is not None else "",
        other=grouped(found.other),
        held=grouped(found.held),
        said=grouped(found.said),
        missing=_missing(found.held, found.said),
        at=at,
    )


def _of_board(found: Finding) -> str:
    if found.subject is None or found.subject.is_hidden:
        return "a hidden incident: the board says something else than its events"
    return f"incident {found.subject.reference}: the board says {found.name} {found.held}, its events say {found.said}"


def ahead(at: str, held: object, said: object) -> str:
    """Return the line about a checkpoint that has more entries than the record."""
    missing = _missing(held, said)
    return (
        f"the record holds {grouped(held)} entries, the checkpoint of {at} has {grouped(said)}: {missing} are missing"
    )


def _missing(held: object, said: object) -> str:
    return grouped(said - held) if isinstance(held, int) and isinstance(said, int) else "?"


def _subject(subject: Subject, zone: tzinfo) -> str:
    """Return a row in words. Of a hidden one it says nothing but that."""
    if subject.is_hidden or subject.source is None:
        return "a hidden entry"
    name = ROWS[subject.source]
    if subject.at is None:
        return f"the {name} with the number {subject.row_id}"
    kind = f" ({subject.kind})" if subject.kind not in {None, subject.source.value} else ""
    of = f" of incident {subject.reference}" if subject.reference is not None else ""
    return f"the {name}{kind}{of} at {moments.shown(subject.at, zone)}"


def whole(record: Verified, now: datetime) -> str:
    """Return the line about a record that is whole."""
    words = " ".join(record_words.words_of(record.root))
    board = " the board is as its events say;" if record.has_board else " the board was not compared (--board);"
    return (
        f"{record.community}: {_as_written(record.size)}; root {base64_of(record.root)};"
        f" words {words}; {_fit(len(record.checkpoints))};{board} {_waiting(record, now)}"
    )


def _as_written(size: int) -> str:
    return "1 entry is as it was written" if size == 1 else f"{grouped(size)} entries are as they were written"


def _fit(number: int) -> str:
    return f"{_number(number, 'checkpoint')} {'fits' if number == 1 else 'fit'}"


def entries(number: int) -> str:
    """Return a number of entries in words."""
    return "1 entry" if number == 1 else f"{grouped(number)} entries"


def _waiting(record: Verified, now: datetime) -> str:
    if not record.waiting and not record.carried_over:
        return "no row waits for its place"
    parts = []
    if record.waiting:
        age = f", the oldest for {max(0, round((now - record.oldest).total_seconds()))} s" if record.oldest else ""
        parts.append(f"{_rows_wait(record.waiting)}{age}")
    if record.carried_over:
        parts.append(_rows_wait(record.carried_over, " of an earlier release"))
    return ", ".join(parts)


def _rows_wait(number: int, of: str = "") -> str:
    return f"{_number(number, 'row')}{of} {'waits' if number == 1 else 'wait'} for a place"


def _number(number: int, name: str) -> str:
    return f"{grouped(number)} {noun_of(number, name)}"


def base64_of(root: bytes) -> str:
    """Return a root as notes write it."""
    return base64.b64encode(root).decode()


def compared(found: Compared, zone: tzinfo) -> str:
    """Return how a checkpoint of a file fits, as one line."""
    said = found.note.checkpoint
    at, community = moments.shown(said.at, zone), said.community
    match found.answer:
        case Answer.OTHER_COMMUNITY:
            return f"the checkpoint of {at} is of {community}, and no such record is here"
        case Answer.OTHER_KEY:
            ours = key_id(found.verified) if found.verified is not None else "?"
            theirs = ", ".join(found.note.key_ids)
            return (
                f"{community}: the checkpoint of {at} is signed by key {theirs}, the record has key {ours}:"
                " the record was begun anew, or the file is not from here"
            )
        case Answer.BAD_SIGNATURE:
            return f"{community}: the checkpoint of {at} is not as the record signed it: the file was changed"
        case Answer.MISSING:
            held = found.verified.levels.size if found.verified is not None else 0
            return f"{community}: {ahead(at, held, said.size)}"
        case Answer.CHANGED:
            return (
                f"{community}: the checkpoint of {at} with {entries(said.size)} has another root:"
                " the record was changed"
            )
        case Answer.FITS:
            return f"{community}: the checkpoint of {at} with {entries(said.size)} fits"


def words(found: WordsFound, zone: tzinfo) -> Iterator[str]:
    """Yield what words of a witness say, one line each."""
    if found.found is not None:
        yield f"{found.found.verified.community}: {_words_are(found.found, zone)}"
        if found.not_of is not None:
            yield f"they are not the words of {entries(found.not_of)}: ask the witness for the number once more"
        return
    if found.mistyped is None:
        yield NOT_FOUND
        return
    yield f"the words are mistyped: {_slip(found.mistyped)}"
    if found.nearest is not None:
        for position in found.differing:
            typed = found.said[position - 1] if position <= len(found.said) else "missing"
            here = found.nearest.words[position - 1]
            yield f"word {position} of {_of(found.nearest, zone)} is {here} here, {typed} there"


def _slip(slip: Mistyped) -> str:
    if slip.why is Slip.NOT_OUR_WORD:
        return f"word {slip.position}, {slip.word}, is none that Doria makes"
    return _SLIPS[slip.why]


def _words_are(found: Candidate, zone: tzinfo) -> str:
    if found.at is None:
        return f"these are the words of its first {entries(found.size)}"
    return f"these are the words of {moments.shown(found.at, zone)}, with {entries(found.size)}"


def _of(found: Candidate, zone: tzinfo) -> str:
    return f"{found.verified.community} with {entries(found.size)}" + (
        f" at {moments.shown(found.at, zone)}" if found.at is not None else ""
    )
