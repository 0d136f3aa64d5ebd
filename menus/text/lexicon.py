"""The lexicon: the category, zone and red words (weapons, death) that a text suggests.

Words alone never dispatch anything.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from rapidfuzz import fuzz

from menus.domain.categories import Category
from menus.domain.community import Zone
from menus.text import (
    accusing,
    distinctive_places,
    evidence,
    folding,
    judging,
    kin,
    lexicon_words,
    listed,
    model,
    name_kinds,
    spelling,
    stretches,
)
from menus.text.accusing import Accusation
from menus.text.evidence import Evidence
from menus.text.judging import Verdict
from menus.text.privacy import Privacy

LONGEST = folding.LONGEST
"""The characters of a text that are read."""
fold = folding.fold
"""Words in small plain letters, as the lists have them."""
_FUZZY_FROM = 5
"""Letters from which on a word may have a mistake. Shorter words have too many neighbours. A guess, to be tested."""
_ALIKE = 84.0
"""How alike a mistyped word must be, of 100. A guess, tested on the phrases of `tests/lexicon`."""
_REMEMBERED = 8
"""The judged texts that a process remembers: one SMS, its parts and its note are asked about several times.

Judging costs 0.8 ms of processor time for 40 characters, 1.6 ms for 160, 7 ms for 480 (measured). They are few, because
they may be private, and no process should hold them for long.
"""


@dataclass(frozen=True)
class Hint:
    """The suggestions of a text's words: a category, a zone's key, and whether the text is red.

    Words of weapons and of death are red. `words` are the words that explain the suggestion, in the order of the text.
    `weapons` are those among them that name a weapon. `home` is the privacy that kin words and words of a beating
    suggest. `is_of_kin` means that the text names kin who may be the attackers. `is_doubtful` means that the text may
    be private: `open_category` is then its category if it is not. `is_life_in_danger` means that the writer or somebody
    else wants to die. `is_private_by_rule` means that listed words make the text private, or perhaps private, and not
    the model alone. `is_red_by_model` means that the model alone finds it red.
    """

    category: Category | None
    zone: str | None
    is_red: bool
    words: tuple[str, ...]
    weapons: tuple[str, ...] = ()
    home: Privacy = Privacy.OPEN
    is_of_kin: bool = False
    is_doubtful: bool = False
    open_category: Category | None = None
    is_life_in_danger: bool = False
    is_private_by_rule: bool = False
    is_red_by_model: bool = False

    @property
    def is_private(self) -> bool:
        """Return whether the text belongs to the circle of private helpers, and to nobody else."""
        return self.category is Category.ABUSE_CHILD


def hint(text: str, zones: Iterable[Zone]) -> Hint:
    """Return what the words of a text suggest. A text without any words suggests nothing."""
    return _judged(text, tuple(zones))


@lru_cache(maxsize=_REMEMBERED)
def _judged(text: str, zones: tuple[Zone, ...]) -> Hint:
    told = judged_words(text, zones)
    seen = evidence.gather(told)
    parts = stretches.of_text(told)
    evidences = [seen] if len(parts) == 1 else map(evidence.gather, parts)
    is_open = seen.found.is_red and seen.home.privacy is Privacy.OPEN
    is_taken_back = takes_back(text)
    accusation = accusing.find(text)
    judged = partial(
        judging.judge,
        model=model.loaded(),
        is_taken_back=is_taken_back,
        accuses=accusation is not None,
        call=accusing.call(text),
    )
    verdicts = [judged(one) for one in evidences]
    verdict = stretches.together(verdicts, is_open=is_open)
    return _accusing(replace(hint_of(seen, verdict), zone=_zone(fold(text), zones)), accusation)


def _accusing(found: Hint, accusation: Accusation | None) -> Hint:
    """Return a hint as a complaint if its text accuses the patrol or a leader: those must not read it.

    Red words stay red, and a private matter stays with its helpers.
    """
    if accusation is None or found.is_red or (found.is_private and not found.is_doubtful):
        return found
    words = found.words if accusation.word in found.words else (*found.words, accusation.word)
    if found.is_doubtful:
        return replace(found, open_category=Category.COMPLAINT_OTHER, words=words)
    return replace(found, category=Category.COMPLAINT_OTHER, words=words)


def judged_words(text: str, zones: Iterable[Zone]) -> str:
    """Return the words of a text that are judged, in small plain letters, without names of people and zones.

    Names say nothing of what happens, and would sway the model. Training takes them out in the same way.
    """
    plain = fold(spelling.named(text))
    for name in (_folded_name(name) for zone in zones for name in _names_of(zone)):
        plain = re.sub(rf"\b{re.escape(name)}\b", " ", plain) if len(name) >= _FUZZY_FROM else plain
    return " ".join(word for word in plain.split() if name_kinds.kind(word) is not name_kinds.Kind.NAME)


def _names_of(zone: Zone) -> Iterable[str]:
    """Return the names of a zone, and of its landmarks those of several words: `Daraja la Chuma` is no gun."""
    return (*zone.names.values(), *(landmark for landmark in zone.landmarks if " " in landmark.strip()))


def hint_of(seen: Evidence, verdict: Verdict) -> Hint:
    """Return what a judged text suggests, without a zone."""
    found = seen.found
    matched = {*verdict.explains, *found.weapon, *found.death, *found.inside}
    matched |= {word for words in found.kinds.values() for word in words}
    if verdict.category is Category.COMPLAINT_OTHER:
        matched |= {*found.wrongs}
    if verdict.is_private:
        matched |= {*found.suicide, *seen.home.words}
    # A coordinator who dispatches the report should see that it may be about the police.
    matched |= {*found.police}
    in_order = tuple(sorted(matched, key=seen.plain.find))
    return Hint(
        Category.ABUSE_CHILD if verdict.is_private else verdict.category,
        None,
        verdict.is_red,
        in_order,
        tuple(word for word in in_order if word in found.weapon),
        seen.home.privacy if verdict.is_private else Privacy.OPEN,
        seen.home.is_of_kin,
        verdict.is_doubtful,
        verdict.category if verdict.is_doubtful else None,
        bool(found.suicide),
        verdict.is_private and seen.is_private_by_rule,
        bool(verdict.explains),
    )


def as_open(found: Hint) -> Hint:
    """Return a hint that may be private as the hint of an open matter, without the words of a home."""
    words = tuple(word for word in found.words if not kin.is_of_home(word))
    return replace(found, category=found.open_category, words=words, is_doubtful=False)


def weight(text: str) -> tuple[bool, bool, int]:
    """Return how much the word lists alone understand of a text: a private matter, red words, and how many words."""
    seen = evidence.gather(fold(text))
    found = seen.found
    is_private = Category.ABUSE_CHILD in found.kinds or seen.home.privacy is Privacy.PRIVATE
    words = [*found.weapon, *found.death, *found.police, *(word for kind in found.kinds.values() for word in kind)]
    return is_private, found.is_red, len(set(words))


def place(text: str, zones: Iterable[Zone]) -> str | None:
    """Return the key of the zone that a text names; None if it names none."""
    return _zone(fold(text), zones)


def place_score(text: str, zones: Iterable[Zone]) -> float:
    """Return how surely a text names a place: 0 if it names none; a longer exact name scores more."""
    tokens = fold(text).split()
    known_zones = tuple(zones)
    names = (name for zone in known_zones for name in distinctive_places.names_of(zone, known_zones))
    return max((_likeness(known, tokens) for name in names if (known := _folded_name(name))), default=0.0)


def is_settled(text: str) -> bool:
    """Return whether a note says that something is over."""
    return bool(_SETTLED & set(fold(text).split()))


def counts(text: str) -> bool:
    """Return whether a number before these words counts people, and is no command."""
    return bool(_COUNTED & set(fold(text).split()[:2]))


def takes_back(text: str) -> bool:
    """Return whether a text says that something is over or never happened: `wameenda`, `samahani ni uongo`."""
    return bool((_SETTLED | _TAKEN_BACK) & set(fold(text).split()))


def names_one_doer(text: str) -> bool:
    """Return whether a word says that one person acts: `ana kisu`, `he is here`."""
    return any(_ONE.match(token) or token in {"he", "she", "hes", "shes"} for token in fold(text).split())


def mentions_authority(text: str) -> bool:
    """Return whether a text mentions patrol or police: it may accuse the people who would read it."""
    return any(listed.is_authority(token) or token in _PATROL for token in fold(text).split())


def names_several_doers(text: str) -> bool:
    """Return whether a verb says that several people act: `wana bunduki`, `wamerudi`."""
    return any(_SEVERAL.match(token) for token in fold(text).split())


def numbers_people(text: str) -> bool:
    """Return whether a text says how many people there are: `wako 5`, `six men`, `wengi wanakuja`."""
    tokens = fold(text).split()
    return bool(_MANY & set(tokens)) or any(token.isdigit() and len(token) <= _DIGITS_OF_PEOPLE for token in tokens)


def _zone(plain: str, zones: Iterable[Zone]) -> str | None:
    """Return the key of the zone whose name, landmark or distinctive word stands best in a text, or None.

    One typing error in a longer word is forgiven.
    """
    tokens = plain.split()
    best, best_score = None, 0.0
    known_zones = tuple(zones)
    for zone in known_zones:
        for name in distinctive_places.names_of(zone, known_zones):
            known = _folded_name(name)
            score = _likeness(known, tokens)
            if known and score > best_score:
                best, best_score = zone.key, score
    return best


def _likeness(known: str, tokens: list[str]) -> float:
    """Return how surely a name stands among words: 0 if it does not; a longer exact name scores more."""
    size = len(known.split())
    best = 0.0
    for start in range(len(tokens) - size + 1):
        piece = " ".join(tokens[start : start + size])
        if piece == known:
            return 200.0 + len(known)
        if len(known) >= _FUZZY_FROM and (ratio := fuzz.ratio(piece, known)) >= _ALIKE:
            best = max(best, ratio)
    return best


@lru_cache(maxsize=1024)
def _folded_name(name: str) -> str:
    """Return the name of a zone or a landmark in small plain letters. Every text is searched for all of them."""
    return fold(name)


_SETTLED = frozenset(lexicon_words.SETTLED.split())
_DIGITS_OF_PEOPLE = 3
"""The most digits of a number of people. A longer number is that of a plot or a phone."""
_MANY = frozenset(lexicon_words.MANY.split())
_ONE = re.compile("a(?:na|me|li|ta|ko)[a-z]*")
_PATROL = frozenset(("doria", "mgambo", "kanjo", "patrol", "askari"))
_SEVERAL = re.compile("wa(?:na|me|li|ta|ko)[a-z]*")
_TAKEN_BACK = frozenset(lexicon_words.TAKEN_BACK.split())
_COUNTED = frozenset(lexicon_words.COUNTED.split())
