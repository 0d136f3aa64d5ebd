"""Slips: an answer word with one typing error is read as that word, where a wrong guess costs little.

Only words of going, not going and being there are read so, never words that end something: over, closed, false, off
duty, no more texts. A slip leaves a vowel or a letter out, doubles one, or swaps two. It never puts one consonant for
another: `nimepika` (I have cooked) is not `nimefika` (I have arrived).
"""

from rapidfuzz.distance import OSA

from menus.sms.verbs import Verb

SHORTEST = 5
"""The fewest letters of a word that is read so. Shorter words are too close to others (measured on the answers)."""
_WORDS = {
    Verb.GO: """
    NAENDA NINAENDA NITAENDA NTAENDA TUNAENDA TUTAENDA NISHAENDA NAKUJA NINAKUJA NITAKUJA NTAKUJA TUNAKUJA TUTAKUJA
    GOING COMING NJIANI
    """,
    Verb.CANNOT: "SIWEZI SITAWEZA HATUWEZI HATUTAWEZA SIENDI SITAENDA SITAKUJA CANNOT HAPANA",
    Verb.HERE: "NIMEFIKA TUMEFIKA NISHAFIKA TUSHAFIKA NIMEREACH TUMEREACH ARRIVED REACHED",
}
_CLOSE = """
NENDA NAKUA NITAKUA NTAKUA NINAKUA TUNAKUA TUTAKUA NAKULA NIMEFIA TUMEFIA NIMEIKA COMIN COMBING CANON GONG
NAKOJA SIENDE NAKAJA HAPANI HAPANO NDANI NJANI ARRIVES REACHES NITAENDI NIENDE NINAENDE
"""
_OTHER_WORDS = frozenset(_CLOSE.split())
"""Other words so close to an answer that they would be read as it."""
_VOWELS = frozenset("AEIOU")
_ALL = tuple((word, verb) for verb, words in _WORDS.items() for word in words.split())


def verb_of_slip(word: str) -> Verb | None:
    """Return the verb that a word in capitals means if one typing error is forgiven, or None if that is unsure."""
    if len(word) < SHORTEST or word in _OTHER_WORDS:
        return None
    found = {verb for known, verb in _ALL if _is_slip(word, known)}
    return found.pop() if len(found) == 1 else None


def _is_slip(word: str, known: str) -> bool:
    """Return whether a word is a known one with one slip. Its first two letters say who goes, so they are right."""
    if word[:2] != known[:2] or OSA.distance(word, known, score_cutoff=1) != 1:
        return False
    if len(word) > len(known):
        return _is_doubled_or_vowel(word, known)
    return len(word) < len(known) or sorted(word) == sorted(known) or _changes_a_vowel(word, known)


def _is_doubled_or_vowel(word: str, known: str) -> bool:
    place = next((at for at, (one, other) in enumerate(zip(word, known, strict=False)) if one != other), len(known))
    added = word[place]
    return added in _VOWELS or added in {word[place - 1], word[place + 1 : place + 2]}


def _changes_a_vowel(word: str, known: str) -> bool:
    return all({one, other} <= _VOWELS for one, other in zip(word, known, strict=True) if one != other)
