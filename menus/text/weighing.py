"""Weighing: the second step of the model. It weighs what the first step and the word lists say against each other."""

from math import log

from menus.text import plight
from menus.text.evidence import Evidence
from menus.text.scores import Scores

_LEAST = 1e-4
"""A likelihood below this one says no more than this one."""
_UNIT = 3.0
"""Log odds count in threes, so that they weigh about as much as a signal. A guess, to be tested."""
_WORDS = 10
"""A text's words count in tens."""
SIGNALS = (
    *("kin", "somebody's kin", "child", "harm to me", "touch to me", "sexual", "passive", "harm to a child"),
    *("english harm", "power", "stranger", "robber", "several", "call", "everyday", "weapon", "death", "wrongs"),
    *("police", "suicide", "inside", "home open", "home unnamed", "home doubt", "home private", "category None"),
    *("category abuse-child", "category gun-killing", "category robbery", "category theft", "category break-in"),
    *("category fight-threat", "category fire-hazard", "category mob-beating", "category complaint-other"),
    *plight.KINDS,
    *(f"near {kind}" for kind in plight.KINDS),
)
"""The signals of the word lists that are weighed, by their names in `evidence`."""


def inputs(seen: Evidence, scores: Scores) -> list[float]:
    """Return what is weighed of a text, in a fixed order."""
    named = sorted(
        (category.value if category else "", likelihood) for category, likelihood in scores.categories.items()
    )
    likelihoods = [scores.red, scores.private, *(likelihood for _, likelihood in named)]
    facts = (
        seen.is_attacked,
        seen.is_everyday,
        seen.found.is_framed,
        seen.is_of_home,
        seen.is_private_by_rule,
        seen.found.is_red,
    )
    signals = (f"#{signal}" in seen.pieces for signal in SIGNALS)
    length = len(seen.plain.split()) / _WORDS
    return [*map(_odds, likelihoods), *map(float, facts), length, *map(float, signals)]


def _odds(likelihood: float) -> float:
    return log(max(_LEAST, likelihood) / max(_LEAST, 1 - likelihood)) / _UNIT
