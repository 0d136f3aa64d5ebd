"""Judging of a text: the word lists speak first, the model adds what they miss, and frames take idioms back."""

from dataclasses import dataclass

from menus.domain.categories import Category
from menus.text.accusing import Call
from menus.text.evidence import Evidence
from menus.text.model import Model
from menus.text.privacy import Privacy
from menus.text.scores import Scores


@dataclass(frozen=True)
class Limits:
    """The likelihoods from which on the model decides.

    `python -m tests.lexicon.folds` searches them on the phrases of training, each judged by a model that had not seen
    it. These lie between what it found and the figures of phrases held back: they leave 7 in 100 ordinary texts
    unanswered there, many of which speak of kin and of children, and find 89 in 100 red ones. A missed killing costs
    more than a false alarm.

    red: a text that tells of listed weapons or death. red_of_attack: the same
    where it tells of an attack on a person. red_unlisted: any other text.
    red_of_burglary: any other text whose listed words tell of a burglary. A guess: burglars without a weapon are many.
    red_of_accusation: any other text that accuses the patrol or a leader, who may read what is red: it is red only
    where that is likelier than not. A guess.
    private: the text is private. private_of_rule: the same where listed words say so.
    doubt: the text may be private. doubt_of_kin: the same for words about somebody's kin.
    category: a category that no listed word suggests.
    """

    red: float = 0.07
    red_unlisted: float = 0.09
    red_of_burglary: float = 0.3
    red_of_attack: float = 0.08
    red_of_accusation: float = 0.5
    private: float = 0.85
    private_of_rule: float = 0.16
    doubt: float = 0.48
    doubt_of_kin: float = 0.48
    category: float = 0.1


LIMITS = Limits()
_ALWAYS_RED = (Category.GUN_KILLING, Category.MOB_BEATING)
"""Categories that only a red text has."""
_NEVER_RED = (Category.THEFT,)
"""A category that no red text has: thieves with weapons rob."""


@dataclass(frozen=True)
class Verdict:
    """The judgement of a text: `category` and `is_red` as an open matter, and whether it is private.

    `is_doubtful` says that it may be private: it is treated as private until a helper knows better. `explains` are
    the words for which only the model found it red.
    """

    category: Category | None
    is_red: bool
    privacy: Privacy
    is_doubtful: bool = False
    explains: tuple[str, ...] = ()

    @property
    def is_private(self) -> bool:
        """Return whether the text is private, or may be."""
        return self.privacy is not Privacy.OPEN


_FEWEST_WORDS = 2
"""The words from which on the model alone may find a text red or private: `4 men` tells of no weapon. A guess."""


def judge(
    seen: Evidence,
    model: Model,
    limits: Limits = LIMITS,
    *,
    is_taken_back: bool = False,
    accuses: bool = False,
    call: Call | None = None,
) -> Verdict:
    """Return what a text is, by its evidence. It `accuses` the patrol or a leader, or is a `call` for help, or neither.

    No call is taken for a complaint: nobody would come.

    The model alone makes nothing red that no word explains: coordinators could not judge it. Nor a text that takes
    something back (`is_taken_back`): `they are gone` is news.
    """
    lettered = sum(word.isalpha() for word in seen.plain.split())
    if not lettered:
        return Verdict(None, is_red=False, privacy=Privacy.OPEN)
    scores = model.weighed(seen)
    is_listed = seen.found.is_red
    least = limits.red_of_burglary if seen.found.category is Category.BREAK_IN else limits.red_unlisted
    if accuses:
        least = limits.red_of_accusation
    may_be_told = not (is_listed or is_taken_back) and lettered >= _FEWEST_WORDS
    is_told = may_be_told and scores.red >= least
    explains = model.red_words(seen.plain) if is_told else ()
    is_red = bool(explains) or (is_listed and scores.red >= (limits.red_of_attack if seen.is_attacked else limits.red))
    if _is_surely_private(seen, scores, limits):
        return Verdict(Category.ABUSE_CHILD, is_listed, Privacy.PRIVATE)
    category = _category(seen, scores, limits, is_red=is_red, call=call)
    # One word of which no list knows anything, such as `nisaidie`, says nothing of a home.
    is_too_short = lettered < _FEWEST_WORDS and seen.home.privacy is Privacy.OPEN
    doubt = Privacy.OPEN if is_too_short else _doubt(seen, scores, limits)
    return Verdict(category, is_red, doubt, is_doubtful=doubt is not Privacy.OPEN, explains=explains)


def _is_surely_private(seen: Evidence, scores: Scores, limits: Limits) -> bool:
    """Return whether a text is private: by its words, or by the model."""
    if seen.found.suicide:
        return True
    is_by_rule = Category.ABUSE_CHILD in seen.found.kinds or seen.home.privacy is Privacy.PRIVATE
    return scores.private >= (limits.private_of_rule if is_by_rule else limits.private)


def _doubt(seen: Evidence, scores: Scores, limits: Limits) -> Privacy:
    """Return the doubt that a text is private, or that it is open."""
    is_open = seen.home.privacy is Privacy.OPEN
    if scores.private < (limits.doubt if is_open else limits.doubt_of_kin):
        return Privacy.OPEN
    return Privacy.UNNAMED if seen.home.privacy is Privacy.UNNAMED else Privacy.DOUBT


def _category(seen: Evidence, scores: Scores, limits: Limits, *, is_red: bool, call: Call | None) -> Category | None:
    """Return the category of a text as an open matter."""
    found = seen.found
    if is_red and found.weapon and found.category is Category.THEFT and not (found.is_of_house or seen.is_attacked):
        # Armed thieves rob: the model would take half of them for a break-in, of which no word speaks.
        return Category.ROBBERY
    barred = (Category.ABUSE_CHILD, *(_NEVER_RED if is_red else _ALWAYS_RED))
    is_event = False
    if call is not None:
        # What would be a complaint if nobody were called has happened all the same.
        is_event = bool(call.word) or Category.COMPLAINT_OTHER in {found.category, scores.category(*barred)}
        barred += (Category.COMPLAINT_OTHER,)
    is_known = is_red or is_event or (found.category is not None and found.category not in barred)
    likeliest = scores.category(*barred, *((None,) if is_known else ()))
    is_likely = scores.categories.get(likeliest, 0.0) >= limits.category
    return likeliest if is_known or is_likely else None
