"""Counted votes: what anybody may read of a vote whose box was opened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from menus.domain.votes import LONGEST_OPTION, MOST_OPTIONS, Count

_LONGEST_QUESTION = 120
"""The most letters of a question: its page has room for no more, beside its keys and two options."""
_MOST_VOTES = 99_999


@dataclass(frozen=True)
class CountedVote:
    """A vote that was counted: the day on which its box was closed, its words by language, and its count."""

    on: date
    questions: Mapping[str, str]
    options: Sequence[Mapping[str, str]]
    count: Count


def longest(languages: Iterable[str], on: date) -> tuple[CountedVote, ...]:
    """Return votes with the longest words and figures that they may have, for the walk over all pages."""
    spoken = list(languages)
    options = [dict.fromkeys(spoken, "W" * LONGEST_OPTION)] * MOST_OPTIONS
    questions, counts = dict.fromkeys(spoken, "W" * _LONGEST_QUESTION), (_MOST_VOTES,) * MOST_OPTIONS
    found = Count(_MOST_VOTES, _MOST_VOTES, counts, is_unanimous=True), Count(None, _MOST_VOTES, None)
    return tuple(CountedVote(on, questions, options, count) for count in found)
