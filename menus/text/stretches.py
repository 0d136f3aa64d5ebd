"""Long texts: they are judged stretch by stretch, because many harmless words would outweigh a weapon among them."""

from collections.abc import Iterator, Sequence

from menus.domain.categories import Category
from menus.text.judging import Verdict
from menus.text.privacy import Privacy

_LONG = 30
"""A text of more words is a long one: an SMS of one segment holds about so many. A guess, to be tested."""
_STRETCH, _STEP = 24, 14
"""The words of a stretch, and from its beginning to that of the next one: what one cuts, the next one holds whole."""


def of_text(plain: str) -> list[str]:
    """Return the stretches of a text; a short text is one stretch."""
    words = plain.split()
    if len(words) <= _LONG:
        return [plain]
    return [" ".join(words[start : start + _STRETCH]) for start in _starts(len(words))]


def _starts(length: int) -> Iterator[int]:
    yield from range(0, length - _STRETCH, _STEP)
    yield length - _STRETCH


def together(verdicts: Sequence[Verdict], *, is_open: bool = False) -> Verdict:
    """Return what a text is, by the verdicts on its stretches: the gravest of each kind counts.

    `is_open`: the whole text tells of listed weapons or death, and no listed word speaks of a home. Then a doubt of the
    model does not count: it rests on one stretch, such as that of the children in a house full of robbers.
    """
    if len(verdicts) == 1:
        return verdicts[0]
    red = [verdict for verdict in verdicts if verdict.is_red]
    is_red, explains = bool(red), tuple(word for verdict in red for word in verdict.explains)
    if any(verdict.is_private and not verdict.is_doubtful for verdict in verdicts):
        return Verdict(Category.ABUSE_CHILD, is_red, Privacy.PRIVATE)
    doubts = [verdict.privacy for verdict in verdicts if verdict.is_doubtful and not is_open]
    kinds = [verdict.category for verdict in (*red, *verdicts) if verdict.category is not None]
    category, privacy = next(iter(kinds), None), next(iter(doubts), Privacy.OPEN)
    return Verdict(category, is_red, privacy, is_doubtful=bool(doubts), explains=explains)
