"""Words for classes of crime: whoever closes an incident may begin with one, and so choose a finer class.

The words are those of the pages, and those that people of the place use. No native reader has seen the Swahili ones.
"""

from collections.abc import Sequence

from menus.domain.classes import CrimeClass
from menus.text import folding, page_words

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
    CrimeClass.ABDUCTION: "kidnapping, kidnap, kutekwa",
}


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


def _bare(word: str) -> str:
    return folding.fold(word).strip(".,:;-!?()")


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
_LONGEST = max(len(words.split()) for words in _KNOWN)
