"""Words for classes of crime: whoever closes an incident may write one beside the outcome, and so choose a finer class.

The words are those of the pages, and those that people of the place use. No native reader has seen the Swahili ones.
"""

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from menus.domain.classes import CrimeClass
from menus.text import folding, page_words, vocabulary

_FILE = "desk_incident.po"
_MORE = {
    CrimeClass.HOMICIDE: "murder, killing, kuuawa",
    CrimeClass.ASSAULT: "beating, kupigwa",
    CrimeClass.ROBBERY: "mugging, wizi wa mabavu, ngeta",
    CrimeClass.BREAK_IN: "burglary, kuvunja nyumba, uvunjaji",
    CrimeClass.THEFT: "stealing",
    CrimeClass.SERVANT_THEFT: "wizi wa mtumishi",
    CrimeClass.VEHICLE_THEFT: "vehicle theft, wizi wa pikipiki",
    CrimeClass.DAMAGE: "arson, kuchoma nyumba",
    CrimeClass.CORRUPTION: "bribe, bribery, rushwa, hongo",
    CrimeClass.BREW: "illicit brew, chang'aa, changaa, pombe",
    CrimeClass.DRUGS: "bhang, bangi, madawa, madawa ya kulevya",
    CrimeClass.TERROR: "terrorism",
    CrimeClass.SMALL_ARMS: "arms, guns, silaha haramu, silaha",
    CrimeClass.POLITICAL_VIOLENCE: "vurugu za siasa",
    CrimeClass.ABDUCTION: "kidnapping, kidnaping, kidnap, kutekwa",
}
_POINTS = ".,:;-!?()"
_LAST_PART = re.compile(r"(?P<first>.*\S)[.,;:]\s+(?P<last>[^.,;:]+)[.,;:!?]?\s*", re.DOTALL)
_SHORTEST = 4
"""Letters from which on words may be a misspelt class. Shorter ones are too close to others. A guess."""
_LONG = 7
"""Letters from which on a word with a known beginning may be misspelt: `carjackin`, `abducton`. A guess."""
_TWICE_FROM = 9
"""Letters from which on words may have two wrong letters, as in `menus/text/misspelt.py`. A guess, to be tested."""


def name(language: str, crime: CrimeClass) -> str:
    """Return the name of a class in a language."""
    return page_words.say(_FILE, language, f"crime.{crime}")


def leading(text: str) -> tuple[CrimeClass | None, str]:
    """Return the class whose words a text begins with, and what stands behind them; None and the text without one.

    Of two that fit, the longer one counts: `theft by servant` is no `theft`.
    """
    typed = text.split()
    folded = [_bare(word) for word in typed]
    for count in range(min(len(folded), _LONGEST), 0, -1):
        found = _KNOWN.get(" ".join(folded[:count]))
        if found is not None:
            return found, " ".join(typed[count:])
    return None, text


def beside(text: str) -> tuple[CrimeClass | None, str]:
    """Return the class that a text begins with, or that stands alone behind its last point, and what is left of it.

    `police came with arms` ends with no class: no point stands before it.
    """
    found, behind = leading(text)
    if found is not None:
        return found, behind
    parted = _LAST_PART.fullmatch(text)
    if parted is None:
        return None, text
    found, more = leading(parted["last"])
    return (found, parted["first"]) if found is not None and not more else (None, text)


def misspelt(text: str) -> str | None:
    """Return the first words of a text if they are probably a misspelt class; None if they are a class, or other words.

    A closing is for good, so that nobody guesses which class was meant. Words of the vocabulary are other words.
    """
    typed = text.split()
    folded = [_bare(word) for word in typed]
    chosen, behind = leading(text)
    known = 0 if chosen is None else len(typed) - len(behind.split())
    for count in range(min(len(folded), _LONGEST), known, -1):
        first = folded[:count]
        if all(map(_is_ordinary, first)):
            continue
        if any(crime is not chosen and _is_alike(" ".join(first), words) for words, crime in _KNOWN.items()):
            return " ".join(typed[:count]).strip(_POINTS)
    return None


def _is_ordinary(word: str) -> bool:
    """Return whether a word is another word than a class. One that only has a known beginning may be misspelt."""
    if vocabulary.lists(word) or not word:
        return True
    if len(word) < _LONG or any(f"{known}s" == word for known in _WORDS):
        return vocabulary.knows(word)
    return vocabulary.knows(word) and not any(OSA.distance(word, known, score_cutoff=1) == 1 for known in _WORDS)


def _is_alike(typed: str, words: str) -> bool:
    """Return whether words are other ones with a slip or two. The first letter is right."""
    if len(typed) < _SHORTEST or typed[0] != words[0]:
        return False
    most = 2 if len(words) >= _TWICE_FROM else 1
    return OSA.distance(typed, words, score_cutoff=most) <= most


def _bare(word: str) -> str:
    return folding.fold(word).strip(_POINTS)


def _all_words(crime: CrimeClass) -> Sequence[str]:
    more = _MORE.get(crime, "").split(",")
    return (crime.value, crime.value.replace("-", " "), *page_words.in_all(_FILE, f"crime.{crime}").values(), *more)


_KNOWN = {
    " ".join(map(_bare, words.split())): crime
    for crime in CrimeClass
    if crime is not CrimeClass.NONE
    for words in _all_words(crime)
    if words.strip()
}
_WORDS = frozenset(word for words in _KNOWN for word in words.split())
_LONGEST = max(len(words.split()) for words in _KNOWN)
