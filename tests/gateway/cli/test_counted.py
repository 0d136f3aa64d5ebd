"""Counted things: one of them stands in the singular, in every line of the figures."""

import re
from typing import Any

import pytest

from gateway.cli import figure_lines
from gateway.cli.counted import counted

NOUNS = ("incident", "report", "caller", "shuffle", "minute", "week", "answer", "case")
"""The nouns that the lines count."""


@pytest.mark.parametrize(("number", "told"), [(0, "0 files"), (1, "1 file"), (2, "2 files"), (11, "11 files")])
def test_one_stands_in_the_singular(number: int, told: str) -> None:
    assert counted(number, "file") == told


def found(number: int) -> dict[str, Any]:
    """Return figures in which each number of things is the one given."""
    waits = {"measure": "patrol", "verdict": "longer", "zones": [_zone("longer", number), _zone("too_few", number)]}
    numbers = {"incidents": number, "reports": number, "callers": number, "per_1000_households": 2.5}
    card = {"hits": None, "of": None, "low": None, "high": None, "not_known": 0}
    return {
        "rise": {
            "week": "2026-11-30",
            "weeks_known": number,
            "weeks_needed": 13,
            "told": [],
            "alarms": [_alarm("rise", number), _alarm("silent", number)],
        },
        "scorecard": {
            "since": "2026-10-01",
            "until": "2026-12-30",
            "least": number,
            "stations": [{"station": "Pangani", "figures": {"seen": card}}],
            "together": {},
            "answers": {"concentrated": True, "most": number, "total": number},
        },
        "equity": {
            "quarter": "2026-Q4",
            "incidents": number,
            "elsewhere": 0,
            "shuffles": number,
            "seed": 7,
            "measures": [waits],
            "year": {"incidents": number, "measures": []},
            "influence": {"support": []},
        },
        "trends": {
            "weeks": number,
            "until": "2026-11-30",
            "caveat": "reports, not crimes",
            "has_trend": False,
            "weeks_known": number,
            "rows": [{"zone": None, "class": None, "lately": numbers, "before": numbers, "direction": "too_young"}],
        },
        "pulse": {"quarter": "2026-Q4", "feel_safe": None, "least": number, "by_zone": []},
    }


def _alarm(level: str, number: int) -> dict[str, Any]:
    return {
        "level": level,
        "zone": "bondeni",
        "class": "break-in",
        "count": number,
        "usual": 0.5,
        "callers_now": number,
        "callers_before": 0.5,
    }


def _zone(verdict: str, number: int) -> dict[str, Any]:
    held = {"verdict": verdict, "difference": number, "low": number, "high": number}
    return {"zone": "bondeni", "incidents": number, "unanswered": 0, "unknown": 0, **held}


def test_every_counted_noun_of_the_figures_is_in_the_singular_behind_one() -> None:
    lines = "\n".join(figure_lines.of(found(1)))
    assert not re.search(rf"\b1 (?:{'|'.join(NOUNS)})s\b", lines), lines
    assert {noun for noun in NOUNS if re.search(rf"\b1 {noun}\b", lines)} == set(NOUNS), lines
    assert "1 week is known" in lines


def test_every_counted_noun_of_the_figures_is_in_the_plural_behind_two() -> None:
    lines = "\n".join(figure_lines.of(found(2)))
    assert {noun for noun in NOUNS if re.search(rf"\b2 {noun}s\b", lines)} == set(NOUNS), lines
    assert not re.search(rf"\b2 (?:{'|'.join(NOUNS)})\b", lines), lines
    assert "2 weeks are known" in lines
