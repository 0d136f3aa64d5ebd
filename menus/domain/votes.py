"""Votes: what a vote must be, who may name its tellers, when it takes votes, and what of its count is published.

A household has one vote. What somebody gave, owns or rents is asked nowhere here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from menus.domain import tenures
from menus.domain.community import Person
from menus.domain.desk_roles import MEMBER_ROLES
from menus.domain.roles import Role
from menus.domain.vote_life import VoteState

OFFICERS = frozenset({Role.COORDINATOR, Role.OVERSIGHT})
"""The roles that write a vote, agree to it, and enter the first households."""
TELLERS = 3
ENOUGH_TELLERS = 2
"""So many tellers open the box."""
LEAST = 10
"""The fewest households of a secret vote, and the fewest votes whose counts are published (the specification)."""
PUBLISHED_FOR = timedelta(hours=48)
"""A vote closes no sooner after it was published (the specification)."""
LONGEST_OPEN = timedelta(days=31)
"""Nobody keeps a box open for longer, and keys that wait for months get lost. A guess."""
FEWEST_OPTIONS, MOST_OPTIONS = 2, 4
LONGEST_OPTION = 20
CLOSES_LATE = timedelta(seconds=5)
"""A box is closed so long after its time: each vote that began before has ended by then (a hop is given up earlier).

So the time at which a vote began is the one rule that decides whether it counts.
"""


class Fault(StrEnum):
    """A fault of a vote that somebody wrote. The values name the words of the page."""

    NO_QUESTION = "no-question"
    FEW_OPTIONS = "few-options"
    MANY_OPTIONS = "many-options"
    SAME_OPTIONS = "same-options"
    NAME = "name"
    """The question or an option holds a name, a number, or something else that may not stand on a page of all."""
    TOO_LONG = "too-long"
    """A page of it would not fit on a phone."""
    NO_TIME = "no-time"
    CLOSES_BEFORE = "closes-before"
    OPENS_BEFORE = "opens-before"
    TOO_SOON = "too-soon"
    TOO_LATE = "too-late"
    TELLERS_NUMBER = "tellers-number"
    TELLERS_TENURE = "tellers-tenure"
    TELLERS_DESK = "tellers-desk"
    ASKED_ALREADY = "asked-already"
    """Another vote on the same question goes on."""
    SHORT_LIST = "short-list"
    """The list has too few households: show hands."""


@dataclass(frozen=True)
class Wanted:
    """A vote as somebody wrote it: questions and options in each language, and its times (aware)."""

    questions: Mapping[str, str]
    options: Sequence[Mapping[str, str]]
    opens_at: datetime
    closes_at: datetime
    is_poll: bool = False


def plainly(words: str) -> str:
    """Return words as two questions are compared: letters and digits alone, in small letters."""
    return "".join(sign for sign in words.casefold() if sign.isalnum())


def faults(wanted: Wanted, tellers: Sequence[Person], now: datetime, listed: int) -> list[Fault]:
    """Return what is wrong with a vote, apart from its words."""
    found = _faults_of_words(wanted)
    if wanted.opens_at < now:
        found.append(Fault.OPENS_BEFORE)
    if wanted.closes_at <= wanted.opens_at:
        found.append(Fault.CLOSES_BEFORE)
    elif wanted.closes_at - now < PUBLISHED_FOR:
        found.append(Fault.TOO_SOON)
    elif wanted.closes_at - wanted.opens_at > LONGEST_OPEN:
        found.append(Fault.TOO_LATE)
    fault = fault_of_tellers(tellers)
    found += [fault] if fault is not None else []
    if not wanted.is_poll and listed < LEAST:
        found.append(Fault.SHORT_LIST)
    return found


def _faults_of_words(wanted: Wanted) -> list[Fault]:
    found = []
    if not all(plainly(one) for one in wanted.questions.values()):
        found.append(Fault.NO_QUESTION)
    if len(wanted.options) < FEWEST_OPTIONS:
        found.append(Fault.FEW_OPTIONS)
    if len(wanted.options) > MOST_OPTIONS:
        found.append(Fault.MANY_OPTIONS)
    for language in wanted.questions:
        plain = [plainly(option.get(language, "")) for option in wanted.options]
        if len(set(plain)) < len(plain) or "" in plain:
            found.append(Fault.SAME_OPTIONS)
            break
    return found


def fault_of_tellers(tellers: Sequence[Person]) -> Fault | None:
    """Return what is wrong with the tellers: three people with a desk, tenants and landlords among them.

    A teller works on the page of the vote. So nobody who only looks on is one.
    """
    if len({person.phone for person in tellers}) != TELLERS:
        return Fault.TELLERS_NUMBER
    if not all(person.roles & MEMBER_ROLES for person in tellers):
        return Fault.TELLERS_DESK
    if not any(tenures.are_of_two(one, other) for one in tellers for other in tellers):
        return Fault.TELLERS_TENURE
    return None


def may_second(first: Person, second: Person) -> bool:
    """Return whether an officer may agree to what another one wrote: they are two people of different tenure.

    Somebody without a tenure is of another one than a tenant or a landlord.
    """
    is_other = tenures.is_another(first, second) or tenures.is_another(second, first)
    return first.phone != second.phone and is_other and bool(second.roles & OFFICERS)


def is_taking(state: VoteState, opens_at: datetime, closes_at: datetime, began_at: datetime) -> bool:
    """Return whether a vote takes a vote whose transaction began at a moment. This is the only rule."""
    return state is VoteState.OPEN and opens_at <= began_at < closes_at


def is_box_full(closes_at: datetime, now: datetime) -> bool:
    """Return whether a box may be closed: no vote that began in time is still under way."""
    return now >= closes_at + CLOSES_LATE


@dataclass(frozen=True)
class Count:
    """The published result of a vote.

    `listed` is the number of households on its list; None for a poll, which is of those who dialled alone. `counts` are
    in the order of the options; None where so few have voted that they would tell who chose what. `is_unanimous`: all
    chose alike, so that everybody's vote is known.
    """

    listed: int | None
    voted: int
    counts: tuple[int, ...] | None
    is_unanimous: bool = False


def said_in(words: Mapping[str, str], language: str) -> str:
    """Return words in a language; in one of their own if the community has taken that language since."""
    return words.get(language) or next(iter(words.values()))


def published(listed: int | None, options: int, chosen: Iterable[int]) -> Count:
    """Return what is published of votes, each the number of an option from 0."""
    found = Counter(chosen)
    voted = sum(found.values())
    counts = tuple(found[number] for number in range(options))
    if voted < LEAST:
        return Count(listed, voted, None)
    return Count(listed, voted, counts, is_unanimous=max(counts) == voted)
