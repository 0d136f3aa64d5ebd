"""The memory of what a process has learnt lately is bounded in number and in time."""

import time

from gateway.core.lately import Lately


def test_it_keeps_at_most_two_generations_and_the_newest_values() -> None:
    known: Lately[int, int] = Lately(100, 600.0)
    for number in range(10_000):
        known.put(number, number)
        assert known.get(number) == number
        assert len(known) <= 200
    assert [known.get(number) for number in range(9_900, 10_000)] == list(range(9_900, 10_000))
    assert known.get(0) is None


def test_a_value_is_forgotten_after_twice_its_time_though_nobody_puts_another() -> None:
    # A busy machine may make a pause between two lines: half a second is long enough for the first look.
    known: Lately[str, int] = Lately(100, 0.5)
    known.put("a", 1)
    assert known.get("a") == 1
    time.sleep(1.01)
    assert known.get("a") is None
    assert len(known) == 0


def test_a_value_that_must_go_is_gone_from_both_generations() -> None:
    known: Lately[str, int] = Lately(1, 600.0)
    known.put("a", 1)
    known.put("b", 2)
    known.forget("a")
    known.forget("b")
    assert (known.get("a"), known.get("b")) == (None, None)
