"""Verifying a record of some thousands of entries: one process and two say the same, on both databases."""

import hashlib
import hmac
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from gateway.communities.file import load_example
from gateway.record import verifying
from gateway.record.erasings import Erasings
from gateway.record.findings import Fault
from gateway.record.verifying import Verified
from gateway.storage.models import RecordEntry, RecordTree
from gateway.storage.record_seals import Sealer
from menus.domain.merkle import Frontier
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


@given(st.integers(0, 2**60), st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_the_seal_of_an_entry_is_an_hmac(seq: int, leaf: bytes, seed: bytes) -> None:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"doria record seals").derive(seed)
    made = hmac.digest(key, b"entry" + seq.to_bytes(8, "big") + leaf, hashlib.sha256)[:16]
    assert Sealer(seed).entry(seq, leaf) == made


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
