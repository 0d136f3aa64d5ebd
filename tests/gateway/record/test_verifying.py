"""Verifying a record of some thousands of entries: one process and two say the same, on both databases."""

import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from gateway.communities.file import load_example
from gateway.core import record_trees
from gateway.record import quick, verifying
from gateway.record.erasings import Erasings
from gateway.record.findings import Fault
from gateway.record.snapshots import snapshot
from gateway.record.sources import SOURCES
from gateway.record.verifying import Verified
from gateway.storage.models import RecordEntry, RecordTree
from gateway.storage.record_seals import Sealer
from menus.domain.merkle import Frontier
from menus.domain.record import Source
from tests import record_rows
from tests.people import small
from tests.town import Town

SINCE = datetime(2025, 11, 1, tzinfo=UTC)
KEY = "mlango-kubwa"
INCIDENTS = 400


@pytest.fixture
def town(database_url: str, redis_url: str) -> Town:
    made = Town(database_url, redis_url, small(load_example(KEY)))
    made.keeps_timeline = False
    return made


def found(town: Town, processes: int) -> Verified:
    return verifying.verify(town.services.database, 1, KEY, processes=processes)


def test_a_large_record_is_whole_and_one_changed_value_of_it_is_named(town: Town) -> None:
    database = town.services.database
    written = record_rows.fill(database, KEY, INCIDENTS, SINCE)
    assert written == INCIDENTS * 8
    for processes in (1, 2):
        whole = found(town, processes)
        assert (whole.finding, whole.size, whole.waiting) == (None, written, 1)
        with town.services.reading() as session:
            tree = session.scalars(select(RecordTree)).one()
            leaves = session.scalars(select(RecordEntry.leaf).order_by(RecordEntry.seq)).all()
        for size in (1, 1000, 1024, written):
            grown = Frontier()
            for leaf in leaves[:size]:
                grown = grown.append(leaf)
            assert whole.levels.root(size) == grown.root()
        assert whole.levels.root(written) == tree.root
    with database.write() as session:
        session.execute(text("UPDATE events SET kind = 'seen' WHERE id = 1003100"))
    for processes in (1, 2):
        broken = found(town, processes).finding
        assert broken is not None
        assert (broken.fault, broken.seq) == (Fault.FACTS_CHANGED, 3100)
        assert broken.subject is not None
        assert broken.subject.reference == str((1_000_000 + 3100 // 8) * 10)
    town.services.close()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE record_entries SET leaf = salt WHERE seq = 11", Fault.ENTRY_REWRITTEN),
        ("UPDATE record_entries SET salt = seal WHERE seq = 11", Fault.FACTS_CHANGED),
        ("UPDATE record_entries SET is_hidden = NOT is_hidden WHERE seq = 11", Fault.ENTRY_REWRITTEN),
        ("UPDATE record_entries SET row_id = 1000000 - row_id WHERE seq = 11", Fault.ROW_DELETED),
        ("UPDATE events SET person_id = 1 WHERE id = 1000011", Fault.FACTS_CHANGED),
        ("UPDATE events SET changes = '{}' WHERE id = 1000011", Fault.FACTS_CHANGED),
        ("UPDATE events SET words = NULL WHERE id = 1000014", Fault.WORDS_TAKEN),
        ("UPDATE record_entries SET word_salt = salt WHERE seq = 14", Fault.WORDS_CHANGED),
    ],
)
def test_what_the_first_glance_does_not_pass_is_named(town: Town, change: str, fault: Fault) -> None:
    record_rows.fill(town.services.database, KEY, 3, SINCE)
    with town.services.database.write() as session:
        session.execute(text(change))
    finding = found(town, 1).finding
    assert finding is not None
    assert (finding.fault, finding.seq) == (fault, 14 if "14" in change else 11)
    town.services.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE events SET facts = CAST(facts AS BLOB) WHERE id = 1000011",
        "UPDATE events SET kind = CAST(kind AS BLOB) WHERE id = 1000011",
        "UPDATE events SET incident_id = CAST(incident_id AS BLOB) WHERE id = 1000011",
        "UPDATE events SET person_id = 'null' WHERE id = 1000011",
    ],
)
def test_another_kind_of_value_with_the_same_text_is_found_on_sqlite(town: Town, change: str) -> None:
    database = town.services.database
    if not database.on_sqlite:
        pytest.skip("PostgreSQL keeps one kind of value in a column")
    record_rows.fill(database, KEY, 3, SINCE)
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(change)
        connection.commit()
    finding = found(town, 1).finding
    assert finding is not None
    assert (finding.fault, finding.seq) == (Fault.FACTS_CHANGED, 11)
    town.services.close()


@pytest.mark.parametrize("column", ["salt", "leaf", "seal", "word_salt", "words_hash"])
def test_bytes_of_an_entry_that_are_a_text_are_found_on_sqlite(town: Town, column: str) -> None:
    database = town.services.database
    if not database.on_sqlite:
        pytest.skip("PostgreSQL keeps one kind of value in a column")
    record_rows.fill(database, KEY, 3, SINCE)
    with database.write() as session:
        session.execute(text(f"UPDATE record_entries SET {column} = CAST(hex({column}) AS TEXT) WHERE seq = 14"))  # noqa: S608 - our names
    finding = found(town, 1).finding
    assert finding is not None
    assert (finding.fault, finding.seq) == (Fault.ENTRY_REWRITTEN, 14)
    town.services.close()


def test_a_salt_that_is_a_text_does_not_pass_at_the_first_glance_on_sqlite(town: Town) -> None:
    database = town.services.database
    if not database.on_sqlite:
        pytest.skip("PostgreSQL keeps one kind of value in a column")
    record_rows.fill(database, KEY, 1, SINCE)
    source = SOURCES[Source.EVENTS]
    with database.write() as session:
        session.execute(text("UPDATE record_entries SET salt = CAST(salt AS TEXT) WHERE seq = 3"))
    with snapshot(database) as connection:
        wanted = quick.statement(source, connection.dialect)
        read = list(quick.rows(connection, wanted, {"community_id": 1, "start": 0, "end": 8}))
    # The bytes to hash would be the same: the database gives none.
    assert [values[1] is None for values in read] == [number == 3 for number in range(8)]
    town.services.close()


def test_every_entry_of_a_whole_record_passes_at_the_first_glance(town: Town) -> None:
    database = town.services.database
    record_rows.fill(database, KEY, 3, SINCE)
    source = SOURCES[Source.EVENTS]
    with database.read() as session:
        tree = session.scalars(select(RecordTree)).one()
    is_whole = quick.whole(source, KEY, database.keyring, record_trees.sealer(tree))
    with snapshot(database) as connection:
        wanted = quick.statement(source, connection.dialect)
        read = list(quick.rows(connection, wanted, {"community_id": 1, "start": 0, "end": 24}))
    assert [is_whole(values) for values in read] == [True] * 24
    town.services.close()


def test_a_snapshot_of_postgresql_may_wait_for_the_other_processes(town: Town) -> None:
    if town.services.database.on_sqlite:
        pytest.skip("SQLite ends no idle transaction")
    with snapshot(town.services.database) as connection:
        assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "0"
    town.services.close()


@given(st.integers(0, 2**60), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_the_seal_of_an_entry_is_a_keyed_hash_of_its_place_and_its_leaf(seq: int, leaf: bytes, seed: bytes) -> None:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"doria record seals").derive(seed)
    made = hashlib.blake2s(seq.to_bytes(8, "big") + leaf, key=key, digest_size=16, person=b"entry").digest()
    assert Sealer(seed).entry(seq, leaf) == made
    assert Sealer(seed).word_salt(leaf) != Sealer(seed[::-1] + b"1").word_salt(leaf)


@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(0, 30), st.integers(1, 4)), max_size=6),
    st.dictionaries(st.integers(0, 40), st.one_of(st.none(), st.integers(1, 5)), max_size=12),
)
def test_words_are_gone_where_an_act_names_them_and_nowhere_else(
    given_acts: list[tuple[int, int, int]], erased: dict[int, int | None]
) -> None:
    named = [(act, range(start, start + length)) for act, start, length in given_acts]
    faults = Erasings(named).faults(erased.items())
    for seq in range(45):
        acts = [act for act, stretch in named if seq in stretch]
        if len(acts) > 1:
            # Two stretches that share entries are a fault, at the first entry that both name.
            assert set(faults.values()) & {Fault.ERASED_TWICE}
        elif seq in erased:
            assert (faults.get(seq) is Fault.WORDS_TAKEN) == (acts != [erased[seq]])
        else:
            assert (faults.get(seq) is Fault.WORDS_BACK) == bool(acts)
