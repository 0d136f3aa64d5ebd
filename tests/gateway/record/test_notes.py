"""The notes of checkpoints: a vector computed from the specification, and every damaged byte is refused."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.record import notes
from gateway.record.notes import Checkpoint, NoteError

SEED = bytes(range(32))
PUBLIC = bytes.fromhex("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8")
"""The public key of SEED, after RFC 8032, computed beside Doria."""
EMPTY = hashlib.sha256(b"").digest()
AT = datetime(2026, 11, 26, 20, 59, tzinfo=UTC)
HELD = Checkpoint("mlango-kubwa", 1204, EMPTY, AT)
TEXT = "doria/mlango-kubwa\n1204\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\ntime 2026-11-26T20:59:00Z\n"
NOTE = TEXT + (
    "\n\N{EM DASH} doria/mlango-kubwa "
    "ARTyXGbb8uXY75x7oHHn4tO6Vu34rcXvIKaQZ09VqTrmZRI96z8tFSjDcBcHpmmnvACtcVggbf+YRHc6fmaXJzcN9g0=\n"
)
VKEY = "doria/mlango-kubwa+0114f25c+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"


def test_a_note_is_the_one_that_the_specification_makes() -> None:
    assert notes.signed(HELD, SEED) == NOTE
    assert notes.verifier_key("mlango-kubwa", PUBLIC) == VKEY


def test_the_id_of_a_key_is_made_as_the_specification_says() -> None:
    name = b"doria/mlango-kubwa"
    key_id = hashlib.sha256(name + b"\x0a\x01" + PUBLIC).digest()[:4]
    assert key_id == bytes.fromhex("0114f25c")
    assert base64.b64decode(NOTE.split()[-1])[:4] == key_id


def test_a_note_is_read_again() -> None:
    found = notes.read(NOTE)
    assert found.checkpoint == HELD
    assert found.text == TEXT
    assert found.is_signed_by(PUBLIC)
    assert found.key_ids == ["0114f25c"]


def test_several_notes_of_one_file_are_read_again() -> None:
    other = notes.signed(Checkpoint("bondeni", 3, EMPTY, AT), bytes(32))
    assert [one.checkpoint.community for one in notes.read_all(NOTE + other)] == ["mlango-kubwa", "bondeni"]
    assert [one.checkpoint.size for one in notes.read_all(NOTE + "\n" + other + "\n")] == [1204, 3]
    with pytest.raises(NoteError, match="2 checkpoints"):
        notes.read(NOTE + other)


def test_another_key_has_not_signed() -> None:
    signed_by_another = notes.read(notes.signed(HELD, bytes(32)))
    assert not signed_by_another.is_signed_by(PUBLIC)


def test_a_witness_adds_its_signature_and_the_note_is_still_ours() -> None:
    witness = "\N{EM DASH} witness.example " + base64.b64encode(b"1234" + bytes(64)).decode() + "\n"
    found = notes.read(NOTE + witness)
    assert found.is_signed_by(PUBLIC)
    assert found.key_ids == ["0114f25c"]


@given(at=st.integers(0, len(NOTE) - 1), other=st.characters(codec="utf-8"))
def test_a_changed_letter_is_found(at: int, other: str) -> None:
    changed = NOTE[:at] + other + NOTE[at + 1 :]
    if changed == NOTE:
        return
    try:
        found = notes.read(changed)
    except NoteError:
        return
    assert not found.is_signed_by(PUBLIC)


@given(st.integers(0, len(NOTE) - 1))
def test_a_torn_note_is_refused(length: int) -> None:
    with pytest.raises(NoteError):
        notes.read(NOTE[:length])


@given(st.text(max_size=300))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        list(notes.read_all(text))


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("1204", "01204"),
        TEXT.replace("1204", "-1"),
        TEXT.replace("1204", "\u0661"),
        TEXT.replace("SuFU=", "SuFV="),  # the same bytes in another spelling
        TEXT.replace("47DE", ""),
        TEXT.replace("26T", "31T").replace("11-", "02-"),
        TEXT.replace("doria/", "other/"),
        TEXT.replace("time", "moment"),
    ],
)
def test_a_text_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        notes.read(NOTE.replace(TEXT, text))


@given(
    st.builds(
        Checkpoint,
        st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True),
        st.integers(0, 10**12),
        st.binary(min_size=32, max_size=32),
        st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 - given UTC
            lambda at: at.replace(microsecond=0)
        ),
    ),
    st.binary(min_size=32, max_size=32),
)
def test_any_checkpoint_is_read_again(checkpoint: Checkpoint, seed: bytes) -> None:
    assert notes.read(notes.signed(checkpoint, seed)).checkpoint == checkpoint
