"""The stratified permutation test: it agrees with every permutation counted by hand, and only like is compared."""

import math
import random
import time
from collections.abc import Sequence
from itertools import permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from menus.domain import stratified
from menus.domain.stratified import Sample

LIMIT = 1_440.0
VALUES = st.integers(0, 30).map(float) | st.just(math.inf)
SAMPLES = st.lists(
    st.builds(Sample, st.sampled_from(("a", "b", "c")), st.sampled_from(("day", "night")), VALUES), max_size=30
)


def drawn(chance: random.Random, number: int, slow: str = "", factor: float = 1.0, never: float = 0.1) -> list[Sample]:
    """Draw waits of five zones in six strata that differ among themselves; those of one zone are so many times longer.

    Nobody answers some of them.
    """
    found = []
    for _ in range(number):
        zone, stratum = chance.choice("abcde"), chance.choice("123456")
        minutes = chance.expovariate(1 / (2 + 3 * int(stratum))) * (factor if zone == slow else 1)
        found.append(Sample(zone, stratum, math.inf if chance.random() < never else minutes))
    return found


def scores_of(samples: Sequence[Sample]) -> list[float]:
    """Return the scores by their definition: for each pair of a stratum who is higher, by the size of the stratum."""
    found = []
    for one in samples:
        beside = [other.value for other in samples if other.stratum == one.stratum]
        above = sum((one.value > value) - (one.value < value) for value in beside)
        found.append(above / (len(beside) + 1))
    return found


def exact_p(samples: Sequence[Sample]) -> float:
    """Return the p of group `a` by all permutations inside the strata, for two groups."""
    scores = scores_of(samples)
    strata = sorted({one.stratum for one in samples})
    places = [[at for at, one in enumerate(samples) if one.stratum == stratum] for stratum in strata]
    is_ours = [one.group == "a" for one in samples]
    seen = abs(sum(score for score, ours in zip(scores, is_ours, strict=True) if ours))
    sums = [
        [sum(scores[at] for at, ours in zip(mixed, [is_ours[at] for at in own], strict=True) if ours) for mixed in all_]
        for own, all_ in ((own, permutations(own)) for own in places)
    ]
    totals = [abs(sum(each)) for each in product(*sums)]
    return sum(total >= seen - 1e-9 for total in totals) / len(totals)


def test_p_is_that_of_all_permutations() -> None:
    chance = random.Random(4)  # noqa: S311 - for made-up data
    for _ in range(6):
        shape = [("a", "x"), ("a", "x"), ("b", "x"), ("b", "x"), ("b", "x"), ("a", "y"), ("b", "y"), ("b", "y")]
        samples = [Sample(group, stratum, float(chance.randrange(8))) for group, stratum in shape]
        found = stratified.compare(samples, {"a"}, 1, LIMIT)["a"]
        # 2,000 shuffles of a share have a standard error of 0.011 at most.
        assert abs(found.p - exact_p(samples)) < 0.045


@given(samples=SAMPLES, seed=st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_the_same_data_and_seed_give_the_same_in_any_order(samples: list[Sample], seed: int) -> None:
    groups = {one.group for one in samples}
    found = stratified.compare(samples, groups, seed, LIMIT)
    mixed = list(samples)
    random.Random(seed + 1).shuffle(mixed)  # noqa: S311 - for made-up data
    assert stratified.compare(mixed, groups, seed, LIMIT) == found
    assert set(found) == groups
    for one in found.values():
        assert 0 < one.p <= 1
        if None not in {one.low, one.shift, one.high}:
            assert one.low is not None
            assert one.shift is not None
            assert one.high is not None
            assert one.low <= one.shift <= one.high


@given(by=st.integers(-9, 9), seed=st.integers(0, 20))
@settings(max_examples=15, deadline=None)
def test_what_is_added_to_a_group_is_found_as_its_difference(by: int, seed: int) -> None:
    samples = drawn(random.Random(seed), 150)  # noqa: S311 - for made-up data
    before = stratified.compare(samples, {"b"}, 3, LIMIT)["b"]
    moved = [Sample(one.group, one.stratum, one.value + by * (one.group == "b")) for one in samples]
    after = stratified.compare(moved, {"b"}, 3, LIMIT)["b"]
    assert before.shift is not None
    assert after.shift is not None
    assert abs(after.shift - before.shift - by) < 0.1


def test_another_mix_of_strata_is_no_difference() -> None:
    """Zone `a` has most of its incidents where everybody waits long: by class and hour it waits as all do."""
    chance = random.Random(8)  # noqa: S311 - for made-up data
    samples = []
    for number in range(400):
        group = "ab"[number % 2]
        is_slow = chance.random() < (0.8 if group == "a" else 0.2)
        samples.append(Sample(group, "night" if is_slow else "day", chance.expovariate(1 / (20 if is_slow else 3))))
    mixed = [Sample(one.group, "any", one.value) for one in samples]
    assert stratified.compare(mixed, {"a"}, 1, LIMIT)["a"].p < 0.01
    assert stratified.compare(samples, {"a"}, 1, LIMIT)["a"].p > 0.05


def test_a_stratum_of_one_group_alone_says_nothing() -> None:
    own = [Sample("a", "x", float(value)) for value in range(20)]
    assert stratified.comparable(own) == []
    found = stratified.compare(own, {"a"}, 1, LIMIT)["a"]
    assert (found.shift, found.low, found.high, found.p) == (0.0, 0.0, 0.0, 1.0)
    both = [*own, Sample("a", "y", 1.0), Sample("b", "y", 1.0)]
    assert {one.stratum for one in stratified.comparable(both)} == {"y"}


def test_silence_is_the_longest_wait_and_nothing_else() -> None:
    silent = [Sample("a", "x", math.inf) for _ in range(20)]
    others = [Sample("b", "x", float(value)) for value in range(20)]
    found = stratified.compare([*silent, *others], {"a", "b"}, 1, LIMIT)
    assert found["a"].p < 0.01
    assert found["a"].is_above
    assert not found["b"].is_above
    assert found["a"].shift is None
    same = stratified.compare([*silent, *(Sample("b", "x", math.inf) for _ in range(20))], {"a"}, 1, LIMIT)["a"]
    assert (same.p, same.shift) == (1.0, 0.0)


def test_equal_zones_seldom_give_an_alarm_and_unequal_ones_do() -> None:
    """Of 60 seeded towns of five equal zones at most 8 name any zone; of 20 with one that waits twice, nearly all.

    That zone has 120 of 600 incidents. By the formula of the test it should be found in 98 of 100 towns.
    """
    chance = random.Random(12)  # noqa: S311 - for made-up data
    false = sum(
        min(one.p for one in stratified.compare(drawn(chance, 120), set("abcde"), 1, LIMIT).values())
        <= stratified.LEVEL
        for _ in range(60)
    )
    # By chance 3 of 60; more than 8 has a chance of 1 in 300.
    assert false <= 8
    right = 0
    for _ in range(20):
        found = stratified.compare(drawn(chance, 600, "b", 2.0), set("abcde"), 1, LIMIT)
        right += found["b"].p <= stratified.LEVEL and found["b"].is_above and (found["b"].low or 0) > 0
    assert right >= 17


def test_the_interval_holds_the_true_difference() -> None:
    """A shift of six minutes lies in the interval of nearly all of 40 seeded towns."""
    chance = random.Random(5)  # noqa: S311 - for made-up data
    held = 0
    for _ in range(40):
        plain = drawn(chance, 150)
        moved = [Sample(one.group, one.stratum, one.value + 6 * (one.group == "c")) for one in plain]
        found = stratified.compare(moved, set("abcde"), 1, LIMIT)["c"]
        held += found.low is not None and found.high is not None and found.low - 0.1 <= 6 <= found.high + 0.1
    assert held >= 36


def test_five_thousand_incidents_take_two_seconds() -> None:
    """They took 1.5 s of a processor (measured); the limit leaves room for a machine with other work."""
    samples = drawn(random.Random(1), 5_000)  # noqa: S311 - for made-up data
    begun = time.process_time()
    stratified.compare(samples, set("abcde"), 1, LIMIT)
    assert time.process_time() - begun < 4
