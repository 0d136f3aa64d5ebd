"""Desk proofs: a code by SMS alone never opens the desk to whoever takes over a number, and weak PINs are refused."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from menus.domain.desk_proofs import (
    CredentialKind,
    Enrol,
    Lost,
    NoProof,
    Prove,
    approvals_needed,
    is_copied,
    is_weak_pin,
    way,
)
from menus.domain.desk_sessions import BLANKS, FRESH, LIVES, LOCKS, DeskMoments, DeskState

KINDS = st.frozensets(st.sampled_from(CredentialKind))
NOW = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)


@given(st.booleans(), KINDS)
def test_somebody_with_a_credential_never_makes_one_with_a_code_alone(
    has_passkeys: bool,  # noqa: FBT001 - hypothesis gives it
    held: frozenset[CredentialKind],
) -> None:
    found = way(is_play=False, has_passkeys=has_passkeys, held=held)
    assert isinstance(found, Enrol) == (not held)
    assert not isinstance(found, NoProof)
    if isinstance(found, Prove):
        assert found.kind in held


@given(st.booleans(), KINDS)
def test_no_passkey_is_asked_for_where_browsers_make_none(is_play: bool, held: frozenset[CredentialKind]) -> None:  # noqa: FBT001 - as above
    found = way(is_play=is_play, has_passkeys=False, held=held)
    assert found not in {Enrol(CredentialKind.PASSKEY), Prove(CredentialKind.PASSKEY)}
    assert isinstance(found, NoProof) == is_play
    if held == {CredentialKind.PASSKEY} and not is_play:
        assert found == Lost()


@given(st.booleans(), st.booleans(), KINDS)
def test_whose_access_was_ended_has_lost_it_everywhere(
    is_play: bool,  # noqa: FBT001 - as above
    has_passkeys: bool,  # noqa: FBT001 - as above
    held: frozenset[CredentialKind],
) -> None:
    assert way(is_play=is_play, has_passkeys=has_passkeys, held=held, is_barred=True) == Lost()


@given(st.text(max_size=8))
def test_a_pin_has_six_digits(pin: str) -> None:
    is_six = len(pin) == 6 and all(one in "0123456789" for one in pin)
    assert is_weak_pin(pin) or is_six


@given(st.integers(0, 9), st.integers(0, 9))
def test_digits_in_a_row_are_weak(first: int, step: int) -> None:
    assert is_weak_pin("".join(str((first + step * number) % 10) for number in range(6)))


def test_a_usual_pin_is_taken() -> None:
    assert not is_weak_pin("480913")


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_a_counter_that_does_not_rise_shows_a_copy(new: int, known: int) -> None:
    assert not is_copied(new, known, is_backed_up=True)
    assert is_copied(new, known, is_backed_up=False) == (new <= known and (new, known) != (0, 0))


@given(st.integers(0, 50))
def test_two_officers_approve_where_there_are_two(others: int) -> None:
    assert approvals_needed(others) == {0: None, 1: 1}.get(others, 2)


@given(st.integers(0, 14 * 60), st.integers(0, 14 * 60))
def test_a_session_that_is_not_used_locks_then_goes_blank_then_ends(idle: int, proven: int) -> None:
    now = NOW + timedelta(minutes=idle)
    moments = DeskMoments(NOW + LIVES, NOW, now - timedelta(minutes=proven))
    state, waited = moments.state(now), timedelta(minutes=idle)
    assert (state is DeskState.ENDED) == (waited >= LIVES)
    assert (state is DeskState.BLANK) == (BLANKS <= waited < LIVES)
    assert (state is DeskState.LOCKED) == (LOCKS <= waited < BLANKS)
    assert moments.is_fresh(now) == (timedelta(minutes=proven) < FRESH)
