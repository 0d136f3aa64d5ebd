"""The vocabulary: whether a word is an ordinary one of Kenyan Swahili, English or Sheng, and so names nobody.

A list of names is never complete. Where strangers will read a text, only words of the vocabulary pass.
"""

import re
from functools import cache, lru_cache

from menus.domain.categories import Category
from menus.text import catalog, lexicon_words, place_words
from menus.text import vocabulary_en as en
from menus.text import vocabulary_en_more as en_more
from menus.text import vocabulary_sheng as sheng
from menus.text import vocabulary_sw as sw

_WORD = re.compile(r"[a-z']+")
_SHORTEST_VERB = 3
"""Letters of an English word from which on -s, -ed or -ing may be taken off."""
_SUBJECT = "(?:ni|n|na|u|a|tu|m|mu|wa|i|li|ya|ki|vi|zi|pa|ku|ha|si|hatu|ham|hawa|hai|hazi|hali|haya|haki|havi|haku|hu)"
_TENSE = (
    "(?:na|li|ta|me|mesha|ki|nge|ngeli|ka|ja|sha|to|taka|naye|nao|lio|liyo|lipo|liye|kapo|napo|takapo|si|sipo|nayo|siye"
    "|sio|siyo|sizo|nazo|lizo|taye|takaye|takao|takalo|takacho|takapo|takayo|takazo|nacho|licho|nalo|lilo|navyo|livyo|po)?"
)
_OBJECT = "(?:ni|ku|m|mw|mu|tu|wa|i|li|ya|ki|vi|zi|u|pa|ji)?"
_VERB = re.compile(
    f"(?:(?:{_SUBJECT}{_TENSE}|ku|kw|k|kuto|kuku|n|ma|mna|msi|usi|asi|wasi|tusi|isi|e|ali|ame|ana){_OBJECT})"
)
_OF_MANY = re.compile(
    r"(?:zili|zina|zime|zita|yame|yana|yali|yata|vime|vina|vili|lime|tuna|tume|tuta|tuli|hatu|hazi|haya|mnao|mlio|wanao|walio"
    r"|iliyo|inayo|zinazo|zilizo|yaliyo|yanayo|lililo|linalo|kilicho|kinacho|vilivyo|vinavyo|palipo|panapo|atakaye|watakao"
    r"|itakayo|zitakazo|aliye|anaye|aliyo|ukii|mkii|msii)\w{2,}[aeiou]"
)
"""Verbs of things, of several people, or of whoever does something. No name begins so, whatever the stem is."""
_TO_BE_DONE = re.compile(r"ku\w{3,}(?:iwa|ewa|isha|esha|ishwa|iana|ika|ikana|liwa)")
"""Infinitives of verbs that are made from others: `kutapeliwa`."""
_ENDINGS = (
    "eni", "ni", "we", "wa", "iwa", "ewa", "lewa", "liwa", "isha", "esha", "ishwa", "eshwa", "ana", "iana", "eana",
    "ia", "ea", "lia", "lea", "ika", "eka", "anga", "po", "ko", "ye", "yo", "vyo", "o", "nga", "lishwa", "zwa", "za",
)  # fmt: skip
"""Endings that may follow a Swahili stem without its last vowel: other verbs are made from it so."""


@cache
def _words() -> frozenset[str]:
    """Return every word that is listed, that the catalogue's texts use, or that the lexicon knows."""
    listed = " ".join((
        en.FUNCTION, en.TIME, en.PEOPLE, en.PLACES, en.EVENTS, en.VERBS, en.OTHER, en_more.MORE,
        sw.FUNCTION, sw.NOUNS, sw.ADJECTIVES, sheng.WORDS, sheng.SHORT_FORMS,
        lexicon_words.WEAPON, lexicon_words.DEATH, lexicon_words.POLICE, lexicon_words.WRONGS,
        *lexicon_words.WEAPON_PHRASES, *lexicon_words.DEATH_PHRASES, *lexicon_words.WRONG_PHRASES,
        *(lexicon_words.CATEGORY_WORDS.get(category, "") for category in Category),
        *(phrase for phrases in lexicon_words.CATEGORY_PHRASES.values() for phrase in phrases),
    ))  # fmt: skip
    found = {word.replace("'", "") for word in listed.split() if word.isascii() and not word.startswith("-")}
    texts = " ".join(text for language in catalog.LANGUAGES for text in catalog.catalog(language).values())
    found |= set(_WORD.findall(re.sub(r"\{\w+\}", " ", texts).casefold()))
    found |= place_words.OF_PLACES | place_words.ENDING
    return frozenset(word.removesuffix("*") for word in found)


@cache
def _begun() -> tuple[str, ...]:
    """Return the beginnings of words that the lexicon lists with a star: `kidnap*`."""
    listed = " ".join((lexicon_words.WEAPON, lexicon_words.DEATH, *lexicon_words.CATEGORY_WORDS.values()))
    return tuple(word.removesuffix("*") for word in listed.split() if word.endswith("*"))


@cache
def _stems() -> frozenset[str]:
    words = (sw.VERBS, sw.BORROWED, lexicon_words.WEAPON, lexicon_words.DEATH, lexicon_words.WRONGS)
    listed = " ".join([*words, *lexicon_words.CATEGORY_WORDS.values()])
    return frozenset(word.removeprefix("-").replace("'", "") for word in listed.split() if not word.endswith("*"))


@lru_cache(maxsize=8192)
def knows(word: str) -> bool:
    """Return whether a word in small letters, without apostrophes, is ordinary. A number is no word."""
    if word in _words() or word.startswith(_begun()):
        return True
    return (word.endswith("ni") and word[:-2] in _words()) or _is_english(word) or is_verb(word)


def _is_english(word: str) -> bool:
    """Return whether a word is a listed one with an English ending."""
    return any(base in _words() for base in _bases(word) if len(base) >= _SHORTEST_VERB)


def _bases(word: str) -> list[str]:
    """Return what an English word may be made from."""
    found = []
    for ending, others in _ENGLISH_ENDINGS:
        if word.endswith(ending):
            base = word[: -len(ending)]
            found += [base + other for other in others]
            if len(base) > _SHORTEST_VERB and base[-1] == base[-2]:
                found.append(base[:-1])
    return found


_ENGLISH_ENDINGS = (
    ("ies", ("y",)), ("ied", ("y",)), ("ier", ("y",)), ("iest", ("y",)), ("ily", ("y",)), ("es", ("", "e")),
    ("s", ("",)), ("ed", ("", "e")), ("ing", ("", "e")), ("er", ("", "e")), ("ers", ("", "e")), ("est", ("", "e")),
    ("ly", ("", "le")), ("ness", ("",)), ("ment", ("",)), ("less", ("",)), ("ful", ("",)), ("nt", ("",)),
    ("in", ("g",)),
)  # fmt: skip


@lru_cache(maxsize=8192)
def is_verb(word: str) -> bool:
    """Return whether a word is a Swahili verb: prefixes, a known stem, and an ending. English stems count too."""
    return (
        _is_stem(word)
        or any(_is_stem(word[cut:]) for cut in _cuts(word))
        or _OF_MANY.fullmatch(word) is not None
        or _TO_BE_DONE.fullmatch(word) is not None
    )


def _cuts(word: str) -> list[int]:
    """Return the places where the prefixes of a verb may end."""
    return [cut for cut in range(1, min(len(word) - 1, 11)) if _VERB.fullmatch(word, 0, cut)]


def _is_stem(rest: str) -> bool:
    # The last vowel of a wish or of a no: afunge, hafungi.
    return _is_derived(rest) or (rest[-1] in "ei" and len(rest) > 2 and _is_derived(f"{rest[:-1]}a"))  # noqa: PLR2004


def _is_derived(rest: str) -> bool:
    """Return whether a word is a stem, or made from one by an ending."""
    stems = _stems()
    if rest in stems:
        return len(rest) > 1
    for ending in _ENDINGS:
        if not rest.endswith(ending) or len(rest) - len(ending) < 2:  # noqa: PLR2004 - no stem is shorter
            continue
        base = rest[: len(rest) - len(ending)]
        if any(base + vowel in stems for vowel in ("a", "", "e", "i", "u")):
            return True
    return False


def lists(word: str) -> bool:
    """Return whether a word stands in the lists as it is, without any rule."""
    return word in _words()


def is_function_word(word: str) -> bool:
    """Return whether a word only joins others: `na`, `kwa`, `the`, `with`."""
    return word in _function_words()


@cache
def _function_words() -> frozenset[str]:
    return frozenset(f"{en.FUNCTION} {sw.FUNCTION}".replace("'", "").split())


@cache
def by_first_letter() -> dict[str, list[str]]:
    """Return the longer words of the lists, by their first letters."""
    found: dict[str, list[str]] = {}
    for word in sorted(_words() | _stems()):
        if len(word) >= 4:  # noqa: PLR2004 - a short word has too many neighbours
            found.setdefault(word[0], []).append(word)
    return found


def is_shortened(word: str) -> bool:
    """Return whether a word is an ordinary one that lost vowels, as people write in texts: `bndki`, `plce`, `nmba`."""
    skeleton = _VOWEL.sub("", word)
    if len(skeleton) < 3 or len(word) - len(skeleton) > 1:  # noqa: PLR2004 - two consonants are in many words
        return False
    return skeleton in _skeletons()


_VOWEL = re.compile("[aeiou]")


@cache
def _skeletons() -> frozenset[str]:
    """Return the consonants of the longer ordinary words, as their order is."""
    found = (_VOWEL.sub("", word) for word in _words() | _stems() if len(word) > 4)  # noqa: PLR2004 - as above
    return frozenset(skeleton for skeleton in found if len(skeleton) > 2)  # noqa: PLR2004
