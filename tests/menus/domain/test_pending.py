"""Pending commands: each is stored and read again as what it was, and nothing else is read as a command."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.pending import (
    Broadcast,
    Pending,
    PendingBroadcast,
    PendingCash,
    PendingClose,
    PendingErase,
    PendingFalse,
    PendingJoin,
    PendingOff,
    PendingPause,
    PendingPhone,
    PendingResume,
    PendingSwap,
    PendingVerb,
    Stored,
    from_stored,
    to_store,
)

zones = st.none() | st.from_regex(r"[a-z0-9-]+", fullmatch=True)
broadcasts = st.builds(Broadcast, zones, st.text())
commands: st.SearchStrategy[Pending] = st.one_of(
    st.builds(PendingClose, st.integers(1), st.text()),
    st.builds(PendingFalse, st.integers(1), st.text()),
    st.builds(PendingBroadcast, broadcasts),
    st.builds(PendingJoin, st.integers(1), st.integers(1)),
    st.builds(PendingOff, st.booleans()),
    st.builds(PendingSwap, st.integers(1)),
    st.builds(PendingPhone, st.integers(1)),
    st.builds(PendingCash, st.integers(1)),
    st.builds(PendingPause, st.text(min_size=1)),
    st.just(PendingResume()),
    st.builds(PendingErase, st.integers(1)),
)


@given(broadcasts)
def test_a_broadcast_is_read_as_it_was_written(broadcast: Broadcast) -> None:
    assert Broadcast.parse(broadcast.format()) == broadcast


@given(commands)
def test_a_pending_command_is_read_as_it_was_stored(command: Pending) -> None:
    assert from_stored(to_store(command)) == command


@pytest.mark.parametrize(
    ("command", "verb", "incident_id", "words"),
    [
        (PendingClose(7, "settled"), "close", 7, "settled"),
        (PendingFalse(7, "a firework"), "false", 7, "a firework"),
        (PendingBroadcast(Broadcast("market", "meeting at nine")), "say", None, "market\nmeeting at nine"),
        (PendingBroadcast(Broadcast(None, "meeting at nine")), "say", None, "\nmeeting at nine"),
        (PendingJoin(7, 12), "join", 7, "12"),
        (PendingOff(), "off", None, ""),
        (PendingOff(has_stopped=True), "off", None, "stopped"),
        (PendingSwap(12), "swap", None, "12"),
        (PendingPause("no airtime"), "pause", None, "no airtime"),
        (PendingResume(), "resume", None, ""),
    ],
)
def test_each_command_is_stored_as_before(command: Pending, verb: str, incident_id: int | None, words: str) -> None:
    assert to_store(command) == Stored(PendingVerb(verb), incident_id, words)


@pytest.mark.parametrize(
    "stored",
    [
        Stored(PendingVerb.CLOSE, None, "settled"),
        Stored(PendingVerb.FALSE, None, "a firework"),
        Stored(PendingVerb.SAY, 7, "market\nmeeting at nine"),
        Stored(PendingVerb.SAY, None, "no zone is named"),
        Stored(PendingVerb.JOIN, None, "12"),
        Stored(PendingVerb.JOIN, 7, "the other one"),
        Stored(PendingVerb.OFF, 7, ""),
        Stored(PendingVerb.OFF, None, "tired"),
        Stored(PendingVerb.SWAP, 7, "12"),
        Stored(PendingVerb.SWAP, None, "Otieno"),
        Stored(PendingVerb.PAUSE, None, ""),
        Stored(PendingVerb.ERASE, None, ""),
        Stored(PendingVerb.ERASE, 7, "words"),
        Stored(PendingVerb.PAUSE, 7, "no airtime"),
        Stored(PendingVerb.RESUME, None, "now"),
    ],
)
def test_a_row_that_fits_no_command_is_none(stored: Stored) -> None:
    assert from_stored(stored) is None
