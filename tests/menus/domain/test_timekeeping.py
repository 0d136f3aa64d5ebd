"""Timekeeping: offsets are learnt from looks at the database's clock, and steps are told from slow answers."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.timekeeping import STEP, Kept, Known, Look, Stepped, learn, must_keep, stood_still

START = 1_800_000_000.0
seconds = st.floats(0, 100_000, allow_nan=False)
takes = st.floats(0, 10, allow_nan=False)


def look(at: float, *, offset: float = START, stepped: float = 0.0, took: float = 0.0, asked: float = 0.0) -> Look:
    """Return a look that began at `at`, took `took` seconds, and read the database's clock after `asked` of them."""
    return Look(at + asked + offset, stepped, at, at + took)


@pytest.mark.parametrize(
    ("known", "seen", "learnt"),
    [
        (None, look(50), Known(START, 0)),
        (Known(START, 0), look(50), Known(START, 0)),
        # A clock that runs a little faster is followed at once.
        (Known(START, 0), look(50, offset=START + 0.5), Known(START + 0.5, 0)),
        (Known(START, 0), look(50, offset=START - 1.9), Known(START - 1.9, 0)),
        (Known(START, 0), look(50, offset=START + 3600), Stepped(3600, Known(START, 0))),
        (Known(START, 0), look(50, offset=START - 3600), Stepped(-3600, Known(START, 0))),
        (Known(START, 0), look(50, offset=START + 2.5), Stepped(2.5, Known(START, 0))),
        # A step that Doria has followed is believed.
        (Known(START, 0), look(50, offset=START + 3600, stepped=3600), Known(START + 3600, 3600)),
        # An answer that took five seconds says little: the known offset stays.
        (Known(START, 0), look(50, took=5, asked=4), Known(START, 0)),
    ],
)
def test_what_a_look_teaches(known: Known | None, seen: Look, learnt: Known | Stepped) -> None:
    assert learn(known, seen) == learnt


@given(at=seconds, took=takes, share=st.floats(0, 1))
def test_a_slow_answer_is_no_step(at: float, took: float, share: float) -> None:
    known = learn(Known(START, 0), look(at, took=took, asked=took * share))
    assert isinstance(known, Known)
    assert abs(known.offset - START) <= 1e-3


@given(at=seconds, took=takes, share=st.floats(0, 1), step=st.floats(-100_000, 100_000, allow_nan=False))
def test_a_step_longer_than_the_answer_is_seen(at: float, took: float, share: float, step: float) -> None:
    learnt = learn(Known(START, 0), look(at, offset=START + step, took=took, asked=took * share))
    if abs(step) > STEP + took:
        assert isinstance(learnt, Stepped)
        assert abs(learnt.seconds - step) <= took / 2 + 1e-3


@pytest.mark.parametrize("known", [None, Known(START, -5)], ids=["first look", "after a step"])
@given(at=seconds, took=takes, ahead=st.floats(-100_000, 100_000, allow_nan=False))
def test_time_never_goes_back_before_the_newest_time_of_any_machine(
    known: Known | None, at: float, took: float, ahead: float
) -> None:
    seen = replace(look(at, took=took), newest=START + at + ahead)
    learnt = learn(known, seen)
    if ahead > STEP:
        # A slow answer says little: then the jump may be too short to be a step.
        known, unsure = (learnt.known, 0.0) if isinstance(learnt, Stepped) else (learnt, STEP + took)
        assert abs(seen.after + known.offset - START - at - ahead) <= unsure + 1e-3
    else:
        assert learn(known, replace(seen, newest=None)) == learnt
    if ahead > 2 * STEP + took:
        assert isinstance(learnt, Stepped)
        assert learnt.seconds < 0


@pytest.mark.parametrize(
    ("kept", "must"),
    [
        (None, True),
        (Kept(Known(10, 0), 100), False),
        (Kept(Known(10.4, 0), 98), False),
        (Kept(Known(10.6, 0), 100), True),
        (Kept(Known(10, 7), 100), True),
        (Kept(Known(10, 0), 94), True),
        (Kept(Known(10, 0), 106), True),
    ],
)
def test_what_a_machine_knows_is_kept_if_it_is_new_or_old(kept: Kept | None, *, must: bool) -> None:
    assert must_keep(kept, Known(10, 0), 100) is must


@pytest.mark.parametrize(
    ("step", "others", "still"),
    [
        (600, [], False),
        # Another machine was there before the jump, and has gone on.
        (600, [(50, 690)], True),
        (600, [(5, 90), (50, 690)], True),
        # Another machine was there before the jump, and still is at the old time.
        (600, [(50, 99)], False),
        # Another machine began after the jump.
        (600, [(690, 698)], False),
        # Nobody stands still backwards.
        (-600, [(50, 690)], False),
    ],
)
def test_only_a_machine_that_was_there_before_a_jump_is_a_witness(
    step: float, others: list[tuple[float, float]], *, still: bool
) -> None:
    assert stood_still(step, 100, others) is still


@given(drifts=st.lists(st.floats(-1.5, 1.5, allow_nan=False), max_size=20))
def test_drift_is_never_a_step(drifts: list[float]) -> None:
    known: Known | None = None
    offset = START
    for at, drift in enumerate(drifts):
        offset += drift
        learnt = learn(known, look(at, offset=offset))
        assert isinstance(learnt, Known)
        known = learnt
        assert abs(known.offset - offset) <= 1e-3
