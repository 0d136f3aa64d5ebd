"""Cross-validation of the complete decision: `python -m tests.lexicon.folds [tries]`.

Each phrase that other people wrote is judged by a model of both steps that had not seen it. With a number of tries, the
limits of `judging.py` are searched as well.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from random import Random

from menus.text.evidence import Evidence
from menus.text.judging import LIMITS, Limits, Verdict, judge
from menus.text.lexicon import hint_of
from menus.text.scores import Scores, of_sums
from tests.lexicon import phrases
from tests.lexicon.figures import Figure, figures
from tests.lexicon.phrases import Phrase
from tests.lexicon.train import Row, part_of, second_step, unseen

_ORDINARY_AT_MOST, _RIGHT_AT_LEAST = 0.04, 0.74
"""The bounds that the search keeps before it finds more: a little stricter than the aims in `figures.py`."""
_STEP = 0.1


@dataclass(frozen=True)
class Unseen:
    """A phrase with the scores of a model that had not seen it. It stands in for that model."""

    phrase: Phrase
    seen: Evidence
    given: Scores
    words: tuple[str, ...]

    def weighed(self, _: Evidence) -> Scores:
        """Return the scores."""
        return self.given

    def red_words(self, _: str) -> tuple[str, ...]:
        """Return the words for which the model finds the phrase red."""
        return self.words

    def verdict(self, limits: Limits) -> Verdict:
        """Return what the phrase is under some limits."""
        return judge(self.seen, self, limits)  # type: ignore[arg-type]  # the two methods that are asked


def judged_unseen(rows: Sequence[Row]) -> list[Unseen]:
    """Return the heard phrases, each weighed by a second step that had not seen it either."""
    heard = {phrase.likeness for phrase in phrases.heard_in_training()}
    parts = sorted({part_of(row[0]) for row in rows})
    second = {part: second_step([(row[0], row[2]) for row in rows if part_of(row[0]) != part]) for part in parts}
    found = []
    for phrase, seen, given, words in rows:
        if phrase.likeness in heard:
            weights = second[part_of(phrase)]
            sums = {head: sum(a * b for a, b in zip(row, [1.0, *given], strict=True)) for head, row in weights.items()}
            found.append(Unseen(phrase, seen, of_sums(sums), words))
    return found


def measure(some: Sequence[Unseen], limits: Limits) -> list[Figure]:
    """Return the figures of the phrases under some limits."""
    hints = {one.phrase.text: hint_of(one.seen, one.verdict(limits)) for one in some}
    return figures([one.phrase for one in some], hints.__getitem__)


def worth(found: Sequence[Figure]) -> float:
    """Return how good figures are: what must be kept first, then red and private texts, then categories."""
    share = {figure.name: figure.share for figure in found}
    broken = max(0.0, share["ordinary unanswered"] - _ORDINARY_AT_MOST) * 5
    broken += max(0.0, _RIGHT_AT_LEAST - share["red rightly"]) * 3
    least = min(share["red found"], share["private unanswered"], share["private told to a helper"] + 0.03)
    rest = 0.1 * (share["red found"] + share["private unanswered"]) + 0.3 * share["category right"]
    return least + rest - 3 * broken


def search(some: Sequence[Unseen], tries: int) -> Limits:
    """Return the best limits of so many tries, each a small step from the best so far."""
    chance = Random(1)  # noqa: S311 - no secret
    best, most = LIMITS, worth(measure(some, LIMITS))
    names = [field.name for field in fields(Limits)]
    for _ in range(tries):
        moved = chance.sample(names, chance.choice((1, 1, 2, 3)))
        steps = {name: round(getattr(best, name) + chance.gauss(0, _STEP), 2) for name in moved}
        tried = replace(best, **{name: min(1.0, max(0.0, limit)) for name, limit in steps.items()})
        if (now := worth(measure(some, tried))) > most:
            best, most = tried, now
    return best


def main(tries: int) -> None:
    """Print the figures, and with tries the best limits as well."""
    some = judged_unseen(unseen(phrases.training()))
    limits = search(some, tries) if tries else LIMITS
    for line in (limits, *measure(some, limits)):
        print(line)  # noqa: T201 - the figures asked for


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 0)
