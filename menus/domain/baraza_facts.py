"""The facts that the pages of the baraza show: what everybody may read, and nothing of who asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from menus.domain.baraza import LONGEST_LINE, LONGEST_PLACE, LONGEST_QUESTION, LONGEST_WORDS, Meeting, RefusedWhy
from menus.domain.tasks import TaskKind
from menus.domain.votes import LONGEST_OPTION, MOST_OPTIONS, Count


@dataclass(frozen=True)
class ShownQuestion:
    """A question that everybody may read: its number (`Q17`) and its words."""

    number: str
    words: str


@dataclass(frozen=True)
class SaidLine:
    """A line of "You said, we did": what it is about, what was asked, and what was answered or done.

    `about` is the number of a question, a task or a decision; empty for closed hazards: those are of a `zone`, with
    their `count` if enough incidents stand behind it.
    """

    about: str
    asked: str = ""
    words: str = ""
    zone: str = ""
    count: int | None = None


@dataclass(frozen=True)
class DoneLine:
    """A task that a youth group has done: what it was, where (the key of a zone), the day, and what was done."""

    number: str
    kind: TaskKind
    project: str
    zone: str | None
    on: date
    did: str


@dataclass(frozen=True)
class ResultLine:
    """A vote that was counted: the day on which it closed, its words by language, and its count."""

    on: date
    questions: Mapping[str, str]
    options: Sequence[Mapping[str, str]]
    count: Count


@dataclass(frozen=True)
class DecidedLine:
    """A decision: its number, its day and its words."""

    number: str
    on: date
    words: str


@dataclass(frozen=True)
class BarazaFacts:
    """The facts that the pages of the baraza show: what everybody may read, and nothing of who asked.

    `refused` are the numbers of refused questions by their reason.
    """

    meetings: tuple[Meeting, ...] = ()
    agenda: tuple[str, ...] = ()
    questions: tuple[ShownQuestion, ...] = ()
    refused: tuple[tuple[RefusedWhy, int], ...] = ()
    said: tuple[SaidLine, ...] = ()
    done: tuple[DoneLine, ...] = ()
    decided: tuple[DecidedLine, ...] = ()
    results: tuple[ResultLine, ...] = ()


def longest_facts(languages: Sequence[str], zones: Sequence[str]) -> BarazaFacts:
    """Return the facts with the longest values that they may have, for the walk over all pages."""
    places = tuple((language, "W" * LONGEST_PLACE) for language in languages)
    on = date(2026, 12, 30)
    lines = [SaidLine("Q999999", "W" * LONGEST_QUESTION, "W" * LONGEST_WORDS)]
    lines += [SaidLine("", zone=zone, count=count) for zone in zones for count in (99_999, None)]
    return BarazaFacts(
        (Meeting(on, 23 * 60 + 59, places), Meeting(on, 0, places)),
        ("W" * LONGEST_LINE,) * 2,
        (ShownQuestion("Q999999", "W" * LONGEST_QUESTION),),
        tuple((why, 99_999) for why in RefusedWhy),
        tuple(lines),
        tuple(
            DoneLine("T999999999", kind, "W" * LONGEST_WORDS, zone, on, "W" * LONGEST_WORDS)
            for kind in TaskKind
            for zone in (*zones, None)
        ),
        (DecidedLine("D999999", on, "W" * LONGEST_WORDS),),
        (_longest_result(on, languages),),
    )


def _longest_result(on: date, languages: Sequence[str]) -> ResultLine:
    option = dict.fromkeys(languages, "W" * LONGEST_OPTION)
    questions = dict.fromkeys(languages, "W" * LONGEST_QUESTION)
    count = Count(99_999, 99_999, (99_999,) * MOST_OPTIONS, is_unanimous=True)
    return ResultLine(on, questions, [option] * MOST_OPTIONS, count)
