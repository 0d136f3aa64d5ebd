"""Triage of a text in own words: it joins an earlier report of its phone, or it becomes a report of its own."""

from dataclasses import dataclass, replace
from enum import Enum

from menus.domain.categories import Category, Level, are_akin, level_so_far
from menus.domain.draft import Channel

_MAY_BE_THE_SAME = frozenset({None, Category.FIGHT_THREAT, Category.GUN_KILLING})
"""A weapon, a death or a fight that follows a text about abuse is probably at the same place."""

_OF_THIEVES = frozenset({Category.ROBBERY, Category.BREAK_IN, Category.THEFT})


@dataclass(frozen=True)
class Heard:
    """The suggestions of a text.

    `is_red`: it tells of weapons or death. `is_beaten_by_somebody`: it tells of a beating by an unnamed person, at home
    or elsewhere. `is_of_kin`: it names kin who may be the attackers. `is_by_one`: it says that one person does it.
    `brings_news`: it holds words of the lexicon, or numbers people. `tells_who_is_inside`: it says that people are in a
    fire, or that they are out, and names no weapon. `is_repeated`: the report holds the very same words
    already, and nothing was added to it for a while.
    """

    category: Category | None
    zone: str | None = None
    is_red: bool = False
    is_beaten_by_somebody: bool = False
    is_of_kin: bool = False
    is_by_one: bool = False
    brings_news: bool = False
    tells_who_is_inside: bool = False
    is_repeated: bool = False

    @property
    def is_private(self) -> bool:
        """Return whether the text belongs to the circle of private helpers, and to nobody else."""
        return self.category is Category.ABUSE_CHILD

    @property
    def filed_as(self) -> Category:
        """Return the category of a report of its own."""
        return filed_as(self.category, is_red=self.is_red)


def filed_as(category: Category | None, *, is_red: bool) -> Category:
    """Return the category that a text is filed as; weapons or death outweigh a complaint about somebody."""
    if is_red and category in {None, Category.COMPLAINT_OTHER}:
        return Category.GUN_KILLING
    return category or Category.UNKNOWN


@dataclass(frozen=True)
class Earlier:
    """An open report that the text may continue; `zone` is its incident's.

    `has_more`: another text was added to it. `is_texted_back`: its sender was answered when they wrote it. `is_over`:
    its case has ended, which only a private one may have.
    """

    channel: Channel
    category: Category
    level: Level
    zone: str | None = None
    awaits_review: bool = False
    has_red_words: bool = False
    has_more: bool = False
    is_texted_back: bool = False
    is_over: bool = False


class Answer(Enum):
    """The answer to a text: none, that the report was passed on, or how to report so that somebody comes."""

    NONE = "none"
    PASSED_ON = "passed-on"
    HOW_TO_REPORT = "how-to-report"


@dataclass(frozen=True)
class JoinPrivate:
    """The text continues the phone's private report. No answer: somebody else may read that phone."""


@dataclass(frozen=True)
class Join:
    """The text continues the phone's open report."""

    answer: Answer


@dataclass(frozen=True)
class OpenPrivate:
    """The text becomes a private report of its own, without an answer."""


@dataclass(frozen=True)
class OpenNew:
    """The text becomes a report of its own.

    `notifies_responders`: the responders of the earlier, lesser one are told of it, too.
    """

    answer: Answer
    notifies_responders: bool = False


Outcome = JoinPrivate | Join | OpenPrivate | OpenNew


def in_context(heard: Heard, open_one: Earlier | None) -> Heard:
    """Return what a text suggests after an open report: a beating by an unnamed person is most likely there.

    After a report of a fire, `people are inside` is about that fire, and no report of its own.
    """
    if heard.tells_who_is_inside and open_one is not None and open_one.category is Category.FIRE_HAZARD:
        return replace(heard, category=None, is_red=False, is_beaten_by_somebody=False)
    if heard.is_beaten_by_somebody and open_one is not None:
        return replace(heard, category=None, is_beaten_by_somebody=False)
    return heard


def decide(heard: Heard, open_one: Earlier | None, private_one: Earlier | None) -> Outcome:
    """Return what a text does, heard in its context.

    `open_one` is the report that it may continue in the open, and `private_one` the private report that its phone wrote
    just before.
    """
    if heard.is_private or _goes_on_in_private(heard, open_one, private_one):
        return JoinPrivate() if _is_that_private_one(heard, private_one) else OpenPrivate()
    if open_one is not None and _is_graver(heard, open_one):
        return _of_graver(heard, open_one, private_one)
    if open_one is not None and _is_same_matter(heard, open_one):
        return Join(_answer_to_more(heard, open_one, private_one))
    return OpenNew(_unless_overheard(Answer.HOW_TO_REPORT, heard, private_one))


def _of_graver(heard: Heard, open_one: Earlier, private_one: Earlier | None) -> Join | OpenNew:
    """Return what words of weapons or death do after a lesser report, which was dispatched.

    At its place they are the same matter, and raise it. Of another place they are a report of their own, to which
    nobody is sent yet. The people who go to the earlier one are told, because people run; but not of another kind of
    crime in another place.
    """
    is_elsewhere = None not in {heard.zone, open_one.zone} and heard.zone != open_one.zone
    if _is_same_matter(heard, open_one) and not is_elsewhere:
        return Join(_unless_overheard(Answer.PASSED_ON, heard, private_one))
    answer = _unless_overheard(Answer.HOW_TO_REPORT, heard, private_one)
    return OpenNew(answer, notifies_responders=not is_elsewhere or _may_be_the_same_people(heard, open_one))


def _may_be_the_same_people(heard: Heard, open_one: Earlier) -> bool:
    """Return whether the people with weapons may be those of the earlier report, who ran."""
    said = heard.filed_as
    is_theft = {said, open_one.category} <= _OF_THIEVES
    return said is Category.GUN_KILLING or is_theft or are_akin(said, open_one.category)


def _unless_overheard(answer: Answer, heard: Heard, private_one: Earlier | None) -> Answer:
    """Return no answer if kin are armed, or after a private text: the person reported may read that phone."""
    return Answer.NONE if (heard.is_of_kin and heard.is_red) or private_one is not None else answer


def _answer_to_more(heard: Heard, open_one: Earlier, private_one: Earlier | None) -> Answer:
    """Return the answer to a further text: only the first one after a dialled report, and one that is repeated.

    Somebody who repeats their words does not know that Doria has them.
    """
    is_first = open_one.channel is not Channel.SMS and not open_one.has_more
    is_asked_again = heard.is_repeated and (open_one.is_texted_back or open_one.channel is not Channel.SMS)
    answer = Answer.HOW_TO_REPORT if open_one.awaits_review else Answer.PASSED_ON
    if is_first:
        return answer
    return _unless_overheard(answer, heard, private_one) if is_asked_again else Answer.NONE


def _goes_on_in_private(heard: Heard, open_one: Earlier | None, private_one: Earlier | None) -> bool:
    """Return whether a text that says nothing of its own continues the private report that its phone wrote before.

    Words of weapons or death, too: whoever told of harm at home may mean that it comes back with a panga. News of a
    dispatched incident belongs to that incident.
    """
    if private_one is None or heard.category not in _MAY_BE_THE_SAME:
        return False
    return not (open_one is not None and not open_one.awaits_review and heard.brings_news)


def _is_that_private_one(heard: Heard, private_one: Earlier | None) -> bool:
    """Return whether a private text continues the private report; one that names another zone makes a new report.

    So does one after the end of the case: `he is back` must reach a helper again.
    """
    if private_one is None or private_one.is_over:
        return False
    return not heard.is_private or heard.zone is None or private_one.zone in {None, heard.zone}


def _is_graver(heard: Heard, open_one: Earlier) -> bool:
    """Return whether words of weapons or death follow a lesser report that was dialled and dispatched."""
    is_lesser = open_one.level is not Level.MAJOR and not open_one.has_red_words and not open_one.level.has_circle
    return heard.is_red and open_one.channel is not Channel.SMS and not open_one.awaits_review and is_lesser


def _is_same_matter(heard: Heard, open_one: Earlier) -> bool:
    """Return whether a further text continues the phone's earlier report.

    A private matter or a complaint never continues another kind of report, because its own circle must be notified.
    Red words, and words that suggest a category, never continue a complaint. A fire is a different matter from
    anything else. Another place is not a different matter: people run.
    """
    level = level_so_far(heard.filed_as, None)
    if level.has_circle:
        return open_one.level is level
    if open_one.level.has_circle:
        return heard.category is None and not heard.is_red
    if heard.category is None or open_one.category is Category.UNKNOWN:
        return True
    return (heard.category is Category.FIRE_HAZARD) == (open_one.category is Category.FIRE_HAZARD)
