"""The lexicon: the category, zone and red words (weapons, death) that a text suggests.

Words alone never dispatch anything.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from menus.domain.categories import Category
from menus.domain.community import Zone
from menus.text import kin, lexicon_words

LONGEST = 1_000
"""The characters of a text that are read. What stands behind them costs time, and a red word comes sooner."""
_FUZZY_FROM = 5
"""Letters from which on a word may have a mistake. Shorter words have too many neighbours. A guess, to be tested."""
_ALIKE = 84.0
"""How alike a mistyped word must be, of 100. A guess, tested on the phrases of `tests/menus/text/phrases.py`."""
_SUBJECT = "(?:a|wa|ka|ni|u|tu|m|i|li|ya|zi|ki|vi|ku|hu|na|nime|sija|haja|haya)?"
_TENSE = "(?:me|na|li|ta|ka|ki|nge|mesha|lisha)?"
_OBJECT = "(?:ni|ku|m|mu|mw|wa|tu|ji|i|ya|zi|vi)?"
# These stems are two letters long. With every prefix allowed, the patterns would match half the dictionary.
_KILL = re.compile("(?:(?:a|wa|ni|u|tu|m)(?:me|na|li|ta)(?:m|mu|wa|ni|tu)?u(?:w)?a|kuu(?:w)?a|kumuua|kuniua)")
_DIE = re.compile("(?:a|wa)(?:me|na|li|ta)(?:sha)?kufa|amekufia")


@dataclass(frozen=True)
class Hint:
    """The suggestions of a text's words: a category, a zone's key, and whether the text is red.

    Words of weapons and of death are red. `words` are the words that matched, in the order of the text. `weapons` are
    those among them that name a weapon. `home` is the privacy that kin words and words of a beating suggest.
    `is_of_kin` means that the text names kin who may be the attackers.
    """

    category: Category | None
    zone: str | None
    is_red: bool
    words: tuple[str, ...]
    weapons: tuple[str, ...] = ()
    home: kin.Privacy = kin.Privacy.OPEN
    is_of_kin: bool = False

    @property
    def is_private(self) -> bool:
        """Return whether the text belongs to the circle of private helpers, and to nobody else."""
        return self.category is Category.ABUSE_CHILD


def hint(text: str, zones: Iterable[Zone]) -> Hint:
    """Return what the words of a text suggest. A text without any words suggests nothing."""
    plain = fold(text)
    zone = _zone(plain, zones)
    for phrase in lexicon_words.HARMLESS:
        plain = re.sub(rf"\b{phrase}\b", " ", plain)
    tokens = plain.split()
    weapon = _found(tokens, plain, _WEAPON, negatable=True)
    death = _found(tokens, plain, _DEATH, negatable=True)
    kinds = {category: found for category, table in _KINDS.items() if (found := _found(tokens, plain, table))}
    wrongs = _found(tokens, plain, _WRONGS)
    police = _found(tokens, plain, _POLICE)
    category = _category(kinds, is_deadly=bool(death), is_armed=bool(weapon), is_wronged=bool(police and wrongs))
    home = kin.read(plain, is_open=category in _OPEN_MATTERS, is_red=bool(weapon or death))
    if home.privacy is kin.Privacy.PRIVATE or (home.privacy is not kin.Privacy.OPEN and category is None):
        category = Category.ABUSE_CHILD
        kinds.setdefault(category, []).extend(home.words)
    matched = {*weapon, *death, *(word for found in kinds.values() for word in found)}
    if category is Category.COMPLAINT_OTHER:
        matched |= {*wrongs}
    # A coordinator who dispatches the report should see that it may be about the police.
    matched |= {*police}
    in_order = tuple(sorted(matched, key=plain.find))
    named = tuple(word for word in in_order if word in weapon)
    return Hint(category, zone, bool(weapon or death), in_order, named, home.privacy, home.is_of_kin)


def place(text: str, zones: Iterable[Zone]) -> str | None:
    """Return the key of the zone that a text names; None if it names none."""
    return _zone(fold(text), zones)


def place_score(text: str, zones: Iterable[Zone]) -> float:
    """Return how surely a text names a place: 0 if it names none; a longer exact name scores more."""
    tokens = fold(text).split()
    names = (name for zone in zones for name in (*zone.names.values(), *zone.landmarks))
    return max((_likeness(known, tokens) for name in names if (known := fold(name))), default=0.0)


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
    return any(_POLICE.single.fullmatch(token) or token in _PATROL for token in fold(text).split())


def names_several_doers(text: str) -> bool:
    """Return whether a verb says that several people act: `wana bunduki`, `wamerudi`."""
    return any(_SEVERAL.match(token) for token in fold(text).split())


def numbers_people(text: str) -> bool:
    """Return whether a text says how many people there are: `wako 5`, `six men`, `wengi wanakuja`."""
    tokens = fold(text).split()
    return bool(_MANY & set(tokens)) or any(token.isdigit() and len(token) <= _DIGITS_OF_PEOPLE for token in tokens)


def _category(
    kinds: dict[Category, list[str]], *, is_deadly: bool, is_armed: bool, is_wronged: bool
) -> Category | None:
    # A matter of a closed circle comes first, then the worst harm. A weapon alone says least about what happens.
    for category in (Category.ABUSE_CHILD, Category.MOB_BEATING, Category.FIRE_HAZARD):
        if category in kinds:
            return category
    if is_deadly:
        return Category.GUN_KILLING
    if is_wronged and not is_armed:
        return Category.COMPLAINT_OTHER
    for category in (Category.ROBBERY, Category.BREAK_IN, Category.THEFT, Category.FIGHT_THREAT):
        if category in kinds:
            return category
    return Category.GUN_KILLING if is_armed else None


@dataclass(frozen=True)
class _Table:
    """Words as they are searched for: single words as one pattern, phrases one by one."""

    single: re.Pattern[str]
    phrases: tuple[re.Pattern[str], ...]


def _found(tokens: list[str], plain: str, table: _Table, *, negatable: bool = False) -> list[str]:
    found = []
    for number, token in enumerate(tokens):
        if not table.single.fullmatch(token):
            continue
        if negatable and _NEGATED & set(tokens[max(0, number - 2) : number]):
            continue
        found.append(token)
    found += [match[0] for phrase in table.phrases if (match := phrase.search(plain))]
    return found


def _zone(plain: str, zones: Iterable[Zone]) -> str | None:
    """Return the key of the zone whose name or landmark stands best in a text, or None.

    One typing error in a longer word is forgiven.
    """
    tokens = plain.split()
    best, best_score = None, 0.0
    for zone in zones:
        for name in (*zone.names.values(), *zone.landmarks):
            known = fold(name)
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


def fold(text: str) -> str:
    """Return words in small plain letters: accents folded, apostrophes dropped, `2me` read as `tume`."""
    folded = unicodedata.normalize("NFKD", text[:LONGEST].lower().replace("\u2019", "'"))
    letters = "".join(character for character in folded if not unicodedata.combining(character))
    spaced = re.sub(r"[^a-z0-9]+", " ", letters.replace("'", ""))
    spaced = re.sub(r"\b2(?=[a-z])", "tu", spaced)
    # People type letters with spaces between them to hide a word from somebody who looks over their shoulder.
    spaced = re.sub(r"\b(?:[a-z] ){3,}[a-z]\b", lambda found: found[0].replace(" ", ""), spaced)
    return re.sub(r"([a-z])\1{2,}", r"\1", spaced).strip()


def _single(entry: str) -> str:
    if entry.startswith("-"):
        return _SUBJECT + _TENSE + _OBJECT + entry[1:]
    return re.escape(entry[:-1]) + "[a-z]*" if entry.endswith("*") else re.escape(entry)


def _table(table: str, phrases: Iterable[str] = (), *also: re.Pattern[str]) -> _Table:
    patterns = [_single(entry) for entry in table.split()] + [pattern.pattern for pattern in also]
    single = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    return _Table(single, tuple(re.compile(rf"\b{_single(phrase)}") for phrase in phrases))


_OPEN_MATTERS = frozenset(
    (
        Category.ROBBERY,
        Category.THEFT,
        Category.BREAK_IN,
        Category.MOB_BEATING,
        Category.FIRE_HAZARD,
        Category.COMPLAINT_OTHER,
    )
)
"""Categories in which somebody's kin may be the victims rather than the attackers."""
_WEAPON = _table(lexicon_words.WEAPON, lexicon_words.WEAPON_PHRASES)
_DEATH = _table(lexicon_words.DEATH, lexicon_words.DEATH_PHRASES, _KILL, _DIE)
_KINDS = {
    category: _table(table, lexicon_words.CATEGORY_PHRASES.get(category, ()))
    for category, table in lexicon_words.CATEGORY_WORDS.items()
}
_POLICE = _table(lexicon_words.POLICE)
_WRONGS = _table(lexicon_words.WRONGS, lexicon_words.WRONG_PHRASES)
_SETTLED = frozenset(lexicon_words.SETTLED.split())
_DIGITS_OF_PEOPLE = 3
"""The most digits of a number of people. A longer number is that of a plot or a phone."""
_MANY = frozenset(lexicon_words.MANY.split())
_ONE = re.compile("a(?:na|me|li|ta|ko)[a-z]*")
_PATROL = frozenset(("doria", "mgambo", "kanjo", "patrol", "askari"))
_SEVERAL = re.compile("wa(?:na|me|li|ta|ko)[a-z]*")
_TAKEN_BACK = frozenset(lexicon_words.TAKEN_BACK.split())
_COUNTED = frozenset(lexicon_words.COUNTED.split())
_NEGATED = frozenset(lexicon_words.NEGATIONS.split())
