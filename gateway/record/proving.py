"""Proving: the entries of one incident, so that anybody can check them against a signed checkpoint, without Doria.

A proof shows the content of each leaf: hashes, a kind and a moment. Opened, it also shows the facts and their salts:
whoever has them can make the hashes again. For whoever only looks on it shows nothing but the hash of each leaf.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, LargeBinary, select, type_coerce

from gateway.errors import Refused
from gateway.record import notes, reading
from gateway.record.reading import Entry
from gateway.record.snapshots import snapshot
from gateway.record.sources import SOURCES, RecordedSource
from gateway.storage.database import Database
from gateway.storage.models import CommunityRow, Incident, RecordCheckpoint, RecordEntry, RecordTree, Report
from gateway.storage.record_seals import Sealer
from gateway.storage.sealing import Keyring, UnsealError
from menus.domain import merkle, record
from menus.domain.merkle_levels import Levels
from menus.domain.record import Leaf

_ENTRY, _TREE = RecordEntry.__table__.c, RecordTree.__table__.c


@dataclass(frozen=True)
class Proved:
    """An incident, by its row, with its community: its row and its key."""

    incident_id: int
    community_id: int
    community: str


def find(connection: Connection, reference: str) -> Proved | None:
    """Return the incident of a report; None if there is none."""
    wanted = (
        select(Incident.id, CommunityRow.id, CommunityRow.key)
        .join(Report, Report.incident_id == Incident.id)
        .join(CommunityRow, CommunityRow.id == Incident.community_id)
        .where(Report.reference == reference)
    )
    found = connection.execute(wanted).first()
    return Proved(*found) if found is not None else None


def prove(
    database: Database,
    incident: Proved,
    checkpoint: RecordCheckpoint,
    *,
    opens: bool,
    shows_words: bool = False,
    shows_contents: bool = True,
) -> dict[str, Any]:
    """Return the proof of an incident against a checkpoint: what JSON takes.

    With `opens` it shows the facts and their salts, with `shows_words` the words and theirs. Without `shows_contents`
    it shows the hash of each leaf alone: no kind of what happened, and no moment. Raise Refused if an entry does not
    fit its row.
    """
    with snapshot(database) as connection:
        own = _ENTRY.community_id == incident.community_id
        wanted = select(_ENTRY.leaf).where(own, _ENTRY.seq < checkpoint.size).order_by(_ENTRY.seq)
        levels = Levels(b"".join([bytes(leaf) for (leaf,) in connection.execute(wanted)]))
        if levels.size != checkpoint.size or levels.root(checkpoint.size) != checkpoint.root:
            message = "the entries do not lead to the root of the record; `doria record verify` says more"
            raise Refused(message)
        public, seals = _keys(connection, database.keyring, incident.community_id)
        shows = _Shows(contents=shows_contents, facts=opens, words=opens and shows_words)
        proof = _Proof(database, connection, incident, levels, seals, shows)
        return {
            "community": incident.community,
            "size": checkpoint.size,
            "root": checkpoint.root.hex(),
            "note": checkpoint.note,
            "verifier_key": notes.verifier_key(incident.community, public),
            "entries": sorted(proof.entries(), key=lambda entry: int(entry["seq"])),
        }


def _keys(connection: Connection, keyring: Keyring, community_id: int) -> tuple[bytes, Sealer]:
    """Return the public key of a community's tree, and its seals; raise Refused if its seed does not open."""
    seed = type_coerce(_TREE.seed, LargeBinary).label("raw_seed")
    row = connection.execute(select(_TREE.id, _TREE.public, seed).where(_TREE.community_id == community_id)).one()
    try:
        opened = keyring.unseal(bytes(row.raw_seed), str(_TREE.seed), row.id)
    except UnsealError as error:
        raise Refused(str(error)) from None
    return bytes(row.public), Sealer(bytes.fromhex(opened))


@dataclass(frozen=True)
class _Shows:
    """The parts of an entry that a proof shows beside its place and its path."""

    contents: bool
    facts: bool
    words: bool


class _Proof:
    """The entries of one incident, in one snapshot."""

    def __init__(
        self,
        database: Database,
        connection: Connection,
        incident: Proved,
        levels: Levels,
        seals: Sealer,
        shows: _Shows,
    ) -> None:
        self._keyring, self._connection = database.keyring, connection
        self._incident, self._levels, self._seals = incident, levels, seals
        self._shows = shows

    def entries(self) -> Iterator[dict[str, Any]]:
        """Yield each entry of the incident that the tree holds."""
        for source in SOURCES.values():
            name = source.recording.incident
            if name is None:
                continue
            wanted = (
                reading.entries_of(source, self._connection.dialect)
                .where(_ENTRY.community_id == self._incident.community_id, _ENTRY.source == source.source)
                .where(source.table.c[name] == self._incident.incident_id, _ENTRY.seq < self._levels.size)
            )
            for values in self._connection.execute(wanted):
                yield self._entry(source, *reading.split(values))

    def _entry(self, source: RecordedSource, entry: Entry, values: Any) -> dict[str, Any]:
        row = source.raw(values[2:])
        shown = source.shown(row, is_hidden=entry.is_hidden)
        facts = record.salted(entry.salt, row.facts)
        content = Leaf(self._incident.community, entry.seq, facts, entry.words_hash, shown).content()
        try:
            words = source.words(self._keyring, row) if entry.word_salt is not None else None
        except UnsealError:
            words = None
        word_salt = None if entry.word_salt is None else self._seals.word_salt(entry.word_salt)
        is_word_wrong = word_salt is not None and (words is None or record.salted(word_salt, words) != entry.words_hash)
        if merkle.leaf_hash(content) != entry.leaf or is_word_wrong:
            message = f"entry {entry.seq} does not fit its row; `doria record verify` says more"
            raise Refused(message)
        found: dict[str, Any] = {
            "seq": entry.seq,
            **({"content": content.decode()} if self._shows.contents else {"leaf": entry.leaf.hex()}),
            "path": [one.hex() for one in self._levels.inclusion(entry.seq, self._levels.size)],
        }
        if self._shows.facts:
            found |= {"salt": entry.salt.hex(), "facts": row.facts.decode(), "words_are_erased": _is_erased(entry)}
        if self._shows.words and word_salt is not None and words is not None:
            found |= {"word_salt": word_salt.hex(), "words": words.decode()}
        return found


def _is_erased(entry: Entry) -> bool:
    return entry.words_hash is not None and entry.word_salt is None
