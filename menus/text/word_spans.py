"""Spans of words: where a rule finds something in the words of a sentence."""

import re

Spans = list[tuple[int, int]]
"""The first and the last word of each find."""


def words_of(listed: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(listed.split())


def span_of(said: str, match: re.Match[str]) -> tuple[int, int]:
    """Return the first and the last word of a match in words that spaces join."""
    return said.count(" ", 0, match.start()), said.count(" ", 0, match.end())
