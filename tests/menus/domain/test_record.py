"""The bytes of rows and leaves: no person stands in a leaf, and a hidden one tells neither kind nor time."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from menus.domain import record
from menus.domain.record import Leaf, Shown, Source

NAMES = ("id", "facts", "changes")
HASH = st.binary(min_size=32, max_size=32)
SALT = st.binary(min_size=16, max_size=16)
TEXTS = st.text(max_size=40)
KINDS = st.sampled_from(["reported", "closed", "told-on", "erased"])
MOMENTS = st.datetimes(timezones=st.just(UTC)).map(record.moment)


@given(TEXTS | st.none() | st.integers() | st.booleans())
def test_a_plain_value_is_read_again_from_its_json(value: object) -> None:
    assert json.loads(record.as_json(value)) == value


def test_a_moment_is_told_in_utc_whatever_its_zone() -> None:
    nairobi = datetime(2026, 11, 23, 21, 0, 0, 17, tzinfo=timezone(timedelta(hours=3)))
    assert record.moment(nairobi) == "2026-11-23 18:00:00.000017"
    assert record.as_json(nairobi) == '"2026-11-23 18:00:00.000017"'


def test_a_kind_of_value_that_no_recorded_column_has_is_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        record.as_json(1.5)


@given(st.lists(st.dictionaries(TEXTS, TEXTS | st.integers(), max_size=3), min_size=2, max_size=2), st.integers())
def test_a_part_is_json_and_its_stored_json_enters_as_it_is(stored: list[dict[str, object]], row_id: int) -> None:
    facts, changes = (json.dumps(one) for one in stored)
    made = record.part(NAMES, [str(row_id), facts, changes])
    assert json.loads(made) == {"id": row_id, "facts": stored[0], "changes": stored[1]}
    assert facts.encode() in made


JSONS = st.dictionaries(TEXTS, TEXTS | st.dictionaries(TEXTS, TEXTS, max_size=2), max_size=3).map(json.dumps)


@given(JSONS, JSONS, JSONS, JSONS)
def test_two_rows_that_doria_writes_have_different_parts(a: str, b: str, c: str, d: str) -> None:
    assume((a, b) != (c, d))
    assert record.part(NAMES, ["1", a, b]) != record.part(NAMES, ["1", c, d])


@given(TEXTS, TEXTS)
def test_a_byte_that_moves_from_one_column_to_the_next_changes_the_words(first: str, second: str) -> None:
    names = ("words", "looked_by")
    whole = first + second
    made = {record.words_part(names, (whole[:cut] or None, whole[cut:] or None)) for cut in range(len(whole) + 1)}
    assert len(made) == len(whole) + 1


def test_an_empty_text_counts_as_no_words() -> None:
    assert record.words_part(("words",), (None,)) is None
    assert record.words_part(("words",), ("",)) is None
    assert record.words_part(("a", "b"), ("", "x")) == record.words_part(("a", "b"), (None, "x"))


@given(SALT, SALT, TEXTS)
def test_the_same_words_with_another_salt_have_another_hash(one: bytes, other: bytes, text: str) -> None:
    assume(one != other)
    assert record.salted(one, text.encode()) != record.salted(other, text.encode())


@given(st.integers(0, 9), TEXTS, TEXTS, st.none() | TEXTS)
def test_a_proof_tells_rows_tables_and_parts_apart(row_id: int, facts: str, more: str, words: str | None) -> None:
    said = None if words is None else words.encode()
    one = record.proven(Source.EVENTS, row_id, facts.encode(), said)
    assert one != record.proven(Source.ACTS, row_id, facts.encode(), said)
    assert one != record.proven(Source.EVENTS, row_id + 1, facts.encode(), said)
    moved = record.proven(Source.EVENTS, row_id, (facts + more).encode(), said)
    assert (one == moved) == (more == "")


@given(HASH, HASH | st.none(), st.integers(0, 10**9), KINDS, MOMENTS)
def test_an_open_leaf_is_canonical_json(facts: bytes, words: bytes | None, seq: int, kind: str, at: str) -> None:
    content = Leaf("mlango-kubwa", seq, facts, words, Shown(Source.EVENTS, kind, at)).content()
    told = json.loads(content)
    assert told == {
        "at": at,
        "community": "mlango-kubwa",
        "facts": facts.hex(),
        "kind": kind,
        "seq": seq,
        "source": "events",
        "words": None if words is None else words.hex(),
    }
    assert content == json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


@given(HASH, HASH | st.none(), st.integers(0, 10**9))
def test_a_hidden_leaf_is_canonical_json_without_table_kind_and_moment(
    facts: bytes, words: bytes | None, seq: int
) -> None:
    content = Leaf("mlango-kubwa", seq, facts, words, None).content()
    told = json.loads(content)
    assert set(told) == {"community", "facts", "seq", "words"}
    assert content == json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


PHONES = st.from_regex(r"\A\+2547[0-9]{8}\Z")
PEOPLE = st.from_regex(r"\A[A-Z][a-z]{3,12} [A-Z][a-z]{3,12}\Z")


@given(
    PHONES, PEOPLE, SALT, st.integers(0, 10**6), st.none() | st.builds(Shown, st.sampled_from(Source), KINDS, MOMENTS)
)
def test_no_leaf_holds_a_person(phone: str, name: str, salt: bytes, seq: int, shown: Shown | None) -> None:
    facts = record.part(("person_id", "facts"), ["7", json.dumps({"from": phone, "name": name})])
    words = record.words_part(("words", "looked_by"), (f"{name} called {phone}", name))
    assert words is not None
    content = Leaf("mlango-kubwa", seq, record.salted(salt, facts), record.salted(salt, words), shown).content()
    for told in (phone, phone[1:], name, *name.split(), "person"):
        assert told.encode() not in content


@given(st.sets(st.integers(0, 300)))
def test_places_are_read_again_from_their_ranges(seqs: set[int]) -> None:
    told = record.as_ranges(seqs)
    assert [seq for run in record.from_ranges(told) for seq in run] == sorted(seqs)


def test_places_are_told_as_ranges() -> None:
    assert record.as_ranges([12, 4, 5, 6, 7, 8, 9]) == "4-9,12"
    assert record.as_ranges([]) == ""
    with pytest.raises(ValueError, match="invalid literal"):
        record.from_ranges("4-x")
