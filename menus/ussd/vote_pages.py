"""The pages of a vote, and the lines of its result: their words, and whether they fit on a phone in every language."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from menus.domain.community import Community
from menus.domain.votes import FEWEST_OPTIONS, LONGEST_OPTION, MOST_OPTIONS, Count, Wanted, said_in
from menus.text import gsm7
from menus.text.catalog import say
from menus.text.names import Text

_LONGEST_LINE = 110
"""The most characters of a line of a result: its page has room for its keys, too."""


_LONG_OPTION = 6
"""Options so long, each of the most that there may be, leave a question room on its page."""


@dataclass(frozen=True)
class OpenVote:
    """A vote that is open: its words in each language, when it closes (aware), and whether the caller may vote."""

    id: int
    questions: Mapping[str, str]
    options: Sequence[Mapping[str, str]]
    closes_at: datetime
    may_vote: bool


@dataclass(frozen=True)
class OpenVotes:
    """The open votes of a community, as a caller meets them."""

    votes: tuple[OpenVote, ...] = ()


def until(community: Community, closes_at: datetime) -> str:
    """Return when a vote closes, as people of the community read it."""
    return f"{closes_at.astimezone(community.timezone):%d/%m %H:%M}"


def vote(community: Community, language: str, one: OpenVote) -> str:
    """Return the page of a vote: its question and its options."""
    lines = "\n".join(f"{number} {said_in(option, language)}" for number, option in enumerate(one.options, 1))
    when = until(community, one.closes_at)
    return say(language, Text.VOTE_PAGE, question=said_in(one.questions, language), until=when, options=lines)


def confirm(language: str, one: OpenVote, option: int) -> str:
    """Return the page that asks whether the vote shall go into the box."""
    return say(language, Text.VOTE_CONFIRM, option=said_in(one.options[option], language))


def cast(community: Community, language: str, one: OpenVote) -> str:
    """Return the last page of a vote."""
    return say(language, Text.VOTE_CAST, until=until(community, one.closes_at))


def fits(community: Community, wanted: Wanted) -> bool:
    """Return whether each page of a vote fits on a phone, in every language of the community."""
    if not set(community.languages) <= set(wanted.questions):
        return False
    texts = [text for language in community.languages for text in _all_texts(community, language, wanted)]
    return all(gsm7.fits(text) for text in texts) and not any(
        len(option[language]) > LONGEST_OPTION for option in wanted.options for language in community.languages
    )


def _all_texts(community: Community, language: str, wanted: Wanted) -> Iterator[str]:
    one = OpenVote(0, wanted.questions, wanted.options, wanted.closes_at, may_vote=True)
    yield vote(community, language, one)
    yield from (confirm(language, one, number) for number in range(len(wanted.options)))


def result(language: str, options: Sequence[Mapping[str, str]], count: Count) -> list[str]:
    """Return the lines that tell a result, below the question."""
    voted = str(count.voted)
    if count.listed is None:
        lines = [say(language, Text.VOTE_OF_THOSE_WHO_DIALLED, voted=voted)]
    else:
        lines = [say(language, Text.VOTE_OF_LIST, voted=voted, listed=str(count.listed))]
    if count.counts is None:
        return [*lines, say(language, Text.VOTE_TOO_FEW)]
    counted = [f"{said_in(option, language)} {number}" for option, number in zip(options, count.counts, strict=True)]
    lines.append(gsm7.cut(", ".join(counted) + ".", _LONGEST_LINE))
    return [*lines, say(language, Text.VOTE_UNANIMOUS)] if count.is_unanimous else lines


def longest(community: Community, closes_at: datetime) -> OpenVotes:
    """Return two open votes with the longest words that a vote may have: their pages are full."""
    many, long = ("W" * _LONG_OPTION,) * MOST_OPTIONS, ("W" * LONGEST_OPTION,) * FEWEST_OPTIONS
    return OpenVotes(tuple(_full(community, closes_at, number, words) for number, words in enumerate((many, long), 1)))


def _full(community: Community, closes_at: datetime, number: int, words: Sequence[str]) -> OpenVote:
    """Return a vote whose question fills its page."""
    options = [dict.fromkeys(community.languages, option) for option in words]
    bare = OpenVote(number, dict.fromkeys(community.languages, ""), options, closes_at, may_vote=True)
    rooms = {one: gsm7.LIMIT - gsm7.septets(vote(community, one, bare)) for one in community.languages}
    return replace(bare, questions={one: "W" * room for one, room in rooms.items()})
