"""Further words of a report's sender: who is told of them, and what they change."""

from dataclasses import dataclass
from datetime import timedelta

QUIET = timedelta(minutes=1)
"""The time without a text that was passed on after which the next one is passed on in any case. A guess.

Words that were kept by then are passed on as well, even if the person writes no more.
"""
MOST_PASSED_ON, MOST_RED = 6, 12
"""The most further texts of one incident that are passed on one by one within `SAME`; then one a minute. A guess."""
SAME = timedelta(minutes=10)
"""The time in which the same words again are no news. A guess, to be tested."""


@dataclass(frozen=True)
class News:
    """A further text of a dispatched incident.

    `is_red`: it tells of weapons or death; `was_red`: the incident's words did before. `has_new_weapon`: it names a
    weapon that no text named. `has_new_killing`: it tells of a killing, and no text did. `are_inside`: it
    says first that people are in a fire. `brings_facts`: words of the lexicon, a place, a number of people, or that it
    takes something back. `accuses`: it accuses somebody in authority. `since` is the time since a text was passed on,
    or since the incident was opened. `passed_on` counts texts that were passed on within `SAME`. `is_repeated`: the
    very same words were just passed on.
    """

    is_red: bool
    was_red: bool
    has_new_weapon: bool
    has_new_killing: bool
    are_inside: bool
    brings_facts: bool
    accuses: bool
    since: timedelta
    passed_on: int
    is_repeated: bool

    @property
    def is_graver(self) -> bool:
        """Return whether the text tells of a weapon or of a killing that nobody knew of."""
        return self.is_red and (self.has_new_weapon or self.has_new_killing)


@dataclass(frozen=True)
class PassOn:
    """Tell those who go, and the coordinators.

    `weapons_only`: those who go see only the weapons, because the accused may be among them. `alerts_all`: everybody
    who was alerted is told, because it is graver now. `raises`: the incident becomes major, because weapons or a
    killing are told that nobody knew of. A coordinator or a resident's keys had sent it, so somebody believed its
    sender.
    """

    weapons_only: bool
    alerts_all: bool
    raises: bool = False


@dataclass(frozen=True)
class Keep:
    """Tell nobody now. `waits`: the words are passed on with the next text, or after a minute without one."""

    waits: bool = True


def decide(news: News) -> PassOn | Keep:
    """Return who is told of a further text after its incident was dispatched."""
    if news.is_repeated:
        return Keep(waits=False)
    if not (news.since > QUIET or is_urgent(news)):
        return Keep()
    alerts_all = news.is_red and not news.accuses and (news.is_graver or not news.was_red)
    # An alert tells of people in a fire in words of its own, which accuse nobody.
    alerts_all = alerts_all or news.are_inside
    return PassOn(weapons_only=news.accuses, alerts_all=alerts_all, raises=news.is_graver and not news.accuses)


def is_urgent(news: News) -> bool:
    """Return whether a text adds something and is not part of a flood; red words have a higher limit."""
    if news.is_red:
        return news.is_graver or news.are_inside or not news.was_red or news.passed_on <= MOST_RED
    return news.passed_on <= MOST_PASSED_ON and news.brings_facts


@dataclass(frozen=True)
class Waiting:
    """A further text of a report that awaits review.

    `is_placed`: it names the place that was missing. `has_category`: the report's category is known. `is_late`: nothing
    was passed on for longer than `QUIET`. `is_completed`: it says the category that was not known.
    `is_moved`: it names another place than the texts before. `passed_on` counts texts passed on within `SAME`.
    `has_new_killing`, `brings_facts` and `is_repeated` are as in `News`.
    """

    is_red: bool
    was_red: bool
    is_placed: bool
    has_category: bool
    is_late: bool
    is_completed: bool = False
    is_moved: bool = False
    passed_on: int = 0
    has_new_killing: bool = False
    brings_facts: bool = False
    is_repeated: bool = False


@dataclass(frozen=True)
class Update:
    """The effect on a report that awaits review: its kind turns red or a killing, and coordinators are told.

    `notifies_coordinators`: they are asked again to dispatch it. `shows_words`: they read the new words instead.
    `waits`: the words are passed on after a minute.
    """

    turns_red: bool
    notifies_coordinators: bool
    shows_words: bool = False
    waits: bool = False


def of_waiting(text: Waiting) -> Update:
    """Return what a further text does to a report that awaits review."""
    turns_red = text.is_red and (text.has_new_killing or not text.was_red)
    is_reminder = text.is_red and text.is_late
    is_elsewhere = text.is_moved and text.passed_on <= MOST_PASSED_ON
    is_news = text.is_completed or (text.has_category and (text.is_placed or is_elsewhere))
    if turns_red or is_reminder or is_news:
        return Update(turns_red, notifies_coordinators=True)
    brings_news = text.brings_facts or text.is_placed or text.is_moved
    if text.is_repeated or not (text.has_category or text.was_red or brings_news):
        # Nobody was asked about this report: the list has it, and coordinators learn how many such reports wait.
        return Update(turns_red=False, notifies_coordinators=False)
    shows_words = text.is_late or (brings_news and text.passed_on <= MOST_PASSED_ON)
    return Update(turns_red=False, notifies_coordinators=False, shows_words=shows_words, waits=not shows_words)


def notifies_helpers(*, is_urgent: bool, is_placed: bool, in_danger: bool, is_late: bool) -> bool:
    """Return whether helpers are told of a further private text: of a place that was missing, or of danger now.

    `in_danger`: they know of the danger. Then they are told again once a minute at most.
    """
    return is_placed or (is_urgent and (is_late or not in_danger))
