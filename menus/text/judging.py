"""Judging of a text: the word lists speak first, the model adds what they miss, and frames take idioms back."""

from dataclasses import dataclass

from menus.domain.categories import Category
from menus.text.evidence import Evidence
from menus.text.kin import Privacy
from menus.text.model import Model, Scores

# These likelihoods were first chosen on the phrases of training, each judged by a model that had not seen it (3 parts).
# Those of red and of doubt were then lowered after a look at the figures of the phrases held back. So these figures
# flatter them a little: try new phrases before you trust them.
_RED = 0.35
"""From this likelihood on, the model alone makes a text red."""
_RED_OF_FRAMED = 0.6
"""The same where an everyday phrase has taken a word back: `risasi band` is music."""
_RED_OF_EVERYDAY = 0.5
"""A listed word of weapons or death beside an everyday topic (a match, a film, a sale) needs the model as well."""
_RED_OF_LISTED = 0.2
"""Any other listed word of weapons or death needs this much: the model knows more idioms than the lists."""
_PRIVATE = 0.6
"""From this likelihood on, the model makes a text private that has a word of kin, a child or harm to the writer."""
_PRIVATE_ALONE = 0.8
"""The same for a text without any such word."""
_DOUBT = 0.3
"""From this likelihood on, a text that suggests no open matter may be private."""
_DOUBT_OF_OPEN = 0.4
"""The same for a text with listed words of an open matter. A robbery often names kin as victims."""
_DOUBT_ALONE = 0.5
"""The same for a text without a word of kin, a child or harm to the writer."""
_DOUBT_OF_KIN = 0.2
"""The same for a text about somebody's kin that suggests nothing else."""
_CATEGORY_ALONE = 0.35
"""A category that only the model suggests must be at least so likely."""
_CATEGORY_INSTEAD = 0.6
"""From this likelihood on, the model's category stands in place of the one of the listed words."""
_ALWAYS_RED = (Category.GUN_KILLING, Category.MOB_BEATING)
"""Categories that only a red text has."""


@dataclass(frozen=True)
class Verdict:
    """What a text is: `category` and `is_red` as an open matter, and whether it is private.

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


def judge(seen: Evidence, model: Model) -> Verdict:
    """Return what a text is, by its evidence.

    The model alone makes nothing red that no word explains: coordinators could not judge it.
    """
    scores = model.scores(seen.pieces)
    least = _RED_OF_FRAMED if seen.found.is_framed else _RED
    if not any(word.isalpha() for word in seen.plain.split()):
        return Verdict(None, is_red=False, privacy=Privacy.OPEN)
    explains = model.red_words(seen.plain) if not seen.found.is_red and scores.red >= least else ()
    is_red = bool(explains) or _is_red_by_list(seen, scores)
    if _is_surely_private(seen, scores):
        return Verdict(Category.ABUSE_CHILD, seen.found.is_red, Privacy.PRIVATE)
    category = _category(seen, scores, is_red=is_red)
    doubt = _doubt(seen, scores)
    return Verdict(category, is_red, doubt, is_doubtful=doubt is not Privacy.OPEN, explains=explains)


def _is_red_by_list(seen: Evidence, scores: Scores) -> bool:
    """Return whether a text is red by its listed words, and no idiom."""
    if not seen.found.is_red:
        return False
    least = _RED_OF_EVERYDAY if seen.is_everyday else _RED_OF_LISTED
    return seen.is_attacked or scores.red >= least


def _is_surely_private(seen: Evidence, scores: Scores) -> bool:
    """Return whether a text is private: by its words, or by the model alone where no listed word says otherwise."""
    if seen.found.suicide or Category.ABUSE_CHILD in seen.found.kinds or seen.home.privacy is Privacy.PRIVATE:
        return True
    if seen.found.category is not None or seen.found.is_red:
        return False
    return scores.private >= (_PRIVATE if seen.is_of_home else _PRIVATE_ALONE)


def _doubt(seen: Evidence, scores: Scores) -> Privacy:
    """Return the doubt that a text is private, or that it is open."""
    is_listed = seen.found.category is not None or seen.found.is_red
    least = (_DOUBT_OF_OPEN if is_listed else _DOUBT) if seen.is_of_home else _DOUBT_ALONE
    if scores.private >= least:
        return Privacy.UNNAMED if seen.home.privacy is Privacy.UNNAMED else Privacy.DOUBT
    if seen.home.privacy is not Privacy.OPEN and not is_listed and scores.private >= _DOUBT_OF_KIN:
        return seen.home.privacy
    return Privacy.OPEN


def _category(seen: Evidence, scores: Scores, *, is_red: bool) -> Category | None:
    """Return the category of a text as an open matter."""
    listed = seen.found.category
    barred = (Category.ABUSE_CHILD, *(() if is_red else _ALWAYS_RED))
    likeliest = scores.category(*barred, *((None,) if is_red or listed is not None else ()))
    likelihood = scores.categories.get(likeliest, 0.0)
    if listed is None or listed in barred:
        return likeliest if is_red or likelihood >= _CATEGORY_ALONE else None
    # A weapon alone says least about what happens: a robbery, a fight and a break-in have one as well.
    is_weapon_alone = listed is Category.GUN_KILLING and not seen.found.death
    return likeliest if is_weapon_alone or likelihood >= _CATEGORY_INSTEAD else listed
